//! Writing the index: with the change itself where it is about one photo, and as a job where it is about many.

use std::collections::HashMap;

use sea_orm::{
    ActiveValue::{NotSet, Set},
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    backend::{
        album::people::code,
        db::{AT_ONCE, Db},
        entities::{
            invites, parties, photo_people, photo_tags,
            photo_terms::{self, OWN, PERSON, TITLE},
            photos,
            posts::Author,
            users,
        },
    },
    domain::{
        InviteId, PartyId, PhotoId, UserId,
        album::Status,
        search::{EVERY, camera_terms, place_terms, tag_term, words},
    },
    error::Result,
};

/// Photos that one transaction indexes.
pub(super) const PHOTOS: usize = 200;

/// What got another name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum About {
    User(UserId),
    Guest(InviteId),
    Party(PartyId),
}

/// Indexes one photo as it is now (at most 5 queries and one for each 500 terms).
pub async fn photo(txn: &DatabaseTransaction, id: PhotoId) -> Result<()> {
    photos_now(txn, &[id.0]).await
}

/// Indexes all photos anew that name somebody or something, some at a time.
pub async fn rename(db: &Db, about: About) -> Result<()> {
    use photo_people::Column::{InviteId, PhotoId, UserId};
    let tagged = |which| photo_people::Entity::find().select_only().column(PhotoId).filter(which);
    let ids: Vec<Uuid> = match about {
        About::User(user) => tagged(UserId.eq(user.0)).into_tuple().all(db.write()).await?,
        About::Guest(guest) => tagged(InviteId.eq(guest.0)).into_tuple().all(db.write()).await?,
        About::Party(party) => {
            let all = photos::Entity::find().select_only().column(photos::Column::Id);
            all.filter(photos::Column::PartyId.eq(party.0)).into_tuple().all(db.write()).await?
        }
    };
    for some in ids.chunks(PHOTOS) {
        let txn = db.begin().await?;
        photos_now(&txn, some).await?;
        txn.commit().await?;
    }
    Ok(())
}

/// Indexes every photo anew; gives how many.
pub async fn reindex(db: &Db) -> Result<usize> {
    let mut last: Option<Uuid> = None;
    let mut count = 0;
    loop {
        let mut next = photos::Entity::find().select_only().column(photos::Column::Id);
        if let Some(last) = last {
            next = next.filter(photos::Column::Id.gt(last));
        }
        let next = next.order_by_asc(photos::Column::Id).limit(PHOTOS as u64);
        let ids: Vec<Uuid> = next.into_tuple().all(db.write()).await?;
        let Some(end) = ids.last() else { return Ok(count) };
        last = Some(*end);
        count += ids.len();
        let txn = db.begin().await?;
        photos_now(&txn, &ids).await?;
        txn.commit().await?;
    }
}

/// Those of the photos that are not ready have no terms.
pub(super) async fn photos_now(txn: &DatabaseTransaction, ids: &[Uuid]) -> Result<()> {
    let of_these = || photo_terms::Column::PhotoId.is_in(ids.iter().copied());
    photo_terms::Entity::delete_many().filter(of_these()).exec(txn).await?;
    let found = photos::Entity::find()
        .filter(photos::Column::Id.is_in(ids.iter().copied()))
        .filter(photos::Column::Status.eq(Status::Ready.code()))
        .find_also_related(parties::Entity)
        .all(txn)
        .await?;
    let (tags, people) = (tags(txn, ids).await?, people(txn, ids).await?);
    let mut rows = Vec::new();
    for (photo, party) in &found {
        let of = |words: Vec<String>, kind: i32, tagged: Option<Uuid>| {
            words.into_iter().map(move |term| row(photo, term, kind, tagged))
        };
        let tags = tags.get(&photo.id).map(Vec::as_slice).unwrap_or_default();
        rows.extend(of(own(photo, tags), OWN, None));
        rows.extend(party.iter().flat_map(|party| of(words(&party.title, true), TITLE, None)));
        for (id, terms) in people.get(&photo.id).map(Vec::as_slice).unwrap_or_default() {
            rows.extend(of(terms.clone(), PERSON, Some(*id)));
        }
    }
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let some: Vec<_> = rows.by_ref().take(AT_ONCE).collect();
        photo_terms::Entity::insert_many(some).exec_without_returning(txn).await?;
    }
    Ok(())
}

/// What was said about the photo itself, each term once.
fn own(photo: &photos::Model, tags: &[String]) -> Vec<String> {
    let mut terms = vec![EVERY.to_owned()];
    terms.extend(words(&photo.caption, true));
    for tag in tags {
        terms.push(tag_term(tag));
        terms.extend(words(tag, true));
    }
    terms.extend(words(&photo.place, true));
    terms.extend(place_terms(&photo.place, true));
    terms.extend(camera_terms(&photo.camera, true));
    let mut seen = std::collections::HashSet::new();
    terms.retain(|term| seen.insert(term.clone()));
    terms
}

fn row(photo: &photos::Model, term: String, kind: i32, tagged: Option<Uuid>) -> photo_terms::ActiveModel {
    photo_terms::ActiveModel {
        id: NotSet,
        photo_id: Set(photo.id),
        party_id: Set(photo.party_id),
        term: Set(term),
        at: Set(photo.sorted_at),
        kind: Set(kind),
        tagged_id: Set(tagged),
    }
}

async fn tags<C: ConnectionTrait>(db: &C, photos: &[Uuid]) -> Result<HashMap<Uuid, Vec<String>>> {
    let of_these = Condition::all().add(photo_tags::Column::PhotoId.is_in(photos.iter().copied()));
    let mut found: HashMap<Uuid, Vec<String>> = HashMap::new();
    for row in photo_tags::Entity::find().filter(of_these).all(db).await? {
        found.entry(row.photo_id).or_default().push(row.tag);
    }
    Ok(found)
}

/// Somebody on a photo: the row that says so, and the terms by which they are found.
type Tagged = (Uuid, Vec<String>);
/// The same as read: the row, the photo, the account or the invitation, and the name that each of them has.
type Named = (Uuid, Uuid, Option<Uuid>, Option<Uuid>, Option<String>, Option<String>);

async fn people<C: ConnectionTrait>(db: &C, photos: &[Uuid]) -> Result<HashMap<Uuid, Vec<Tagged>>> {
    use photo_people::Column::{Id, InviteId, PhotoId, UserId};
    let rows: Vec<Named> = photo_people::Entity::find()
        .left_join(users::Entity)
        .left_join(invites::Entity)
        .select_only()
        .columns([Id, PhotoId, UserId, InviteId])
        .column(users::Column::DisplayName)
        .column(invites::Column::Name)
        .filter(PhotoId.is_in(photos.iter().copied()))
        .into_tuple()
        .all(db)
        .await?;
    let mut found: HashMap<Uuid, Vec<Tagged>> = HashMap::new();
    for (id, photo, user, invite, account, guest) in rows {
        let Some(who) = Author::of(user, invite) else { continue };
        let mut terms = words(&account.or(guest).unwrap_or_default(), true);
        terms.push(format!("@{}", code(who)));
        found.entry(photo).or_default().push((id, terms));
    }
    Ok(found)
}
