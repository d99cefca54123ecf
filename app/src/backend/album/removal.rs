//! Removing photos with all that belongs to them, and what moves with an invitation.

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::Expr,
};
use uuid::Uuid;

use super::tagging;
use crate::{
    backend::{
        db::{self, AT_ONCE},
        entities::{
            invites, parties, photo_comments, photo_likes, photo_people, photo_reports,
            photos::{self, Column},
        },
        notifications, pictures,
    },
    domain::time::Millis,
    error::Result,
};

/// Removes all photos for which the condition holds (about 7 queries for every 500). A party whose cover one of them was
/// has none any more. What was said about them, who likes them and who is on them goes with the rows.
pub async fn take(txn: &DatabaseTransaction, which: Condition, now: Millis) -> Result<()> {
    let found: Vec<(Uuid, Uuid)> = photos::Entity::find()
        .select_only()
        .columns([Column::Id, Column::PictureId])
        .filter(which)
        .order_by_asc(Column::Id)
        .lock_exclusive()
        .into_tuple()
        .all(txn)
        .await?;
    for some in found.chunks(AT_ONCE) {
        let ids = || some.iter().map(|(photo, _)| *photo);
        let shown = || some.iter().map(|(_, picture)| *picture);
        notifications::forget_photos(txn, ids()).await?;
        uncover(txn, shown()).await?;
        photos::Entity::delete_many().filter(Column::Id.is_in(ids())).exec(txn).await?;
        pictures::release(txn, shown(), now).await?;
    }
    Ok(())
}

/// Parties whose cover is one of these pictures have none any more, and no words about it (1 query).
pub(super) async fn uncover(txn: &DatabaseTransaction, pictures: impl IntoIterator<Item = Uuid>) -> Result<()> {
    parties::Entity::update_many()
        .col_expr(parties::Column::CoverId, Expr::value(None::<Uuid>))
        .col_expr(parties::Column::CoverAlt, Expr::value(""))
        .filter(parties::Column::CoverId.is_in(pictures))
        .exec(txn)
        .await?;
    Ok(())
}

/// Photos of an account, also those by its personal links (1 query to find these).
pub async fn added_by<C: ConnectionTrait>(db: &C, user: Uuid) -> Result<Condition> {
    of_account(db, user, Column::UserId, Column::InviteId).await
}

/// What of a table is an account's, as a condition on its two columns: also by its personal links (1 query to find them).
pub(super) async fn of_account<C: ConnectionTrait, T: ColumnTrait>(
    db: &C,
    user: Uuid,
    account: T,
    invitation: T,
) -> Result<Condition> {
    let invites: Vec<Uuid> = invites::Entity::find()
        .select_only()
        .column(invites::Column::Id)
        .filter(invites::Column::UserId.eq(user))
        .into_tuple()
        .all(db)
        .await?;
    let mut theirs = Condition::any().add(account.eq(user));
    if !invites.is_empty() {
        theirs = theirs.add(invitation.is_in(invites));
    }
    Ok(theirs)
}

/// Takes away all that an account has added. Its likes and comments go with the account.
pub async fn take_all_of(txn: &DatabaseTransaction, user: Uuid, now: Millis) -> Result<()> {
    let theirs = added_by(txn, user).await?;
    take(txn, theirs, now).await
}

/// Takes away what a guest has added to this album, and the guest off its photos. The invitation is to be deleted next.
pub async fn leave(txn: &DatabaseTransaction, invite: &invites::Model, now: Millis) -> Result<()> {
    let mut theirs = Condition::any().add(Column::InviteId.eq(invite.id));
    if let Some(user) = invite.user_id {
        theirs = theirs.add(Column::UserId.eq(user));
        let here = || {
            let photos = photos::Entity::find().select_only().column(Column::Id);
            sea_orm::QueryTrait::into_query(photos.filter(Column::PartyId.eq(invite.party_id)))
        };
        macro_rules! forget {
            ($($table:ident),+) => {$(
                $table::Entity::delete_many()
                    .filter($table::Column::UserId.eq(user))
                    .filter($table::Column::PhotoId.in_subquery(here()))
                    .exec(txn)
                    .await?;
            )+};
        }
        forget!(photo_likes, photo_comments, photo_people);
    }
    take(txn, Condition::all().add(Column::PartyId.eq(invite.party_id)).add(theirs), now).await
}

/// The files in the albums of parties, to be given up when these are deleted (1 query).
pub async fn pictures_of<C: ConnectionTrait>(db: &C, parties: &[Uuid]) -> Result<Vec<Uuid>> {
    let pictures = photos::Entity::find()
        .select_only()
        .column(Column::PictureId)
        .filter(Column::PartyId.is_in(parties.iter().copied()))
        .into_tuple()
        .all(db)
        .await?;
    Ok(pictures)
}

/// Moves photos and all that was said about photos from an invitation to the account that claims it (about 15 queries). Of
/// two that are equal one stays; who forbade to be tagged still does.
pub async fn hand_over(txn: &DatabaseTransaction, invite: Uuid, user: Uuid, now: Millis) -> Result<()> {
    let doubled =
        Condition::all().add(Column::InviteId.eq(invite)).add(Column::Id.is_in(twice(txn, invite, user).await?));
    take(txn, doubled, now).await?;
    db::hand_over::<photos::Entity>(txn, &[], invite, user).await?;
    db::hand_over::<photo_likes::Entity>(txn, &[photo_likes::Column::PhotoId], invite, user).await?;
    db::hand_over::<photo_people::Entity>(txn, &[photo_people::Column::PhotoId], invite, user).await?;
    db::hand_over::<photo_comments::Entity>(txn, &[], invite, user).await?;
    db::hand_over::<photo_reports::Entity>(txn, &[photo_reports::Column::PhotoId], invite, user).await?;
    tagging::hand_over(txn, invite, user).await
}

/// Photos of the invitation that the account has sent too (2 queries).
async fn twice(txn: &DatabaseTransaction, invite: Uuid, user: Uuid) -> Result<Vec<Uuid>> {
    let theirs: Vec<(Uuid, Uuid, String)> = photos::Entity::find()
        .select_only()
        .columns([Column::Id, Column::PartyId, Column::ContentHash])
        .filter(Column::InviteId.eq(invite))
        .into_tuple()
        .all(txn)
        .await?;
    let Some(party) = theirs.first().map(|(_, party, _)| *party) else { return Ok(Vec::new()) };
    let known: Vec<String> = photos::Entity::find()
        .select_only()
        .column(Column::ContentHash)
        .filter(Column::PartyId.eq(party))
        .filter(Column::UserId.eq(user))
        .into_tuple()
        .all(txn)
        .await?;
    let known: std::collections::HashSet<String> = known.into_iter().collect();
    Ok(theirs.into_iter().filter(|(.., hash)| known.contains(hash)).map(|(photo, ..)| photo).collect())
}
