//! The album of a party: photos received, prepared, shown, spoken about, and what leaves it.

pub(super) mod change;
mod details;
mod everywhere;
mod originals;
mod pack;
pub(super) mod people;
mod receive;
mod removal;
pub mod reports;
pub(super) mod rows;
mod show;
mod tagging;
mod talk;
pub(super) mod views;
mod wall;
mod work;

pub use change::{again, approve, approve_all, cover, delete, edit, hide, rules};
pub use everywhere::{mine, of_person, seen_by};
pub use originals::originals;
pub use pack::{Packed, Packing, original, pack};
pub use people::{tag, untag, untag_each_other};
pub use receive::{Received, known, may_upload, receive, sent};
pub use removal::{added_by, hand_over, leave, pictures_of, take_all_of};
pub use show::{latest, photo, show};
pub use tagging::tagging;
pub use talk::{comment, like, uncomment};
pub use wall::wall;
pub use work::{Finished, Work, begin, failed, give_up, keeps_original, put_back, ready};

use crate::{
    backend::access::Standing,
    domain::album::{AlbumRules, Around},
};

/// What all pages of an album have in common.
pub(super) fn around(standing: &Standing) -> Around {
    let party = &standing.party;
    Around {
        party: party.id.into(),
        title: party.title.clone(),
        time_zone: party.time_zone.clone(),
        theme: party.theme.parse().unwrap_or_default(),
        manages: standing.role.manages(),
        talks: standing.talks_in_album(),
    }
}

/// What the hosts decided.
fn rules_of(standing: &Standing) -> AlbumRules {
    AlbumRules {
        uploads: standing.uploading(),
        shown: standing.showing(),
        reveal_at: standing.party.album_reveal_at,
        approval: standing.party.album_approval,
        closed: standing.party.album_closed,
    }
}
