//! What hosts change about a guest.

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter,
    sea_query::{Expr, Func, SimpleExpr},
};
use uuid::Uuid;

use super::managed;
use crate::{
    backend::{
        Ctx, access, album, board, db,
        entities::{invites, parties},
        events,
        jobs::{self, Job},
        mail::guests::{Errand, farewell},
        notifications, rsvps,
        search::About,
        webhooks::{self, News},
        write::Once,
    },
    domain::{
        Form, InviteId, PartyId, Problem,
        invite::{GuestName, Note},
        live::Topic,
        rsvp::Answer,
        user::Email,
    },
    error::{AppError, Result},
};

/// Takes a guest off the list, also one whom the host must not see, with what the guest wrote on the board and
/// added to the album, unless the guest hosts the party too. A place that becomes free goes to the waitlist. A guest
/// in whose calendar the party stands is told by mail.
pub async fn remove(ctx: &Ctx, party: PartyId, invite: InviteId) -> Result<()> {
    ctx.user()?;
    let write = match ctx.once(&format!("guests.remove {invite}")).await? {
        Once::Again(()) => return Ok(()),
        Once::First(write) => write,
    };
    // Answers lock the party before the invitation; the same order here, so that the two never wait for each other.
    rsvps::lock(write.txn(), party).await?;
    let standing = managed(ctx, write.txn(), party).await?;
    let found = invites::Entity::find_by_id(invite.0).one(write.txn()).await?;
    let invite = found.filter(|invite| invite.party_id == party.0).ok_or(AppError::NotFound)?;
    let hosts = standing.hosts.iter().any(|(host, _)| Some(host.user_id) == invite.user_id);
    if !hosts {
        board::leave(write.txn(), &invite, ctx.now()).await?;
        album::leave(write.txn(), &invite, ctx.now()).await?;
        let errand = Errand::TakenOff { party, invite: invite.id.into() };
        if farewell(ctx, write.txn(), &errand, &standing.party).await? {
            count_withdrawn(write.txn(), &standing.party).await?;
        }
    }
    invites::Entity::delete_by_id(invite.id).exec(write.txn()).await?;
    if matches!(invite.answer(), Answer::Yes | Answer::Waiting) {
        rsvps::fill_free_places(ctx, write.txn(), party).await?;
    }
    if let Some(user) = invite.user_id {
        notifications::forget(write.txn(), user, party).await?;
    }
    webhooks::forget_guests(write.txn(), &[party.0], &[invite.id.into()]).await?;
    webhooks::announce(ctx, write.txn(), party, News::GuestRemoved { invite: invite.id.into() }).await?;
    events::emit(ctx, write.txn(), party, Topic::Party).await?;
    write.finish(()).await
}

/// Invited again, the guest gets a later state of the party than the one that took it out of the calendar. The party is
/// locked.
async fn count_withdrawn(txn: &DatabaseTransaction, party: &parties::Model) -> Result<()> {
    let row = parties::ActiveModel {
        id: Set(party.id),
        sequence: Set(party.sequence + 1),
        withdrawn: Set(party.withdrawn + 1),
        ..Default::default()
    };
    parties::Entity::update(row).exec(txn).await?;
    Ok(())
}

/// Keeps what hosts want to remember about a guest.
pub async fn set_note(ctx: &Ctx, party: PartyId, invite: InviteId, note: &str) -> Result<()> {
    change(ctx, "guests.note", party, invite, Heard::ByHosts, || {
        let note = Note::parse(note).map_err(|problem| AppError::field("note", problem))?;
        Ok(vec![(invites::Column::Note, Expr::value(String::from(note)))])
    })
    .await
}

/// Corrects a guest's name and e-mail address; no address is fine.
pub async fn rename(ctx: &Ctx, party: PartyId, invite: InviteId, name: &str, email: &str) -> Result<()> {
    change(ctx, "guests.rename", party, invite, Heard::ByAll(Topic::Answers), || {
        let mut form = Form::default();
        let name = form.field("name", GuestName::parse(name));
        let email = match email.trim() {
            "" => Some(None),
            email => form.field("email", Email::parse(email)).map(Some),
        };
        let (name, email) = form.finish(name.zip(email))?;
        let email = email.map(|email| email.as_str().to_owned());
        Ok(vec![(invites::Column::Name, Expr::value(String::from(name))), (invites::Column::Email, Expr::value(email))])
    })
    .await
}

/// Notes that the guest is there (the first time counts), or is not.
pub async fn check_in(ctx: &Ctx, party: PartyId, invite: InviteId, present: bool) -> Result<()> {
    change(ctx, "guests.check_in", party, invite, Heard::ByHosts, || {
        let since = Func::coalesce([Expr::col(invites::Column::CheckedInAt), Expr::value(ctx.now())]);
        let since = if present { since.into() } else { Expr::value(None::<i64>) };
        Ok(vec![(invites::Column::CheckedInAt, since)])
    })
    .await
}

/// Whose open pages hear that something about a guest has changed.
#[derive(Clone, Copy, Debug)]
pub enum Heard {
    /// All that hear of this topic.
    ByAll(Topic),
    /// Those of the hosts: nobody else sees it, and at the door it happens again and again.
    ByHosts,
}

/// Sets columns of one invitation for somebody who manages the party and may see the guest, once. `values` is asked
/// after access is.
pub async fn change(
    ctx: &Ctx,
    purpose: &str,
    party: PartyId,
    invite: InviteId,
    heard: Heard,
    values: impl FnOnce() -> Result<Vec<(invites::Column, SimpleExpr)>>,
) -> Result<()> {
    ctx.user()?;
    let write = match ctx.once(&format!("{purpose} {invite}")).await? {
        Once::Again(()) => return Ok(()),
        Once::First(write) => write,
    };
    let standing = managed(ctx, write.txn(), party).await?;
    let mut update = invites::Entity::update_many()
        .filter(invites::Column::Id.eq(invite.0))
        .filter(invites::Column::PartyId.eq(party.0))
        .filter(access::seen(ctx, invites::Column::UserId));
    let values = values()?;
    let renamed = values.iter().any(|(column, _)| matches!(column, invites::Column::Name));
    for (column, value) in values {
        update = update.col_expr(column, value);
    }
    match update.exec(write.txn()).await {
        Ok(done) if done.rows_affected == 0 => Err(AppError::NotFound),
        Ok(_) => {
            if renamed {
                let job = Job::Index { about: About::Guest(invite) };
                jobs::enqueue(write.txn(), &job, ctx.now()).await?;
            }
            match heard {
                Heard::ByAll(topic) => events::emit(ctx, write.txn(), party, topic).await?,
                Heard::ByHosts => {
                    let hosts = standing.hosts.into_iter().filter_map(|(_, account)| Some(account?.id));
                    let hosts: Vec<Uuid> = hosts.collect();
                    events::emit_to(ctx, write.txn(), hosts, Topic::Answers).await?;
                }
            }
            webhooks::announce(ctx, write.txn(), party, News::GuestChanged { invite }).await?;
            write.finish(()).await
        }
        Err(error) if db::is_taken(&error) => Err(AppError::field("email", Problem::AlreadyInvited)),
        Err(error) => Err(error.into()),
    }
}
