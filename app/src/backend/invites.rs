//! Invitations: read from what hosts type, made, and reached by personal links.

mod add;
mod link;
mod people;

pub(super) use add::new_guest;
pub use add::{add, preview};
pub use link::{claim, open, renew, revoke};
pub use people::{add_people, to_add};
