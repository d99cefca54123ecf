//! From a cause to what each person is told.

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, DatabaseTransaction, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait, OnConflict},
};
use uuid::Uuid;

use super::{
    Cause,
    audience::{self, Member, everybody, interested},
    photos,
};
use crate::{
    backend::{
        Ctx, board,
        db::AT_ONCE,
        entities::{
            invites, notifications, parties,
            posts::{self, Author},
            reports, users,
        },
        events,
    },
    domain::{
        InviteId, UserId,
        live::Topic,
        notification::{Kind, mentioned},
        rsvp::Answer,
    },
    error::Result,
};

/// What people are told.
#[derive(Clone, Debug, Default)]
pub(super) struct News {
    /// What tells it from other news: all of the same group are one line as long as they are unread.
    pub about: Option<Uuid>,
    pub party: Option<Uuid>,
    /// The post with the replies.
    pub post: Option<Uuid>,
    pub photo: Option<Uuid>,
}

/// Somebody, and why they are told.
pub(super) type Told = (Uuid, Kind);

/// Tells everybody whom it concerns in one line each, which counts. It happens once as long as the transaction ends the job
/// too. Nobody is told twice of the same, nor of people whom they must not see (at most 8 queries, one more for each 500).
pub async fn deliver(ctx: &Ctx, txn: &DatabaseTransaction, cause: &Cause, actor: Option<UserId>) -> Result<()> {
    let ctx = &in_the_name_of(ctx, txn, actor).await?;
    let Some((news, told)) = whom(ctx, txn, cause).await? else { return Ok(()) };
    for some in told.chunks(AT_ONCE) {
        let rows = some.iter().map(|told| row(ctx, cause, &news, told));
        notifications::Entity::insert_many(rows).on_conflict(one_more()).exec_without_returning(txn).await?;
    }
    events::emit_to(ctx, txn, told.into_iter().map(|(user, _)| user), Topic::Notifications).await
}

/// The context of the one who did it. Without an account, which may be deleted by now, it is nobody's doing.
async fn in_the_name_of(ctx: &Ctx, txn: &DatabaseTransaction, actor: Option<UserId>) -> Result<Ctx> {
    let user = match actor {
        Some(actor) => users::Entity::find_by_id(actor.0).one(txn).await?,
        None => None,
    };
    Ok(Ctx { user: user.map(|user| user.person()), ..ctx.clone() })
}

/// The same, or without one that of the author's account: who came by the personal link of their account is not named, but
/// nobody hears of them who must not see them (1 query, or none).
pub(super) async fn behind(ctx: &Ctx, txn: &DatabaseTransaction, author: Option<Author>) -> Result<Ctx> {
    let account = match author {
        _ if ctx.user.is_some() => return Ok(ctx.clone()),
        None => None,
        Some(Author::User(user)) => users::Entity::find_by_id(user).one(txn).await?,
        Some(Author::Invite(invite)) => {
            let found = invites::Entity::find_by_id(invite).find_also_related(users::Entity).one(txn).await?;
            found.and_then(|(_, account)| account)
        }
    };
    Ok(Ctx { user: account.map(|account| account.person()), ..ctx.clone() })
}

/// What there is to tell, and whom; nothing where it is no longer so.
async fn whom(ctx: &Ctx, txn: &DatabaseTransaction, cause: &Cause) -> Result<Option<(News, Vec<Told>)>> {
    let found = match cause {
        Cause::Answered { party, by } => (party.0, Kind::Answer, hosts_of_guest(ctx, txn, party.0, *by).await?),
        Cause::MovedUp { party, at } => {
            let lucky = Condition::all()
                .add(invites::Column::MovedUpAt.eq(*at))
                .add(invites::Column::Answer.eq(Answer::Yes.code()));
            let mut told = wanted(audience::guests(&nobody(ctx), txn, party.0, lucky).await?, Kind::MovedUp);
            // For hosts it is an answer that has changed.
            told.extend(wanted(other_hosts(ctx, txn, party.0).await?, Kind::Answer));
            let news = News { about: Some(party.0), party: Some(party.0), post: None, photo: None };
            return Ok(Some((news, told)));
        }
        Cause::Invited { party, users } => {
            let invited = Condition::all().add(invites::Column::UserId.is_in(users.iter().map(|user| user.0)));
            (party.0, Kind::Invited, audience::guests(ctx, txn, party.0, invited).await?)
        }
        Cause::Cancelled { party } => {
            let row = parties::Entity::find_by_id(party.0).one(txn).await?;
            if row.is_none_or(|party| party.cancelled_at.is_none()) {
                return Ok(None);
            }
            (party.0, Kind::Cancelled, everybody(ctx, txn, party.0, interested()).await?)
        }
        Cause::Followed { followed } => {
            let Some(follower) = &ctx.user else { return Ok(None) };
            let news = News { about: Some(follower.id.0), ..News::default() };
            return Ok(Some((news, wanted(audience::people(ctx, txn, &[followed.0]).await?, Kind::Follow))));
        }
        Cause::Reported { post } => {
            let Some(party) = reported(txn, post.0).await? else { return Ok(None) };
            (party, Kind::Report, other_hosts(ctx, txn, party).await?)
        }
        Cause::Posted { post } => return posted(ctx, txn, post.0).await,
        Cause::PhotosAdded { photo } => return photos::added(ctx, txn, photo.0).await,
        Cause::Commented { photo, by } => return photos::commented(ctx, txn, photo.0, *by).await,
        Cause::Tagged { photo, user } => return photos::tagged(ctx, txn, photo.0, user.0).await,
        Cause::PhotoReported { photo } => return photos::reported(ctx, txn, photo.0).await,
    };
    let (party, kind, members) = found;
    Ok(Some((News { about: Some(party), party: Some(party), ..News::default() }, wanted(members, kind))))
}

/// The party of a post that still has to be looked at.
async fn reported(txn: &DatabaseTransaction, post: Uuid) -> Result<Option<Uuid>> {
    let open = reports::Entity::find().filter(reports::Column::PostId.eq(post)).filter(board::reports::open());
    Ok(open.one(txn).await?.map(|report| report.party_id))
}

/// Hosts but for those who must not see the guest, also where that one came by a personal link.
async fn hosts_of_guest(
    ctx: &Ctx,
    txn: &DatabaseTransaction,
    party: Uuid,
    by: Option<InviteId>,
) -> Result<Vec<Member>> {
    let ctx = &behind(ctx, txn, by.map(|invite| Author::Invite(invite.0))).await?;
    audience::hosts(ctx, txn, party).await
}

/// Hosts but for the one whose doing it is; also those who must not see that one, for nobody is told who it is.
async fn other_hosts(ctx: &Ctx, txn: &DatabaseTransaction, party: Uuid) -> Result<Vec<Member>> {
    let mut hosts = audience::hosts(&nobody(ctx), txn, party).await?;
    hosts.retain(|host| ctx.user.as_ref().is_none_or(|actor| actor.id.0 != host.user));
    Ok(hosts)
}

/// Who moves up owes it to nobody, and is not told who went; nor are hosts told who reports.
pub(super) fn nobody(ctx: &Ctx) -> Ctx {
    Ctx { user: None, ..ctx.clone() }
}

/// Those who want to hear of this kind.
pub(super) fn wanted(members: Vec<Member>, kind: Kind) -> Vec<Told> {
    members.into_iter().filter(|member| !member.muted.holds(kind)).map(|member| (member.user, kind)).collect()
}

/// Who is named hears that; else who wrote before hears of a reply, and everybody of a post.
async fn posted(ctx: &Ctx, txn: &DatabaseTransaction, id: Uuid) -> Result<Option<(News, Vec<Told>)>> {
    let post = posts::Entity::find_by_id(id).one(txn).await?;
    let Some(post) = post.filter(|post| post.removed_at.is_none()) else { return Ok(None) };
    let ctx = &behind(ctx, txn, post.author()).await?;
    let named = mentioned(&post.text);
    let (which, thread) = match post.parent_id {
        Some(above) => (Condition::all(), audience::thread(txn, above).await?),
        None => (interested(), Vec::new()),
    };
    let mut told = Vec::new();
    for member in everybody(ctx, txn, post.party_id, which).await? {
        let is_named = named.contains(&member.username).then_some(Kind::Mention);
        let else_told = match post.parent_id {
            Some(_) => thread.contains(&member.user).then_some(Kind::Reply),
            None if post.announcement => Some(Kind::Announcement),
            None => Some(Kind::Post),
        };
        let mut kinds = [is_named, else_told].into_iter().flatten();
        let kind = kinds.find(|kind| !member.muted.holds(*kind));
        told.extend(kind.map(|kind| (member.user, kind)));
    }
    let thread = post.parent_id.unwrap_or(post.id);
    let party = Some(post.party_id);
    Ok(Some((News { about: party, party, post: Some(thread), photo: None }, told)))
}

fn row(ctx: &Ctx, cause: &Cause, news: &News, (user, kind): &Told) -> notifications::ActiveModel {
    let about = match kind {
        Kind::Reply | Kind::Mention => news.post,
        _ => news.about,
    };
    let actor = ctx
        .user
        .as_ref()
        .filter(|_| !matches!(cause, Cause::MovedUp { .. } | Cause::Reported { .. } | Cause::PhotoReported { .. }));
    notifications::ActiveModel {
        id: Set(Uuid::now_v7()),
        user_id: Set(*user),
        kind: Set(kind.code().to_owned()),
        party_id: Set(news.party),
        post_id: Set(news.post.filter(|_| *kind != Kind::Post)),
        photo_id: Set(news.photo),
        actor_id: Set(actor.map(|actor| actor.id.0)),
        group_key: Set(Some(group(*kind, about))),
        count: Set(1),
        read_at: Set(None),
        created_at: Set(ctx.now()),
        updated_at: Set(ctx.now()),
    }
}

/// `answer 0193…`
fn group(kind: Kind, about: Option<Uuid>) -> String {
    let about = about.map(|about| about.simple().to_string()).unwrap_or_default();
    format!("{} {about}", kind.code())
}

/// What is unread already happened once more.
fn one_more() -> OnConflict {
    let count = Expr::col((notifications::Entity, notifications::Column::Count)).add(1);
    OnConflict::columns([notifications::Column::UserId, notifications::Column::GroupKey])
        .value(notifications::Column::Count, count)
        .update_columns([
            notifications::Column::PostId,
            notifications::Column::PhotoId,
            notifications::Column::ActorId,
            notifications::Column::UpdatedAt,
        ])
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_fit_into_the_database() {
        for kind in Kind::ALL {
            assert!(group(*kind, Some(Uuid::max())).len() <= 80);
        }
        assert_ne!(group(Kind::Post, Some(Uuid::nil())), group(Kind::Post, Some(Uuid::max())));
    }
}
