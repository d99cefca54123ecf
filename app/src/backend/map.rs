//! Photos on a map.

mod marks;
mod position;
mod show;
mod world;

pub use position::keep;
pub use show::show;
