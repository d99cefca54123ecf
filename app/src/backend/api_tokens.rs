//! API tokens: made, listed, removed, and looked up when a program shows one.
//!
//! A token is computed from the site's secret, and the database keeps only its hash: a form that is sent twice makes one
//! token, and whoever steals the database alone has none.

use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    sea_query::Expr,
};
use uuid::Uuid;

use super::{
    Ctx, Services, accounts,
    entities::{api_tokens, users},
    links,
    write::Once,
};
use crate::{
    domain::{
        ApiTokenId, Problem,
        api_token::{PREFIX, Scopes, TokenDraft, TokenInfo},
        time::{self, DAY, MINUTE, Millis},
        user::Person,
    },
    error::{AppError, Result},
};

/// How long a new token can be looked at.
const SHOWN: Millis = 10 * MINUTE;
/// That a token is in use is noted at most so often.
const NOTED: Millis = 10 * MINUTE;
/// Tokens of one account.
const MOST: usize = 50;
/// No token is longer, in bytes.
const LONGEST: usize = 64;

/// Who shows a token, and what it lets them do.
#[derive(Clone, Debug)]
pub struct Holder {
    pub token: ApiTokenId,
    pub name: String,
    pub scopes: Scopes,
    pub expires_at: Option<Millis>,
    pub person: Person,
}

/// My tokens, the newest first (1 query).
pub async fn list(ctx: &Ctx) -> Result<Vec<TokenInfo>> {
    let rows = api_tokens::Entity::find()
        .filter(api_tokens::Column::UserId.eq(ctx.user()?.id.0))
        .order_by_desc(api_tokens::Column::CreatedAt)
        .order_by_desc(api_tokens::Column::Id)
        .all(ctx.db().read())
        .await?;
    Ok(rows.into_iter().map(|row| info(ctx, row)).collect())
}

fn info(ctx: &Ctx, row: api_tokens::Model) -> TokenInfo {
    let now = ctx.now();
    let id = ApiTokenId(row.id);
    TokenInfo {
        id,
        scopes: Scopes::parse(&row.scopes),
        expires: row.expires_at.map(|at| time::long_date(at, "UTC")),
        expired: row.expires_at.is_some_and(|at| at <= now),
        last_used: row.used_at.map(|at| time::ago(at, now)),
        secret: (now - row.created_at <= SHOWN).then(|| ctx.links().api_token(id)),
        name: row.name,
    }
}

/// Makes a token. Errors: [`Problem::TooMany`] for those who have many already.
pub async fn create(ctx: &Ctx, draft: TokenDraft) -> Result<ApiTokenId> {
    let me = ctx.user()?.id.0;
    let write = match ctx.once("api_tokens.create").await? {
        Once::Again(id) => return Ok(id),
        Once::First(write) => write,
    };
    let mine = api_tokens::Entity::find().filter(api_tokens::Column::UserId.eq(me)).count(write.txn()).await?;
    if mine >= MOST as u64 {
        return Err(AppError::field("name", Problem::TooMany { max: MOST }));
    }
    let id = ApiTokenId::new();
    let row = api_tokens::ActiveModel {
        id: Set(id.0),
        user_id: Set(me),
        name: Set(draft.name.into()),
        token_hash: Set(links::hash(&ctx.links().api_token(id))),
        scopes: Set(draft.scopes.codes()),
        created_at: Set(ctx.now()),
        expires_at: Set(draft.lifetime.days().map(|days| ctx.now() + days * DAY)),
        used_at: Set(None),
    };
    api_tokens::Entity::insert(row).exec_without_returning(write.txn()).await?;
    write.finish(id).await
}

/// Makes a token for somebody, for the person who runs the site; the answer is the token itself.
pub async fn create_for(ctx: &Ctx, username: &str, draft: TokenDraft) -> Result<String> {
    let user = accounts::named(ctx, username).await?;
    let ctx = Ctx { user: Some(user.person()), ..ctx.clone() };
    let id = create(&ctx, draft).await?;
    Ok(ctx.links().api_token(id))
}

/// Removes one of my tokens, which works no longer at once; one that is gone already is fine.
pub async fn remove(ctx: &Ctx, id: ApiTokenId) -> Result<()> {
    let me = ctx.user()?.id.0;
    let write = match ctx.once(&format!("api_tokens.remove {id}")).await? {
        Once::Again(()) => return Ok(()),
        Once::First(write) => write,
    };
    api_tokens::Entity::delete_many()
        .filter(api_tokens::Column::Id.eq(id.0))
        .filter(api_tokens::Column::UserId.eq(me))
        .exec(write.txn())
        .await?;
    write.finish(()).await
}

/// Removes all tokens of an account.
pub(super) async fn remove_all<C: ConnectionTrait>(db: &C, user: Uuid) -> Result<()> {
    api_tokens::Entity::delete_many().filter(api_tokens::Column::UserId.eq(user)).exec(db).await?;
    Ok(())
}

/// Who shows this token; nobody if there is no such token or it has ended (1 query, now and then one more). Looking after
/// the whole site is nothing that a token lets do.
pub async fn holder(services: &Services, token: &str) -> Result<Option<Holder>> {
    if !token.starts_with(PREFIX) || token.len() > LONGEST {
        return Ok(None);
    }
    let found = api_tokens::Entity::find()
        .filter(api_tokens::Column::TokenHash.eq(links::hash(token)))
        .find_also_related(users::Entity)
        .one(services.db.read())
        .await?;
    let now = services.clock.now();
    let Some((row, Some(user))) = found else { return Ok(None) };
    if row.expires_at.is_some_and(|at| at <= now) {
        return Ok(None);
    }
    if row.used_at.is_none_or(|used_at| now - used_at > NOTED) {
        note_use(services, row.id, now).await?;
    }
    Ok(Some(Holder {
        token: row.id.into(),
        scopes: Scopes::parse(&row.scopes),
        expires_at: row.expires_at,
        person: user.person(),
        name: row.name,
    }))
}

async fn note_use(services: &Services, id: Uuid, now: Millis) -> Result<()> {
    api_tokens::Entity::update_many()
        .col_expr(api_tokens::Column::UsedAt, Expr::value(now))
        .filter(api_tokens::Column::Id.eq(id))
        .exec(services.db.write())
        .await?;
    Ok(())
}
