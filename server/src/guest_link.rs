//! Routes that are no pages: the personal link, and the guest list as a file.

use app::{
    backend::{Ctx, ctx::guest_cookie, guests, invites},
    domain::PartyId,
    error::AppError,
};
use axum::{
    extract::{Extension, Path, Request, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::{pages, state::AppState};

/// `/i/{token}`: makes the visitor that guest and takes the token out of the address.
pub async fn open(
    State(state): State<AppState>,
    Extension(ctx): Extension<Ctx>,
    Path(token): Path<String>,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    match invites::open(&ctx, &token).await {
        Ok((party, token)) => {
            let cookie = guest_cookie(party, &token, state.services.links.secure());
            let headers = [(header::LOCATION, format!("/p/{party}")), (header::SET_COOKIE, cookie)];
            (StatusCode::SEE_OTHER, headers).into_response()
        }
        Err(error) => pages::error(&state, parts, error).await,
    }
}

/// `/p/{party}/guests.csv`
pub async fn csv(
    State(state): State<AppState>,
    Extension(ctx): Extension<Ctx>,
    Path(party): Path<String>,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    let list = match party.parse::<PartyId>() {
        Ok(party) => guests::csv(&ctx, party).await,
        Err(_) => Err(AppError::NotFound),
    };
    match list {
        Ok(csv) => {
            let headers = [
                (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
                (header::CONTENT_DISPOSITION, "attachment; filename=\"guests.csv\""),
            ];
            (headers, csv).into_response()
        }
        Err(error) => pages::error(&state, parts, error).await,
    }
}
