//! Who is on a photo: tagged by its uploader, the hosts or themselves, and untagged by all of these.

use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, Select, sea_query::OnConflict,
};
use uuid::Uuid;

use super::{
    change::{Changing, finish},
    removal::{added_by, of_account},
    tagging::willing,
};
use crate::{
    backend::{
        Ctx,
        access::{self, Standing, by},
        entities::{hosts, invites, photo_people, photos, posts::Author, users},
        jobs,
        notifications::Cause,
        search,
        write::Once,
    },
    domain::{
        InviteId, PartyId, PhotoId, Problem, UserId,
        album::{Candidate, MAX_PEOPLE},
    },
    error::{AppError, Result},
};

/// People who are offered; a longer guest list is cut.
const OFFERED: u64 = 300;

/// Somebody as forms name them: `u…` with an account, `i…` with a personal link alone.
pub fn code(author: Author) -> String {
    match author {
        Author::User(user) => format!("u{}", UserId(user)),
        Author::Invite(invite) => format!("i{}", InviteId(invite)),
    }
}

fn parse(code: &str) -> Result<Author> {
    let user = code.strip_prefix('u').and_then(|id| id.parse().ok()).map(|UserId(id)| Author::User(id));
    let invite = code.strip_prefix('i').and_then(|id| id.parse().ok()).map(|InviteId(id)| Author::Invite(id));
    user.or(invite).ok_or_else(|| AppError::field("person", Problem::NotAChoice))
}

/// Whether the viewer may tag others: hosts, and uploaders to whom the guest list is shown.
pub fn may_tag_others(ctx: &Ctx, standing: &Standing, photo: &photos::Model) -> bool {
    standing.role.manages() || standing.added(ctx, photo) && standing.sees_guest_list()
}

/// Those who have not blocked the uploader and were not blocked: others would be on a photo that they do not see.
fn beside(photo: &photos::Model, account: impl ColumnTrait) -> Condition {
    photo.author().map_or_else(Condition::all, |uploader| access::seen_of_author(uploader, account))
}

/// Guests whom the viewer may tag, joined with their accounts.
fn guests(ctx: &Ctx, photo: &photos::Model) -> Select<invites::Entity> {
    invites::Entity::find()
        .left_join(users::Entity)
        .filter(invites::Column::PartyId.eq(photo.party_id))
        .filter(access::seen(ctx, invites::Column::UserId))
        .filter(beside(photo, invites::Column::UserId))
        .filter(willing())
}

/// Those whom the viewer may tag: hosts, and guests in the order of their names (1 query).
pub async fn candidates<C: ConnectionTrait>(
    ctx: &Ctx,
    db: &C,
    standing: &Standing,
    photo: &photos::Model,
) -> Result<Vec<Candidate>> {
    let rows: Vec<(Uuid, String, Option<Uuid>, Option<String>)> = guests(ctx, photo)
        .select_only()
        .columns([invites::Column::Id, invites::Column::Name])
        .column(invites::Column::UserId)
        .column(users::Column::DisplayName)
        .order_by_asc(invites::Column::Name)
        .order_by_asc(invites::Column::Id)
        .limit(OFFERED)
        .into_tuple()
        .all(db)
        .await?;
    let hosts = standing.hosts.iter().filter_map(|(_, user)| user.as_ref()).filter(|user| !user.untaggable);
    let hosts: Vec<(Author, String)> = hosts.map(|user| (Author::User(user.id), user.display_name.clone())).collect();
    let known: Vec<Author> = hosts.iter().map(|(host, _)| *host).collect();
    let guests = rows.into_iter().map(|(invite, name, user, display_name)| {
        (user.map_or(Author::Invite(invite), Author::User), display_name.unwrap_or(name))
    });
    let guests = guests.filter(|(guest, _)| !known.contains(guest));
    let all = hosts.into_iter().chain(guests);
    Ok(all.map(|(somebody, name)| Candidate { code: code(somebody), name }).collect())
}

/// Tags somebody, who is told: the uploader or a host anybody, everybody themselves (empty). Who is tagged already
/// stays so. Errors: `person` where somebody is not of this party, must not be seen or does not want to be tagged.
pub async fn tag(ctx: &Ctx, party: PartyId, photo: PhotoId, person: &str) -> Result<()> {
    let write = match ctx.once(&format!("album.tag {photo} {person}")).await? {
        Once::Again(()) => return Ok(()),
        Once::First(write) => write,
    };
    let txn = write.txn();
    let named = parse(person);
    if let Ok(named) = &named {
        hold(txn, *named).await?;
    }
    let Changing { standing, photo: about } = Changing::begin(ctx, txn, party, photo).await?;
    let me = standing.author(ctx).ok_or(AppError::Forbidden)?;
    let person = if person.is_empty() { me } else { named? };
    if person != me {
        if !may_tag_others(ctx, &standing, &about) {
            return Err(AppError::Forbidden);
        }
        check(ctx, txn, &about, person).await?;
    }
    set(ctx, txn, photo, person).await?;
    search::index::photo(txn, photo).await?;
    if let Author::User(user) = person
        && person != me
    {
        jobs::notify(ctx, txn, Cause::Tagged { photo, user: user.into() }).await?;
    }
    finish(ctx, write, party).await
}

/// What they decide about being tagged, whom they block and whether they claim their invitation is settled before, or waits
/// until this transaction ends (1 query). Before the photo is locked, as where they take their photos along or away.
async fn hold(txn: &DatabaseTransaction, person: Author) -> Result<()> {
    match person {
        Author::User(user) => drop(users::Entity::find_by_id(user).lock_shared().one(txn).await?),
        Author::Invite(invite) => drop(invites::Entity::find_by_id(invite).lock_shared().one(txn).await?),
    }
    Ok(())
}

/// Somebody of this party whom the viewer may see, and who may be tagged (at most 2 queries).
async fn check(ctx: &Ctx, txn: &DatabaseTransaction, photo: &photos::Model, person: Author) -> Result<()> {
    let found = match person {
        // Whoever has an account is tagged as that.
        Author::Invite(invite) => {
            let guest = guests(ctx, photo).filter(invites::Column::Id.eq(invite));
            guest.filter(invites::Column::UserId.is_null()).count(txn).await?
        }
        Author::User(user) => {
            let guest = guests(ctx, photo).filter(invites::Column::UserId.eq(user));
            match guest.count(txn).await? {
                0 => host(ctx, photo, user).count(txn).await?,
                listed => listed,
            }
        }
    };
    if found > 0 { Ok(()) } else { Err(AppError::field("person", Problem::NotToBeTagged)) }
}

/// A host whom the viewer may tag.
fn host(ctx: &Ctx, photo: &photos::Model, user: Uuid) -> Select<hosts::Entity> {
    hosts::Entity::find_by_id((photo.party_id, user))
        .inner_join(users::Entity)
        .filter(users::Column::Untaggable.eq(false))
        .filter(access::seen(ctx, hosts::Column::UserId))
        .filter(beside(photo, hosts::Column::UserId))
}

async fn set(ctx: &Ctx, txn: &DatabaseTransaction, photo: PhotoId, person: Author) -> Result<()> {
    let there = photo_people::Entity::find().filter(photo_people::Column::PhotoId.eq(photo.0));
    if there.count(txn).await? >= MAX_PEOPLE {
        return Err(AppError::field("person", Problem::NotToBeTagged));
    }
    let row = photo_people::ActiveModel {
        id: Set(Uuid::now_v7()),
        photo_id: Set(photo.0),
        user_id: Set(person.user()),
        invite_id: Set(person.invite()),
        created_at: Set(ctx.now()),
    };
    let whose = person.column(photo_people::Column::UserId, photo_people::Column::InviteId);
    let key = [photo_people::Column::PhotoId, whose];
    let unless_there = OnConflict::columns(key).do_nothing_on(key).to_owned();
    match photo_people::Entity::insert(row).on_conflict(unless_there).exec_without_returning(txn).await {
        Ok(_) | Err(DbErr::RecordNotInserted) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Takes somebody off a photo: themselves, the uploader or a host. Who is not on it is fine.
pub async fn untag(ctx: &Ctx, party: PartyId, photo: PhotoId, person: &str) -> Result<()> {
    let write = match ctx.once(&format!("album.untag {photo} {person}")).await? {
        Once::Again(()) => return Ok(()),
        Once::First(write) => write,
    };
    let txn = write.txn();
    let Changing { standing, photo: about } = Changing::begin(ctx, txn, party, photo).await?;
    let me = standing.author(ctx).ok_or(AppError::Forbidden)?;
    let person = if person.is_empty() { me } else { parse(person)? };
    if person != me {
        standing.may_edit_photo(ctx, &about)?;
    }
    photo_people::Entity::delete_many()
        .filter(photo_people::Column::PhotoId.eq(photo.0))
        .filter(by(person, photo_people::Column::UserId, photo_people::Column::InviteId))
        .exec(txn)
        .await?;
    finish(ctx, write, party).await
}

/// Takes two accounts off each other's photos, also where they came by personal links (6 queries).
pub async fn untag_each_other(txn: &DatabaseTransaction, one: Uuid, other: Uuid) -> Result<()> {
    for (tagged, uploader) in [(one, other), (other, one)] {
        let theirs = photos::Entity::find().select_only().column(photos::Column::Id);
        let theirs = theirs.filter(added_by(txn, uploader).await?);
        photo_people::Entity::delete_many()
            .filter(of_account(txn, tagged, photo_people::Column::UserId, photo_people::Column::InviteId).await?)
            .filter(photo_people::Column::PhotoId.in_subquery(sea_orm::QueryTrait::into_query(theirs)))
            .exec(txn)
            .await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes() {
        for somebody in [Author::User(Uuid::now_v7()), Author::Invite(Uuid::now_v7())] {
            assert_eq!(parse(&code(somebody)), Ok(somebody));
        }
        for bad in ["", "u", "x", "u0", "everybody"] {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }
}
