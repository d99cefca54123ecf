//! Boards of parties.

use app::{
    backend::{Ctx, board},
    domain::{PartyId, PostId, api_token::Scope},
    error::AppError,
};
use axum::http::Uri;
use serde::Deserialize;

use super::{
    Caller, Problem,
    body::{Asked, At, Sent},
    reply::{Reply, done, found, made, page},
    types::{NewPost, PostChange, PostWithReplies, Posts},
};

/// Where to go on.
#[derive(Deserialize)]
pub struct Which {
    after: Option<String>,
}

/// A board, newest first, 20 posts on a page.
#[utoipa::path(
    get,
    path = "/api/v1/parties/{party}/posts",
    tag = "board",
    security(("token" = ["read"])),
    params(
        ("party" = String, Path),
        ("after" = Option<String>, Query, description = "The `next` of the page before")
    ),
    responses((status = 200, description = "A page of posts", body = Posts))
)]
pub async fn list(caller: Caller, at: At, asked: Uri, Asked(which): Asked<Which>) -> Reply {
    let ctx = caller.may(Scope::Read)?;
    let posts = Posts::from(board::show(ctx, at.get("party")?, which.after.as_deref()).await?);
    page(&asked, posts.next.clone().as_deref(), posts)
}

/// Writes on a board.
#[utoipa::path(
    post,
    path = "/api/v1/parties/{party}/posts",
    tag = "board",
    security(("token" = ["board:write"])),
    params(("party" = String, Path)),
    request_body = NewPost,
    responses((status = 201, description = "The new post", body = PostWithReplies))
)]
pub async fn add(caller: Caller, at: At, Sent(new): Sent<NewPost>) -> Reply {
    let ctx = caller.may(Scope::BoardWrite)?;
    let party: PartyId = at.get("party")?;
    let (id, _) = board::add(ctx, party, new.form().parse().map_err(AppError::from)?).await?;
    made(&format!("/api/v1/parties/{party}/posts/{id}"), post(ctx, (party, id), None).await?)
}

/// Party and post of an address.
fn ids(at: &At) -> Result<(PartyId, PostId), Problem> {
    Ok((at.get("party")?, at.get("post")?))
}

async fn post(ctx: &Ctx, (party, id): (PartyId, PostId), after: Option<&str>) -> Result<PostWithReplies, AppError> {
    board::post(ctx, party, id, after).await.map(PostWithReplies::from)
}

/// A post with its replies, oldest first, 50 on a page.
#[utoipa::path(
    get,
    path = "/api/v1/parties/{party}/posts/{post}",
    tag = "board",
    security(("token" = ["read"])),
    params(
        ("party" = String, Path),
        ("post" = String, Path),
        ("after" = Option<String>, Query, description = "The `next` of the page before")
    ),
    responses((status = 200, description = "The post", body = PostWithReplies))
)]
pub async fn show(caller: Caller, at: At, asked: Uri, Asked(which): Asked<Which>) -> Reply {
    let found = post(caller.may(Scope::Read)?, ids(&at)?, which.after.as_deref()).await?;
    page(&asked, found.next.clone().as_deref(), found)
}

/// Changes the text of my post, within the first hour, while I may post.
#[utoipa::path(
    patch,
    path = "/api/v1/parties/{party}/posts/{post}",
    tag = "board",
    security(("token" = ["board:write"])),
    params(("party" = String, Path), ("post" = String, Path)),
    request_body = PostChange,
    responses((status = 200, description = "The post", body = PostWithReplies))
)]
pub async fn change(caller: Caller, at: At, Sent(change): Sent<PostChange>) -> Reply {
    let ctx = caller.may(Scope::BoardWrite)?;
    let (party, id) = ids(&at)?;
    board::edit(ctx, party, id, &change.text).await?;
    found(post(ctx, (party, id), None).await?)
}

/// Removes a post: mine, or any on the board of a party that I host.
#[utoipa::path(
    delete,
    path = "/api/v1/parties/{party}/posts/{post}",
    tag = "board",
    security(("token" = ["board:write"])),
    params(("party" = String, Path), ("post" = String, Path)),
    responses((status = 204, description = "It is gone"))
)]
pub async fn remove(caller: Caller, at: At) -> Reply {
    let (party, id) = ids(&at)?;
    board::delete(caller.may(Scope::BoardWrite)?, party, id).await?;
    done()
}

async fn set_reaction(caller: &Caller, at: &At, on: bool) -> Reply {
    let ctx = caller.may(Scope::BoardWrite)?;
    let (party, id) = ids(at)?;
    let reaction: String = at.get("reaction")?;
    board::react(ctx, party, id, &reaction, on).await?;
    done()
}

/// Reacts to a post.
#[utoipa::path(
    put,
    path = "/api/v1/parties/{party}/posts/{post}/reactions/{reaction}",
    tag = "board",
    security(("token" = ["board:write"])),
    params(("party" = String, Path), ("post" = String, Path), ("reaction" = String, Path)),
    responses((status = 204, description = "It is set"))
)]
pub async fn react(caller: Caller, at: At) -> Reply {
    set_reaction(&caller, &at, true).await
}

/// Takes a reaction back.
#[utoipa::path(
    delete,
    path = "/api/v1/parties/{party}/posts/{post}/reactions/{reaction}",
    tag = "board",
    security(("token" = ["board:write"])),
    params(("party" = String, Path), ("post" = String, Path), ("reaction" = String, Path)),
    responses((status = 204, description = "It is taken back"))
)]
pub async fn take_back(caller: Caller, at: At) -> Reply {
    set_reaction(&caller, &at, false).await
}

async fn set_pin(caller: &Caller, at: &At, on: bool) -> Reply {
    let (party, id) = ids(at)?;
    board::pin(caller.may(Scope::BoardWrite)?, party, id, on).await?;
    done()
}

/// Keeps a post on top, on the board of a party that I host.
#[utoipa::path(
    put,
    path = "/api/v1/parties/{party}/posts/{post}/pin",
    tag = "board",
    security(("token" = ["board:write"])),
    params(("party" = String, Path), ("post" = String, Path)),
    responses((status = 204, description = "It stays on top"))
)]
pub async fn pin(caller: Caller, at: At) -> Reply {
    set_pin(&caller, &at, true).await
}

/// Lets a post go that was kept on top.
#[utoipa::path(
    delete,
    path = "/api/v1/parties/{party}/posts/{post}/pin",
    tag = "board",
    security(("token" = ["board:write"])),
    params(("party" = String, Path), ("post" = String, Path)),
    responses((status = 204, description = "It is let go"))
)]
pub async fn unpin(caller: Caller, at: At) -> Reply {
    set_pin(&caller, &at, false).await
}
