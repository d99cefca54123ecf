//! Photos come in: noted as received, with a job that prepares them.

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait,
    IntoActiveModel, PaginatorTrait, QueryFilter,
};

use super::rows;
use crate::{
    backend::{
        Ctx,
        access::{self, Standing, by},
        db,
        entities::{
            photo_tags,
            photos::{self, Column},
            posts::Author,
        },
        jobs::{self, Job},
        notifications::Cause,
        pictures,
    },
    domain::{
        PartyId, PhotoId, PictureId, Problem,
        album::{MAX_OF_ONE, PhotoWords, Sent, Status},
        picture::Purpose,
        time::Millis,
    },
    error::{AppError, Result},
};

/// Photos of one person that come so soon after each other are told of together …
const TOGETHER: Millis = 10 * 60_000;
/// … so long after the first one.
const TOLD_AFTER: Millis = 2 * 60_000;

/// A file that is stored as it was sent.
#[derive(Clone, Debug)]
pub struct Received {
    /// Noted and not yet used.
    pub picture: PictureId,
    /// SHA-256 in hexadecimal.
    pub content_hash: String,
    pub name: String,
    /// How the name of the stored file ends.
    pub ending: String,
    pub bytes: u64,
    pub words: PhotoWords,
}

/// Whether the viewer may add photos (2 queries). Errors: as on the page, and [`AppError::Forbidden`].
pub async fn may_upload(ctx: &Ctx, party: PartyId) -> Result<()> {
    access::standing(ctx, ctx.db().read(), party).await?.may_upload(ctx).map(|_| ())
}

/// The same file that the viewer has sent before (3 queries).
pub async fn known(ctx: &Ctx, party: PartyId, content_hash: &str) -> Result<Option<Sent>> {
    let db = ctx.db().read();
    let author = access::standing(ctx, db, party).await?.may_upload(ctx)?;
    let same = same(db, party, author, content_hash).await?;
    // What failed may be tried again by sending it again.
    Ok(same.filter(|photo| photo.status() != Status::Failed).map(|photo| sent_as(&photo)))
}

async fn same<C: ConnectionTrait>(
    db: &C,
    party: PartyId,
    author: Author,
    content_hash: &str,
) -> Result<Option<photos::Model>> {
    let same = rows::of_party(party).filter(Column::ContentHash.eq(content_hash));
    Ok(same.filter(by(author, Column::UserId, Column::InviteId)).one(db).await?)
}

fn sent_as(photo: &photos::Model) -> Sent {
    Sent { photo: photo.id.into(), status: photo.status() }
}

/// Notes a photo and has it prepared; also tells whether its file was put to use (about 8 queries). The same file of the
/// same person is the same photo, also if both come at the same time: then one of the two is [`AppError::Busy`] and finds
/// the other when it tries again.
pub async fn receive(ctx: &Ctx, party: PartyId, received: Received) -> Result<(Sent, bool)> {
    let txn = ctx.db().begin().await?;
    let standing = access::standing(ctx, &txn, party).await?;
    let author = standing.may_upload(ctx)?;
    let sent = match same(&txn, party, author, &received.content_hash).await? {
        Some(photo) if photo.status() == Status::Failed => (replace(ctx, &txn, photo, received).await?, true),
        Some(photo) => (sent_as(&photo), false),
        None => (add(ctx, &txn, &standing, author, received).await?, true),
    };
    txn.commit().await?;
    ctx.services.signal.raise();
    Ok(sent)
}

async fn add(
    ctx: &Ctx,
    txn: &DatabaseTransaction,
    standing: &Standing,
    author: Author,
    received: Received,
) -> Result<Sent> {
    let party: PartyId = standing.party.id.into();
    let mine = rows::of_party(party).filter(by(author, Column::UserId, Column::InviteId));
    if mine.clone().count(txn).await? >= MAX_OF_ONE {
        return Err(AppError::field("photos", Problem::AlbumFull { max: MAX_OF_ONE }));
    }
    let together = mine.filter(Column::CreatedAt.gt(ctx.now() - TOGETHER)).count(txn).await? > 0;
    pictures::claim(txn, received.picture, Purpose::Photo).await?;
    let id = PhotoId::new();
    let tags: Vec<_> = received.words.tags.iter().map(|tag| tag_row(id, tag)).collect();
    let row = row(ctx, standing, author, id, received);
    let picture: PictureId = row.picture_id.into();
    match photos::Entity::insert(whole(row)).exec_without_returning(txn).await {
        Ok(_) => {}
        Err(error) if db::is_taken(&error) => return Err(AppError::Busy),
        Err(error) => return Err(error.into()),
    }
    if !tags.is_empty() {
        photo_tags::Entity::insert_many(tags).exec_without_returning(txn).await?;
    }
    jobs::enqueue(txn, &Job::MakePhoto { photo: id, picture }, ctx.now()).await?;
    if !together {
        let cause = Cause::PhotosAdded { photo: id };
        jobs::notify_at(ctx, txn, cause, ctx.now() + TOLD_AFTER).await?;
    }
    Ok(Sent { photo: id, status: Status::Received })
}

/// The file of one that failed gives way to the new one.
async fn replace(ctx: &Ctx, txn: &DatabaseTransaction, photo: photos::Model, received: Received) -> Result<Sent> {
    pictures::claim(txn, received.picture, Purpose::Photo).await?;
    let row = photos::ActiveModel {
        id: Set(photo.id),
        picture_id: Set(received.picture.0),
        original: Set(Some(received.ending)),
        status: Set(Status::Received.code().to_owned()),
        failure: Set(None),
        ..Default::default()
    };
    photos::Entity::update(row).exec(txn).await?;
    pictures::release(txn, [photo.picture_id], ctx.now()).await?;
    let job = Job::MakePhoto { photo: photo.id.into(), picture: received.picture };
    jobs::enqueue(txn, &job, ctx.now()).await?;
    Ok(Sent { photo: photo.id.into(), status: Status::Received })
}

pub(super) fn tag_row(photo: PhotoId, tag: &str) -> photo_tags::ActiveModel {
    photo_tags::ActiveModel { photo_id: Set(photo.0), tag: Set(tag.to_owned()) }
}

/// What hosts add needs nobody's approval.
fn row(ctx: &Ctx, standing: &Standing, author: Author, id: PhotoId, received: Received) -> photos::Model {
    photos::Model {
        id: id.0,
        party_id: standing.party.id,
        picture_id: received.picture.0,
        user_id: author.user(),
        invite_id: author.invite(),
        content_hash: received.content_hash,
        name: received.name,
        original: Some(received.ending),
        bytes: received.bytes.try_into().unwrap_or(i64::MAX),
        status: Status::Received.code().to_owned(),
        failure: None,
        hidden: false,
        approved: !standing.party.album_approval || standing.role.manages(),
        caption: received.words.caption.into(),
        sorted_at: ctx.now(),
        taken_at: None,
        taken_offset: None,
        camera: String::new(),
        lens: String::new(),
        exposure: String::new(),
        latitude: None,
        longitude: None,
        place: String::new(),
        thumbhash: String::new(),
        width: 0,
        height: 0,
        created_at: ctx.now(),
    }
}

/// Every column, to be written as a new row.
fn whole(row: photos::Model) -> photos::ActiveModel {
    row.into_active_model().reset_all()
}

/// What came of the viewer's own among these photos (3 queries); others are left out. Nothing chosen is a problem of the
/// form.
pub async fn sent(ctx: &Ctx, party: PartyId, photos: &[PhotoId]) -> Result<Vec<Sent>> {
    let db = ctx.db().read();
    let author = access::standing(ctx, db, party).await?.may_upload(ctx)?;
    if photos.is_empty() {
        return Err(AppError::field("photos", Problem::Missing));
    }
    let mine = rows::of_party(party).filter(Column::Id.is_in(photos.iter().map(|photo| photo.0))).filter(by(
        author,
        Column::UserId,
        Column::InviteId,
    ));
    Ok(mine.all(db).await?.iter().map(sent_as).collect())
}
