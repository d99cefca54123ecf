//! Who reports posts, and who decides about what was reported.

use sea_orm::{ConnectionTrait, EntityTrait};

use super::{Standing, standing};
use crate::{
    backend::{
        Ctx,
        entities::{
            hosts,
            posts::{self, Author},
        },
    },
    domain::PartyId,
    error::{AppError, Result},
};

impl Standing {
    /// Whoever sees the board, but nobody their own words.
    pub fn may_report(&self, ctx: &Ctx, post: &posts::Model) -> Result<Author> {
        self.may_see_board()?;
        self.author(ctx).filter(|_| !self.wrote(ctx, post)).ok_or(AppError::Forbidden)
    }
}

/// Those who look after the whole site; for others with an account there is nothing: [`AppError::NotFound`].
pub fn may_administer(ctx: &Ctx) -> Result<()> {
    if ctx.user()?.admin { Ok(()) } else { Err(AppError::NotFound) }
}

/// Whether the viewer decides about reported posts of a party, also about those that they cannot see (at most 1 query):
/// hosts and co-hosts, and who looks after the site. The latter has no other right on a party.
pub async fn judges<C: ConnectionTrait>(ctx: &Ctx, db: &C, party: PartyId) -> Result<bool> {
    let Some(me) = &ctx.user else { return Ok(false) };
    Ok(me.admin || hosts::Entity::find_by_id((party.0, me.id.0)).one(db).await?.is_some())
}

/// The same, for those alone who do; others hear as much of the party as of its board (at most 2 queries).
pub async fn may_judge<C: ConnectionTrait>(ctx: &Ctx, db: &C, party: PartyId) -> Result<()> {
    if judges(ctx, db, party).await? {
        return Ok(());
    }
    standing(ctx, db, party).await?.may_see_board()?;
    Err(AppError::Forbidden)
}
