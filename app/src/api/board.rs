//! The board over HTTP.

use leptos::prelude::*;

use crate::{
    domain::{
        PartyId, PostId,
        board::{BoardPage, PostForm, PostPage, PostToEdit},
    },
    error::Result,
};

/// A page of the board, newest first; `after` is the cursor of the page before.
#[server(prefix = "/api", endpoint = "board/show")]
pub async fn show(party: PartyId, after: Option<String>) -> Result<BoardPage> {
    use crate::backend::{Ctx, board};
    Ctx::serve(|ctx| async move { board::show(&ctx, party, after.as_deref()).await }).await
}

/// One post with its replies, oldest first; `after` is the cursor of the page before.
#[server(prefix = "/api", endpoint = "board/post")]
pub async fn post(party: PartyId, post: PostId, after: Option<String>) -> Result<PostPage> {
    use crate::backend::{Ctx, board};
    Ctx::serve(|ctx| async move { board::post(&ctx, party, post, after.as_deref()).await }).await
}

/// The text of my post, to be changed.
#[server(prefix = "/api", endpoint = "board/to_edit")]
pub async fn to_edit(party: PartyId, post: PostId) -> Result<PostToEdit> {
    use crate::backend::{Ctx, board};
    Ctx::serve(|ctx| async move { board::to_edit(&ctx, party, post).await }).await
}

/// Posts or replies.
#[server(prefix = "/api", endpoint = "board/add")]
pub async fn add(party: PartyId, #[server(flatten)] form: PostForm) -> Result<()> {
    use crate::backend::{Ctx, board, ctx::redirect};
    let (post, reply_to) = Ctx::serve(|ctx| async move { board::add(&ctx, party, form.parse()?).await }).await?;
    redirect(&match reply_to {
        Some(above) => format!("/p/{party}/board/{above}#post-{post}"),
        None => format!("/p/{party}/board#post-{post}"),
    });
    Ok(())
}

/// Changes the text of my post.
#[server(prefix = "/api", endpoint = "board/edit")]
pub async fn edit(party: PartyId, post: PostId, #[server(default)] text: String) -> Result<()> {
    use crate::{
        backend::{Ctx, board, ctx::redirect_with},
        domain::flash::Flash,
    };
    let above = Ctx::serve(|ctx| async move { board::edit(&ctx, party, post, &text).await }).await?;
    redirect_with(&format!("/p/{party}/board/{}#post-{post}", above.unwrap_or(post)), Flash::PostSaved);
    Ok(())
}

/// Removes a post with its pictures: the author's or a host's right. `list` is the list of reports to go back to.
#[server(prefix = "/api", endpoint = "board/delete")]
pub async fn delete(party: PartyId, post: PostId, #[server(default)] list: String) -> Result<()> {
    use crate::{
        backend::{Ctx, board, ctx::redirect_with},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move { board::delete(&ctx, party, post).await }).await?;
    redirect_with(&board::reports::back(party, &list, format!("/p/{party}/board")), Flash::PostRemoved);
    Ok(())
}

/// Sets (`on`) or takes back one reaction of the viewer.
#[server(prefix = "/api", endpoint = "board/react")]
pub async fn react(party: PartyId, post: PostId, reaction: String, #[server(default)] on: String) -> Result<()> {
    use crate::backend::{Ctx, board};
    Ctx::serve(|ctx| async move { board::react(&ctx, party, post, &reaction, !on.is_empty()).await }).await
}

/// Keeps a post on top (`on`) or lets it go.
#[server(prefix = "/api", endpoint = "board/pin")]
pub async fn pin(party: PartyId, post: PostId, #[server(default)] on: String) -> Result<()> {
    use crate::backend::{Ctx, board, ctx::redirect};
    Ctx::serve(|ctx| async move { board::pin(&ctx, party, post, !on.is_empty()).await }).await?;
    redirect(&format!("/p/{party}/board#post-{post}"));
    Ok(())
}

/// Who posts, and whether the board is closed.
#[server(prefix = "/api", endpoint = "board/rules")]
pub async fn rules(
    party: PartyId,
    #[server(default)] posting: String,
    #[server(default)] closed: String,
) -> Result<()> {
    use crate::{
        backend::{Ctx, board, ctx::redirect_with},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move { board::rules(&ctx, party, &posting, !closed.is_empty()).await }).await?;
    redirect_with(&format!("/p/{party}/board"), Flash::PartySaved);
    Ok(())
}
