//! From pasted lines to invitations.

use std::collections::HashMap;

use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QuerySelect, RelationTrait,
};
use uuid::Uuid;

use crate::{
    backend::{
        Ctx,
        access::{self, Standing},
        db,
        entities::{invites, users},
        events, guests, jobs, links,
        notifications::Cause,
        rsvps,
        webhooks::{self, News},
        write::Once,
    },
    domain::{
        InviteId, PartyId, Problem, UserId,
        invite::{Guest, Line, MAX_GUESTS, Reading, check_paste, read_lines},
        live::Topic,
        rsvp::Answer,
    },
    error::{AppError, Result},
};

/// Pasted lines with what the database knows of them.
pub(super) struct Pasted {
    pub lines: Vec<Line>,
    users: Accounts,
    /// Guests on the list already.
    listed: usize,
}

/// Identifier and display name by username.
pub(super) type Accounts = HashMap<String, (Uuid, String)>;

/// What would become of pasted lines (3 queries). Lines that name a host or a listed guest are duplicates.
pub async fn preview(ctx: &Ctx, party: PartyId, text: &str) -> Result<Vec<Line>> {
    let db = ctx.db().read();
    let standing = guests::managed(ctx, db, party).await?;
    Ok(read(ctx, db, &standing, text).await?.lines)
}

/// Invites everybody who is new in the pasted lines; the answer is how many. More than one line is carried out only when
/// `confirmed`: [`AppError::Unconfirmed`].
pub async fn add(ctx: &Ctx, party: PartyId, text: &str, confirmed: bool) -> Result<u64> {
    ctx.user()?;
    // The text belongs to the purpose: who goes back and sends the same form with other lines means these, too.
    let write = match ctx.once(&format!("invites.add {party}")).await? {
        Once::Again(count) => return Ok(count),
        Once::First(write) => write,
    };
    // Of two who add the same name at once, the second finds it on the list.
    rsvps::lock(write.txn(), party).await?;
    let standing = guests::managed(ctx, write.txn(), party).await?;
    let pasted = read(ctx, write.txn(), &standing, text).await?;
    let rows = rows(ctx, party, &pasted);
    if rows.is_empty() {
        return Err(AppError::field("lines", why_nobody(&pasted.lines)));
    }
    if !confirmed && pasted.lines.len() > 1 {
        return Err(AppError::Unconfirmed);
    }
    if pasted.listed + rows.len() > MAX_GUESTS {
        return Err(AppError::field("lines", Problem::GuestListFull { max: MAX_GUESTS }));
    }
    let count = rows.len() as u64;
    tell(ctx, write.txn(), party, &rows).await?;
    match invites::Entity::insert_many(rows).exec_without_returning(write.txn()).await {
        Ok(_) => write.finish(count).await,
        Err(error) if db::is_taken(&error) => Err(AppError::Busy),
        Err(error) => Err(error.into()),
    }
}

/// Those who have an account hear that they are invited, and open pages and webhooks that there are more guests.
pub(super) async fn tell<C: ConnectionTrait>(
    ctx: &Ctx,
    db: &C,
    party: PartyId,
    rows: &[invites::ActiveModel],
) -> Result<()> {
    let account = |row: &invites::ActiveModel| match row.user_id {
        Set(Some(user)) => Some(UserId(user)),
        _ => None,
    };
    let users: Vec<UserId> = rows.iter().filter_map(account).collect();
    if !users.is_empty() {
        jobs::notify(ctx, db, Cause::Invited { party, users }).await?;
    }
    let invites = rows.iter().filter_map(|row| match row.id {
        Set(id) => Some(InviteId(id)),
        _ => None,
    });
    webhooks::announce(ctx, db, party, News::GuestsAdded { invites: invites.collect() }).await?;
    events::emit(ctx, db, party, Topic::Answers).await
}

/// Of a single line its own problem, of several that there was nothing in them.
fn why_nobody(lines: &[Line]) -> Problem {
    match lines {
        [Line { reading: Reading::Duplicate(_), .. }] => Problem::AlreadyInvited,
        [Line { reading: Reading::NotUnderstood(problem), .. }] => problem.clone(),
        _ => Problem::NothingUnderstood,
    }
}

/// Whom the viewer must not see has no account here, and is not on the list, as far as they are told.
pub(super) async fn read<C: ConnectionTrait>(ctx: &Ctx, db: &C, standing: &Standing, text: &str) -> Result<Pasted> {
    check_paste(text).map_err(|problem| AppError::field("lines", problem))?;
    let guests = listed(ctx, db, standing.party.id).await?;
    let mut known: Vec<String> = guests.iter().flat_map(keys).collect();
    known.extend(standing.hosts.iter().filter_map(|(_, user)| Some(format!("@{}", user.as_ref()?.username))));
    let mut lines = read_lines(text, &known);
    let users = accounts(ctx, db, &usernames_in(&lines)).await?;
    for line in &mut lines {
        if let Reading::New(Guest::User(username)) = &line.reading
            && !users.contains_key(username.as_str())
        {
            line.reading = Reading::NotUnderstood(Problem::NoSuchUser);
        }
    }
    Ok(Pasted { lines, users, listed: guests.len() })
}

/// Name, e-mail and account of a listed guest, and the account's username where the viewer may see it.
pub(super) type Listed = (String, Option<String>, Option<Uuid>, Option<String>);

/// Everybody on the list (1 query).
pub(super) async fn listed<C: ConnectionTrait>(ctx: &Ctx, db: &C, party: Uuid) -> Result<Vec<Listed>> {
    let rows = invites::Entity::find()
        .join(JoinType::LeftJoin, access::only_seen(ctx, invites::Relation::User.def()))
        .select_only()
        .column(invites::Column::Name)
        .column(invites::Column::Email)
        .column(invites::Column::UserId)
        .column(users::Column::Username)
        .filter(invites::Column::PartyId.eq(party))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows)
}

/// As [`Guest::key`] writes them. A guest who is hidden from the viewer is known by an address alone: a host wrote it,
/// and a list holds each address once.
fn keys((name, email, account, username): &Listed) -> Vec<String> {
    let hidden = account.is_some() && username.is_none();
    let named = email.clone().or_else(|| (!hidden).then(|| name.to_lowercase()));
    username.iter().map(|username| format!("@{username}")).chain(named).collect()
}

fn usernames_in(lines: &[Line]) -> Vec<&str> {
    let new = lines.iter().filter_map(|line| match &line.reading {
        Reading::New(Guest::User(username)) => Some(username.as_str()),
        _ => None,
    });
    new.collect()
}

/// The accounts with these usernames that the viewer may see (1 query, or none).
pub(super) async fn accounts<C: ConnectionTrait>(ctx: &Ctx, db: &C, names: &[&str]) -> Result<Accounts> {
    if names.is_empty() {
        return Ok(HashMap::new());
    }
    let found: Vec<(String, Uuid, String)> = users::Entity::find()
        .select_only()
        .columns([users::Column::Username, users::Column::Id, users::Column::DisplayName])
        .filter(users::Column::Username.is_in(names.iter().copied()))
        .filter(access::seen(ctx, users::Column::Id))
        .into_tuple()
        .all(db)
        .await?;
    Ok(found.into_iter().map(|(username, id, name)| (username, (id, name))).collect())
}

fn rows(ctx: &Ctx, party: PartyId, pasted: &Pasted) -> Vec<invites::ActiveModel> {
    let new = pasted.lines.iter().filter_map(|line| match &line.reading {
        Reading::New(guest) => Some(guest),
        _ => None,
    });
    new.filter_map(|guest| match guest {
        Guest::User(username) => {
            let (user, name) = pasted.users.get(username.as_str())?;
            Some(new_guest(ctx, party, InviteId::new(), name.clone(), None, Some(*user)))
        }
        Guest::Named { name, email } => {
            let email = email.as_ref().map(|email| email.as_str().to_owned());
            Some(new_guest(ctx, party, InviteId::new(), name.clone().into(), email, None))
        }
    })
    .collect()
}

/// A new guest who has not answered.
pub(in crate::backend) fn new_guest(
    ctx: &Ctx,
    party: PartyId,
    id: InviteId,
    name: String,
    email: Option<String>,
    user: Option<Uuid>,
) -> invites::ActiveModel {
    invites::ActiveModel {
        id: Set(id.0),
        party_id: Set(party.0),
        user_id: Set(user),
        name: Set(name),
        email: Set(email),
        token_hash: Set(Some(links::hash(&ctx.links().token(id, 0)))),
        generation: Set(0),
        answer: Set(Answer::Pending.code().to_owned()),
        plus_ones: Set(0),
        message: Set(String::new()),
        note: Set(String::new()),
        created_at: Set(ctx.now()),
        untaggable: Set(false),
        ..Default::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_listed_guest_is_known_by_mail_or_name_and_by_account() {
        let guest = |email: Option<&str>, account: Option<Uuid>, username: Option<&str>| {
            keys(&("Zoë".to_owned(), email.map(Into::into), account, username.map(Into::into)))
        };
        let account = Some(Uuid::nil());
        assert_eq!(guest(None, None, None), ["zoë"]);
        assert_eq!(guest(Some("zoe@example.org"), None, None), ["zoe@example.org"]);
        assert_eq!(guest(None, account, Some("zoe")), ["@zoe", "zoë"]);
        assert!(guest(None, account, None).is_empty(), "hidden");
        assert_eq!(guest(Some("zoe@example.org"), account, None), ["zoe@example.org"]);
    }

    #[test]
    fn a_single_line_tells_its_own_problem() {
        let line = |reading| Line { text: String::new(), reading };
        let unknown = line(Reading::NotUnderstood(Problem::NoSuchUser));
        assert_eq!(why_nobody(std::slice::from_ref(&unknown)), Problem::NoSuchUser);
        assert_eq!(why_nobody(&[unknown.clone(), unknown]), Problem::NothingUnderstood);
        assert_eq!(why_nobody(&[]), Problem::NothingUnderstood);
    }
}
