//! Mails that somebody does not want: chosen from the link in a mail, without logging in.

use std::collections::HashSet;

use data_encoding::HEXLOWER;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, sea_query::OnConflict,
};
use uuid::Uuid;

use super::{Letter, languages};
use crate::{
    backend::{
        Ctx,
        entities::{parties, unsubscribes},
        links::Links,
        write::Once,
    },
    domain::{
        PartyId,
        language::Language,
        mail::{Choices, ChoicesForm, MailKind, Scope},
        time::Millis,
    },
    error::{AppError, Result},
};

/// Bytes of a token: kind, party, mark of the address, and the tag that shows that it is from this site.
const KIND: usize = 1;
const PARTY: usize = KIND + 16;
const MARK: usize = PARTY + 16;
const TAG: usize = MARK + 16;

/// What a token says. It needs nothing of the database, so that links in old mails work as long as there is the site.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Mailed {
    kind: MailKind,
    party: Option<PartyId>,
    mark: String,
}

/// Where mails like this one are turned off.
pub fn link(links: &Links, letter: &Letter) -> String {
    links.absolute(&format!("/unsubscribe/{}", token(links, letter)))
}

fn token(links: &Links, letter: &Letter) -> String {
    let place = MailKind::ALL.iter().position(|kind| *kind == letter.kind).unwrap_or_default();
    let mut bytes = vec![u8::try_from(place).unwrap_or_default()];
    bytes.extend(letter.party.unwrap_or(Uuid::nil()).as_bytes());
    let mark = links.address_mark(letter.to.as_str());
    bytes.extend(u128::from_str_radix(&mark, 16).unwrap_or_default().to_be_bytes());
    let tag = links.unsubscribe_tag(&bytes);
    bytes.extend(tag);
    bs58::encode(bytes).into_string()
}

/// Errors: [`AppError::LinkGone`] for what is no token of this site.
fn read(links: &Links, token: &str) -> Result<Mailed> {
    let mut bytes = [0; TAG];
    let length = bs58::decode(token).onto(&mut bytes).map_err(|_| AppError::LinkGone)?;
    let (content, tag) = bytes.split_at(MARK);
    if length != TAG || !same(&links.unsubscribe_tag(content), tag) {
        return Err(AppError::LinkGone);
    }
    let kind = *MailKind::ALL.get(usize::from(content[0])).ok_or(AppError::LinkGone)?;
    let party = Uuid::from_slice(&content[KIND..PARTY]).map_err(|_| AppError::LinkGone)?;
    let mark = HEXLOWER.encode(&content[PARTY..]);
    Ok(Mailed { kind, party: (!party.is_nil()).then_some(PartyId(party)), mark })
}

/// Compares without telling by time how much is right.
fn same(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && one.iter().zip(other).fold(0, |differs, (a, b)| differs | (a ^ b)) == 0
}

impl Mailed {
    /// What is turned off by a single click in a mail program.
    fn closest(&self) -> Scope {
        self.party.map_or(Scope::Kind(self.kind), Scope::Party)
    }
}

/// Whether one of these is turned off (1 query).
pub async fn any<C: ConnectionTrait>(db: &C, mark: &str, scopes: &[Scope]) -> Result<bool> {
    let found: Option<String> = unsubscribes::Entity::find()
        .select_only()
        .column(unsubscribes::Column::Scope)
        .filter(unsubscribes::Column::AddressMark.eq(mark))
        .filter(unsubscribes::Column::Scope.is_in(scopes.iter().map(|scope| scope.code())))
        .into_tuple()
        .one(db)
        .await?;
    Ok(found.is_some())
}

/// The marks of the addresses that want no mails about a party (1 query).
pub async fn from_party<C: ConnectionTrait>(db: &C, party: PartyId) -> Result<HashSet<String>> {
    let marks: Vec<String> = unsubscribes::Entity::find()
        .select_only()
        .column(unsubscribes::Column::AddressMark)
        .filter(unsubscribes::Column::PartyId.eq(party.0))
        .into_tuple()
        .all(db)
        .await?;
    Ok(marks.into_iter().collect())
}

/// What can be chosen, and what is (3 queries).
pub async fn choices(ctx: &Ctx, token: &str) -> Result<Choices> {
    let mailed = read(ctx.links(), token)?;
    let db = ctx.db().read();
    let has_party = party_is_there(db, mailed.party).await?;
    let off = off(db, &mailed.mark).await?;
    let is_off = |scope: Scope| off.contains(&scope.code());
    Ok(Choices {
        kind: mailed.kind,
        has_party,
        party_off: mailed.party.is_some_and(|party| is_off(Scope::Party(party))),
        kind_off: is_off(Scope::Kind(mailed.kind)),
        everything_off: is_off(Scope::Everything),
        language: languages::chosen(db, &mailed.mark).await?,
    })
}

/// What is turned off for an address, as stored, and since when (1 query).
pub async fn turned_off<C: ConnectionTrait>(ctx: &Ctx, db: &C, address: &str) -> Result<Vec<(String, Millis)>> {
    let scopes = unsubscribes::Entity::find()
        .select_only()
        .columns([unsubscribes::Column::Scope, unsubscribes::Column::CreatedAt])
        .filter(unsubscribes::Column::AddressMark.eq(ctx.links().address_mark(address)));
    Ok(scopes.into_tuple().all(db).await?)
}

async fn off<C: ConnectionTrait>(db: &C, mark: &str) -> Result<Vec<String>> {
    let scopes = unsubscribes::Entity::find()
        .select_only()
        .column(unsubscribes::Column::Scope)
        .filter(unsubscribes::Column::AddressMark.eq(mark));
    Ok(scopes.into_tuple().all(db).await?)
}

/// Keeps what was chosen: what is ticked is turned off, the rest is on. Errors: [`AppError::Invalid`] for a language
/// that is none.
pub async fn choose(ctx: &Ctx, token: &str, form: &ChoicesForm) -> Result<()> {
    let mailed = read(ctx.links(), token)?;
    let write = match ctx.once(&format!("mail.unsubscribe {}", mailed.mark)).await? {
        Once::Again(()) => return Ok(()),
        Once::First(write) => write,
    };
    if !form.language.is_empty() {
        let language: Language = form.language.parse().map_err(|problem| AppError::field("language", problem))?;
        languages::choose(ctx, write.txn(), &mailed.mark, language).await?;
    }
    let party = mailed.party.map(|party| (Scope::Party(party), !form.party.is_empty()));
    let kind = (Scope::Kind(mailed.kind), !form.kind.is_empty());
    let all = (Scope::Everything, !form.everything.is_empty());
    for (scope, off) in party.into_iter().chain([kind, all]) {
        match off {
            true => turn_off(ctx, write.txn(), &mailed.mark, scope).await?,
            false => turn_on(write.txn(), &mailed.mark, scope).await?,
        }
    }
    write.finish(()).await
}

/// One click in a mail program (RFC 8058): turns off what is closest, the party or else the kind. It may come again and
/// again.
pub async fn one_click(ctx: &Ctx, token: &str) -> Result<()> {
    let mailed = read(ctx.links(), token)?;
    let txn = ctx.db().begin().await?;
    turn_off(ctx, &txn, &mailed.mark, mailed.closest()).await?;
    txn.commit().await?;
    Ok(())
}

async fn turn_off<C: ConnectionTrait>(ctx: &Ctx, db: &C, mark: &str, scope: Scope) -> Result<()> {
    let party = match scope {
        Scope::Party(party) => Some(party),
        Scope::Kind(_) | Scope::Everything => None,
    };
    if party.is_some() && !party_is_there(db, party).await? {
        return Ok(());
    }
    turn_on(db, mark, scope).await?;
    let row = unsubscribes::ActiveModel {
        address_mark: Set(mark.to_owned()),
        scope: Set(scope.code()),
        party_id: Set(party.map(|party| party.0)),
        created_at: Set(ctx.now()),
    };
    let same = OnConflict::columns([unsubscribes::Column::AddressMark, unsubscribes::Column::Scope])
        .update_column(unsubscribes::Column::CreatedAt)
        .to_owned();
    unsubscribes::Entity::insert(row).on_conflict(same).exec_without_returning(db).await?;
    Ok(())
}

async fn turn_on<C: ConnectionTrait>(db: &C, mark: &str, scope: Scope) -> Result<()> {
    unsubscribes::Entity::delete_by_id((mark.to_owned(), scope.code())).exec(db).await?;
    Ok(())
}

async fn party_is_there<C: ConnectionTrait>(db: &C, party: Option<PartyId>) -> Result<bool> {
    match party {
        Some(party) => Ok(parties::Entity::find_by_id(party.0).one(db).await?.is_some()),
        None => Ok(false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::user::Email;

    fn letter(kind: MailKind, party: Option<Uuid>) -> Letter {
        Letter { party, ..Letter::new(kind, Email::parse("ana@example.org").unwrap(), "Ana", "Hello", "a cause") }
    }

    #[test]
    fn tokens_say_what_the_mail_was() {
        let links = Links::new("http://localhost", [7; 32]);
        let party = Uuid::now_v7();
        let mailed = read(&links, &token(&links, &letter(MailKind::Reminder, Some(party)))).unwrap();
        assert_eq!((mailed.kind, mailed.party), (MailKind::Reminder, Some(PartyId(party))));
        assert_eq!(mailed.mark, links.address_mark("ana@example.org"));
        assert_eq!(mailed.closest(), Scope::Party(PartyId(party)));
        let digest = read(&links, &token(&links, &letter(MailKind::Digest, None))).unwrap();
        assert_eq!(digest.closest(), Scope::Kind(MailKind::Digest));
    }

    #[test]
    fn nobody_makes_or_changes_one() {
        let (ours, theirs) = (Links::new("http://localhost", [7; 32]), Links::new("http://localhost", [8; 32]));
        let good = token(&ours, &letter(MailKind::Nudge, Some(Uuid::now_v7())));
        assert!(read(&ours, &good).is_ok());
        assert_eq!(read(&theirs, &good), Err(AppError::LinkGone));
        let other = good.replace(&good[9..10], if &good[9..10] == "2" { "3" } else { "2" });
        for bad in ["", "x", "0OIl", &good[1..], &format!("{good}1"), &other] {
            assert_eq!(read(&ours, bad), Err(AppError::LinkGone), "{bad}");
        }
    }

    /// Tokens hold the place of a kind in the list: new kinds go to its end.
    #[test]
    fn kinds_keep_their_places() {
        let codes: Vec<_> = MailKind::ALL.iter().map(|kind| kind.code()).collect();
        assert_eq!(codes[..3], ["invitation", "change", "cancellation"]);
        assert_eq!(codes[7..13], ["digest", "verify", "reset", "magic_link", "address_change", "security"]);
    }
}
