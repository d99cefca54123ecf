//! The commands of `soiree`.

mod doctor;
mod jobs;
mod migrate;
mod serve;
mod user;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::{
    config::{Config, Env},
    demo, telemetry,
};

/// A self-hosted home for parties.
#[derive(Parser)]
#[command(name = "soiree", version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the site.
    Serve,
    /// Bring the database's schema up to date, or back.
    Migrate {
        #[command(subcommand)]
        direction: migrate::Direction,
    },
    /// Fill the database with people and parties to look at.
    Demo {
        /// Print what was made as JSON.
        #[arg(long)]
        json: bool,
        /// So many more posts on the board of the first party, for the bench.
        #[arg(long, hide = true, default_value_t = 0)]
        posts: usize,
    },
    /// Accounts.
    User {
        #[command(subcommand)]
        action: user::Action,
    },
    /// What the server does beside the requests: how much there is, and what went wrong.
    Jobs {
        #[command(subcommand)]
        action: Option<jobs::Action>,
    },
    /// Check settings, database, pictures and the browser's files.
    Doctor,
}

/// Reads settings and arguments and carries out the command.
pub async fn run() -> Result<()> {
    let cli = Cli::parse();
    let config = Config::read(&Env::of_process()?)?;
    telemetry::init(&config.log)?;
    match cli.command {
        Command::Serve => serve::run(&config).await,
        Command::Migrate { direction } => migrate::run(&config, direction).await,
        Command::Demo { json, posts } => demo::run(&config, json, posts).await,
        Command::User { action } => user::run(&config, action).await,
        Command::Jobs { action } => jobs::run(&config, action).await,
        Command::Doctor => doctor::run(&config).await,
    }
}
