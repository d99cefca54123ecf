//! Invitations and the guest list over HTTP. `next` is the page of the guest list to go back to.

use leptos::prelude::*;

use crate::{
    domain::{
        InviteId, PartyId,
        invite::{GuestDetail, GuestList, GuestsToAdd, Line},
        rsvp::{Answer, AnswerForm},
    },
    error::Result,
};

/// A page of the guest list for hosts.
#[server(prefix = "/api", endpoint = "invites/list")]
pub async fn list(
    party: PartyId,
    answer: Option<Answer>,
    #[server(default)] search: String,
    after: Option<String>,
) -> Result<GuestList> {
    use crate::backend::{Ctx, guests};
    Ctx::serve(|ctx| async move { guests::list(&ctx, party, answer, &search, after.as_deref()).await }).await
}

/// The whole guest list for hosts, to be printed.
#[server(prefix = "/api", endpoint = "invites/sheet")]
pub async fn sheet(party: PartyId, answer: Option<Answer>, #[server(default)] search: String) -> Result<GuestList> {
    use crate::backend::{Ctx, guests};
    Ctx::serve(|ctx| async move { guests::sheet(&ctx, party, answer, &search).await }).await
}

/// One guest for hosts.
#[server(prefix = "/api", endpoint = "invites/one")]
pub async fn one(party: PartyId, invite: InviteId) -> Result<GuestDetail> {
    use crate::backend::{Ctx, guests};
    Ctx::serve(|ctx| async move { guests::one(&ctx, party, invite).await }).await
}

/// What would become of pasted lines.
#[server(prefix = "/api", endpoint = "invites/preview")]
pub async fn preview(party: PartyId, #[server(default)] lines: String) -> Result<Vec<Line>> {
    use crate::backend::{Ctx, invites};
    Ctx::serve(|ctx| async move { invites::preview(&ctx, party, &lines).await }).await
}

/// What would become of pasted lines, and people to choose from.
#[server(prefix = "/api", endpoint = "invites/to_add")]
pub async fn to_add(party: PartyId, #[server(default)] lines: String) -> Result<GuestsToAdd> {
    use crate::backend::{Ctx, invites};
    Ctx::serve(|ctx| async move { invites::to_add(&ctx, party, &lines).await }).await
}

/// Invites people with an account who were chosen from a list.
#[server(prefix = "/api", endpoint = "invites/add_people")]
pub async fn add_people(party: PartyId, #[server(default)] usernames: Vec<String>) -> Result<()> {
    use crate::{
        backend::{Ctx, ctx::redirect_with, guests, invites},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move { invites::add_people(&ctx, party, &usernames).await }).await?;
    redirect_with(&guests::back(party, ""), Flash::GuestsAdded);
    Ok(())
}

/// Invites one guest at once, or several after a look at what was understood.
#[server(prefix = "/api", endpoint = "invites/add")]
pub async fn add(party: PartyId, #[server(default)] lines: String, #[server(default)] confirmed: String) -> Result<()> {
    use crate::{
        backend::{Ctx, ctx::redirect_with, guests, invites},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move { invites::add(&ctx, party, &lines, !confirmed.is_empty()).await }).await?;
    redirect_with(&guests::back(party, ""), Flash::GuestsAdded);
    Ok(())
}

#[server(prefix = "/api", endpoint = "invites/renew")]
pub async fn renew(party: PartyId, invite: InviteId, #[server(default)] next: String) -> Result<()> {
    use crate::{
        backend::{Ctx, ctx::redirect_with, guests, invites},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move { invites::renew(&ctx, party, invite).await }).await?;
    redirect_with(&guests::back(party, &next), Flash::LinkRenewed);
    Ok(())
}

#[server(prefix = "/api", endpoint = "invites/revoke")]
pub async fn revoke(party: PartyId, invite: InviteId, #[server(default)] next: String) -> Result<()> {
    use crate::{
        backend::{Ctx, ctx::redirect_with, guests, invites},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move { invites::revoke(&ctx, party, invite).await }).await?;
    redirect_with(&guests::back(party, &next), Flash::LinkRevoked);
    Ok(())
}

#[server(prefix = "/api", endpoint = "invites/remove")]
pub async fn remove(party: PartyId, invite: InviteId, #[server(default)] next: String) -> Result<()> {
    use crate::{
        backend::{Ctx, ctx::redirect_with, guests},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move { guests::remove(&ctx, party, invite).await }).await?;
    redirect_with(&guests::back(party, &next), Flash::GuestRemoved);
    Ok(())
}

#[server(prefix = "/api", endpoint = "invites/note")]
pub async fn note(
    party: PartyId,
    invite: InviteId,
    #[server(default)] note: String,
    #[server(default)] next: String,
) -> Result<()> {
    use crate::{
        backend::{Ctx, ctx::redirect_with, guests},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move { guests::set_note(&ctx, party, invite, &note).await }).await?;
    redirect_with(&guests::back(party, &next), Flash::GuestSaved);
    Ok(())
}

/// Corrects name and e-mail; an empty e-mail is none.
#[server(prefix = "/api", endpoint = "invites/rename")]
pub async fn rename(
    party: PartyId,
    invite: InviteId,
    #[server(default)] name: String,
    #[server(default)] email: String,
    #[server(default)] next: String,
) -> Result<()> {
    use crate::{
        backend::{Ctx, ctx::redirect_with, guests},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move { guests::rename(&ctx, party, invite, &name, &email).await }).await?;
    redirect_with(&guests::back(party, &next), Flash::GuestSaved);
    Ok(())
}

/// Notes that a guest is there; an empty `present` that the guest is not.
#[server(prefix = "/api", endpoint = "invites/check_in")]
pub async fn check_in(
    party: PartyId,
    invite: InviteId,
    #[server(default)] present: String,
    #[server(default)] next: String,
) -> Result<()> {
    use crate::{
        backend::{Ctx, ctx::redirect_with, guests},
        domain::flash::Flash,
    };
    let present = !present.is_empty();
    Ctx::serve(|ctx| async move { guests::check_in(&ctx, party, invite, present).await }).await?;
    redirect_with(&guests::back(party, &next), if present { Flash::CheckedIn } else { Flash::CheckedOut });
    Ok(())
}

/// A host's answer for a guest.
#[server(prefix = "/api", endpoint = "invites/answer_for")]
pub async fn answer_for(
    party: PartyId,
    invite: InviteId,
    #[server(flatten)] form: AnswerForm,
    #[server(default)] next: String,
) -> Result<()> {
    use crate::{
        backend::{Ctx, ctx::redirect_with, guests, rsvps},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move { rsvps::answer_for(&ctx, party, invite, &form).await }).await?;
    redirect_with(&guests::back(party, &next), Flash::GuestSaved);
    Ok(())
}

/// Moves the invitation that this browser opened into the account.
#[server(prefix = "/api", endpoint = "invites/claim")]
pub async fn claim(party: PartyId) -> Result<()> {
    use crate::{
        backend::{Ctx, ctx::redirect_with, invites},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move { invites::claim(&ctx, party).await }).await?;
    redirect_with(&format!("/p/{party}"), Flash::Claimed);
    Ok(())
}
