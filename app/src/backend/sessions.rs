//! Sessions: begun, listed, ended. The rows are written by the session store of the server.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    Ctx,
    entities::{sessions, users},
    links,
    mail::languages,
};
use crate::{
    domain::{
        UserId, network,
        time::{self, Millis},
        user::SessionInfo,
    },
    error::{AppError, Result},
};

/// Keys of a session's data.
pub const USER: &str = "user";
/// The `User-Agent` of the browser, cut to 120 characters.
pub const DEVICE: &str = "device";
/// When somebody logged in, in milliseconds since 1970.
pub const SINCE: &str = "since";
/// The network from which it was last used.
pub const PLACE: &str = "place";
/// Who has taken the first of two steps, a [`Pending`].
pub const PENDING: &str = "pending";
/// Which login begins the session: sent again, it is the same session. The store takes this away.
pub const LOGIN: &str = "login";

/// How long a login counts as just now.
const FRESH: Millis = 10 * 60_000;

/// Begins a session with a new identifier: one that somebody planted before is worth nothing.
pub async fn begin(ctx: &Ctx, user_id: UserId) -> Result<()> {
    let session = ctx.session()?;
    session.clear().await;
    session.cycle_id().await?;
    session.insert(USER, user_id.to_string()).await?;
    session.insert(DEVICE, &ctx.facts.device).await?;
    session.insert(SINCE, ctx.now()).await?;
    session.insert(PLACE, network::place(ctx.facts.address)).await?;
    if let Some(key) = &ctx.facts.key {
        session.insert(LOGIN, links::hash(&format!("{user_id} {key}"))).await?;
    }
    note_language(ctx, user_id).await
}

/// In which language the mails to the account are (at most 3 queries).
async fn note_language(ctx: &Ctx, user: UserId) -> Result<()> {
    if ctx.facts.language.is_none() {
        return Ok(());
    }
    let db = ctx.db().write();
    match users::Entity::find_by_id(user.0).one(db).await? {
        Some(user) => languages::note(ctx, db, &user.email).await,
        None => Ok(()),
    }
}

/// Somebody who has taken the first of two steps.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Pending {
    pub user: UserId,
    pub since: Millis,
}

/// Begins a session, or the second step of a login where the account asks for one: then it is `false`.
pub async fn enter(ctx: &Ctx, user: &users::Model) -> Result<bool> {
    if !user.second_factor {
        begin(ctx, user.id.into()).await?;
        return Ok(true);
    }
    let session = ctx.session()?;
    session.clear().await;
    session.cycle_id().await?;
    session.insert(PENDING, Pending { user: user.id.into(), since: ctx.now() }).await?;
    Ok(false)
}

/// Whether somebody has logged in with this session in the last minutes.
pub async fn is_fresh(ctx: &Ctx) -> Result<bool> {
    let since: Option<Millis> = ctx.session()?.get(SINCE).await?;
    Ok(since.is_some_and(|since| ctx.now() - since <= FRESH))
}

/// Ends this session, if there is one.
pub async fn end_current(ctx: &Ctx) -> Result<()> {
    if let Some(session) = &ctx.session {
        session.flush().await?;
    }
    Ok(())
}

/// My sessions, the last used first.
pub async fn list(ctx: &Ctx) -> Result<Vec<SessionInfo>> {
    let now = ctx.now();
    let current = current_hash(ctx);
    let rows = sessions::Entity::find()
        .filter(sessions::Column::UserId.eq(ctx.user()?.id.0))
        .filter(sessions::Column::ExpiresAt.gt(now))
        .order_by_desc(sessions::Column::SeenAt)
        .all(ctx.db().read())
        .await?;
    let shown = rows.into_iter().map(|row| SessionInfo {
        device: device_name(&row.device),
        place: row.place,
        last_used: time::ago(row.seen_at, now),
        current: Some(&row.id_hash) == current.as_ref(),
        handle: row.id_hash,
    });
    Ok(shown.collect())
}

/// Ends one of my sessions at once, on every instance; one that has ended already is fine.
pub async fn end(ctx: &Ctx, handle: &str) -> Result<()> {
    let me = ctx.user()?.id.0;
    if handle.len() != 64 || !handle.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Ok(());
    }
    if current_hash(ctx).as_deref() == Some(handle) {
        return end_current(ctx).await;
    }
    sessions::Entity::delete_many()
        .filter(sessions::Column::UserId.eq(me))
        .filter(sessions::Column::IdHash.eq(handle))
        .exec(ctx.db().write())
        .await?;
    Ok(())
}

/// Ends all my sessions but this one.
pub async fn end_others(ctx: &Ctx) -> Result<()> {
    delete_others(ctx, ctx.db().write()).await
}

/// Ends all my sessions but this one, with the transaction.
pub(super) async fn delete_others<C: ConnectionTrait>(ctx: &Ctx, db: &C) -> Result<()> {
    let mut others = sessions::Entity::delete_many().filter(sessions::Column::UserId.eq(ctx.user()?.id.0));
    if let Some(current) = current_hash(ctx) {
        others = others.filter(sessions::Column::IdHash.ne(current));
    }
    others.exec(db).await?;
    Ok(())
}

/// Ends every session of an account.
pub(super) async fn delete_all<C: ConnectionTrait>(db: &C, user: Uuid) -> Result<()> {
    sessions::Entity::delete_many().filter(sessions::Column::UserId.eq(user)).exec(db).await?;
    Ok(())
}

/// Whether this session has not ended yet (1 query). Viewers without account have none that could end.
pub async fn is_on(ctx: &Ctx) -> Result<bool> {
    let (Some(user), Some(current)) = (&ctx.user, current_hash(ctx)) else { return Ok(true) };
    let session = sessions::Entity::find_by_id(current)
        .filter(sessions::Column::UserId.eq(user.id.0))
        .filter(sessions::Column::ExpiresAt.gt(ctx.now()))
        .one(ctx.db().read())
        .await?;
    Ok(session.is_some())
}

/// What tells this session from others: the hash of its identifier.
pub fn current_hash(ctx: &Ctx) -> Option<String> {
    ctx.session.as_ref()?.id().map(|id| links::hash(&id.to_string()))
}

impl From<tower_sessions::session::Error> for AppError {
    fn from(error: tower_sessions::session::Error) -> Self {
        tracing::error!(%error, "the session store failed");
        Self::Unavailable
    }
}

/// `Firefox on Linux`, from a `User-Agent`. What others claim to be comes last in each list.
fn device_name(user_agent: &str) -> String {
    const BROWSERS: [(&str, &str); 9] = [
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("CriOS/", "Chrome"),
        ("Chrome/", "Chrome"),
        ("Version/", "Safari"),
        ("curl/", "curl"),
    ];
    const SYSTEMS: [(&str, &str); 7] = [
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("CrOS", "ChromeOS"),
        ("Mac OS X", "Mac"),
        ("Linux", "Linux"),
    ];
    let find = |names: &[(&str, &'static str)]| {
        names.iter().find(|(sign, _)| user_agent.contains(sign)).map(|(_, name)| *name)
    };
    match (find(&BROWSERS), find(&SYSTEMS)) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(name), None) | (None, Some(name)) => name.to_owned(),
        (None, None) => "Unknown device".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn devices() {
        let cases = [
            ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0",
                "Edge on Windows",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148",
                "Safari on iPhone",
            ),
            (
                "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36",
                "Chrome on Android",
            ),
            ("curl/8.9", "curl"),
            ("", "Unknown device"),
        ];
        for (user_agent, name) in cases {
            assert_eq!(device_name(user_agent), name);
        }
    }
}
