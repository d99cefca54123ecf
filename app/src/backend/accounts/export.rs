//! All that the site holds about one account, for its owner: JSON files, guest lists, and what pictures go with them.

mod about_me;
mod albums;
mod hosting;
mod made;
mod mails;
mod people;
mod reports;
mod ways_in;

use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect};
use serde_json::Value;
use uuid::Uuid;

use super::me;
use crate::{
    backend::{
        Ctx, access, album, board,
        entities::{invites, parties, photos, post_pictures, posts},
        guests, login,
        people::hosted_by,
    },
    domain::{
        PartyId, PictureId,
        time::{self, Millis},
    },
    error::{AppError, Result},
};

/// One file of the export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Account,
    Devices,
    WaysIn,
    Parties,
    Invitations,
    Posts,
    Photos,
    Reactions,
    Reports,
    People,
    Notifications,
    Mails,
}

impl Part {
    /// In the order in which they stand in the file.
    pub const ALL: [Self; 12] = [
        Self::Account,
        Self::Devices,
        Self::WaysIn,
        Self::Parties,
        Self::Invitations,
        Self::Posts,
        Self::Photos,
        Self::Reactions,
        Self::Reports,
        Self::People,
        Self::Notifications,
        Self::Mails,
    ];

    /// The name of the file.
    pub fn file(self) -> &'static str {
        match self {
            Self::Account => "account.json",
            Self::Devices => "devices.json",
            Self::WaysIn => "ways-in.json",
            Self::Parties => "parties.json",
            Self::Invitations => "invitations.json",
            Self::Posts => "posts.json",
            Self::Photos => "photos.json",
            Self::Reactions => "reactions.json",
            Self::Reports => "reports.json",
            Self::People => "people.json",
            Self::Notifications => "notifications.json",
            Self::Mails => "mails.json",
        }
    }
}

/// What the export consists of besides its parts.
pub struct Plan {
    /// Parties that the viewer hosts: each has a guest list.
    pub parties: Vec<PartyId>,
    /// The viewer's photo, covers of their parties, pictures of their posts.
    pub pictures: Vec<PictureId>,
    /// The viewer's photos in albums, and how the names of those end that are kept as they were sent.
    pub photos: Vec<(PictureId, Option<String>)>,
}

/// Begins an export of the viewer's data (9 queries). Errors: [`AppError::NotLoggedIn`], [`AppError::TooMany`].
pub async fn plan(ctx: &Ctx) -> Result<Plan> {
    login::limit_exports(ctx).await?;
    let db = ctx.db().read();
    let user = me(ctx, db).await?;
    let hosted = access::with_seen_cover(ctx, parties::Entity::find())
        .filter(parties::Column::Id.in_subquery(hosted_by(user.id)))
        .all(db)
        .await?;
    let posted: Vec<Uuid> = post_pictures::Entity::find()
        .select_only()
        .column(post_pictures::Column::PictureId)
        .inner_join(posts::Entity)
        .filter(board::written_by(db, user.id).await?)
        .into_tuple()
        .all(db)
        .await?;
    let photos: Vec<(Uuid, Option<String>)> = photos::Entity::find()
        .select_only()
        .columns([photos::Column::PictureId, photos::Column::Original])
        .filter(album::added_by(db, user.id).await?)
        .into_tuple()
        .all(db)
        .await?;
    let covers = hosted.iter().filter_map(|party| party.cover_id);
    let mut pictures: Vec<Uuid> = user.photo_id.into_iter().chain(covers).chain(posted).collect();
    pictures.sort_unstable();
    pictures.dedup();
    Ok(Plan {
        parties: hosted.iter().map(|party| party.id.into()).collect(),
        pictures: pictures.into_iter().map(Into::into).collect(),
        photos: photos.into_iter().map(|(picture, ending)| (picture.into(), ending)).collect(),
    })
}

/// One file of the viewer's data as JSON (at most 12 queries).
pub async fn part(ctx: &Ctx, part: Part) -> Result<String> {
    let value = match part {
        Part::Account => about_me::account(ctx).await,
        Part::Devices => about_me::devices(ctx).await,
        Part::WaysIn => ways_in::ways_in(ctx).await,
        Part::Notifications => about_me::notifications(ctx).await,
        Part::Parties => hosting::parties(ctx).await,
        Part::Invitations => made::invitations(ctx).await,
        Part::Posts => made::posts(ctx).await,
        Part::Photos => albums::photos(ctx).await,
        Part::Reactions => made::reactions(ctx).await,
        Part::Reports => reports::of_posts(ctx).await,
        Part::People => people::people(ctx).await,
        Part::Mails => mails::mails(ctx).await,
    };
    serde_json::to_string_pretty(&value?).map_err(|_| AppError::Internal)
}

/// The guest list of a party that the viewer hosts, as a table (4 queries).
pub async fn guest_list(ctx: &Ctx, party: PartyId) -> Result<String> {
    guests::csv(ctx, party).await
}

/// Rows of the account, and of its invitations from before it had one (1 query).
async fn of_me<C: ColumnTrait>(ctx: &Ctx, account: C, invitation: C) -> Result<Condition> {
    let me = ctx.user()?.id.0;
    let mine: Vec<Uuid> = invites::Entity::find()
        .select_only()
        .column(invites::Column::Id)
        .filter(invites::Column::UserId.eq(me))
        .into_tuple()
        .all(ctx.db().read())
        .await?;
    let rows = Condition::any().add(account.eq(me));
    // A list of none would be a condition without a column, for which SQLite reads the whole table.
    Ok(if mine.is_empty() { rows } else { rows.add(invitation.is_in(mine)) })
}

/// A moment as the files tell it: `2026-11-21T20:00:00Z`.
fn at(millis: Millis) -> Value {
    time::machine(millis).into()
}

/// The same for one that may not have come.
fn maybe_at(millis: Option<Millis>) -> Value {
    millis.map(time::machine).into()
}
