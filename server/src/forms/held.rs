//! A form that stood open until the session was gone: it is held inside the login form and shown again afterwards.

use app::{backend::Ctx, domain::text::local_path, error::AppError, facts::RefusedForm};
use axum::{
    http::{header, request::Parts},
    response::Response,
};

use super::Fields;
use crate::{pages, state::AppState, viewer};

/// The held form, if this is a login form that holds one.
pub fn form(fields: &Fields) -> Option<RefusedForm> {
    let held = fields.get("_held")?;
    Some(RefusedForm {
        action: local_path(fields.get("_held_action")?)?.to_owned(),
        page: local_path(fields.get("_held_page")?)?.to_owned(),
        fields: Fields::parse(held.as_bytes()).without_secrets(),
        error: AppError::LoggedInAgain,
    })
}

/// The page with the held form, for the person who has just logged in.
pub async fn again(state: &AppState, parts: Parts, ctx: Ctx, form: RefusedForm, login: Response) -> Response {
    let ctx = match viewer::newly_logged_in(ctx).await {
        Ok(ctx) => ctx,
        Err(error) => return pages::error(state, parts, error).await,
    };
    let cookies: Vec<_> = login.headers().get_all(header::SET_COOKIE).iter().cloned().collect();
    let mut response = pages::refused(state, parts, ctx, form).await;
    for cookie in cookies {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}
