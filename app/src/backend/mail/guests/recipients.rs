//! Who gets a mail.

use std::collections::HashSet;

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Query, SelectStatement},
};
use uuid::Uuid;

use super::Errand;
use crate::{
    backend::{
        access,
        entities::{hosts, invites, mails, users},
    },
    domain::{
        PartyId,
        mail::{MailKind, MailState},
        rsvp::Answer,
        time::Millis,
        user::Email,
    },
    error::Result,
};

/// A guest, and the account if there is one.
pub type Recipient = (invites::Model, Option<users::Model>);

/// Guests whom it concerns (1 query). Whether they have an address and want mails shows later.
pub async fn recipients<C: ConnectionTrait>(db: &C, errand: &Errand) -> Result<Vec<Recipient>> {
    let rows = invites::Entity::find()
        .find_also_related(users::Entity)
        .filter(invites::Column::PartyId.eq(errand.party().0))
        .filter(concerned(errand))
        .order_by_asc(invites::Column::Id)
        .all(db)
        .await?;
    Ok(rows)
}

fn concerned(errand: &Errand) -> Condition {
    let party = errand.party();
    match errand {
        Errand::Invite { .. } => not_invited(party),
        Errand::InviteAgain { invite, .. } | Errand::TellAgain { invite, .. } | Errand::Receipt { invite, .. } => {
            Condition::all().add(invites::Column::Id.eq(invite.0))
        }
        Errand::Changed { .. } | Errand::Cancelled { .. } | Errand::Remind { .. } => {
            Condition::all().add(invites::Column::Answer.ne(Answer::No.code())).add(knows(party))
        }
        Errand::Revived { .. } => {
            let told = invites::Column::Id.in_subquery(mailed(party, Some(MailKind::Cancellation)));
            Condition::all().add(invites::Column::Answer.ne(Answer::No.code())).add(told)
        }
        Errand::MovedUp { at, .. } => {
            Condition::all().add(invites::Column::MovedUpAt.eq(*at)).add(invites::Column::Answer.eq(Answer::Yes.code()))
        }
        Errand::Announce { audience, .. } => {
            Condition::all().add(invites::Column::Answer.is_in(audience.answers().into_iter().map(Answer::code)))
        }
        Errand::Nudge { .. } => Condition::all().add(invites::Column::Answer.eq(Answer::Pending.code())),
        Errand::TakenOff { invite, .. } => in_calendars(party).add(invites::Column::Id.eq(invite.0)),
        Errand::Deleted { .. } => in_calendars(party),
    }
}

/// Guests who got no invitation by mail.
pub fn not_invited(party: PartyId) -> Condition {
    Condition::all()
        .add(invites::Column::Answer.eq(Answer::Pending.code()))
        .add(invites::Column::Id.not_in_subquery(mailed(party, Some(MailKind::Invitation))))
}

/// Guests who have heard of the party: mails that come by themselves are not the first word of it.
fn knows(party: PartyId) -> Condition {
    Condition::any()
        .add(invites::Column::OpenedAt.is_not_null())
        .add(invites::Column::AnsweredAt.is_not_null())
        .add(invites::Column::UserId.is_not_null())
        .add(invites::Column::Id.in_subquery(mailed(party, None)))
}

/// Guests in whose calendars it stands since a mail.
fn in_calendars(party: PartyId) -> Condition {
    let kinds = MailKind::ALL.iter().filter(|kind| kind.fills_calendars()).map(|kind| kind.code());
    let mut filled = mailed(party, None);
    filled.and_where(mails::Column::Kind.is_in(kinds)).and_where(mails::Column::State.eq(MailState::Sent.code()));
    Condition::all().add(invites::Column::Answer.ne(Answer::No.code())).add(invites::Column::Id.in_subquery(filled))
}

fn mailed(party: PartyId, kind: Option<MailKind>) -> SelectStatement {
    let mut mailed = Query::select();
    mailed
        .column(mails::Column::InviteId)
        .from(mails::Entity)
        .and_where(mails::Column::PartyId.eq(party.0))
        .and_where(mails::Column::InviteId.is_not_null());
    if let Some(kind) = kind {
        mailed.and_where(mails::Column::Kind.eq(kind.code()));
    }
    mailed
}

/// Guests who have an address: that of their account once it is verified, or the one that a host wrote. Accounts have to be
/// joined.
pub fn reachable() -> Condition {
    Condition::any().add(invites::Column::Email.is_not_null()).add(users::Column::EmailVerifiedAt.is_not_null())
}

/// The address of a guest.
pub fn address((invite, account): &Recipient) -> Option<Email> {
    let own = account.as_ref().filter(|user| user.email_verified_at.is_some()).map(|user| user.email.as_str());
    Email::parse(own.or(invite.email.as_deref())?).ok()
}

/// In whose name the mails go out: whoever caused them and still hosts the party, or else its first host (1 query).
pub async fn sender<C: ConnectionTrait>(db: &C, party: PartyId, actor: Option<Uuid>) -> Result<Option<users::Model>> {
    let rows = hosts::Entity::find()
        .find_also_related(users::Entity)
        .filter(hosts::Column::PartyId.eq(party.0))
        .order_by_asc(hosts::Column::CoHost)
        .order_by_asc(hosts::Column::CreatedAt)
        .all(db)
        .await?;
    let mut hosts: Vec<users::Model> = rows.into_iter().filter_map(|(_, user)| user).collect();
    let place = hosts.iter().position(|user| Some(user.id) == actor).unwrap_or(0);
    Ok(if hosts.is_empty() { None } else { Some(hosts.swap_remove(place)) })
}

/// People who must not see the sender.
#[derive(Default)]
pub struct Blind {
    accounts: HashSet<Uuid>,
    /// Those of their addresses that are verified, as guest lists have them.
    addresses: HashSet<String>,
}

impl Blind {
    /// Whether the guest is one of them, by account or by the address to which mails go.
    pub fn has(&self, guest: &Recipient) -> bool {
        let (invite, _) = guest;
        invite.user_id.is_some_and(|user| self.accounts.contains(&user))
            || address(guest).is_some_and(|address| self.addresses.contains(address.as_str()))
    }
}

/// People who must not see the sender (1 query, or none).
pub async fn blind<C: ConnectionTrait>(db: &C, sender: Option<Uuid>) -> Result<Blind> {
    let Some(sender) = sender else { return Ok(Blind::default()) };
    let rows: Vec<(Uuid, String, Option<Millis>)> = users::Entity::find()
        .select_only()
        .columns([users::Column::Id, users::Column::Email, users::Column::EmailVerifiedAt])
        .filter(users::Column::Id.in_subquery(access::unseen_of(sender)))
        .into_tuple()
        .all(db)
        .await?;
    let verified = rows.iter().filter(|(.., verified_at)| verified_at.is_some());
    let addresses = verified.filter_map(|(_, email, _)| Email::parse(email).ok());
    Ok(Blind {
        addresses: addresses.map(|address| address.as_str().to_owned()).collect(),
        accounts: rows.iter().map(|(id, ..)| *id).collect(),
    })
}
