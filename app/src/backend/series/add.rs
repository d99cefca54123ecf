//! New dates for a party, which begins to repeat or goes on.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{extend::further_dates, repeat::first_dates};
use crate::{
    backend::{
        Ctx,
        entities::{hosts, invites},
        events, guests, rsvps,
        write::Once,
    },
    domain::{
        PartyId, Problem,
        live::Topic,
        series::{Ends, MOST_COPIES, Repeat},
    },
    error::{AppError, Result},
};

/// Makes the party the first date of a series: all later dates are parties with the same words, look, settings, hosts and
/// guests, and with empty boards. The answer is how many dates are new.
pub async fn repeat(ctx: &Ctx, id: PartyId, repeat: Repeat) -> Result<usize> {
    add(ctx, id, Wanted::Series(repeat)).await
}

/// Adds dates after the last one of the series: each is as far from its turn as this one is, with the same words, look,
/// settings, hosts and guests as this one. The answer is how many dates are new. Errors: [`AppError::NotFound`] for a party
/// that does not repeat.
pub async fn extend(ctx: &Ctx, id: PartyId, ends: Ends) -> Result<usize> {
    add(ctx, id, Wanted::More(ends)).await
}

/// Which dates the party gets.
enum Wanted {
    Series(Repeat),
    More(Ends),
}

impl Wanted {
    fn purpose(&self) -> &'static str {
        match self {
            Self::Series(_) => "series.repeat",
            Self::More(_) => "series.extend",
        }
    }

    fn ends(&self) -> Ends {
        match self {
            Self::Series(repeat) => repeat.ends,
            Self::More(ends) => *ends,
        }
    }
}

async fn add(ctx: &Ctx, id: PartyId, wanted: Wanted) -> Result<usize> {
    ctx.user()?;
    let write = match ctx.once(&format!("{} {id}", wanted.purpose())).await? {
        Once::Again(count) => return Ok(count),
        Once::First(write) => write,
    };
    // Guests who come meanwhile are on every list or on none, and the cover is not given up.
    let party = rsvps::lock(write.txn(), id).await?;
    let hosts = guests::managed(ctx, write.txn(), id).await?.hosts;
    let dates = match &wanted {
        Wanted::Series(repeat) => first_dates(ctx, &write, &party, *repeat).await?,
        Wanted::More(ends) => further_dates(ctx, &write, &party, *ends).await?,
    };
    let guests = invites::Entity::find().filter(invites::Column::PartyId.eq(id.0)).all(write.txn()).await?;
    if guests.len() * dates.copies.len() > MOST_COPIES {
        return Err(AppError::field(wanted.ends().field(), Problem::TooManyCopies { max: MOST_COPIES }));
    }
    let hosts: Vec<hosts::Model> = hosts.into_iter().map(|(host, _)| host).collect();
    let count = dates.make(&hosts, &guests).await?;
    events::emit(ctx, write.txn(), id, Topic::Party).await?;
    write.finish(count).await
}
