//! Photos in the album of the first party of the demo. The server prepares them when it runs.

use anyhow::Result;
use app::{
    backend::{
        Ctx,
        album::{self, Received},
        links,
        pictures::{self, Stored},
    },
    domain::{PartyId, PictureId, album::PhotoForm, picture::Purpose, user::Person},
};

use super::{board::guest, ctx_of, draw, told};
use crate::{state::AppState, uploads};

/// Captions and tags; most photos have none.
const WORDS: [(&str, &str); 4] =
    [("The lanterns", "lights, evening"), ("", ""), ("Before the soup", "table"), ("", "")];
/// Photos of the host and of the first guest without account.
const PHOTOS: u32 = 12;

/// The host and a guest add photos in turn.
pub async fn fill(state: &AppState, party: PartyId, host: &Person) -> Result<()> {
    let both = [ctx_of(state, host), guest(state, party).await?];
    for seed in 0..PHOTOS {
        let ctx = &both[seed as usize % both.len()];
        let drawn = if seed % 3 == 2 { draw::table(seed)? } else { draw::cover(seed + 20)? };
        add(state, ctx, party, seed, drawn).await?;
    }
    Ok(())
}

/// Sends a drawn photo the way that uploads go.
async fn add(state: &AppState, ctx: &Ctx, party: PartyId, seed: u32, png: Vec<u8>) -> Result<()> {
    let (picture, bytes) = (PictureId::new(), png.len() as u64);
    pictures::expect(ctx, picture).await.map_err(told)?;
    let key = uploads::original(picture)?;
    state.storage.put(&key, png.into(), key.content_type()).await?;
    let stored = Stored { id: picture, purpose: Purpose::Photo, width: 0, height: 0, bytes };
    pictures::note(ctx, stored).await.map_err(told)?;
    let (caption, tags) = WORDS[seed as usize % WORDS.len()];
    let words = PhotoForm { caption: caption.to_owned(), tags: tags.to_owned() };
    let received = Received {
        picture,
        content_hash: links::hash(&format!("{party} {seed}")),
        name: format!("photo-{seed}.png"),
        ending: "png".to_owned(),
        bytes,
        words: words.parse().map_err(|problems| anyhow::anyhow!("{problems:?}"))?,
    };
    album::receive(ctx, party, received).await.map_err(told)?;
    Ok(())
}
