//! Whose token it is.

use app::domain::{api_token::Scope, time};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    Caller,
    reply::{Reply, found},
};

/// The owner of the token, and what it lets do.
#[derive(Serialize, ToSchema)]
pub struct Me {
    username: String,
    name: String,
    /// What the token is for.
    token: String,
    scopes: Vec<String>,
    #[schema(format = DateTime)]
    expires_at: Option<String>,
}

/// Whose token this is, and what it lets do.
#[utoipa::path(
    get,
    path = "/api/v1/me",
    tag = "me",
    security(("token" = ["read"])),
    responses((status = 200, description = "The owner of the token", body = Me))
)]
pub async fn show(caller: Caller) -> Reply {
    caller.may(Scope::Read)?;
    let holder = caller.holder.as_ref();
    found(Me {
        username: holder.person.username.clone(),
        name: holder.person.name.clone(),
        token: holder.name.clone(),
        scopes: holder.scopes.iter().map(|scope| scope.code().to_owned()).collect(),
        expires_at: holder.expires_at.map(time::machine),
    })
}
