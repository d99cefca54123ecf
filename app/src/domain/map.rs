//! Maps: where a position is on the paper, what is seen of the world, and how photos that lie close become one mark.

mod cluster;
mod mercator;
mod outline;
mod view;
mod window;

pub use cluster::{Cluster, Dot, clusters};
pub use mercator::{Spot, position, spot};
pub use outline::{Outline, filled, stroked};
pub use view::{Exactness, MapForm, MapPage, Mark, Tiles};
pub use window::{Bounds, HEIGHT, MARK, WIDTH, Window};
