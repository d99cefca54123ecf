//! Saving what the host decided.

use sea_orm::{
    ActiveValue::{NotSet, Set},
    DatabaseTransaction, EntityTrait,
};

use super::{locked::locked, row::row, show::position};
use crate::{
    backend::{
        Ctx,
        entities::parties,
        events,
        jobs::{self, Job},
        mail::{guests::Errand, reminders},
        pictures, rsvps,
        search::About,
        series,
        write::Once,
    },
    domain::{PartyId, live::Topic, mail::words::Moved, party::PartyDraft, picture::Purpose, series::Scope},
    error::Result,
};

/// Saves the form, for this party or for this and all later dates of its series. `tell`: guests get a mail if time or place
/// are other ones now.
pub async fn update(ctx: &Ctx, id: PartyId, draft: PartyDraft, tell: bool) -> Result<()> {
    let write = match ctx.once(&format!("parties.update {id}")).await? {
        Once::Again(()) => return Ok(()),
        Once::First(write) => write,
    };
    let (party, sees_cover) = locked(ctx, write.txn(), id).await?;
    if let Some(new) = draft.cover.filter(|new| Some(new.0) != party.cover_id) {
        pictures::claim(write.txn(), new, Purpose::Cover).await?;
    }
    let saving = Saving { ctx, txn: write.txn(), tell, sees_cover };
    if draft.scope == Scope::Later {
        for (date, draft) in series::later(ctx, write.txn(), &party, &draft).await? {
            let date = rsvps::lock(write.txn(), PartyId(date.id)).await?;
            saving.save(date, &draft).await?;
        }
    }
    saving.save(party, &draft).await?;
    write.finish(()).await
}

/// One change, of which each date that it is for gets its own draft.
struct Saving<'a> {
    ctx: &'a Ctx,
    txn: &'a DatabaseTransaction,
    /// Guests get a mail if time or place are other ones now.
    tell: bool,
    /// Whoever does not see the cover has not decided what it shows.
    sees_cover: bool,
}

impl Saving<'_> {
    /// Saves what the host decided. More room lets the waitlist move up; less room takes nobody's place. The party is
    /// locked.
    async fn save(&self, party: parties::Model, draft: &PartyDraft) -> Result<()> {
        let (ctx, txn) = (self.ctx, self.txn);
        let (id, old_cover) = (PartyId(party.id), party.cover_id);
        let cover = match draft.cover {
            Some(new) if Some(new.0) != old_cover => Some(new.0),
            _ if draft.remove_cover => None,
            _ => old_cover,
        };
        let mut row = row(draft);
        row.id = Set(id.0);
        row.cover_id = Set(cover);
        if cover == old_cover && !self.sees_cover {
            row.cover_alt = NotSet;
        }
        let moved = moved(&party, draft);
        if calendars_differ(&party, draft) {
            row.sequence = Set(party.sequence + 1);
            row.withdrawn = Set(if moved.time || moved.place { 0 } else { party.withdrawn + 1 });
        }
        row.updated_at = Set(ctx.now());
        parties::Entity::update(row).exec(txn).await?;
        if cover != old_cover {
            pictures::release(txn, old_cover, ctx.now()).await?;
        }
        if (party.first_entry, &party.time_zone) != (draft.first_entry, &draft.time_zone) {
            reminders::plan(ctx, txn, id, draft.first_entry, &draft.time_zone).await?;
        }
        if self.tell && (moved.time || moved.place) && party.cancelled_at.is_none() {
            let errand = Errand::Changed { party: id, time: moved.time, place: moved.place, at: ctx.now() };
            jobs::mail_guests(ctx, txn, errand, ctx.now()).await?;
        }
        if draft.title.as_str() != party.title {
            jobs::enqueue(txn, &Job::Index { about: About::Party(id) }, ctx.now()).await?;
        }
        rsvps::fill_free_places(ctx, txn, id).await?;
        events::emit(ctx, txn, id, Topic::Party).await
    }
}

/// What guests would go wrong about if nobody told them; an answer to another time or place does not count.
fn moved(before: &parties::Model, after: &PartyDraft) -> Moved {
    let times = (before.first_entry, before.last_entry) == (after.first_entry, after.last_entry);
    Moved {
        time: !times || before.time_zone != after.time_zone,
        place: [&before.place, &before.flat, &before.address]
            != [after.place.as_str(), after.flat.as_str(), after.address.as_str()],
    }
}

/// Whether calendars should hear of what the host decided: the time, the place or the name.
fn calendars_differ(party: &parties::Model, draft: &PartyDraft) -> bool {
    let times = (party.first_entry, party.last_entry) == (draft.first_entry, draft.last_entry);
    let words = [&party.title, &party.place, &party.flat, &party.address, &party.time_zone]
        == [draft.title.as_str(), draft.place.as_str(), draft.flat.as_str(), draft.address.as_str(), &draft.time_zone];
    !(times && words && position(party) == draft.position)
}
