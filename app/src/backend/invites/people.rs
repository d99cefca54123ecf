//! Inviting people with an account, chosen from those whom the host knows.

use std::collections::HashSet;

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Query,
};
use uuid::Uuid;

use super::add::{accounts, listed, new_guest, read, tell};
use crate::{
    backend::{
        Ctx, access, db,
        entities::{hosts, invites, users},
        guests, people, rsvps,
        write::Once,
    },
    domain::{
        InviteId, PartyId, Problem,
        invite::{GuestsToAdd, MAX_GUESTS, MAX_LINES},
        user::{Person, Username},
    },
    error::{AppError, Result},
};

/// People from whom a host chooses, at most.
const OFFERED: u64 = 100;

/// What the page for adding guests holds (4 queries): what would become of pasted lines, and people to choose from.
pub async fn to_add(ctx: &Ctx, party: PartyId, text: &str) -> Result<GuestsToAdd> {
    let db = ctx.db().read();
    let standing = guests::managed(ctx, db, party).await?;
    let lines = read(ctx, db, &standing, text).await?.lines;
    Ok(GuestsToAdd { lines, people: offered(ctx, db, party).await? })
}

/// Friends and people met, by name, who neither host nor are invited (1 query).
async fn offered<C: ConnectionTrait>(ctx: &Ctx, db: &C, party: PartyId) -> Result<Vec<Person>> {
    let me = ctx.user()?.id.0;
    let invited = Query::select()
        .column(invites::Column::UserId)
        .from(invites::Entity)
        .and_where(invites::Column::PartyId.eq(party.0))
        .and_where(invites::Column::UserId.is_not_null())
        .to_owned();
    let hosting = Query::select()
        .column(hosts::Column::UserId)
        .from(hosts::Entity)
        .and_where(hosts::Column::PartyId.eq(party.0))
        .to_owned();
    let found = users::Entity::find()
        .filter(Condition::any().add(people::friends(me)).add(people::met(me, ctx.now())))
        .filter(users::Column::Id.not_in_subquery(invited))
        .filter(users::Column::Id.not_in_subquery(hosting))
        .filter(access::seen(ctx, users::Column::Id))
        .order_by_asc(people::folded_name())
        .order_by_asc(users::Column::Id)
        .limit(OFFERED)
        .all(db)
        .await?;
    Ok(found.iter().map(users::Model::person).collect())
}

/// Puts people with an account on the list; the answer is how many. Those who are on it or host already are passed
/// over; whom the host must not see is as unknown as a name that nobody has: [`Problem::NoSuchUser`].
pub async fn add_people(ctx: &Ctx, party: PartyId, usernames: &[String]) -> Result<u64> {
    ctx.user()?;
    let write = match ctx.once(&format!("invites.add_people {party}")).await? {
        Once::Again(count) => return Ok(count),
        Once::First(write) => write,
    };
    // Two who add at once are counted one after the other, and nobody is added twice.
    rsvps::lock(write.txn(), party).await?;
    let standing = guests::managed(ctx, write.txn(), party).await?;
    let names = chosen(usernames)?;
    let names: Vec<&str> = names.iter().map(Username::as_str).collect();
    let known = accounts(ctx, write.txn(), &names).await?;
    if known.len() < names.len() {
        return Err(refuse(Problem::NoSuchUser));
    }
    let list = listed(ctx, write.txn(), party.0).await?;
    let mut there: HashSet<Uuid> = list.iter().filter_map(|(_, _, account, _)| *account).collect();
    there.extend(standing.hosts.iter().map(|(host, _)| host.user_id));
    let new = known.into_values().filter(|(id, _)| !there.contains(id));
    let rows: Vec<_> = new.map(|(id, name)| new_guest(ctx, party, InviteId::new(), name, None, Some(id))).collect();
    if list.len() + rows.len() > MAX_GUESTS {
        return Err(refuse(Problem::GuestListFull { max: MAX_GUESTS }));
    }
    let count = rows.len() as u64;
    if count == 0 {
        return write.finish(count).await;
    }
    tell(ctx, write.txn(), party, &rows).await?;
    match invites::Entity::insert_many(rows).exec_without_returning(write.txn()).await {
        Ok(_) => write.finish(count).await,
        Err(error) if db::is_taken(&error) => Err(AppError::Busy),
        Err(error) => Err(error.into()),
    }
}

/// Usernames as sent, each once.
fn chosen(usernames: &[String]) -> Result<Vec<Username>> {
    if usernames.is_empty() {
        return Err(refuse(Problem::NobodyChosen));
    }
    if usernames.len() > MAX_LINES {
        return Err(refuse(Problem::TooManyLines { max: MAX_LINES }));
    }
    let parsed = usernames.iter().map(|name| Username::parse(name).map_err(|_| refuse(Problem::NoSuchUser)));
    let mut names = parsed.collect::<Result<Vec<_>>>()?;
    names.sort_by(|one, other| one.as_str().cmp(other.as_str()));
    names.dedup();
    Ok(names)
}

fn refuse(problem: Problem) -> AppError {
    AppError::field("usernames", problem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_is_chosen_once() {
        let names = |names: &[&str]| {
            let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            chosen(&names).map(|names| names.iter().map(|name| name.as_str().to_owned()).collect::<Vec<_>>())
        };
        assert_eq!(names(&["cem", "ana", "@Cem"]), Ok(vec!["ana".to_owned(), "cem".to_owned()]));
        assert_eq!(names(&[]), Err(refuse(Problem::NobodyChosen)));
        assert_eq!(names(&["ana", "<b>"]), Err(refuse(Problem::NoSuchUser)));
    }
}
