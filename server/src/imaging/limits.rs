//! What a picture may cost. All limits are checked from the header, before a pixel is decoded.

/// Pixels of any picture: 100 megapixels, about twice the 48 MP of a current phone's full-size photo.
pub const PIXELS_MAX: u64 = 100_000_000;

/// Pixels of a picture whose decoder holds all of it in memory (progressive or non-interleaved JPEG, PNG, WebP, GIF):
/// 40 megapixels, about 240 MB of JPEG coefficients or 160 MB of RGBA.
pub const HELD_PIXELS_MAX: u64 = 40_000_000;

/// Scans of a JPEG: 100. Cameras and encoders write at most about a dozen; each one walks over the whole picture.
pub const SCANS_MAX: usize = 100;

/// Bytes that one PNG, WebP or GIF decoder may allocate: 512 MiB, above 16-bit RGBA at [`HELD_PIXELS_MAX`].
pub(super) const DECODER_BYTES_MAX: u64 = 512 << 20;

/// Quality of the JPEGs we write, 1–100 on the IJG scale: measured as good as sharp's default at the same size.
pub(super) const QUALITY: u8 = 80;
