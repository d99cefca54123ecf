//! The commands of `soiree`.

mod backup;
mod doctor;
mod health;
mod jobs;
mod migrate;
mod reindex;
mod serve;
mod user;

use std::path::PathBuf;

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
        /// So many photos in the albums, for the bench.
        #[arg(long, hide = true, default_value_t = 0)]
        photos: usize,
        /// So many more people, with parties, guests, posts and pictures of theirs (100000 is a big site).
        #[arg(long, default_value_t = 0)]
        big: usize,
    },
    /// Write the index by which photos are found anew, as after restoring parts of a database.
    Reindex,
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
    /// Write everything into one file, while the site is served.
    Backup {
        /// The file to be made. Without it: soiree-{time}.tar in SOIREE_BACKUP_FOLDER, which is backups in SOIREE_DATA.
        file: Option<PathBuf>,
    },
    /// Bring a backup back. Stop the servers first.
    Restore(backup::Restore),
    /// Check settings, database, pictures and the browser's files.
    Doctor,
    /// Ask the server on this machine whether it is well.
    Health,
}

/// Reads settings and arguments and carries out the command.
pub async fn run() -> Result<()> {
    let cli = Cli::parse();
    let config = Config::read(&Env::of_process()?)?;
    let telemetry = telemetry::init(&config)?;
    let result = carry_out(cli.command, &config).await;
    telemetry.end().await;
    result
}

async fn carry_out(command: Command, config: &Config) -> Result<()> {
    match command {
        Command::Serve => serve::run(config).await,
        Command::Migrate { direction } => migrate::run(config, direction).await,
        Command::Demo { json, posts, photos, big } => demo::run(config, json, posts, photos, big).await,
        Command::Reindex => reindex::run(config).await,
        Command::User { action } => user::run(config, action).await,
        Command::Jobs { action } => jobs::run(config, action).await,
        Command::Backup { file } => backup::make(config, file).await,
        Command::Restore(restore) => backup::restore(config, restore).await,
        Command::Doctor => doctor::run(config).await,
        Command::Health => health::run(config).await,
    }
}
