//! More dates that are like one that is there.

use jiff::tz::TimeZone;
use sea_orm::{ActiveValue::Set, EntityTrait};
use uuid::Uuid;

use crate::{
    backend::{
        Ctx,
        db::AT_ONCE,
        entities::{self, hosts, invites, parties},
        invites::new_guest,
        mail::reminders,
        parties::copied,
        webhooks::{self, News},
        write::Write,
    },
    domain::{InviteId, PartyId, time::Millis},
    error::Result,
};

/// A date to be made.
#[derive(Clone, Copy, Debug)]
pub struct NewDate {
    pub id: PartyId,
    /// When it is to begin, as the series goes.
    pub series_at: Millis,
    pub first_entry: Millis,
}

/// What all new dates have in common.
pub struct NewDates<'a> {
    pub ctx: &'a Ctx,
    pub write: &'a Write,
    /// The date that they are like. It is locked.
    pub party: &'a parties::Model,
    /// Its own.
    pub zone: TimeZone,
    pub series: Uuid,
    pub copies: Vec<NewDate>,
}

impl NewDates<'_> {
    /// Makes the dates, with the same hosts and guests, and with empty boards. The answer is how many they are.
    pub async fn make(self, hosts: &[hosts::Model], guests: &[invites::Model]) -> Result<usize> {
        let rows = self.copies.iter().map(|copy| parties::ActiveModel {
            series_id: Set(Some(self.series)),
            series_at: Set(Some(copy.series_at)),
            ..copied(self.ctx, self.party, &self.zone, copy.id, copy.first_entry)
        });
        parties::Entity::insert_many(rows).exec_without_returning(self.write.txn()).await?;
        self.hosts(hosts).await?;
        self.guests(guests).await?;
        self.reminders().await?;
        Ok(self.copies.len())
    }

    async fn hosts(&self, hosts: &[hosts::Model]) -> Result<()> {
        let rows = self.copies.iter().flat_map(|copy| {
            hosts.iter().map(move |host| hosts::ActiveModel {
                party_id: Set(copy.id.0),
                user_id: Set(host.user_id),
                co_host: Set(host.co_host),
                created_at: Set(host.created_at),
            })
        });
        hosts::Entity::insert_many(rows).exec_without_returning(self.write.txn()).await?;
        Ok(())
    }

    /// Guests of every date are reminded as those of this one (at most 3 queries per date).
    async fn reminders(&self) -> Result<()> {
        let (ctx, txn) = (self.ctx, self.write.txn());
        if let Some(row) = entities::reminders::Entity::find_by_id(self.party.id).one(txn).await? {
            let rows = self.copies.iter().map(|copy| entities::reminders::ActiveModel {
                party_id: Set(copy.id.0),
                minutes: Set(row.minutes.clone()),
            });
            entities::reminders::Entity::insert_many(rows).exec_without_returning(txn).await?;
        }
        for copy in &self.copies {
            reminders::plan(ctx, txn, copy.id, copy.first_entry, &self.party.time_zone).await?;
        }
        Ok(())
    }

    /// Everybody on the list, with a link of their own and without an answer.
    async fn guests(&self, guests: &[invites::Model]) -> Result<()> {
        let (ctx, txn) = (self.ctx, self.write.txn());
        let mut rows = Vec::with_capacity(guests.len() * self.copies.len());
        let mut news = Vec::new();
        for copy in &self.copies {
            let ids: Vec<InviteId> = guests.iter().map(|_| InviteId::new()).collect();
            rows.extend(guests.iter().zip(&ids).map(|(guest, id)| copied_guest(ctx, copy.id, *id, guest)));
            news.extend(ids.chunks(AT_ONCE).map(|some| (copy.id, News::GuestsAdded { invites: some.to_vec() })));
        }
        webhooks::announce_all(ctx, txn, news).await?;
        while !rows.is_empty() {
            let some = rows.split_off(rows.len().saturating_sub(AT_ONCE));
            invites::Entity::insert_many(some).exec_without_returning(txn).await?;
        }
        Ok(())
    }
}

fn copied_guest(ctx: &Ctx, party: PartyId, id: InviteId, guest: &invites::Model) -> invites::ActiveModel {
    let copy = new_guest(ctx, party, id, guest.name.clone(), guest.email.clone(), guest.user_id);
    invites::ActiveModel { note: Set(guest.note.clone()), untaggable: Set(guest.untaggable), ..copy }
}
