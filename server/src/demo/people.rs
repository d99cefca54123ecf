//! The people of the demo.

use anyhow::Result;
use app::{
    backend::{accounts, entities::users},
    domain::{
        picture::Purpose,
        user::{Person, SignupForm},
    },
};
use sea_orm::EntityTrait;

use super::{PASSWORD, draw, picture, told};
use crate::state::AppState;

/// Who hosts most, and who is invited most.
pub const LOGINS: [&str; 2] = ["marlene", "tomas"];

const PEOPLE: [(&str, &str); 12] = [
    ("marlene", "Marlene Okafor"),
    ("tomas", "Tomás Rivera"),
    ("yuki", "Yuki Tanaka"),
    ("leila", "Leila Haddad"),
    ("jonas", "Jonas Lindqvist"),
    ("priya", "Priya Raman"),
    ("sofia", "Sofia Marchetti"),
    ("kwame", "Kwame Mensah"),
    ("nora", "Nora Byrne"),
    ("emil", "Emil Novák"),
    ("amelie", "Amélie Durand"),
    ("david", "David Cohen"),
];

/// Makes the accounts; two of three have a photo.
pub async fn make(state: &AppState) -> Result<Vec<Person>> {
    let ctx = state.command_ctx();
    let mut people = Vec::new();
    for (number, (username, name)) in PEOPLE.iter().enumerate() {
        let photo = match number % 3 {
            2 => String::new(),
            _ => picture(state, &ctx, Purpose::Profile, draw::face(number as u32)?).await?.to_string(),
        };
        let form = SignupForm {
            username: (*username).into(),
            email: format!("{username}@example.org"),
            display_name: (*name).into(),
            password: PASSWORD.into(),
            photo,
        };
        let signup = form.parse().map_err(|problems| anyhow::anyhow!("{problems:?}"))?;
        let id = accounts::sign_up(&ctx, signup).await.map_err(told)?;
        let row = users::Entity::find_by_id(id.0).one(state.services.db.read()).await?;
        people.extend(row.map(|row| row.person()));
    }
    Ok(people)
}
