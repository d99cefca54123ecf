//! Photos found by words: the index, and what the viewer finds with it.

mod ask;
mod catch_up;
mod details;
pub mod index;
mod offers;
mod scope;
mod show;

pub use catch_up::catch_up;
pub use index::{About, reindex, rename};
pub use scope::Scope;
pub use show::show;
