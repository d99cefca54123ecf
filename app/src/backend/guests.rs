//! The guest list: as hosts see and change it, and the faces that guests see.

mod change;
mod csv;
mod faces;
mod list;
mod search;
mod veil;

pub use change::{Heard, change, check_in, remove, rename, set_note};
pub use csv::csv;
pub use faces::{counts, who_comes};
pub use list::{list, one, sheet, some};

use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter};

use super::{
    Ctx,
    access::{self, Standing},
    entities::invites,
};
use crate::{
    domain::{InviteId, PartyId},
    error::{AppError, Result},
};

/// The party, for those who manage it (1 query). Whoever is not logged in hears so first: [`AppError::NotLoggedIn`].
pub async fn managed<C: ConnectionTrait>(ctx: &Ctx, db: &C, party: PartyId) -> Result<Standing> {
    ctx.user()?;
    let standing = access::standing(ctx, db, party).await?;
    standing.may_manage(ctx)?;
    Ok(standing)
}

/// An invitation of this party to somebody whom the viewer may see, or [`AppError::NotFound`].
pub async fn find<C: ConnectionTrait>(ctx: &Ctx, db: &C, party: PartyId, invite: InviteId) -> Result<invites::Model> {
    let seen = access::seen(ctx, invites::Column::UserId);
    let found = invites::Entity::find_by_id(invite.0).filter(seen).one(db).await?;
    found.filter(|invite| invite.party_id == party.0).ok_or(AppError::NotFound)
}

/// Where to go after a change: a page of this party's guest list, or its beginning if `next` is none.
pub fn back(party: PartyId, next: &str) -> String {
    let list = format!("/p/{party}/guests");
    let plain = next.bytes().all(|byte| byte.is_ascii_graphic()) && next.len() <= 2_000;
    let inside = next.strip_prefix(&list).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']));
    if plain && inside { next.to_owned() } else { list }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goes_back_to_the_list_alone() {
        let party = PartyId::new();
        let list = format!("/p/{party}/guests");
        let page = format!("{list}?answer=yes&q=Zo%C3%AB");
        assert_eq!(back(party, &page), page);
        for bad in ["", "/", "https://example.org", "//example.org", &format!("{list}\r\nX: y"), &format!("{list}x")] {
            assert_eq!(back(party, bad), list, "{bad}");
        }
    }
}
