//! The end of an account, and what ends with it.

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, sea_query::Expr,
};
use uuid::Uuid;

use super::{me, right_password, ways_in};
use crate::{
    backend::{
        Ctx, album, board,
        entities::{hosts, invites, parties, photos, posts, users},
        events,
        jobs::{self, Job},
        mail::{
            guests::{Errand, farewell},
            languages,
        },
        notices,
        people::{hosted_by, inviting},
        pictures, rsvps, sessions,
        webhooks::{self, News},
        write::Once,
    },
    domain::{
        InviteId, PartyId, UserId,
        live::Topic,
        rsvp::Answer,
        time::{DAY, Millis},
        user::DeletionPreview,
    },
    error::{AppError, Result},
};

/// What deleting my account would do.
pub async fn deletion_preview(ctx: &Ctx) -> Result<DeletionPreview> {
    let db = ctx.db().read();
    let user = me(ctx, db).await?;
    let me = user.id;
    let hosted = Hosted::load(db, me).await?;
    let answers_withdrawn = invites::Entity::find()
        .filter(invites::Column::UserId.eq(me))
        .filter(invites::Column::Answer.ne(Answer::Pending.code()))
        .filter(invites::Column::PartyId.is_not_in(hosted.alone.iter().map(|party| party.id)))
        .count(db)
        .await?;
    let mine = board::written_by(db, me).await?;
    let posts_deleted = posts::Entity::find().filter(mine).count(db).await?;
    let photos_deleted = photos::Entity::find().filter(album::added_by(db, me).await?).count(db).await?;
    let titles = |parties: Vec<parties::Model>| parties.into_iter().map(|party| party.title).collect();
    Ok(DeletionPreview {
        parties_deleted: titles(hosted.alone),
        parties_kept: titles(hosted.shared),
        answers_withdrawn,
        posts_deleted,
        photos_deleted,
        days: ctx.services.grace / DAY,
        has_password: user.has_password(),
    })
}

/// Has my account deleted when the time to think it over is past, and ends my sessions. Gives when that is, or nothing
/// where there is no such time: then it is gone at once.
/// Errors: [`AppError::Invalid`] for a wrong password.
pub async fn delete(ctx: &Ctx, password: &str) -> Result<Option<Millis>> {
    let user = me(ctx, ctx.db().read()).await;
    let right = match &user {
        Ok(user) => right_password(ctx, user, password).await,
        Err(error) => Err(error.clone()),
    };
    let write = match ctx.once::<Option<Millis>>("accounts.delete").await? {
        Once::Again(first) => return Ok(first),
        Once::First(write) => write,
    };
    // Only now: for a repeat, the account is gone.
    let (user, right) = (user?, right?);
    right.map_err(|problem| AppError::field("password", problem))?;
    let txn = write.txn();
    let leaves_at = (ctx.services.grace > 0).then(|| ctx.now() + ctx.services.grace);
    match leaves_at {
        Some(leaves_at) => {
            set_leaves_at(txn, user.id, Some(leaves_at)).await?;
            sessions::delete_all(txn, user.id).await?;
            ways_in::end_known(txn, user.id).await?;
            webhooks::forget_owner(txn, user.id).await?;
            notices::leaving(ctx, txn, &user, leaves_at).await?;
            let job = Job::DeleteAccount { user: UserId(user.id), leaves_at };
            jobs::enqueue_at(txn, &job, leaves_at, ctx.now()).await?;
        }
        None => erase(ctx, txn, &user).await?,
    }
    write.finish(leaves_at).await
}

/// Takes back that my account shall be deleted; where it shall not, that is fine.
pub async fn stay(ctx: &Ctx) -> Result<()> {
    let me = ctx.user()?.id.0;
    let write = match ctx.once::<()>("accounts.stay").await? {
        Once::Again(first) => return Ok(first),
        Once::First(write) => write,
    };
    set_leaves_at(write.txn(), me, None).await?;
    write.finish(()).await
}

async fn set_leaves_at(txn: &DatabaseTransaction, user: Uuid, leaves_at: Option<Millis>) -> Result<()> {
    users::Entity::update_many()
        .col_expr(users::Column::LeavesAt, Expr::value(leaves_at))
        .filter(users::Column::Id.eq(user))
        .exec(txn)
        .await?;
    Ok(())
}

/// Deletes an account whose time is past. One whose owner has come back, even to leave again later, stays.
pub async fn carry_out(ctx: &Ctx, txn: &DatabaseTransaction, user: UserId, leaves_at: Millis) -> Result<()> {
    let user = users::Entity::find_by_id(user.0)
        .filter(users::Column::LeavesAt.eq(leaves_at))
        .lock_exclusive()
        .one(txn)
        .await?;
    match user {
        Some(user) => erase(ctx, txn, &user).await,
        None => Ok(()),
    }
}

/// Deletes an account: parties that only they host, their posts and photos, answers, profile photo and
/// sessions. Parties with other hosts stay.
async fn erase(ctx: &Ctx, txn: &DatabaseTransaction, user: &users::Model) -> Result<()> {
    lock_parties(txn, user.id).await?;
    let hosted = Hosted::load(txn, user.id).await?;
    for party in &hosted.alone {
        farewell(ctx, txn, &Errand::Deleted { party: PartyId(party.id) }, party).await?;
    }
    delete_parties(txn, &hosted.alone, ctx.now()).await?;
    hosted.pass_on(txn).await?;
    board::take_all_of(txn, user.id, ctx.now()).await?;
    album::take_all_of(txn, user.id, ctx.now()).await?;
    let changed = hosted.alone.iter().chain(&hosted.shared).map(|party| party.id);
    events::emit_all(ctx, txn, changed, Topic::Party).await?;
    withdraw_answers(ctx, txn, user.id).await?;
    sessions::delete_all(txn, user.id).await?;
    languages::forget(ctx, txn, &user.email).await?;
    users::Entity::delete_by_id(user.id).exec(txn).await?;
    pictures::release(txn, user.photo_id, ctx.now()).await
}

/// The parties that somebody hosts.
struct Hosted {
    me: Uuid,
    /// Nobody else hosts them.
    alone: Vec<parties::Model>,
    shared: Vec<parties::Model>,
    /// Hosts of all of them, who has hosted longest first.
    hosts: Vec<hosts::Model>,
}

impl Hosted {
    /// 2 queries.
    async fn load<C: ConnectionTrait>(db: &C, me: Uuid) -> Result<Self> {
        let all = parties::Entity::find()
            .filter(parties::Column::Id.in_subquery(hosted_by(me)))
            .order_by_asc(parties::Column::FirstEntry)
            .all(db)
            .await?;
        let hosts = hosts::Entity::find()
            .filter(hosts::Column::PartyId.is_in(all.iter().map(|party| party.id)))
            .order_by_asc(hosts::Column::CreatedAt)
            .order_by_asc(hosts::Column::UserId)
            .all(db)
            .await?;
        let others = |party: &parties::Model| hosts.iter().any(|host| host.party_id == party.id && host.user_id != me);
        let (shared, alone) = all.into_iter().partition(others);
        Ok(Self { me, alone, shared, hosts })
    }

    /// Where I was the only host, the oldest co-host becomes host.
    async fn pass_on(&self, txn: &DatabaseTransaction) -> Result<()> {
        let mut heirs = Condition::any();
        for party in &self.shared {
            let mut others = self.hosts.iter().filter(|host| host.party_id == party.id && host.user_id != self.me);
            if let Some(heir) = others.clone().next().filter(|_| others.all(|host| host.co_host)) {
                let this = Condition::all().add(hosts::Column::PartyId.eq(heir.party_id));
                heirs = heirs.add(this.add(hosts::Column::UserId.eq(heir.user_id)));
            }
        }
        if heirs.is_empty() {
            return Ok(());
        }
        hosts::Entity::update_many()
            .col_expr(hosts::Column::CoHost, Expr::value(false))
            .filter(heirs)
            .exec(txn)
            .await?;
        Ok(())
    }
}

/// Locks all parties that will change, always in the same order, so that two of us never wait for each other.
async fn lock_parties(txn: &DatabaseTransaction, user: Uuid) -> Result<()> {
    let mine = Condition::any()
        .add(parties::Column::Id.in_subquery(hosted_by(user)))
        .add(parties::Column::Id.in_subquery(inviting(user)));
    parties::Entity::find().filter(mine).order_by_asc(parties::Column::Id).lock_exclusive().all(txn).await?;
    Ok(())
}

/// Deletes parties with all that belongs to them; covers that no other party shows are given up.
async fn delete_parties(txn: &DatabaseTransaction, gone: &[parties::Model], now: Millis) -> Result<()> {
    if gone.is_empty() {
        return Ok(());
    }
    let ids: Vec<Uuid> = gone.iter().map(|party| party.id).collect();
    let mut shown = board::pictures_of(txn, &ids).await?;
    shown.extend(album::pictures_of(txn, &ids).await?);
    shown.extend(gone.iter().filter_map(|party| party.cover_id));
    webhooks::forget_parties(txn, &ids).await?;
    parties::Entity::delete_many().filter(parties::Column::Id.is_in(ids)).exec(txn).await?;
    pictures::release(txn, shown, now).await
}

/// Takes me off all guest lists; who waits for a place moves up, and programs of the hosts forget me.
async fn withdraw_answers(ctx: &Ctx, txn: &DatabaseTransaction, me: Uuid) -> Result<()> {
    let left: Vec<(Uuid, Uuid, String)> = invites::Entity::find()
        .select_only()
        .columns([invites::Column::Id, invites::Column::PartyId, invites::Column::Answer])
        .filter(invites::Column::UserId.eq(me))
        .into_tuple()
        .all(txn)
        .await?;
    invites::Entity::delete_many().filter(invites::Column::UserId.eq(me)).exec(txn).await?;
    let (me_there, parties): (Vec<InviteId>, Vec<Uuid>) =
        left.iter().map(|(invite, party, _)| (InviteId(*invite), *party)).unzip();
    webhooks::forget_guests(txn, &parties, &me_there).await?;
    let removed = parties.into_iter().zip(me_there);
    let removed = removed.map(|(party, invite)| (PartyId(party), News::GuestRemoved { invite }));
    webhooks::announce_all(ctx, txn, removed.collect()).await?;
    let counted = [Answer::Yes.code(), Answer::Waiting.code()];
    let counted = left.into_iter().filter(|(.., answer)| counted.contains(&answer.as_str()));
    let counted: Vec<Uuid> = counted.map(|(_, party, _)| party).collect();
    events::emit_all(ctx, txn, counted.iter().copied(), Topic::Answers).await?;
    let queues: Vec<Uuid> = invites::Entity::find()
        .select_only()
        .column(invites::Column::PartyId)
        .distinct()
        .filter(invites::Column::PartyId.is_in(counted))
        .filter(invites::Column::Answer.eq(Answer::Waiting.code()))
        .into_tuple()
        .all(txn)
        .await?;
    for party in queues {
        rsvps::fill_free_places(ctx, txn, PartyId(party)).await?;
    }
    Ok(())
}
