//! Answers over HTTP.

use leptos::prelude::*;

use crate::{
    domain::{PartyId, rsvp::AnswerForm},
    error::Result,
};

/// The viewer's own answer.
#[server(prefix = "/api", endpoint = "rsvps/answer")]
pub async fn answer(party: PartyId, #[server(flatten)] form: AnswerForm) -> Result<()> {
    use crate::{
        backend::{Ctx, ctx::redirect_with, rsvps},
        domain::flash::Flash,
    };
    let answer = Ctx::serve(|ctx| async move { rsvps::answer(&ctx, party, &form).await }).await?;
    redirect_with(&format!("/p/{party}"), Flash::of_answer(answer));
    Ok(())
}

/// A stranger with the public link puts themselves on the list.
#[server(prefix = "/api", endpoint = "rsvps/join")]
pub async fn join(party: PartyId, #[server(default)] name: String, #[server(flatten)] form: AnswerForm) -> Result<()> {
    use crate::{
        backend::{
            Ctx,
            ctx::{redirect_with, remember_guest},
            rsvps,
        },
        domain::flash::Flash,
    };
    let answer = Ctx::serve(|ctx| async move {
        let (answer, token) = rsvps::join(&ctx, party, &name, &form).await?;
        if let Some(token) = token {
            remember_guest(&ctx, party, &token);
        }
        Ok(answer)
    })
    .await?;
    redirect_with(&format!("/p/{party}"), Flash::of_answer(answer));
    Ok(())
}
