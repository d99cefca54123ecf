//! `soiree user`

use std::iter;

use anyhow::{Result, bail};
use app::backend::{accounts, api_tokens};
use app::domain::{
    api_token::{Lifetime, Scope, Scopes, TokenDraft, TokenName},
    password::Password,
    user::SignupForm,
};
use clap::Subcommand;

use crate::{config::Config, state::AppState};

#[derive(Subcommand)]
pub enum Action {
    /// Make an account and print its password.
    Create { username: String, email: String, display_name: String },
    /// Give an account a new password, print it, and end its sessions.
    ResetPassword {
        username: String,
        /// It gets them in alone, where a passkey was asked for after it.
        #[arg(long)]
        no_second_step: bool,
    },
    /// Let somebody look after the whole site: they see all reports, and decide about them.
    Admin {
        username: String,
        /// From now on they no longer do.
        #[arg(long)]
        remove: bool,
    },
    /// Make an API token with all scopes for somebody, and print it.
    Token { username: String, name: String },
}

pub async fn run(config: &Config, action: Action) -> Result<()> {
    let state = AppState::without_site(config).await?;
    let ctx = state.command_ctx();
    let password = match action {
        Action::Create { username, email, display_name } => {
            let password = random_password(&[&username, &email, &display_name]);
            let form = SignupForm { username, email, display_name, password: password.clone(), photo: String::new() };
            let signup = form.parse().map_err(|problems| explain(&problems))?;
            if let Err(error) = accounts::sign_up(&ctx, signup).await {
                bail!(told(&error));
            }
            password
        }
        Action::Admin { username, remove } => {
            if let Err(error) = accounts::set_admin(&ctx, &username, !remove).await {
                bail!(told(&error));
            }
            println!("{username} {} after the site", if remove { "no longer looks" } else { "looks" });
            return Ok(());
        }
        Action::Token { username, name } => {
            let draft = TokenDraft {
                name: TokenName::parse(&name).map_err(|problem| anyhow::anyhow!("name: {problem}"))?,
                scopes: Scopes::new(Scope::ALL.iter().copied()),
                lifetime: Lifetime::default(),
            };
            match api_tokens::create_for(&ctx, &username, draft).await {
                Ok(token) => println!("{token}"),
                Err(error) => bail!(told(&error)),
            }
            return Ok(());
        }
        Action::ResetPassword { username, no_second_step } => {
            let password = random_password(&[]);
            if let Err(error) = accounts::reset_password(&ctx, &username, &password).await {
                bail!(told(&error));
            }
            if no_second_step && let Err(error) = accounts::drop_second_factor(&ctx, &username).await {
                bail!(told(&error));
            }
            password
        }
    };
    println!("password: {password}");
    Ok(())
}

/// A password that holds none of the names, as it might by chance where they are short.
fn random_password(names: &[&str]) -> String {
    let random = || data_encoding::BASE32_NOPAD.encode(&rand::random::<[u8; 10]>()).to_lowercase();
    iter::repeat_with(random).find(|password| Password::parse(password, names).is_ok()).unwrap_or_default()
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

#[cfg(test)]
mod tests {
    use super::random_password;

    /// Some sixteen letters out of 32 hold a name of two or three letters now and then.
    #[test]
    fn random_passwords_hold_no_names() {
        for _ in 0..5_000 {
            let password = random_password(&["ana", "tom", "eva", "kim"]);
            assert!(password.len() == 16 && ["ana", "tom", "eva", "kim"].iter().all(|name| !password.contains(name)));
        }
    }
}
