//! `soiree user`

use anyhow::{Result, bail};
use app::backend::accounts;
use app::domain::user::SignupForm;
use clap::Subcommand;

use crate::{config::Config, state::AppState};

#[derive(Subcommand)]
pub enum Action {
    /// Make an account and print its password.
    Create { username: String, email: String, display_name: String },
    /// Give an account a new password, print it, and end its sessions.
    ResetPassword { username: String },
    /// Let somebody look after the whole site: they see all reports, and decide about them.
    Admin {
        username: String,
        /// From now on they no longer do.
        #[arg(long)]
        remove: bool,
    },
}

pub async fn run(config: &Config, action: Action) -> Result<()> {
    let state = AppState::without_site(config).await?;
    let ctx = state.command_ctx();
    let password = random_password();
    match action {
        Action::Create { username, email, display_name } => {
            let form = SignupForm { username, email, display_name, password: password.clone(), photo: String::new() };
            let signup = form.parse().map_err(|problems| explain(&problems))?;
            if let Err(error) = accounts::sign_up(&ctx, signup).await {
                bail!(told(&error));
            }
        }
        Action::Admin { username, remove } => {
            if let Err(error) = accounts::set_admin(&ctx, &username, !remove).await {
                bail!(told(&error));
            }
            println!("{username} {} after the site", if remove { "no longer looks" } else { "looks" });
            return Ok(());
        }
        Action::ResetPassword { username } => {
            if let Err(error) = accounts::reset_password(&ctx, &username, &password).await {
                bail!(told(&error));
            }
        }
    }
    println!("password: {password}");
    Ok(())
}

fn random_password() -> String {
    data_encoding::BASE32_NOPAD.encode(&rand::random::<[u8; 10]>()).to_lowercase()
}

fn told(error: &app::error::AppError) -> String {
    match error {
        app::error::AppError::Invalid(problems) => explain(problems).to_string(),
        other => other.to_string(),
    }
}

fn explain(problems: &app::domain::Problems) -> anyhow::Error {
    let lines: Vec<_> = problems.0.iter().map(|(field, problem)| format!("{field}: {problem}")).collect();
    anyhow::anyhow!(lines.join(" "))
}
