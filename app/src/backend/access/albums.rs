//! What of all albums somebody with an account may see.

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder,
    QuerySelect, RelationTrait,
    sea_query::{Expr, ExprTrait, IntoCondition, UnionType},
};
use uuid::Uuid;

use super::{seen, seen_guest};
use crate::{
    backend::{
        Ctx,
        entities::{
            hosts, parties,
            photos::{self, Column},
        },
        people::{hosted_by, inviting},
    },
    domain::{
        album::{Showing, Status},
        time::Millis,
    },
    error::Result,
};

/// Parties that count: of somebody who has more, the latest ones.
const MOST: u64 = 1_000;

/// The albums of the parties that the viewer hosts or is invited to.
pub struct Albums {
    /// Their parties, also those in whose albums the viewer sees nothing but their own photos.
    pub parties: Vec<PartyOf>,
    me: Uuid,
    /// Where the photos of others are shown.
    open: Vec<Uuid>,
}

/// A party as its photos name it.
#[derive(Clone, Debug, FromQueryResult)]
pub struct PartyOf {
    pub id: Uuid,
    pub title: String,
    pub time_zone: String,
    album_shown: String,
    album_reveal_at: Option<Millis>,
    /// The viewer, if they host it.
    host: Option<Uuid>,
}

impl Albums {
    /// At most 2 queries. Errors: [`AppError::NotLoggedIn`](crate::error::AppError::NotLoggedIn).
    pub async fn of<C: ConnectionTrait>(ctx: &Ctx, db: &C) -> Result<Self> {
        let me = ctx.user()?.id.0;
        let hosting = parties::Relation::Hosts
            .def()
            .on_condition(move |_party, host| Expr::col((host, hosts::Column::UserId)).eq(me).into_condition());
        let mine = hosted_by(me).union(UnionType::Distinct, inviting(me)).to_owned();
        let these = Expr::col(("mine", "party_id")).equals((parties::Entity, parties::Column::Id));
        let mut parties = parties::Entity::find();
        // Joined and not asked of each party, so that all databases begin with these few.
        QuerySelect::query(&mut parties).join_subquery(JoinType::InnerJoin, mine, "mine", these);
        let parties = parties
            .select_only()
            .columns([parties::Column::Id, parties::Column::Title, parties::Column::TimeZone])
            .columns([parties::Column::AlbumShown, parties::Column::AlbumRevealAt])
            .column_as(hosts::Column::UserId, "host")
            .join(JoinType::LeftJoin, hosting)
            .order_by_desc(parties::Column::FirstEntry)
            .order_by_desc(parties::Column::Id)
            .limit(MOST)
            .into_model::<PartyOf>()
            .all(db)
            .await?;
        let earned = earned(db, me, &parties).await?;
        let open = |party: &&PartyOf| match party.album_shown.parse().unwrap_or(Showing::Uploaders) {
            Showing::AtOnce => true,
            Showing::Reveal => party.album_reveal_at.is_none_or(|at| at <= ctx.now()),
            Showing::Uploaders => party.host.is_some() || earned.contains(&party.id),
        };
        let open = parties.iter().filter(open).map(|party| party.id).collect();
        Ok(Self { parties, me, open })
    }

    /// Photos that the albums show to the viewer, and their own.
    pub fn shown(&self, ctx: &Ctx) -> Condition {
        let others = Condition::all()
            .add(Column::PartyId.is_in(self.open.iter().copied()))
            .add(Column::Approved.eq(true))
            .add(Column::Hidden.eq(false))
            .add(seen(ctx, Column::UserId))
            .add(seen_guest(ctx, Column::InviteId));
        let visible = Condition::any().add(Column::UserId.eq(self.me)).add(others);
        Condition::all().add(Column::Status.eq(Status::Ready.code())).add(visible)
    }
}

/// Of the parties that show their album to those who added a photo, those to which somebody did (at most 1 query).
async fn earned<C: ConnectionTrait>(db: &C, me: Uuid, parties: &[PartyOf]) -> Result<Vec<Uuid>> {
    let asked: Vec<Uuid> = parties
        .iter()
        .filter(|party| party.host.is_none() && party.album_shown == Showing::Uploaders.code())
        .map(|party| party.id)
        .collect();
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    let found = photos::Entity::find()
        .select_only()
        .column(Column::PartyId)
        .distinct()
        .filter(Column::PartyId.is_in(asked))
        .filter(Column::UserId.eq(me))
        .filter(Column::Status.eq(Status::Ready.code()))
        .into_tuple()
        .all(db)
        .await?;
    Ok(found)
}
