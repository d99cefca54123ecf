//! Pictures that I may see: covers, and those of posts and photos.

use app::domain::api_token::Scope;
use axum::{extract::State, http::HeaderMap};

use super::{Caller, body::At, reply::Reply};
use crate::{media, state::AppState};

/// A picture as JPEG, or the way to where it is stored.
#[utoipa::path(
    get,
    path = "/api/v1/pictures/{picture}/{size}",
    tag = "pictures",
    security(("token" = ["read"])),
    params(
        ("picture" = String, Path),
        ("size" = String, Path, description = "`small`, `medium` or `large`")
    ),
    responses(
        (status = 200, description = "The picture", content_type = "image/jpeg"),
        (status = 302, description = "It is elsewhere")
    )
)]
pub async fn show(State(state): State<AppState>, caller: Caller, at: At, headers: HeaderMap) -> Reply {
    let ctx = caller.may(Scope::Read)?;
    let (picture, size): (String, String) = (at.get("picture")?, at.get("size")?);
    Ok(media::find(&state, ctx, &picture, &format!("{size}.jpg"), &headers).await?)
}
