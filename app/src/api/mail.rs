//! Mails over HTTP.

use leptos::prelude::*;

use crate::{
    domain::{
        InviteId, MailId, PartyId,
        mail::{Choices, ChoicesForm, MailDesk, MessageForm, OutboxMail, RemindersForm},
    },
    error::Result,
};

/// All that hosts have to do with mails about a party.
#[server(prefix = "/api", endpoint = "mail/desk")]
pub async fn desk(party: PartyId) -> Result<MailDesk> {
    use crate::backend::{Ctx, mail};
    Ctx::serve(|ctx| async move { mail::ledger::desk(&ctx, party).await }).await
}

/// Sends invitations to all guests who got none yet; `next` is the page to go back to.
#[server(prefix = "/api", endpoint = "mail/invite_all")]
pub async fn invite_all(party: PartyId, #[server(default)] next: String) -> Result<()> {
    use crate::{
        backend::{Ctx, ctx::redirect_with, guests, mail},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move { mail::guests::invite_all(&ctx, party).await }).await?;
    redirect_with(&guests::back(party, &next), Flash::InvitationsSent);
    Ok(())
}

/// Sends one guest the invitation, also once more.
#[server(prefix = "/api", endpoint = "mail/invite_one")]
pub async fn invite_one(party: PartyId, invite: InviteId, #[server(default)] next: String) -> Result<()> {
    use crate::{
        backend::{Ctx, ctx::redirect_with, guests, mail},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move { mail::guests::invite_one(&ctx, party, invite).await }).await?;
    redirect_with(&guests::back(party, &next), Flash::InvitationSent);
    Ok(())
}

/// Tells one guest once more what did not arrive.
#[server(prefix = "/api", endpoint = "mail/send_again")]
pub async fn send_again(party: PartyId, invite: InviteId, #[server(default)] next: String) -> Result<()> {
    use crate::{
        backend::{Ctx, ctx::redirect_with, guests, mail},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move { mail::guests::send_again(&ctx, party, invite).await }).await?;
    redirect_with(&guests::back(party, &next), Flash::MailSentAgain);
    Ok(())
}

/// Sends guests what a host has written.
#[server(prefix = "/api", endpoint = "mail/announce")]
pub async fn announce(party: PartyId, #[server(flatten)] form: MessageForm) -> Result<()> {
    use crate::{
        backend::{Ctx, ctx::redirect_with, mail},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move { mail::guests::announce(&ctx, party, &form).await }).await?;
    redirect_with(&format!("/p/{party}/mail"), Flash::MessageSent);
    Ok(())
}

/// Asks those for an answer who have given none.
#[server(prefix = "/api", endpoint = "mail/nudge")]
pub async fn nudge(party: PartyId) -> Result<()> {
    use crate::{
        backend::{Ctx, ctx::redirect_with, mail},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move { mail::guests::nudge(&ctx, party).await }).await?;
    redirect_with(&format!("/p/{party}/mail"), Flash::NudgesSent);
    Ok(())
}

/// When guests are reminded.
#[server(prefix = "/api", endpoint = "mail/reminders")]
pub async fn reminders(party: PartyId, #[server(flatten)] form: RemindersForm) -> Result<()> {
    use crate::{
        backend::{Ctx, ctx::redirect_with, mail},
        domain::flash::Flash,
    };
    Ctx::serve(|ctx| async move { mail::reminders::change(&ctx, party, &form).await }).await?;
    redirect_with(&format!("/p/{party}/mail"), Flash::RemindersSaved);
    Ok(())
}

/// What can be turned off with the link of a mail.
#[server(name = ReadChoices, prefix = "/api", endpoint = "mail/choices")]
pub async fn choices(#[server(default)] token: String) -> Result<Choices> {
    use crate::backend::{Ctx, mail};
    Ctx::serve(|ctx| async move { mail::unsubscribe::choices(&ctx, &token).await }).await
}

/// Turns off what is ticked, and the rest on.
#[server(prefix = "/api", endpoint = "mail/choose")]
pub async fn choose(#[server(default)] token: String, #[server(flatten)] form: ChoicesForm) -> Result<()> {
    use crate::{
        backend::{Ctx, ctx::redirect_with, mail},
        domain::flash::Flash,
    };
    let back = format!("/unsubscribe/{token}");
    Ctx::serve(|ctx| async move { mail::unsubscribe::choose(&ctx, &token, &form).await }).await?;
    redirect_with(&back, Flash::MailChoicesSaved);
    Ok(())
}

/// What the development outbox holds.
#[server(prefix = "/api", endpoint = "mail/outbox")]
pub async fn outbox() -> Result<Vec<OutboxMail>> {
    use crate::backend::{Ctx, mail};
    Ctx::serve(|ctx| async move { mail::kept(&ctx) }).await
}

/// One mail of the development outbox.
#[server(prefix = "/api", endpoint = "mail/kept")]
pub async fn kept(mail: MailId) -> Result<OutboxMail> {
    use crate::backend::{Ctx, mail as mails};
    Ctx::serve(|ctx| async move { Ok(mails::kept_one(&ctx, mail)?.mail) }).await
}
