//! The wall: the latest photos on a screen at the party, and the way to add some.

use qrcodegen::{QrCode, QrCodeEcc};
use sea_orm::{ColumnTrait, QueryFilter};

use super::{around, rows};
use crate::{
    backend::{
        Ctx,
        access::{self, Sight},
        entities::photos::Column,
    },
    domain::{
        PartyId,
        album::{WallPage, WallPhoto},
    },
    error::{AppError, Result},
};

/// Photos that take turns.
const PHOTOS: usize = 12;

/// The latest photos that everybody sees, the newest first (at most 4 queries). Strangers get [`AppError::Forbidden`].
pub async fn wall(ctx: &Ctx, party: PartyId) -> Result<WallPage> {
    let db = ctx.db().read();
    let standing = access::standing(ctx, db, party).await?;
    standing.may_see_album()?;
    let sight = Sight::of(ctx, db, &standing).await?;
    // The screen is for all who are there: what the viewer alone may see is not for them.
    let open = access::shows_to_all(&standing.party, ctx.now());
    let which = rows::of_party(party).filter(sight.shown(ctx));
    let which = which.filter(Column::Approved.eq(true)).filter(Column::Hidden.eq(false));
    let photos = if open { rows::page(db, which, None, PHOTOS).await?.0 } else { Vec::new() };
    let photo = |row: &rows::Row| {
        let card = super::views::card(row);
        let (picture, width, height) = (card.picture, card.width, card.height);
        WallPhoto { picture, width, height, caption: card.caption, by: card.by }
    };
    let link = ctx.links().absolute(&format!("/p/{party}/album"));
    Ok(WallPage { around: around(&standing), open, photos: photos.iter().map(photo).collect(), qr: qr(&link)?, link })
}

/// A QR code: the number of modules along an edge, with the quiet zone, and the dark ones as an SVG path.
fn qr(text: &str) -> Result<(i32, String)> {
    const QUIET: i32 = 4;
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).map_err(|_| AppError::Internal)?;
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let run = (x..code.size()).take_while(|x| code.get_module(*x, y)).count() as i32;
            if run > 0 {
                path.push_str(&format!("M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET));
            }
            x += run.max(1);
        }
    }
    Ok((code.size() + 2 * QUIET, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_drawn() {
        let (size, path) = qr("https://party.example.org/p/2vXyZ/album").unwrap();
        assert!(size >= 29 + 8 && path.starts_with("M4 4h7v1h-7z"), "{size} {path}");
    }
}
