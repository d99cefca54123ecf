//! The board of a party: shown, written on, reacted to, and what leaves it.

mod add;
mod change;
mod glimpses;
mod gone;
mod named;
mod post;
mod react;
mod removal;
pub mod reports;
mod rows;
mod show;
mod views;

pub use add::{add, may_post};
pub use change::{delete, edit, pin, rules};
pub use glimpses::glimpses;
pub use gone::{hand_over, leave, pictures_of, take_all_of, written_by};
pub use post::{post, to_edit};
pub use react::react;
pub use removal::hold;
pub use show::show;

use crate::{
    domain::PostId,
    error::{AppError, Result},
};

/// Where a page ended: the identifier of its last post. Anything else is [`AppError::NotFound`].
fn cursor(after: Option<&str>) -> Result<Option<PostId>> {
    let after = after.filter(|text| !text.is_empty());
    after.map(|text| text.parse::<PostId>().map_err(|_| AppError::NotFound)).transpose()
}
