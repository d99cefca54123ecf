//! The columns of a party.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};

use crate::{
    backend::{Ctx, entities::parties},
    domain::{
        PartyId,
        album::{Showing, Uploading},
        board::Posting,
        party::PartyDraft,
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

/// Every column of an existing party, to be written again as a new one.
pub fn all_set(party: parties::Model) -> parties::ActiveModel {
    party.into_active_model().reset_all()
}
