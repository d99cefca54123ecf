//! tower-sessions on SeaORM. A session that was ended elsewhere is gone at once, for every request asks the table.

use std::sync::Arc;

use app::error::AppError;
use app::{
    backend::{
        Services,
        entities::{sessions, users},
        links, notifications,
        sessions::LOGIN,
        write,
    },
    domain::{UserId, time::Millis},
};
use async_trait::async_trait;
use axum::{
    extract::{Request, State},
    http::header,
    middleware::Next,
    response::Response,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, QueryFilter, QueryResult,
    QuerySelect,
};
use serde_json::Value;
use tower_sessions::{
    Expiry, SessionManagerLayer, SessionStore,
    cookie::{SameSite, time::Duration, time::OffsetDateTime},
    session::{Id, Record},
    session_store::{Error, Result},
};

use crate::{again, pages, state::AppState};

/// A session ends after so long without use …
const IDLE: Duration = Duration::days(14);
/// … and after so long in any case, in milliseconds.
const ABSOLUTE: Millis = 90 * 24 * 3_600_000;
/// A session of nobody, who may be about to log in, ends sooner.
const NOBODY_IDLE: Millis = 3_600_000;
/// Added on loading, never stored: the person whose session it is.
pub const PERSON: &str = "person";
/// The same for how many unread notifications that person has.
pub const UNREAD: &str = "unread";

/// The account of a session, and how many unread notifications it has.
struct Member {
    account: users::Model,
    unread: i64,
}

impl FromQueryResult for Member {
    fn from_query_result(row: &QueryResult, prefix: &str) -> std::result::Result<Self, DbErr> {
        let account = users::Model::from_query_result(row, prefix)?;
        Ok(Self { account, unread: row.try_get("", UNREAD)? })
    }
}

/// The sessions table as a store.
#[derive(Clone)]
pub struct Store(Arc<Services>);

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Store")
    }
}

/// The layer that gives each request its session.
pub fn layer(services: &Arc<Services>) -> SessionManagerLayer<Store> {
    let secure = services.links.secure();
    SessionManagerLayer::new(Store(services.clone()))
        .with_name(if secure { "__Host-session" } else { "session" })
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_secure(secure)
        .with_path("/")
        .with_expiry(Expiry::OnInactivity(IDLE))
}

/// tower-sessions answers with an empty 500 where a session cannot be kept; people are told what to do.
pub async fn explain(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let response = next.run(Request::from_parts(parts.clone(), body)).await;
    let unexplained = response.status().is_server_error() && !response.headers().contains_key(header::CONTENT_TYPE);
    if unexplained { pages::error(&state, parts, AppError::Unavailable).await } else { response }
}

impl Store {
    /// A login that is sent again, by an impatient person or a balancer, is the same session; one that has ended meanwhile
    /// does not begin again under its identifier.
    async fn begin(&self, record: &Record, login: &str) -> std::result::Result<Id, AppError> {
        let now = self.0.clock.now();
        let key_hash = links::hash(&format!("sessions.begin {login}"));
        let txn = self.0.db.begin().await?;
        let first = write::take(&txn, &key_hash, now).await?.is_none();
        let same = Id(self.0.links.session(login));
        if !first && sessions::Entity::find_by_id(hash(&same)).one(&txn).await?.is_some() {
            return Ok(same);
        }
        let record = Record { id: if first { same } else { record.id }, ..record.clone() };
        insert(&txn, &record, now).await.map_err(|_| AppError::Busy)?;
        if first {
            write::keep(&txn, &key_hash, "true".to_owned()).await?;
        }
        txn.commit().await?;
        Ok(record.id)
    }
}

#[async_trait]
impl SessionStore for Store {
    async fn create(&self, record: &mut Record) -> Result<()> {
        let login = record.data.remove(LOGIN);
        let Some(login) = login.as_ref().and_then(Value::as_str) else {
            return insert(self.0.db.write(), record, self.0.clock.now()).await;
        };
        let new: &Record = record;
        let begun = again::settle(self.0.db.patience(), || self.begin(new, login)).await;
        record.id = begun.map_err(|error| Error::Backend(error.to_string()))?;
        Ok(())
    }

    /// Changes a session that still exists; one that was ended meanwhile stays ended.
    async fn save(&self, record: &Record) -> Result<()> {
        let row = row(record, self.0.clock.now())?;
        let id_hash = hash(&record.id);
        let update = sessions::Entity::update_many().set(row).filter(sessions::Column::IdHash.eq(id_hash));
        update.exec(self.0.db.write()).await.map_err(backend)?;
        Ok(())
    }

    /// The session with its person and what is new for them in one query; nothing if it is over or its account is deleted.
    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let now = self.0.clock.now();
        let found = sessions::Entity::find_by_id(hash(id))
            .find_also_related(users::Entity)
            .expr_as(notifications::unread(), UNREAD)
            .into_model::<sessions::Model, Member>()
            .one(self.0.db.read())
            .await
            .map_err(backend)?;
        let Some((session, member)) = found else { return Ok(None) };
        if session.expires_at <= now
            || session.created_at + ABSOLUTE <= now
            || session.user_id.is_some() && member.is_none()
        {
            return Ok(None);
        }
        let mut record: Record = Record {
            id: *id,
            data: serde_json::from_str(&session.data).map_err(|error| Error::Decode(error.to_string()))?,
            expiry_date: OffsetDateTime::from_unix_timestamp(session.expires_at / 1000)
                .map_err(|error| Error::Decode(error.to_string()))?,
        };
        if let Some(Member { account, unread }) = member {
            let person = serde_json::to_value(account.viewer()).map_err(|error| Error::Encode(error.to_string()))?;
            record.data.insert(PERSON.to_owned(), person);
            record.data.insert(UNREAD.to_owned(), unread.into());
        }
        Ok(Some(record))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        sessions::Entity::delete_by_id(hash(id)).exec(self.0.db.write()).await.map_err(backend)?;
        Ok(())
    }
}

/// The record as columns, without the time of its creation.
fn row(record: &Record, now: Millis) -> Result<sessions::ActiveModel> {
    let mut data = record.data.clone();
    data.remove(PERSON);
    data.remove(UNREAD);
    let user = data.get("user").and_then(Value::as_str).and_then(|id| id.parse::<UserId>().ok());
    let since = data.get("since").and_then(Value::as_i64).unwrap_or(now);
    let device = data.get("device").and_then(Value::as_str).unwrap_or_default();
    let place = data.get("place").and_then(Value::as_str).unwrap_or_default();
    let idle = if user.is_some() { IDLE.whole_milliseconds() as Millis } else { NOBODY_IDLE };
    Ok(sessions::ActiveModel {
        id_hash: Set(hash(&record.id)),
        user_id: Set(user.map(|user| user.0)),
        device: Set(device.chars().take(120).collect()),
        place: Set(place.chars().take(64).collect()),
        data: Set(serde_json::to_string(&data).map_err(|error| Error::Encode(error.to_string()))?),
        seen_at: Set(now),
        expires_at: Set((now + idle).min(since + ABSOLUTE)),
        ..Default::default()
    })
}

async fn insert<C: ConnectionTrait>(db: &C, record: &Record, now: Millis) -> Result<()> {
    let row = sessions::ActiveModel { created_at: Set(now), ..row(record, now)? };
    sessions::Entity::insert(row).exec_without_returning(db).await.map_err(backend)?;
    Ok(())
}

fn hash(id: &Id) -> String {
    links::hash(&id.to_string())
}

fn backend(error: sea_orm::DbErr) -> Error {
    Error::Backend(error.to_string())
}
