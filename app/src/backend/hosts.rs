//! Who hosts a party: chosen by its hosts, and never nobody.

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, OnConflict},
};
use uuid::Uuid;

use super::{
    Ctx,
    access::{self, Standing},
    entities::{hosts, users},
    events, guests, notifications, rsvps,
    write::{Once, Write},
};
use crate::{
    domain::{
        PartyId, Problem,
        invite::HostList,
        live::Topic,
        party::{HostView, Role},
        people::UNSEEN,
        user::Username,
    },
    error::{AppError, Result},
};

/// Hosts and co-hosts, for those who are (1 query). Those whom the viewer must not see are there without a name.
pub async fn list(ctx: &Ctx, party: PartyId) -> Result<HostList> {
    let standing = guests::managed(ctx, ctx.db().read(), party).await?;
    let me = ctx.user()?.id;
    let hosts = standing
        .hosts
        .iter()
        .map(|(host, user)| HostView {
            username: user.as_ref().map(|user| user.username.clone()),
            name: user.as_ref().map_or_else(|| UNSEEN.to_owned(), |user| user.display_name.clone()),
            photo: user.as_ref().and_then(|user| user.photo_id).map(Into::into),
            co_host: host.co_host,
            me: host.user_id == me.0,
        })
        .collect();
    Ok(HostList { title: standing.party.title.clone(), hosts, may_choose: standing.may_own(ctx).is_ok() })
}

/// Makes a user co-host. Who hosts already stays what they are; who is a guest stays that too. Whom the viewer must not
/// see has no account here, as far as they are told.
pub async fn add(ctx: &Ctx, party: PartyId, username: &str) -> Result<()> {
    let Some((write, _)) = owned(ctx, "hosts.add", party, username).await? else {
        return Ok(());
    };
    let user = named(ctx, write.txn(), username).await?;
    let host = hosts::ActiveModel {
        party_id: Set(party.0),
        user_id: Set(user),
        co_host: Set(true),
        created_at: Set(ctx.now()),
    };
    let key = [hosts::Column::PartyId, hosts::Column::UserId];
    let unless_there = OnConflict::columns(key).do_nothing_on(key).to_owned();
    events::emit(ctx, write.txn(), party, Topic::Party).await?;
    match hosts::Entity::insert(host).on_conflict(unless_there).exec_without_returning(write.txn()).await {
        Ok(_) | Err(sea_orm::DbErr::RecordNotInserted) => write.finish(()).await,
        Err(error) => Err(error.into()),
    }
}

/// Takes a co-host back. Hosts leave by themselves.
pub async fn remove(ctx: &Ctx, party: PartyId, username: &str) -> Result<()> {
    let Some((write, standing)) = owned(ctx, "hosts.remove", party, username).await? else {
        return Ok(());
    };
    let host = among(&standing, username)?;
    let removed = hosts::Entity::delete_many()
        .filter(hosts::Column::PartyId.eq(party.0))
        .filter(hosts::Column::UserId.eq(host.user_id))
        .filter(hosts::Column::CoHost.eq(true))
        .exec(write.txn())
        .await?;
    if removed.rows_affected == 0 {
        return Err(AppError::Forbidden);
    }
    notifications::forget(write.txn(), host.user_id, party).await?;
    events::emit(ctx, write.txn(), party, Topic::Party).await?;
    write.finish(()).await
}

/// Hands over: a co-host becomes a host like the one who asks.
pub async fn promote(ctx: &Ctx, party: PartyId, username: &str) -> Result<()> {
    let Some((write, standing)) = owned(ctx, "hosts.promote", party, username).await? else {
        return Ok(());
    };
    let host = among(&standing, username)?;
    let promoted = hosts::Entity::update_many()
        .col_expr(hosts::Column::CoHost, Expr::value(false))
        .filter(hosts::Column::PartyId.eq(party.0))
        .filter(hosts::Column::UserId.eq(host.user_id))
        .exec(write.txn())
        .await?;
    if promoted.rows_affected == 0 {
        return Err(AppError::Busy);
    }
    events::emit(ctx, write.txn(), party, Topic::Party).await?;
    write.finish(()).await
}

/// The viewer hosts no longer. The last host cannot leave: [`AppError::LastHost`].
pub async fn leave(ctx: &Ctx, party: PartyId) -> Result<()> {
    let me = ctx.user()?.id;
    let write = match ctx.once(&format!("hosts.leave {party}")).await? {
        Once::Again(()) => return Ok(()),
        Once::First(write) => write,
    };
    // Two hosts who leave at once are counted one after the other.
    rsvps::lock(write.txn(), party).await?;
    let standing = guests::managed(ctx, write.txn(), party).await?;
    let others = standing.hosts.iter().filter(|(host, _)| host.user_id != me.0 && !host.co_host).count();
    if standing.role == Role::Host && others == 0 {
        return Err(AppError::LastHost);
    }
    hosts::Entity::delete_by_id((party.0, me.0)).exec(write.txn()).await?;
    notifications::forget(write.txn(), me.0, party).await?;
    events::emit(ctx, write.txn(), party, Topic::Party).await?;
    write.finish(()).await
}

/// Begins a change of the hosts by one of them; nothing if it was made before.
async fn owned(ctx: &Ctx, verb: &str, party: PartyId, username: &str) -> Result<Option<(Write, Standing)>> {
    ctx.user()?;
    let write = match ctx.once(&format!("{verb} {party} {username}")).await? {
        Once::Again(()) => return Ok(None),
        Once::First(write) => write,
    };
    let standing = access::standing(ctx, write.txn(), party).await?;
    standing.may_own(ctx)?;
    Ok(Some((write, standing)))
}

async fn named(ctx: &Ctx, txn: &DatabaseTransaction, username: &str) -> Result<Uuid> {
    let refuse = |problem| AppError::field("username", problem);
    let username = Username::parse(username).map_err(refuse)?;
    let user = users::Entity::find()
        .select_only()
        .column(users::Column::Id)
        .filter(users::Column::Username.eq(username.as_str()))
        .filter(access::seen(ctx, users::Column::Id))
        .into_tuple()
        .one(txn)
        .await?;
    user.ok_or(refuse(Problem::NoSuchUser))
}

/// One of the hosts whom the viewer sees, by username.
fn among<'a>(standing: &'a Standing, username: &str) -> Result<&'a hosts::Model> {
    let named = |user: &Option<users::Model>| user.as_ref().is_some_and(|user| user.username == username);
    standing.hosts.iter().find(|(_, user)| named(user)).map(|(host, _)| host).ok_or(AppError::NotFound)
}
