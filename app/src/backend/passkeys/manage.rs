//! My passkeys: shown, added, renamed, removed.

use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect,
    sea_query::Expr,
};
use serde_json::Value;
use uuid::Uuid;
use webauthn_rs::prelude::{CreationChallengeResponse, PasskeyRegistration, RegisterPublicKeyCredential};

use super::{codes, credential, credential_hash, keep, no_passkey, of, sent, take};
use crate::{
    backend::{
        Ctx, accounts, db,
        entities::{identities, passkeys, recovery_codes, users},
        notices,
        write::Once,
    },
    domain::{
        Form, Problem, UserId,
        passkey::{MOST_PASSKEYS, PasskeyInfo, PasskeyName, PasskeysState},
        time,
    },
    error::{AppError, Result},
};

/// Where the challenge waits, or why there is none.
const ADDING: &str = "adding_passkey";

/// All that the settings tell (3 queries).
pub async fn state(ctx: &Ctx) -> Result<PasskeysState> {
    let user = accounts::find(ctx, ctx.user()?.id).await?;
    let keys = of(ctx.db().read(), user.id).await?;
    let rows =
        recovery_codes::Entity::find().filter(recovery_codes::Column::UserId.eq(user.id)).all(ctx.db().read()).await?;
    let info = |row: passkeys::Model| PasskeyInfo {
        id: row.id.to_string(),
        name: row.name,
        made: time::ago(row.created_at, ctx.now()),
        last_used: row.used_at.map(|at| time::ago(at, ctx.now())),
    };
    Ok(PasskeysState {
        possible: ctx.services.keys.possible(),
        keys: keys.into_iter().map(info).collect(),
        second_factor: user.second_factor,
        codes_left: rows.len() as u64,
        codes: codes::shown(ctx, user.id, &rows),
        has_password: user.has_password(),
    })
}

/// A challenge for a new passkey, as browsers take it. What is wrong in the form is told now, before a device is asked.
/// Errors: [`AppError::Invalid`] for name, password and one passkey too many, [`AppError::NotFound`] on a site without a
/// name.
pub async fn begin_add(ctx: &Ctx, name: &str, password: &str) -> Result<Value> {
    let user = accounts::find(ctx, ctx.user()?.id).await?;
    let begun = registration(ctx, &user, name, password).await;
    keep(ctx, ADDING, &begun.as_ref().map(|(_, state)| state)).await?;
    let (challenge, _) = begun?;
    let mut challenge = serde_json::to_value(challenge).map_err(|_| AppError::Internal)?;
    // The device has to remember whose passkey it is, so that nobody has to type a name to log in.
    let selection = &mut challenge["publicKey"]["authenticatorSelection"];
    selection["residentKey"] = "required".into();
    selection["requireResidentKey"] = true.into();
    Ok(challenge)
}

async fn registration(
    ctx: &Ctx,
    user: &users::Model,
    name: &str,
    password: &str,
) -> Result<(CreationChallengeResponse, PasskeyRegistration)> {
    let site = ctx.services.keys.site()?;
    confirmed_name(ctx, user, name, password).await?;
    let known = of(ctx.db().read(), user.id).await?;
    if known.len() as u64 >= MOST_PASSKEYS {
        return Err(too_many());
    }
    let known = known.iter().map(|row| Ok(credential(row)?.cred_id().clone())).collect::<Result<Vec<_>>>()?;
    site.start_passkey_registration(user.id, &user.username, &user.display_name, Some(known)).map_err(|error| {
        tracing::error!(%error, "no challenge for a new passkey");
        AppError::Internal
    })
}

/// What a new passkey is called, if the password confirms it.
async fn confirmed_name(ctx: &Ctx, user: &users::Model, name: &str, password: &str) -> Result<PasskeyName> {
    let mut form = Form::default();
    let name = form.field("name", PasskeyName::parse(name));
    form.field("password", accounts::right_password(ctx, user, password).await?);
    Ok(form.finish(name)?)
}

fn too_many() -> AppError {
    AppError::field("passkey", Problem::TooManyPasskeys { max: MOST_PASSKEYS })
}

/// Adds the passkey that my device has made. Errors: [`AppError::Invalid`] for name, password and passkey; where no device
/// was asked, what was wrong then.
pub async fn add(ctx: &Ctx, name: &str, password: &str, made: &str) -> Result<()> {
    let user = accounts::find(ctx, ctx.user()?.id).await?;
    let me = UserId(user.id);
    // A wrong password was counted as a guess when the challenge was asked for, and is none again.
    if made.is_empty()
        && let Ok(Err(refused)) = take::<Result<PasskeyRegistration>>(ctx, ADDING).await
    {
        return Err(refused);
    }
    let name = confirmed_name(ctx, &user, name, password).await?;
    let write = match ctx.once::<()>("passkeys.add").await? {
        Once::Again(first) => return Ok(first),
        Once::First(write) => write,
    };
    let txn = write.txn();
    let made: RegisterPublicKeyCredential = sent(made)?;
    let state = take::<Result<PasskeyRegistration>>(ctx, ADDING).await??;
    let passkey = ctx.services.keys.site()?.finish_passkey_registration(&made, &state).map_err(|error| {
        tracing::info!(%error, "a new passkey was refused");
        no_passkey()
    })?;
    if passkeys::Entity::find().filter(passkeys::Column::UserId.eq(me.0)).count(txn).await? >= MOST_PASSKEYS {
        return Err(too_many());
    }
    let row = passkeys::ActiveModel {
        id: Set(Uuid::now_v7()),
        user_id: Set(me.0),
        credential_hash: Set(credential_hash(passkey.cred_id())),
        name: Set(name.as_str().to_owned()),
        credential: Set(serde_json::to_string(&passkey).map_err(|_| AppError::Internal)?),
        created_at: Set(ctx.now()),
        used_at: Set(None),
    };
    match passkeys::Entity::insert(row).exec_without_returning(txn).await {
        Ok(_) => {}
        Err(error) if db::is_taken(&error) => return Err(no_passkey()),
        Err(error) => return Err(error.into()),
    }
    notices::passkey_added(ctx, txn, me.0, name.as_str()).await?;
    write.finish(()).await
}

/// Errors: [`AppError::NotFound`] for a passkey that is not mine.
pub async fn rename(ctx: &Ctx, id: &str, name: &str) -> Result<()> {
    let me = ctx.user()?.id.0;
    let name = PasskeyName::parse(name).map_err(|problem| AppError::field("name", problem))?;
    let id: Uuid = id.parse().map_err(|_| AppError::NotFound)?;
    let write = match ctx.once::<()>("passkeys.rename").await? {
        Once::Again(first) => return Ok(first),
        Once::First(write) => write,
    };
    let mine = passkeys::Entity::find_by_id(id).filter(passkeys::Column::UserId.eq(me)).one(write.txn()).await?;
    let mine = mine.ok_or(AppError::NotFound)?;
    passkeys::Entity::update_many()
        .col_expr(passkeys::Column::Name, Expr::value(name.as_str()))
        .filter(passkeys::Column::Id.eq(mine.id))
        .exec(write.txn())
        .await?;
    write.finish(()).await
}

/// Removes a passkey of mine; with the last one the second step goes too, which takes the password as ever. One that is
/// gone already is fine. Errors: [`AppError::Invalid`] for a wrong password, [`AppError::LastWayIn`] where nobody could
/// log in any more.
pub async fn remove(ctx: &Ctx, id: &str, password: &str) -> Result<()> {
    let me = ctx.user()?.id.0;
    let id: Uuid = id.parse().map_err(|_| AppError::NotFound)?;
    let confirmed = confirmed(ctx, id, password).await;
    let write = match ctx.once::<()>("passkeys.remove").await? {
        Once::Again(first) => return Ok(first),
        Once::First(write) => write,
    };
    // Only now: for a repeat, the passkey is gone.
    let confirmed = confirmed?;
    let txn = write.txn();
    // Two that are removed at the same time wait for each other here.
    let user = users::Entity::find_by_id(me).lock_exclusive().one(txn).await?.ok_or(AppError::NotLoggedIn)?;
    passkeys::Entity::delete_many()
        .filter(passkeys::Column::Id.eq(id))
        .filter(passkeys::Column::UserId.eq(me))
        .exec(txn)
        .await?;
    if passkeys::Entity::find().filter(passkeys::Column::UserId.eq(me)).count(txn).await? == 0 {
        if user.second_factor && !confirmed {
            return Err(AppError::Busy);
        }
        let others = identities::Entity::find().filter(identities::Column::UserId.eq(me)).count(txn).await?;
        if !user.has_password() && others == 0 {
            return Err(AppError::LastWayIn);
        }
        without_second_factor(txn, me).await?;
        if user.second_factor {
            notices::second_factor(ctx, txn, &user, false).await?;
        }
    }
    write.finish(()).await
}

/// Whether the password was asked for, because the second step goes with this passkey (2 queries, and those of the
/// password).
async fn confirmed(ctx: &Ctx, id: Uuid, password: &str) -> Result<bool> {
    let user = accounts::find(ctx, ctx.user()?.id).await?;
    let last = of(ctx.db().read(), user.id).await?.iter().all(|key| key.id == id);
    if !user.second_factor || !last {
        return Ok(false);
    }
    let right = accounts::right_password(ctx, &user, password).await?;
    right.map(|()| true).map_err(|problem| AppError::field("password", problem))
}

/// Switches the second step off, and takes the codes away.
pub(in crate::backend) async fn without_second_factor(txn: &DatabaseTransaction, user: Uuid) -> Result<()> {
    users::Entity::update_many()
        .col_expr(users::Column::SecondFactor, Expr::value(false))
        .filter(users::Column::Id.eq(user))
        .exec(txn)
        .await?;
    recovery_codes::Entity::delete_many().filter(recovery_codes::Column::UserId.eq(user)).exec(txn).await?;
    Ok(())
}
