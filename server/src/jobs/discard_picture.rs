//! Deletes the files of a picture, and then its row. What somebody shows stays; what is gone already is fine.

use anyhow::Result;
use app::{backend::sweep, domain::PictureId};

use crate::{state::AppState, uploads};

pub async fn run(state: &AppState, picture: PictureId) -> Result<()> {
    if sweep::condemn_picture(&state.services, picture).await? {
        uploads::discard(state, picture).await?;
        sweep::forget_picture(&state.services, picture).await?;
    }
    Ok(())
}
