use image::metadata::Orientation;

use super::{Plane, Planes};

/// Samples that are read and written together, so that both stay near in memory.
const TILE: usize = 32;

impl Planes {
    /// Turned upright. Where a side of odd length is turned around, the samples of colour must lie as
    /// [`colour_shift`] says.
    pub fn upright(self, orientation: Orientation) -> Self {
        if orientation == Orientation::NoTransforms {
            return self;
        }
        Self {
            luma: turned(&self.luma, orientation),
            chroma: self.chroma.map(|planes| planes.map(|plane| turned(&plane, orientation))),
        }
    }
}

/// Whether left and right, and top and bottom, of the stored picture change places.
fn mirrored(orientation: Orientation) -> (bool, bool) {
    match orientation {
        Orientation::NoTransforms | Orientation::Rotate90FlipH => (false, false),
        Orientation::FlipHorizontal => (true, false),
        Orientation::Rotate180 | Orientation::Rotate270FlipH => (true, true),
        Orientation::FlipVertical => (false, true),
        Orientation::Rotate90 => (false, true),
        Orientation::Rotate270 => (true, false),
    }
}

/// Whether rows become columns.
pub fn sideways(orientation: Orientation) -> bool {
    use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    matches!(orientation, Rotate90 | Rotate90FlipH | Rotate270 | Rotate270FlipH)
}

/// By how many samples colour must be moved before a picture of this size is turned. With an odd number of pixels the
/// last sample of colour covers only one, which must not become the first.
pub fn colour_shift(orientation: Orientation, size: (usize, usize)) -> (f64, f64) {
    let shift = |mirrored: bool, length: usize| if mirrored && !length.is_multiple_of(2) { -0.5 } else { 0.0 };
    let (across, down) = mirrored(orientation);
    (shift(across, size.0), shift(down, size.1))
}

fn turned(plane: &Plane, orientation: Orientation) -> Plane {
    let (width, height) = plane.size();
    let (across, down) = mirrored(orientation);
    let sideways = sideways(orientation);
    let to = if sideways { height } else { width };
    let mut samples = vec![0; plane.samples.len()];
    for top in (0..height).step_by(TILE) {
        for left in (0..width).step_by(TILE) {
            for y in top..(top + TILE).min(height) {
                let row = &plane.samples[y * width..(y + 1) * width];
                let y = if down { height - 1 - y } else { y };
                for (x, &sample) in row.iter().enumerate().skip(left).take(TILE) {
                    let x = if across { width - 1 - x } else { x };
                    samples[if sideways { x * to + y } else { y * to + x }] = sample;
                }
            }
        }
    }
    Plane { samples, width: to }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{DynamicImage, GrayImage};

    #[test]
    fn as_the_image_crate_turns() {
        let (width, height) = (45, 70);
        let samples: Vec<u8> = (0..width * height).map(|index| (index % 251) as u8).collect();
        let plane = Plane::new(samples.clone(), (width, height)).unwrap();
        for orientation in (1..=8).filter_map(Orientation::from_exif) {
            let mut other = DynamicImage::ImageLuma8(GrayImage::from_raw(45, 70, samples.clone()).unwrap());
            other.apply_orientation(orientation);
            let turned = turned(&plane, orientation);
            assert_eq!(turned.size(), (other.width() as usize, other.height() as usize), "{orientation:?}");
            assert_eq!(turned.samples, other.as_bytes(), "{orientation:?}");
        }
    }
}
