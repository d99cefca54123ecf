//! What a picture may cost. All limits are checked from the header, before a pixel is decoded.

/// Pixels of any picture, unless an order says otherwise: 100 megapixels, about twice the 48 MP of a current phone's full-size
/// photo.
pub const PIXELS_MAX: u64 = 100_000_000;

/// Pixels of a picture whose decoder holds all of it in memory (PNG, WebP, GIF, HEIC), whatever an order says: 52 megapixels,
/// above the 8064 × 6048 of an iPhone and the 8192 × 6144 of other 50 MP cameras.
///
/// Bytes a pixel, and at the limit: PNG and GIF 4 (210 MB of RGBA), with 16 bits 8 (420 MB), and where it has transparent
/// parts, too, 12 while it is brought to 8 bits (620 MB); WebP 8 (420 MB), for the decoder has a copy of its own; HEIC 4.5
/// (230 MB: planes with half the colour, and RGB), with 10 bits 7.5 (390 MB).
pub const HELD_PIXELS_MAX: u64 = 52_000_000;

/// Bytes of the coefficients that a JPEG in several scans makes its decoder hold: 256 MiB, about 90 megapixels of a
/// progressive photo. One in a single scan is never held.
pub const COEFFICIENT_BYTES_MAX: u64 = 256 << 20;

/// Scans of a JPEG: 100. Cameras and encoders write at most about a dozen; each one walks over the whole picture.
pub const SCANS_MAX: usize = 100;

/// Bytes that one PNG, WebP or GIF decoder may allocate: 512 MiB, above 16-bit RGBA at [`HELD_PIXELS_MAX`].
pub(crate) const DECODER_BYTES_MAX: u64 = 512 << 20;

/// Quality of the JPEGs we write, 1–100 on libjpeg's scale; files are no larger than at 80 with the tables of the standard.
pub(crate) const QUALITY: u8 = 81;

/// Quality of the WebP pictures we write, 0–100.
pub(crate) const WEBP_QUALITY: f32 = 80.0;

/// Parts and tiles of a HEIC: a phone's 48 megapixels are about 200 tiles.
#[cfg(feature = "heic")]
pub(crate) const HEIF_ITEMS_MAX: u32 = 4_000;
#[cfg(feature = "heic")]
pub(crate) const HEIF_TILES_MAX: u64 = 4_000;

/// Bytes of a colour profile in a HEIC: those of printers reach a few megabytes.
#[cfg(feature = "heic")]
pub(crate) const PROFILE_BYTES_MAX: u32 = 8 << 20;
