//! Who adds photos to an album, who sees which of them, and what they may do with one.

use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, sea_query::Expr};

use super::{Standing, seen, seen_guest};
use crate::{
    backend::{
        Ctx,
        entities::{
            parties,
            photos::{self, Column},
            posts::Author,
        },
    },
    domain::{
        album::{AlbumClosed, Showing, Status, Uploading, Veil},
        rsvp::Answer,
        time::Millis,
    },
    error::{AppError, Result},
};

impl Standing {
    /// Hosts, co-hosts and guests; strangers who see a public page do not.
    pub fn may_see_album(&self) -> Result<()> {
        self.may_see_board()
    }

    /// Who may add photos; hosts alone where a newer version knows more.
    pub fn uploading(&self) -> Uploading {
        self.party.album_uploads.parse().unwrap_or(Uploading::Hosts)
    }

    /// When photos are shown; to their uploaders alone where a newer version knows more.
    pub fn showing(&self) -> Showing {
        self.party.album_shown.parse().unwrap_or(Showing::Uploaders)
    }

    /// Why the viewer, who sees the album, may not add photos.
    pub fn album_refusal(&self) -> Option<AlbumClosed> {
        let confirmed = self.invite.as_ref().is_some_and(|invite| invite.answer() == Answer::Yes);
        match self.uploading() {
            _ if self.party.album_closed && !self.role.manages() => Some(AlbumClosed::Closed),
            _ if self.role.manages() => None,
            Uploading::Hosts => Some(AlbumClosed::HostsOnly),
            Uploading::Confirmed if !confirmed => Some(AlbumClosed::ConfirmedOnly),
            Uploading::Confirmed | Uploading::Invited => None,
        }
    }

    /// Adds photos, as whom.
    pub fn may_upload(&self, ctx: &Ctx) -> Result<Author> {
        self.may_see_album()?;
        match self.album_refusal() {
            None => self.author(ctx).ok_or(AppError::Forbidden),
            Some(_) => Err(AppError::Forbidden),
        }
    }

    /// Likes and comments: as long as the album is open, also for those who may not add photos.
    pub fn talks_in_album(&self) -> bool {
        self.sees_board() && (self.role.manages() || !self.party.album_closed)
    }

    /// The same, as whom.
    pub fn may_talk_in_album(&self, ctx: &Ctx) -> Result<Author> {
        self.may_see_album()?;
        self.author(ctx).filter(|_| self.talks_in_album()).ok_or(AppError::Forbidden)
    }

    /// The viewer added it.
    pub fn added(&self, ctx: &Ctx, photo: &photos::Model) -> bool {
        photo.author().is_some_and(|author| self.author(ctx) == Some(author))
    }

    /// Caption, tags, people, and removing it: the uploader and those who manage the party.
    pub fn may_edit_photo(&self, ctx: &Ctx, photo: &photos::Model) -> Result<()> {
        if self.role.manages() || self.added(ctx, photo) { Ok(()) } else { Err(AppError::Forbidden) }
    }

    /// Whoever sees the album, but nobody their own.
    pub fn may_report_photo(&self, ctx: &Ctx, photo: &photos::Model) -> Result<Author> {
        self.may_see_album()?;
        self.author(ctx).filter(|_| !self.added(ctx, photo)).ok_or(AppError::Forbidden)
    }
}

/// Whether everybody who sees the album of this party sees the photos of others.
pub fn shows_to_all(party: &parties::Model, now: Millis) -> bool {
    match party.album_shown.parse().unwrap_or(Showing::Uploaders) {
        Showing::AtOnce => true,
        Showing::Reveal => party.album_reveal_at.is_none_or(|at| at <= now),
        Showing::Uploaders => false,
    }
}

/// Whose something is, as a condition on its two columns.
pub fn by<C: ColumnTrait>(author: Author, account: C, invitation: C) -> Expr {
    match author {
        Author::User(user) => account.eq(user),
        Author::Invite(invite) => invitation.eq(invite),
    }
}

/// How much of an album the viewer sees.
pub struct Sight {
    /// Why they see only their own, if so.
    pub veil: Option<Veil>,
    manages: bool,
    me: Option<Author>,
}

impl Sight {
    /// At most 1 query.
    pub async fn of<C: ConnectionTrait>(ctx: &Ctx, db: &C, standing: &Standing) -> Result<Self> {
        let me = standing.author(ctx).filter(|_| standing.sees_board());
        let veil = match standing.showing() {
            Showing::AtOnce => None,
            Showing::Reveal => standing.party.album_reveal_at.filter(|at| *at > ctx.now()).map(Veil::Until),
            Showing::Uploaders if standing.role.manages() => None,
            Showing::Uploaders if has_added(db, standing, me).await? => None,
            Showing::Uploaders => Some(Veil::AddOne),
        };
        Ok(Self { veil, manages: standing.role.manages(), me })
    }

    /// Photos that the album shows to the viewer.
    pub fn shown(&self, ctx: &Ctx) -> Condition {
        let public = Condition::all().add(Column::Approved.eq(true)).add(Column::Hidden.eq(false));
        self.ready(ctx, public)
    }

    /// Photos that the viewer may open: hosts also those that wait or are hidden.
    pub fn open(&self, ctx: &Ctx) -> Condition {
        if self.manages { self.ready(ctx, Condition::all()) } else { self.shown(ctx) }
    }

    /// The same, and the viewer's own that are not ready.
    pub fn any(&self, ctx: &Ctx) -> Condition {
        Condition::any().add(self.open(ctx)).add(self.mine())
    }

    /// The viewer's own.
    pub fn mine(&self) -> Condition {
        match self.me {
            Some(me) => Condition::all().add(by(me, Column::UserId, Column::InviteId)),
            // Nobody's: every photo has an identifier.
            None => Condition::all().add(Column::Id.is_null()),
        }
    }

    /// Those of others only of people whom the viewer may see.
    fn ready(&self, ctx: &Ctx, of_others: Condition) -> Condition {
        let others = of_others.add(seen(ctx, Column::UserId)).add(seen_guest(ctx, Column::InviteId));
        let mut which = Condition::any().add(self.mine());
        if self.veil.is_none() {
            which = which.add(others);
        }
        Condition::all().add(Column::Status.eq(Status::Ready.code())).add(which)
    }
}

async fn has_added<C: ConnectionTrait>(db: &C, standing: &Standing, me: Option<Author>) -> Result<bool> {
    let Some(me) = me else { return Ok(false) };
    let mine = photos::Entity::find()
        .filter(Column::PartyId.eq(standing.party.id))
        .filter(by(me, Column::UserId, Column::InviteId))
        .filter(Column::Status.eq(Status::Ready.code()));
    Ok(mine.one(db).await?.is_some())
}
