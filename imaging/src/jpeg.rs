//! JPEG, read and written in planes of brightness and colour, as the format keeps them: no picture is ever turned into
//! RGB at full size.

mod markers;
mod read;
mod turbo;
mod write;

pub use markers::{APP14, SOS, Segment, Segments, check};
pub use read::open;
pub use write::encode;

/// What the components of a JPEG mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Space {
    Grey,
    YCbCr,
    Rgb,
    Cmyk,
    Ycck,
}
