//! What stands in the place of a photo until it has loaded: a ThumbHash (evanw.github.io/thumbhash), drawn so small that it
//! fits into the page, and made large and soft by the browser.

use std::{array, f32::consts::PI, sync::LazyLock};

use data_encoding::BASE64;

/// Pixels along the longer edge.
const EDGE: usize = 6;
/// Waves along an edge that a channel may tell, the constant one among them.
const WAVES: usize = 7;

/// For each pixel of an edge, the heights of all waves there.
type Heights = [[f32; WAVES]; EDGE];
/// Something for each pixel, in lines.
type Plane<T> = [[T; EDGE]; EDGE];

/// The waves along edges of each length. They are the same for all pictures.
static COSINES: LazyLock<[Heights; EDGE + 1]> = LazyLock::new(|| {
    let height = |length: usize, place: usize, wave: usize| {
        (PI / length.max(1) as f32 * (place as f32 + 0.5) * wave as f32).cos()
    };
    array::from_fn(|length| array::from_fn(|place| array::from_fn(|wave| height(length, place, wave))))
});

/// A tiny picture as a `data:` address from a ThumbHash in base 64; nothing where there is none or it is broken.
pub fn address(thumbhash: &str) -> Option<String> {
    let hash = BASE64.decode(thumbhash.as_bytes()).ok()?;
    let hash = Hash::read(&hash)?;
    let (width, height) = hash.size();
    let colours = hash.draw(width, height);
    let bitmap = bitmap(width, height, |x, y| colours[y][x]);
    Some(format!("data:image/bmp;base64,{}", BASE64.encode(&bitmap)))
}

/// A part of the colour: its mean, and how it changes over the picture.
struct Channel {
    mean: f32,
    columns: usize,
    rows: usize,
    waves: Vec<f32>,
}

/// Lightness, and two differences of colour.
struct Hash {
    lightness: Channel,
    yellow: Channel,
    red: Channel,
}

impl Hash {
    fn read(hash: &[u8]) -> Option<Self> {
        let &[a, b, c, d, e, ..] = hash else { return None };
        let colours = u32::from(a) | u32::from(b) << 8 | u32::from(c) << 16;
        let shape = u32::from(d) | u32::from(e) << 8;
        let part = |bits: u32, from: u32, most: u32| ((bits >> from) & most) as f32;
        let (alpha, landscape) = (colours >> 23 & 1 == 1, shape >> 15 & 1 == 1);
        let (short, long) = ((shape & 7).max(3) as usize, if alpha { 5 } else { 7 });
        let (columns, rows) = if landscape { (long, short) } else { (short, long) };
        let head = if alpha { 6 } else { 5 };
        let mut nibbles = hash.iter().skip(head).flat_map(|byte| [byte & 15, byte >> 4]);
        let mut channel = |mean: f32, columns: usize, rows: usize, scale: f32| {
            let count = places(columns, rows).count();
            let waves: Vec<f32> =
                nibbles.by_ref().take(count).map(|nibble| (f32::from(nibble) / 7.5 - 1.0) * scale).collect();
            (waves.len() == count).then_some(Channel { mean, columns, rows, waves })
        };
        Some(Self {
            lightness: channel(part(colours, 0, 63) / 63.0, columns, rows, part(colours, 18, 31) / 31.0)?,
            yellow: channel(part(colours, 6, 63) / 31.5 - 1.0, 3, 3, part(shape, 3, 63) / 63.0 * 1.25)?,
            red: channel(part(colours, 12, 63) / 31.5 - 1.0, 3, 3, part(shape, 9, 63) / 63.0 * 1.25)?,
        })
    }

    /// As wide and high as the picture is, roughly.
    fn size(&self) -> (usize, usize) {
        let (columns, rows) = (self.lightness.columns, self.lightness.rows);
        let longest = columns.max(rows).max(1);
        ((EDGE * columns).div_ceil(longest).max(1), (EDGE * rows).div_ceil(longest).max(1))
    }

    /// The colours of so many pixels, at most [`EDGE`] along each edge.
    fn draw(&self, width: usize, height: usize) -> Plane<[u8; 3]> {
        let (across, down) = (&COSINES[width], &COSINES[height]);
        let [lightness, yellow, red] = [&self.lightness, &self.yellow, &self.red].map(|part| part.draw(across, down));
        array::from_fn(|y| array::from_fn(|x| colour(lightness[y][x], yellow[y][x], red[y][x])))
    }
}

impl Channel {
    /// Adds up the waves of each row across the picture, and then the rows down it.
    fn draw(&self, across: &Heights, down: &Heights) -> Plane<f32> {
        let mut rows = [[0.0_f32; EDGE]; WAVES];
        for ((column, row), wave) in places(self.columns, self.rows).zip(&self.waves) {
            for (sum, heights) in rows[row].iter_mut().zip(across) {
                *sum += wave * heights[column];
            }
        }
        let sum = |heights: &[f32; WAVES], x: usize| {
            rows.iter().zip(heights).map(|(row, height)| row[x] * height).sum::<f32>()
        };
        down.map(|heights| array::from_fn(|x| self.mean + 2.0 * sum(&heights, x)))
    }
}

/// Red, green and blue of a lightness and two differences.
fn colour(l: f32, p: f32, q: f32) -> [u8; 3] {
    let blue = l - 2.0 / 3.0 * p;
    let red = (3.0 * l - blue + q) / 2.0;
    [red, red - q, blue].map(|part| (part.clamp(0.0, 1.0) * 255.0) as u8)
}

/// The waves that a channel tells, in their order: a triangle without its corner, which is the mean.
fn places(columns: usize, rows: usize) -> impl Iterator<Item = (usize, usize)> {
    let row = move |row: usize| {
        let first = usize::from(row == 0);
        (first..columns)
            .take_while(move |column| column * rows < columns * (rows - row))
            .map(move |column| (column, row))
    };
    (0..rows).flat_map(row)
}

/// A BMP file of 24 bits for each pixel: what browsers read and is nearly nothing but its pixels.
fn bitmap(width: usize, height: usize, colour: impl Fn(usize, usize) -> [u8; 3]) -> Vec<u8> {
    const HEAD: usize = 54;
    let line = (3 * width).next_multiple_of(4);
    let size = HEAD + line * height;
    let number = |number: usize| (number as u32).to_le_bytes();
    let mut file = Vec::with_capacity(size);
    file.extend(b"BM");
    for part in [number(size), number(0), number(HEAD), number(40), number(width), number(height)] {
        file.extend(part);
    }
    file.extend([1, 0, 24, 0]);
    file.resize(HEAD, 0);
    // The last line comes first, and blue before red.
    for y in (0..height).rev() {
        for x in 0..width {
            let [red, green, blue] = colour(x, y);
            file.extend([blue, green, red]);
        }
        file.extend(std::iter::repeat_n(0, line - 3 * width));
    }
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the reference implementation: a sunset.
    const SUNSET: &str = "1QcSHQRnh493V4dIh4eXh1h4kJUI";

    #[test]
    fn a_sunset_is_small() {
        let address = address(SUNSET).unwrap();
        assert!(address.starts_with("data:image/bmp;base64,Qk") && address.len() < 300, "{address}");
        let hash = BASE64.decode(SUNSET.as_bytes()).unwrap();
        let hash = Hash::read(&hash).unwrap();
        let (width, height) = hash.size();
        assert_eq!(width.max(height), EDGE);
        let colours = hash.draw(width, height);
        assert_ne!(colours[0][0], colours[height / 2][width / 2]);
    }

    /// The formula of the reference implementation for one pixel.
    fn direct(hash: &Hash, (x, y): (usize, usize), (width, height): (usize, usize)) -> [u8; 3] {
        let (x, y) = (PI / width as f32 * (x as f32 + 0.5), PI / height as f32 * (y as f32 + 0.5));
        let [l, p, q] = [&hash.lightness, &hash.yellow, &hash.red].map(|channel| {
            let wave = |((column, row), wave): ((usize, usize), &f32)| {
                wave * (x * column as f32).cos() * (y * row as f32).cos() * 2.0
            };
            channel.mean + places(channel.columns, channel.rows).zip(&channel.waves).map(wave).sum::<f32>()
        });
        colour(l, p, q)
    }

    #[test]
    fn colours_are_those_of_the_formula() {
        let mut hashes = vec![BASE64.decode(SUNSET.as_bytes()).unwrap()];
        // Of all shapes, upright and lying, with and without transparency.
        for seed in 0..=255_u8 {
            hashes.push(
                (0..32_u8).map(|place| seed.wrapping_mul(31).wrapping_add(place.wrapping_mul(101)) ^ place).collect(),
            );
        }
        for bytes in hashes {
            let hash = Hash::read(&bytes).unwrap();
            let (width, height) = hash.size();
            let colours = hash.draw(width, height);
            for (x, y) in (0..width).flat_map(|x| (0..height).map(move |y| (x, y))) {
                let expected = direct(&hash, (x, y), (width, height));
                let near = colours[y][x].iter().zip(expected).all(|(got, wanted)| got.abs_diff(wanted) <= 1);
                assert!(near, "{bytes:?} at {x}, {y}: {:?} for {expected:?}", colours[y][x]);
            }
        }
    }

    #[test]
    fn what_is_broken_is_nothing() {
        for bad in ["", "x", "====", "1Qc=", "AAAAAAA="] {
            assert_eq!(address(bad), None, "{bad}");
        }
    }

    #[test]
    fn bitmaps_are_whole() {
        for (width, height) in [(1, 1), (6, 4), (3, 6)] {
            let file = bitmap(width, height, |_, _| [1, 2, 3]);
            assert_eq!(file.len() as u32, u32::from_le_bytes(file[2..6].try_into().unwrap()));
            assert_eq!(file[54..57], [3, 2, 1]);
        }
    }
}
