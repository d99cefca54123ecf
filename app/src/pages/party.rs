//! Pages about one party.

mod add_guests;
mod album;
mod answer;
mod board;
mod cancel;
mod dates;
mod delete;
mod duplicate;
mod edit;
mod facts;
mod glimpses;
mod guest;
mod guests;
mod hosts;
mod mail;
mod manage;
mod new;
mod people;
mod repeat;
mod reports;
mod show;
mod wall;

pub use add_guests::AddGuestsPage;
pub use album::{
    AlbumPage, DeletePhotoPage, PhotoPage, ReportPhotoPage, photo_alt, photo_grid, photo_tile, tagging_drawer,
};
pub use board::{BoardPage, DeletePostPage, EditPostPage, PostPage, ReportPostPage};
pub use cancel::CancelPartyPage;
pub use delete::DeletePartyPage;
pub use duplicate::DuplicatePartyPage;
pub use edit::EditPartyPage;
pub use guest::GuestPage;
pub use guests::GuestsPage;
pub use hosts::HostsPage;
pub use mail::PartyMailPage;
pub use new::NewPartyPage;
pub use repeat::RepeatPage;
pub use reports::PartyReportsPage;
pub use show::PartyPage;
pub use wall::WallPage;

use leptos::prelude::GetUntracked;
use leptos_router::hooks::use_params_map;

use crate::{
    api,
    domain::{PartyId, party::PartyPage as Party},
    error::{AppError, Result},
};

/// The party in the address.
pub fn party_in_path() -> Result<PartyId> {
    let id = use_params_map().get_untracked().get("party").unwrap_or_default();
    id.parse().map_err(|_| AppError::NotFound)
}

/// The party in the address, or else the status of a page that is not there.
pub async fn known(party: Result<PartyId>) -> Result<PartyId> {
    match party {
        Ok(party) => Ok(party),
        Err(error) => api::accounts::not_found().await.and(Err(error)),
    }
}

/// The party for those who manage it; everybody else gets the status that says so.
async fn managed(party: Result<PartyId>) -> Result<Party> {
    let party = known(party).await?;
    api::hosts::list(party).await?;
    api::parties::show(party).await
}
