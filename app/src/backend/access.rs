//! Who may do what. Every use-case asks here; nothing else decides.

mod album;
mod albums;
mod found;
mod reports;
mod unseen;

pub use album::{Sight, by, shows_to_all};
pub use albums::{Albums, PartyOf};
pub use reports::{judges, judges_photo, judges_picture_of_post, may_administer, may_judge};
pub use unseen::{
    only_seen, only_seen_guest, seen, seen_guest, seen_of, seen_of_author, seen_photo, unseen, unseen_of,
    with_seen_cover,
};

use sea_orm::ConnectionTrait;

use self::found::Found;
use super::{
    Ctx,
    entities::{
        hosts, invites, parties,
        posts::{self, Author},
        users,
    },
    links,
    pictures::Audience,
};
use crate::{
    domain::{
        PartyId, UserId,
        board::{BoardClosed, EDITABLE, Posting},
        live::Topic,
        party::{AddressAudience, ListAudience, Role, Visibility},
        rsvp::Answer,
    },
    error::{AppError, Result},
};

/// What the viewer is to one party, with what was read to find out.
pub struct Standing {
    /// Without the cover where the viewer must not see it.
    pub party: parties::Model,
    /// In the order in which they became hosts. Without the account where the viewer must not see it.
    pub hosts: Vec<(hosts::Model, Option<users::Model>)>,
    pub role: Role,
    /// The viewer's own invitation.
    pub invite: Option<invites::Model>,
    /// The viewer is logged in, has no invitation, and came by a personal link that nobody claimed.
    pub claimable: bool,
    /// Somebody wrote on its board, or added to its album.
    pub has_posts: bool,
    pub has_photos: bool,
}

/// What the viewer is to the party (1 query). Parties that may not be seen do not exist: [`AppError::NotFound`].
pub async fn standing<C: ConnectionTrait>(ctx: &Ctx, db: &C, id: PartyId) -> Result<Standing> {
    let Found { party, hosts, invites, has_posts, has_photos } = found::find(ctx, db, id).await?;
    let (invite, claimable) = own_invite(ctx, id, invites);
    let me = ctx.user.as_ref().map(|user| user.id.0);
    let role = match hosts.iter().find(|(host, _)| Some(host.user_id) == me) {
        Some((host, _)) if host.co_host => Role::CoHost,
        Some(_) => Role::Host,
        None if invite.is_some() => Role::Guest,
        None => Role::Stranger,
    };
    let standing = Standing { party, hosts, role, invite, claimable, has_posts, has_photos };
    standing.may_see()?;
    Ok(standing)
}

/// The invitation of the account, or else of the personal link; and whether the account may claim the latter.
fn own_invite(ctx: &Ctx, id: PartyId, found: Vec<invites::Model>) -> (Option<invites::Model>, bool) {
    let me = ctx.user.as_ref().map(|user| user.id.0);
    let token_hash = ctx.guest_token(id).map(links::hash);
    let by_account = found.iter().find(|invite| me.is_some() && invite.user_id == me);
    let by_link = found.iter().find(|invite| token_hash.is_some() && invite.token_hash == token_hash);
    let claimable = me.is_some() && by_account.is_none() && by_link.is_some_and(|invite| invite.user_id.is_none());
    (by_account.or(by_link).cloned(), claimable)
}

/// Whether somebody who sees the party sees its address too. `trusted` are those who manage it or have said yes.
pub fn shows_address(party: &parties::Model, trusted: bool) -> bool {
    match party.address_shown.parse().unwrap_or(AddressAudience::Confirmed) {
        AddressAudience::Page => true,
        AddressAudience::Confirmed => trusted,
    }
}

/// Profile photos are shown wherever the name is; their unguessable address is known only from such a page. They are no
/// business of shared caches, for people who blocked each other do not see them ([`seen_photo`]).
pub fn profile_photo(used: bool) -> Result<Audience> {
    if used { Ok(Audience::Viewer) } else { Err(AppError::NotFound) }
}

/// Flat and address, for a guest who gets a mail.
pub fn guest_sees_address(party: &parties::Model, invite: &invites::Model) -> bool {
    shows_address(party, invite.answer() == Answer::Yes)
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
        shows_address(&self.party, self.role.manages() || confirmed)
    }

    /// Hosts, co-hosts and guests; strangers who see a public page do not.
    pub fn sees_board(&self) -> bool {
        self.role != Role::Stranger
    }

    /// The viewer may see the board. Errors: [`AppError::Forbidden`].
    pub fn may_see_board(&self) -> Result<()> {
        if self.sees_board() { Ok(()) } else { Err(AppError::Forbidden) }
    }

    /// Who may post, unless the board is closed. Hosts always may.
    pub fn posting(&self) -> Posting {
        self.party.posting.parse().unwrap_or(Posting::Hosts)
    }

    /// Why the viewer, who sees the board, may not write there.
    pub fn board_refusal(&self) -> Option<BoardClosed> {
        let confirmed = self.invite.as_ref().is_some_and(|invite| invite.answer() == Answer::Yes);
        match self.posting() {
            _ if self.role.manages() => None,
            _ if self.party.board_closed => Some(BoardClosed::Closed),
            Posting::Hosts => Some(BoardClosed::HostsOnly),
            Posting::Confirmed if !confirmed => Some(BoardClosed::ConfirmedOnly),
            Posting::Confirmed | Posting::Invited => None,
        }
    }

    /// As whom the viewer writes: the account, or else the personal link.
    pub fn author(&self, ctx: &Ctx) -> Option<Author> {
        let user = ctx.user.as_ref().map(|user| Author::User(user.id.0));
        user.or(self.invite.as_ref().map(|invite| Author::Invite(invite.id)))
    }

    /// Posts and replies.
    pub fn may_post(&self, ctx: &Ctx) -> Result<Author> {
        self.may_see_board()?;
        match self.board_refusal() {
            None => self.author(ctx).ok_or(AppError::Forbidden),
            Some(_) => Err(AppError::Forbidden),
        }
    }

    /// Reactions: also for those who may not post, as long as the board is open.
    pub fn may_react(&self, ctx: &Ctx) -> Result<Author> {
        self.may_see_board()?;
        let open = self.role.manages() || !self.party.board_closed;
        self.author(ctx).filter(|_| open).ok_or(AppError::Forbidden)
    }

    /// The author alone, within the first hour, while they may post.
    pub fn may_edit_post(&self, ctx: &Ctx, post: &posts::Model) -> Result<()> {
        self.may_post(ctx)?;
        let in_time = ctx.now() - post.created_at <= EDITABLE;
        if in_time && self.wrote(ctx, post) { Ok(()) } else { Err(AppError::Forbidden) }
    }

    /// The author and those who manage the party, at any time.
    pub fn may_delete_post(&self, ctx: &Ctx, post: &posts::Model) -> Result<()> {
        if self.role.manages() || self.wrote(ctx, post) { Ok(()) } else { Err(AppError::Forbidden) }
    }

    /// The viewer is the author.
    pub fn wrote(&self, ctx: &Ctx, post: &posts::Model) -> bool {
        post.author().is_some_and(|author| self.author(ctx) == Some(author))
    }

    /// That something changed. What it is, the page tells, as far as the viewer sees it.
    pub fn hears_of(&self, topic: Topic) -> bool {
        match topic {
            Topic::Party => true,
            Topic::Answers => self.role != Role::Stranger || self.sees_guest_list(),
            Topic::Album | Topic::Board => self.role != Role::Stranger,
            Topic::Notifications | Topic::Blocks => false,
        }
    }
}
