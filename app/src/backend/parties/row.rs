//! The columns of a party.

use jiff::tz::TimeZone;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};

use crate::{
    backend::{Ctx, entities::parties},
    domain::{
        PartyId,
        album::{Showing, Uploading},
        board::Posting,
        party::PartyDraft,
        series::shifted,
        time::Millis,
    },
};

/// A new party: what nobody has decided yet is as usual.
pub(super) fn new(ctx: &Ctx, id: PartyId, draft: &PartyDraft) -> parties::ActiveModel {
    parties::ActiveModel {
        id: Set(id.0),
        cover_id: Set(draft.cover.map(|cover| cover.0)),
        posting: Set(Posting::default().code().to_owned()),
        board_closed: Set(false),
        sequence: Set(0),
        withdrawn: Set(0),
        album_uploads: Set(Uploading::default().code().to_owned()),
        album_approval: Set(false),
        album_shown: Set(Showing::default().code().to_owned()),
        album_reveal_at: Set(None),
        album_closed: Set(false),
        created_at: Set(ctx.now()),
        updated_at: Set(ctx.now()),
        ..row(draft)
    }
}

/// What the host decided, as columns.
pub(super) fn row(draft: &PartyDraft) -> parties::ActiveModel {
    parties::ActiveModel {
        title: Set(draft.title.as_str().to_owned()),
        description: Set(draft.description.as_str().to_owned()),
        place: Set(draft.place.as_str().to_owned()),
        flat: Set(draft.flat.as_str().to_owned()),
        address: Set(draft.address.as_str().to_owned()),
        latitude: Set(draft.position.map(|position| position.latitude)),
        longitude: Set(draft.position.map(|position| position.longitude)),
        time_zone: Set(draft.time_zone.clone()),
        first_entry: Set(draft.first_entry),
        last_entry: Set(draft.last_entry),
        cover_alt: Set(draft.cover_alt.as_str().to_owned()),
        theme: Set(draft.theme.code().to_owned()),
        visibility: Set(draft.visibility.code().to_owned()),
        guest_list: Set(draft.guest_list.code().to_owned()),
        address_shown: Set(draft.address_shown.code().to_owned()),
        capacity: Set(draft.capacity),
        plus_ones: Set(draft.plus_ones),
        deadline: Set(draft.deadline),
        paused: Set(draft.paused),
        ..Default::default()
    }
}

/// The party once more at another time, with the same words, look and settings: with an empty board and album, not
/// cancelled, and in no series. `zone` is the party's own.
pub fn copied(
    ctx: &Ctx,
    party: &parties::Model,
    zone: &TimeZone,
    id: PartyId,
    first_entry: Millis,
) -> parties::ActiveModel {
    let by = first_entry - party.first_entry;
    let moved = |at| shifted(at, party.first_entry, first_entry, zone, zone);
    parties::ActiveModel {
        id: Set(id.0),
        first_entry: Set(first_entry),
        last_entry: Set(party.last_entry + by),
        deadline: Set(party.deadline.map(moved)),
        board_closed: Set(false),
        album_closed: Set(false),
        album_reveal_at: Set(party.album_reveal_at.map(moved)),
        cancelled_at: Set(None),
        sequence: Set(0),
        withdrawn: Set(0),
        series_id: Set(None),
        series_at: Set(None),
        created_at: Set(ctx.now()),
        updated_at: Set(ctx.now()),
        ..party.clone().into_active_model().reset_all()
    }
}
