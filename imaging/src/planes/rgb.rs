use image::RgbImage;

use super::{Plane, Planes};
use crate::error::PictureError;

/// Whole numbers stand for this many parts.
const BITS: u32 = 16;
/// Rows that get other colours together: an even number.
const BAND: usize = 64;

impl Planes {
    /// From interleaved sRGB (T.871); colour is the mean of two by two pixels.
    pub fn from_rgb(picture: &RgbImage) -> Result<Self, PictureError> {
        let (width, height) = (picture.width() as usize, picture.height() as usize);
        let (across, down) = (width.div_ceil(2), height.div_ceil(2));
        let mut luma = Vec::with_capacity(width * height);
        let (mut blue, mut red) = (Vec::with_capacity(across * down), Vec::with_capacity(across * down));
        for rows in picture.as_raw().chunks(width * 6) {
            luma.extend(rows.chunks_exact(3).map(brightness));
            let (upper, lower) = rows.split_at(width * 3);
            let lower = if lower.is_empty() { upper } else { lower };
            for (upper, lower) in upper.chunks(6).zip(lower.chunks(6)) {
                // In an odd row the last pixel stands alone.
                let at = |row: &[u8], index: usize| i32::from(row[index % row.len()]);
                let [r, g, b] = [0, 1, 2].map(|c| at(upper, c) + at(upper, c + 3) + at(lower, c) + at(lower, c + 3));
                blue.push(colour(-11_056 * r - 21_712 * g + 32_768 * b));
                red.push(colour(32_768 * r - 27_440 * g - 5_328 * b));
            }
        }
        let plane = |samples, size| Plane::new(samples, size).ok_or(PictureError::Failed);
        let chroma = Some([plane(blue, (across, down))?, plane(red, (across, down))?]);
        Ok(Self { luma: plane(luma, (width, height))?, chroma })
    }

    /// Interleaved sRGB; between samples of colour, the mean of the two nearest, weighted by distance.
    pub fn to_rgb(&self) -> RgbImage {
        self.rows_to_rgb(0, self.size().1)
    }

    /// What `change` makes of it, a band at a time: nothing is held twice. Errors: `Failed`.
    pub fn recoloured(&self, change: impl Fn(RgbImage) -> RgbImage) -> Result<Self, PictureError> {
        let (width, height) = self.size();
        let mut parts = [const { Vec::new() }; 3];
        for top in (0..height).step_by(BAND) {
            let band = Self::from_rgb(&change(self.rows_to_rgb(top, BAND.min(height - top))))?;
            parts.iter_mut().zip(band.each()).for_each(|(part, plane)| part.extend_from_slice(plane.samples()));
        }
        let half = (width.div_ceil(2), height.div_ceil(2));
        let plane = |samples, size| Plane::new(samples, size).ok_or(PictureError::Failed);
        let [luma, blue, red] = parts;
        Ok(Self { luma: plane(luma, (width, height))?, chroma: Some([plane(blue, half)?, plane(red, half)?]) })
    }

    fn rows_to_rgb(&self, top: usize, height: usize) -> RgbImage {
        let width = self.size().0;
        let mut rgb = Vec::with_capacity(width * height * 3);
        let (mut blue, mut red) = (vec![128 << 4; width], vec![128 << 4; width]);
        for (y, row) in self.luma.rows().enumerate().skip(top).take(height) {
            if let Some([from_blue, from_red]) = &self.chroma {
                between(from_blue, y, &mut blue);
                between(from_red, y, &mut red);
            }
            rgb.extend(row.iter().zip(&blue).zip(&red).flat_map(|((&y, &cb), &cr)| pixel(y, cb, cr)));
        }
        RgbImage::from_raw(width as u32, height as u32, rgb).unwrap_or_default()
    }
}

fn brightness(rgb: &[u8]) -> u8 {
    let [r, g, b] = [0, 1, 2].map(|c| i32::from(rgb[c]));
    ((19_595 * r + 38_470 * g + 7_471 * b + (1 << (BITS - 1))) >> BITS) as u8
}

/// From the sum over four pixels.
fn colour(sum: i32) -> u8 {
    (((sum >> 2) + (128 << BITS) + (1 << (BITS - 1)) - 1) >> BITS).clamp(0, 255) as u8
}

/// A row of colour for each pixel of row `y`, in sixteenths.
fn between(plane: &Plane, y: usize, out: &mut [i32]) {
    let (width, height) = plane.size();
    let near = (y / 2).min(height - 1);
    let far = if y.is_multiple_of(2) { near.saturating_sub(1) } else { (near + 1).min(height - 1) };
    let row = |y: usize| &plane.samples()[y * width..(y + 1) * width];
    let (near, far) = (row(near), row(far));
    let column = |x: usize| 3 * i32::from(near[x]) + i32::from(far[x]);
    for (x, out) in out.iter_mut().enumerate() {
        let near = (x / 2).min(width - 1);
        let far = if x.is_multiple_of(2) { near.saturating_sub(1) } else { (near + 1).min(width - 1) };
        *out = 3 * column(near) + column(far);
    }
}

fn pixel(y: u8, blue: i32, red: i32) -> [u8; 3] {
    let (y, blue, red) = ((i32::from(y) << BITS) + (1 << (BITS - 1)), blue - (128 << 4), red - (128 << 4));
    let byte = |value: i32| (value >> BITS).clamp(0, 255) as u8;
    let sixteenth = |factor: i32, value: i32| (factor * value) >> 4;
    [
        byte(y + sixteenth(91_881, red)),
        byte(y - sixteenth(22_554, blue) - sixteenth(46_802, red)),
        byte(y + sixteenth(116_130, blue)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::{difference, scene};
    use image::Rgb;

    #[test]
    fn bands_do_not_show() {
        for size in [(40, 200), (33, 129), (7, 64), (1, 1)] {
            let planes = Planes::from_rgb(&scene(size.0, size.1)).unwrap();
            let inverted = |mut picture: RgbImage| {
                picture.iter_mut().for_each(|value| *value = 255 - *value);
                picture
            };
            let want = Planes::from_rgb(&inverted(planes.to_rgb())).unwrap();
            assert_eq!(planes.recoloured(inverted).unwrap(), want, "{size:?}");
        }
    }

    #[test]
    fn there_and_back_again() {
        for (width, height) in [(64, 48), (33, 17), (1, 1), (1, 7)] {
            let scene = scene(width, height);
            let back = Planes::from_rgb(&scene).unwrap().to_rgb();
            assert!(difference(&back, &scene) < 2.0 + 60.0 / f64::from(width), "{width} × {height}");
        }
        for colour in [[255, 0, 0], [0, 255, 0], [0, 0, 255], [255; 3], [0; 3], [13, 200, 77]] {
            let flat = RgbImage::from_pixel(5, 5, Rgb(colour));
            let back = Planes::from_rgb(&flat).unwrap().to_rgb();
            assert!(difference(&back, &flat) <= 1.0, "{colour:?}: {:?}", back.get_pixel(2, 2));
        }
    }
}
