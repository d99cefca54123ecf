//! From an errand to the letters.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, EntityTrait};

use super::{
    Errand,
    recipients::{Blind, Recipient, address, blind, recipients, sender},
};
use crate::{
    backend::{
        Ctx, access, calendar,
        entities::{invites, parties, users},
        mail::{Button, Letter, languages, reminders},
    },
    domain::{
        InviteId, PartyId, UserId,
        language::Language,
        mail::{
            Reminders, Retold,
            words::{self, Moved, Occasion, Words},
        },
        time::MINUTE,
        user::Email,
    },
    error::Result,
};

/// Guests of one portion of letters.
const PORTION: usize = 250;
/// Letters that are composed in one go, which takes a few milliseconds.
const IN_ONE_GO: usize = 20;

/// What all letters of an errand have in common.
pub(super) struct Desk<'a> {
    ctx: &'a Ctx,
    errand: &'a Errand,
    party: parties::Model,
    pub(super) sender: Option<users::Model>,
    /// People who must not see the sender.
    blind: Blind,
    /// The languages of addresses, as far as they are known.
    languages: HashMap<String, Language>,
}

/// The letters of an errand, which are composed as they are asked for: a party has thousands of guests.
pub struct Letters<'a> {
    /// Nothing where there is no reason any more.
    desk: Option<Desk<'a>>,
    guests: std::vec::IntoIter<Recipient>,
}

/// The letters of an errand, none where it is no longer so (at most 5 queries, and one more for each 500
/// guests).
pub async fn letters<'a>(ctx: &'a Ctx, errand: &'a Errand, actor: Option<UserId>) -> Result<Letters<'a>> {
    let none = Letters { desk: None, guests: Vec::new().into_iter() };
    let db = ctx.db().read();
    let Some(party) = parties::Entity::find_by_id(errand.party().0).one(db).await? else { return Ok(none) };
    if !still_so(ctx, errand, &party).await? {
        return Ok(none);
    }
    let guests = recipients(db, errand).await?;
    let desk = Desk::open(ctx, db, errand, party, actor, &guests).await?;
    Ok(Letters { desk: Some(desk), guests: guests.into_iter() })
}

impl Letters<'_> {
    /// Those to the next guests, or nothing when all are composed. A portion may be empty.
    pub async fn portion(&mut self) -> Option<Vec<Letter>> {
        let desk = self.desk.as_ref()?;
        let guests: Vec<Recipient> = self.guests.by_ref().take(PORTION).collect();
        if guests.is_empty() { None } else { Some(desk.letters(&guests).await) }
    }
}

/// Whether it is neither cancelled nor over.
pub(super) fn to_come(ctx: &Ctx, party: &parties::Model) -> bool {
    party.cancelled_at.is_none() && ctx.now() <= party.last_entry
}

/// Whether there is still a reason (1 query, or none).
async fn still_so(ctx: &Ctx, errand: &Errand, party: &parties::Model) -> Result<bool> {
    let to_come = to_come(ctx, party);
    Ok(match errand {
        Errand::Cancelled { at, .. } => party.cancelled_at == Some(*at),
        Errand::TellAgain { what: Retold::Cancelled, .. } => party.cancelled_at.is_some(),
        Errand::Announce { .. } => true,
        Errand::Remind { minutes, first_entry, .. } => {
            to_come
                && party.first_entry == *first_entry
                && ctx.now() < *first_entry
                && is_planned(ctx, party, *minutes).await?
        }
        _ => to_come,
    })
}

/// Whether hosts want the reminder, and none that is nearer is due (1 query).
async fn is_planned(ctx: &Ctx, party: &parties::Model, minutes: i64) -> Result<bool> {
    let planned = reminders::of(ctx.db().read(), PartyId(party.id)).await?;
    let in_time = planned.comes_before_the_next(minutes, party.first_entry, &party.time_zone, ctx.now());
    Ok(in_time && planned.minutes().contains(&minutes))
}

impl<'a> Desk<'a> {
    /// 2 queries, and one more for each 500 guests.
    pub(super) async fn open<C: ConnectionTrait>(
        ctx: &'a Ctx,
        db: &C,
        errand: &'a Errand,
        party: parties::Model,
        actor: Option<UserId>,
        guests: &[Recipient],
    ) -> Result<Self> {
        let sender = sender(db, errand.party(), actor.map(|actor| actor.0)).await?;
        let blind = blind(db, sender.as_ref().map(|host| host.id)).await?;
        let mut addresses: Vec<String> = guests.iter().filter_map(address).map(|to| to.as_str().to_owned()).collect();
        addresses.extend(sender.iter().map(|host| host.email.clone()));
        let languages = languages::of_all(ctx, db, addresses).await?;
        Ok(Self { ctx, errand, party, sender, blind, languages })
    }
}

impl Desk<'_> {
    /// What is written to these guests. Others have their turn meanwhile.
    pub(super) async fn letters(&self, guests: &[Recipient]) -> Vec<Letter> {
        let mut letters = Vec::with_capacity(guests.len());
        for some in guests.chunks(IN_ONE_GO) {
            letters.extend(some.iter().filter_map(|guest| self.letter(guest)));
            tokio::task::yield_now().await;
        }
        letters
    }

    /// Nothing for guests without an address or a way in, and for those who must not see who writes.
    fn letter(&self, guest: &Recipient) -> Option<Letter> {
        let (invite, _) = guest;
        let must_not_see = self.blind.has(guest);
        if must_not_see && self.errand.is_from_a_host() {
            return None;
        }
        let to = address(guest)?;
        let sender = self.sender.as_ref().filter(|_| !must_not_see);
        let stays = !self.errand.is_a_farewell();
        let url = if stays { Some(self.way_in(guest)?) } else { None };
        let language = self.language(&to);
        let words = self.words(&self.occasion(guest, sender, language), guest);
        let cause = self.errand.cause(InviteId(invite.id), invite.generation);
        Some(Letter {
            language,
            paragraphs: greeting(language, &invite.name).into_iter().chain(words.paragraphs).collect(),
            facts: words.facts,
            button: url.map(|url| Button { label: words.button, url }),
            from_name: sender.map(|host| host.display_name.clone()),
            reply_to: sender.and_then(verified),
            party: stays.then_some(self.party.id),
            invite: stays.then_some(invite.id),
            calendar: self.calendar(invite, &to, sender),
            ..Letter::new(self.errand.kind(), to, invite.name.as_str(), words.subject, cause)
        })
    }

    fn way_in(&self, (invite, account): &Recipient) -> Option<String> {
        let links = self.ctx.links();
        match (&invite.token_hash, account) {
            (Some(_), _) => Some(links.invite(invite.id.into(), invite.generation)),
            (None, Some(_)) => Some(links.party(self.party.id.into())),
            (None, None) => None,
        }
    }

    /// The guest's, or else that of whoever invites.
    fn language(&self, to: &Email) -> Language {
        let theirs = self.languages.get(to.as_str());
        let known = theirs.or_else(|| self.languages.get(&self.sender.as_ref()?.email));
        known.copied().unwrap_or_default()
    }

    /// What the guest's calendar is to do: of mails that are about when and where, or ask for an answer.
    fn calendar(&self, invite: &invites::Model, to: &Email, sender: Option<&users::Model>) -> Option<String> {
        let host = sender.map_or("Soirée", |host| host.display_name.as_str());
        let guest = calendar::Guest { invite, address: to.as_str(), host };
        match self.errand {
            Errand::Invite { .. } | Errand::InviteAgain { .. } | Errand::Changed { .. } => {
                Some(calendar::request(self.ctx, &self.party, guest))
            }
            Errand::MovedUp { .. } | Errand::Nudge { .. } | Errand::Revived { .. } | Errand::Receipt { .. } => {
                Some(calendar::request(self.ctx, &self.party, guest))
            }
            Errand::Cancelled { .. } | Errand::TellAgain { what: Retold::Cancelled, .. } => {
                Some(calendar::cancel(self.ctx, &self.party, guest))
            }
            Errand::TellAgain { .. } => Some(calendar::request(self.ctx, &self.party, guest)),
            Errand::TakenOff { .. } | Errand::Deleted { .. } => Some(calendar::withdraw(self.ctx, &self.party, guest)),
            Errand::Remind { .. } | Errand::Announce { .. } => None,
        }
    }

    fn words(&self, occasion: &Occasion, (invite, _): &Recipient) -> Words {
        match self.errand {
            Errand::Invite { .. } | Errand::InviteAgain { .. } => words::invitation(occasion),
            Errand::Changed { time, place, .. } => words::change(occasion, Moved { time: *time, place: *place }),
            Errand::TellAgain { what, .. } => match what {
                Retold::Cancelled => words::cancellation(occasion),
                Retold::Changed => words::change(occasion, Moved { time: false, place: false }),
                Retold::Revived => words::revival(occasion),
            },
            Errand::Cancelled { .. } => words::cancellation(occasion),
            Errand::Revived { .. } => words::revival(occasion),
            Errand::Receipt { why, .. } => words::receipt(occasion, *why),
            Errand::Remind { minutes, first_entry, .. } => {
                let left = (first_entry - self.ctx.now()) / MINUTE;
                words::reminder(occasion, invite.answer(), Reminders::told(*minutes, left))
            }
            Errand::MovedUp { .. } => words::waitlist_move(occasion),
            Errand::Announce { message, .. } => words::announcement(occasion, message),
            Errand::Nudge { .. } => words::nudge(occasion),
            Errand::TakenOff { .. } => words::uninvited(occasion),
            Errand::Deleted { .. } => words::deleted(occasion),
        }
    }

    fn occasion(&self, (invite, _): &Recipient, sender: Option<&users::Model>, language: Language) -> Occasion {
        let party = &self.party;
        let mut place = vec![party.place.as_str()];
        if access::guest_sees_address(party, invite) {
            place.extend([party.flat.as_str(), party.address.as_str()]);
        }
        place.retain(|part| !part.is_empty());
        Occasion {
            language,
            title: party.title.clone(),
            host: sender.map(|host| host.display_name.clone()),
            replies: sender.and_then(verified).is_some(),
            first_entry: party.first_entry,
            last_entry: matches!(self.errand, Errand::Changed { time: true, .. }).then_some(party.last_entry),
            time_zone: party.time_zone.clone(),
            place: place.join(", "),
            deadline: party.deadline,
        }
    }
}

fn greeting(language: Language, name: &str) -> Option<String> {
    (!name.is_empty()).then(|| words::hello(language, name))
}

/// Where answers to the mail go: nobody's address is told that was never verified.
fn verified(host: &users::Model) -> Option<Email> {
    Email::parse(&host.email).ok().filter(|_| host.email_verified_at.is_some())
}
