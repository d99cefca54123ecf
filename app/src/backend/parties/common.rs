//! Parties that two people have in common.

use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::list::{card, with_my_invite};
use crate::{
    backend::{
        Ctx,
        access::with_seen_cover,
        entities::{invites, parties},
        people::{hosted_by, hosted_by_or_inviting, inviting, names_known_to},
    },
    domain::party::PartyCard,
    error::Result,
};

/// So many of them are shown.
const SHOWN: u64 = 20;

/// Parties that both the viewer and somebody else host or are invited to, the newest first (1 query). Where the guest
/// list is for hosts alone, a guest does not learn here who else is invited.
pub async fn in_common(ctx: &Ctx, other: Uuid) -> Result<Vec<PartyCard>> {
    let me = ctx.user()?.id.0;
    let mine = parties::Column::Id.in_subquery(hosted_by_or_inviting(me));
    let invited = Condition::all().add(parties::Column::Id.in_subquery(inviting(other))).add(names_known_to(me));
    let theirs = Condition::any().add(parties::Column::Id.in_subquery(hosted_by(other))).add(invited);
    let rows = with_seen_cover(ctx, with_my_invite(me))
        .filter(mine)
        .filter(theirs)
        .order_by_desc(parties::Column::FirstEntry)
        .order_by_desc(parties::Column::Id)
        .limit(SHOWN)
        .select_also(invites::Entity)
        .all(ctx.db().read())
        .await?;
    Ok(rows.into_iter().map(|(party, invite)| card(party, invite)).collect())
}
