//! Who may do what. Every use-case asks here; nothing else decides.

use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{
    Ctx,
    entities::{hosts, invites, parties, users},
    links,
    pictures::Audience,
};
use crate::{
    domain::{
        PartyId, UserId,
        party::{AddressAudience, ListAudience, Role, Visibility},
        rsvp::Answer,
    },
    error::{AppError, Result},
};

/// What the viewer is to one party, with what was read to find out.
pub struct Standing {
    pub party: parties::Model,
    /// In the order in which they became hosts.
    pub hosts: Vec<(hosts::Model, users::Model)>,
    pub role: Role,
    /// The viewer's own invitation.
    pub invite: Option<invites::Model>,
    /// The viewer is logged in, has no invitation, and came by a personal link that nobody claimed.
    pub claimable: bool,
}

/// What the viewer is to the party (3 queries). Parties that may not be seen do not exist: [`AppError::NotFound`].
pub async fn standing<C: ConnectionTrait>(ctx: &Ctx, db: &C, id: PartyId) -> Result<Standing> {
    let party = parties::Entity::find_by_id(id.0).one(db).await?.ok_or(AppError::NotFound)?;
    let hosts = hosts_of(db, id).await?;
    let (invite, claimable) = own_invite(ctx, db, id).await?;
    let me = ctx.user.as_ref().map(|user| user.id.0);
    let role = match hosts.iter().find(|(host, _)| Some(host.user_id) == me) {
        Some((host, _)) if host.co_host => Role::CoHost,
        Some(_) => Role::Host,
        None if invite.is_some() => Role::Guest,
        None => Role::Stranger,
    };
    let standing = Standing { party, hosts, role, invite, claimable };
    standing.may_see()?;
    Ok(standing)
}

/// Hosts with their accounts, the first host first.
async fn hosts_of<C: ConnectionTrait>(db: &C, id: PartyId) -> Result<Vec<(hosts::Model, users::Model)>> {
    let rows = hosts::Entity::find()
        .filter(hosts::Column::PartyId.eq(id.0))
        .find_also_related(users::Entity)
        .order_by_asc(hosts::Column::CoHost)
        .order_by_asc(hosts::Column::CreatedAt)
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(|(host, user)| Some((host, user?))).collect())
}

/// The invitation of the account, or else of the personal link; and whether the account may claim the latter.
async fn own_invite<C: ConnectionTrait>(ctx: &Ctx, db: &C, id: PartyId) -> Result<(Option<invites::Model>, bool)> {
    let me = ctx.user.as_ref().map(|user| user.id.0);
    let token_hash = ctx.guest_token(id).map(links::hash);
    if me.is_none() && token_hash.is_none() {
        return Ok((None, false));
    }
    let mut mine = Condition::any();
    if let Some(me) = me {
        mine = mine.add(invites::Column::UserId.eq(me));
    }
    if let Some(token_hash) = &token_hash {
        mine = mine.add(invites::Column::TokenHash.eq(token_hash));
    }
    let found = invites::Entity::find().filter(invites::Column::PartyId.eq(id.0)).filter(mine).all(db).await?;
    let by_account = found.iter().find(|invite| me.is_some() && invite.user_id == me);
    let by_link = found.iter().find(|invite| token_hash.is_some() && invite.token_hash == token_hash);
    let claimable = me.is_some() && by_account.is_none() && by_link.is_some_and(|invite| invite.user_id.is_none());
    Ok((by_account.or(by_link).cloned(), claimable))
}

/// Profile photos are shown wherever the name is; their unguessable address is known only from such a page.
pub fn profile_photo(used: bool) -> Result<Audience> {
    if used { Ok(Audience::Public) } else { Err(AppError::NotFound) }
}

impl Standing {
    fn may_see(&self) -> Result<()> {
        let by_link = self.party.visibility.parse().unwrap_or(Visibility::Invited) == Visibility::Link;
        if by_link || self.role != Role::Stranger { Ok(()) } else { Err(AppError::NotFound) }
    }

    /// Hosts and co-hosts: the guest list, the party's settings, answers of guests.
    pub fn may_manage(&self, ctx: &Ctx) -> Result<UserId> {
        let user = ctx.user()?.id;
        if self.role.manages() { Ok(user) } else { Err(AppError::Forbidden) }
    }

    /// Hosts alone: deleting the party, choosing hosts.
    pub fn may_own(&self, ctx: &Ctx) -> Result<UserId> {
        let user = ctx.user()?.id;
        if self.role == Role::Host { Ok(user) } else { Err(AppError::Forbidden) }
    }

    /// Guests, for their own answer.
    pub fn may_answer(&self) -> Result<&invites::Model> {
        self.invite.as_ref().ok_or(AppError::Forbidden)
    }

    /// Strangers who see the page may put themselves on the list.
    pub fn may_join(&self) -> Result<()> {
        match self.role {
            Role::Stranger => Ok(()),
            _ => Err(AppError::AlreadyGuest),
        }
    }

    /// The cover of a party that anyone with the link sees may be cached by anybody.
    pub fn cover_audience(&self) -> Audience {
        match self.party.visibility.parse().unwrap_or(Visibility::Invited) {
            Visibility::Link => Audience::Public,
            Visibility::Invited => Audience::Viewer,
        }
    }

    /// Names and counts of guests.
    pub fn sees_guest_list(&self) -> bool {
        match self.party.guest_list.parse().unwrap_or(ListAudience::Hosts) {
            ListAudience::Everyone => true,
            ListAudience::Guests => self.role != Role::Stranger,
            ListAudience::Hosts => self.role.manages(),
        }
    }

    /// Flat, address and map position.
    pub fn sees_address(&self) -> bool {
        let confirmed = self.invite.as_ref().is_some_and(|invite| invite.answer() == Answer::Yes);
        match self.party.address_shown.parse().unwrap_or(AddressAudience::Confirmed) {
            AddressAudience::Page => true,
            AddressAudience::Confirmed => self.role.manages() || confirmed,
        }
    }
}
