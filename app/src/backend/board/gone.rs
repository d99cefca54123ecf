//! What leaves a board with its author, its guest or its party, and what moves with an invitation.

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect,
    sea_query::{Query, SelectStatement},
};
use uuid::Uuid;

use super::removal::take;
use crate::{
    backend::{
        db,
        entities::{invites, post_pictures, posts, reactions, reports},
    },
    domain::time::Millis,
    error::Result,
};

/// Posts of an account, also those by its personal links (1 query to find these).
pub async fn written_by<C: ConnectionTrait>(db: &C, user: Uuid) -> Result<Condition> {
    let invites: Vec<Uuid> = invites::Entity::find()
        .select_only()
        .column(invites::Column::Id)
        .filter(invites::Column::UserId.eq(user))
        .into_tuple()
        .all(db)
        .await?;
    let mut theirs = Condition::any().add(posts::Column::UserId.eq(user));
    // Without any, the condition would keep SQLite from the index.
    if !invites.is_empty() {
        theirs = theirs.add(posts::Column::InviteId.is_in(invites));
    }
    Ok(theirs)
}

/// Takes away all that an account has posted. Its reactions go with the account itself.
pub async fn take_all_of(txn: &DatabaseTransaction, user: Uuid, now: Millis) -> Result<()> {
    let theirs = written_by(txn, user).await?;
    take(txn, theirs, now).await
}

/// Takes away what a guest has posted on this board and how the guest reacted. The invitation is to be deleted next.
pub async fn leave(txn: &DatabaseTransaction, invite: &invites::Model, now: Millis) -> Result<()> {
    let mut theirs = Condition::any().add(posts::Column::InviteId.eq(invite.id));
    if let Some(user) = invite.user_id {
        theirs = theirs.add(posts::Column::UserId.eq(user));
        reactions::Entity::delete_many()
            .filter(reactions::Column::UserId.eq(user))
            .filter(reactions::Column::PostId.in_subquery(posts_of(invite.party_id)))
            .exec(txn)
            .await?;
    }
    take(txn, Condition::all().add(posts::Column::PartyId.eq(invite.party_id)).add(theirs), now).await
}

fn posts_of(party: Uuid) -> SelectStatement {
    Query::select().column(posts::Column::Id).from(posts::Entity).and_where(posts::Column::PartyId.eq(party)).to_owned()
}

/// The pictures on the boards of parties, to be given up when these are deleted (1 query).
pub async fn pictures_of<C: ConnectionTrait>(db: &C, parties: &[Uuid]) -> Result<Vec<Uuid>> {
    let pictures = post_pictures::Entity::find()
        .select_only()
        .column(post_pictures::Column::PictureId)
        .inner_join(posts::Entity)
        .filter(posts::Column::PartyId.is_in(parties.iter().copied()))
        .into_tuple()
        .all(db)
        .await?;
    Ok(pictures)
}

/// Moves posts, reports and reactions of an invitation to the account that claims it (at most 9 queries). Of two that are
/// equal one stays.
pub async fn hand_over(txn: &DatabaseTransaction, invite: Uuid, user: Uuid) -> Result<()> {
    db::hand_over::<posts::Entity>(txn, &[], invite, user).await?;
    db::hand_over::<reports::Entity>(txn, &[reports::Column::PostId], invite, user).await?;
    let key = [reactions::Column::PostId, reactions::Column::Kind];
    db::hand_over::<reactions::Entity>(txn, &key, invite, user).await
}
