//! `POST /unsubscribe/{token}`: one click in a mail program, without cookies and without a page (RFC 8058).

use app::backend::{Ctx, mail::unsubscribe};
use axum::{
    extract::{Extension, Path},
    http::StatusCode,
    response::{IntoResponse, Response},
};

use crate::pages;

pub async fn one_click(Extension(ctx): Extension<Ctx>, Path(token): Path<String>) -> Response {
    match unsubscribe::one_click(&ctx, &token).await {
        Ok(()) => (StatusCode::OK, "You get no more mails like this.\n").into_response(),
        Err(error) => (pages::status(&error), format!("{error}\n")).into_response(),
    }
}
