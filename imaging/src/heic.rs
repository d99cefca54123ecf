//! HEIC, and AVIF where its plugin is installed, through libheif. It turns the picture upright itself.

use image::RgbImage;
use image::metadata::Orientation;
use libheif_rs::{ColorSpace, HeifContext, HeifError, HeifErrorCode, ImageHandle, LibHeif, RgbChroma};

use crate::colour;
use crate::decode::Coloured;
use crate::error::{PictureError, check_pixels};
use crate::facts::{self, Metadata};
use crate::limits::{HEIF_ITEMS_MAX, HEIF_TILES_MAX, HELD_PIXELS_MAX, PROFILE_BYTES_MAX};
use crate::sampler::Sampler;

/// Width and height of the upright picture, of at most `pixels_max` pixels.
/// Errors: `Damaged`, `Unsupported`, `TooManyPixels`, `TooComplex`.
pub(crate) fn size(data: &[u8], pixels_max: u64) -> Result<(u32, u32), PictureError> {
    let context = open(data)?;
    let handle = context.primary_image_handle().map_err(refuse)?;
    check_pixels(handle.width(), handle.height(), pixels_max)?;
    Ok((handle.width(), handle.height()))
}

/// Decodes to `target` pixels, in sRGB. Errors: `Damaged`, `Unsupported`.
pub(crate) fn decode(data: &[u8], target: (u32, u32)) -> Result<Coloured, PictureError> {
    let context = open(data)?;
    let handle = context.primary_image_handle().map_err(refuse)?;
    let picture = shrink(&handle, target)?;
    let profile = handle.color_profile_raw().and_then(|profile| colour::to_srgb(&profile.data));
    let picture = match profile {
        Some(transform) => transform.apply(picture),
        None => picture,
    };
    let facts = facts::read(exif(&handle)).facts;
    Ok(Coloured { picture, metadata: Metadata { facts, orientation: Orientation::NoTransforms } })
}

fn open(data: &[u8]) -> Result<HeifContext<'_>, PictureError> {
    let mut context = HeifContext::new().map_err(refuse)?;
    let mut limits = context.security_limits();
    limits.set_max_image_size_pixels(HELD_PIXELS_MAX);
    limits.set_max_number_of_tiles(HEIF_TILES_MAX);
    limits.set_max_items(HEIF_ITEMS_MAX);
    limits.set_max_color_profile_size(PROFILE_BYTES_MAX);
    context.set_security_limits(&limits).map_err(refuse)?;
    context.set_max_decoding_threads(1);
    context.read_bytes(data).map_err(refuse)?;
    Ok(context)
}

fn shrink(handle: &ImageHandle, target: (u32, u32)) -> Result<RgbImage, PictureError> {
    let decoded = LibHeif::new().decode(handle, ColorSpace::Rgb(RgbChroma::Rgb), None).map_err(refuse)?;
    let plane = decoded.planes().interleaved.ok_or(PictureError::Unsupported)?;
    let (width, height) = (plane.width as usize, plane.height as usize);
    if (plane.width, plane.height) != (handle.width(), handle.height()) {
        return Err(PictureError::Damaged);
    }
    let mut sampler = Sampler::new(3, (width, height), target);
    for row in plane.data.chunks(plane.stride).take(height) {
        sampler.push(row.get(..width * 3).ok_or(PictureError::Damaged)?);
    }
    let rgb = sampler.finish((width as f64, height as f64))?;
    RgbImage::from_raw(target.0, target.1, rgb).ok_or(PictureError::Failed)
}

/// The EXIF block, behind the four bytes that say how far on it begins (ISO/IEC 23008-12, A.2.1).
fn exif(handle: &ImageHandle) -> Option<Vec<u8>> {
    let mut ids = [0];
    let count = handle.metadata_block_ids(&mut ids, b"Exif");
    let block = handle.metadata(ids[0]).ok().filter(|_| count > 0)?;
    let (offset, block) = block.split_first_chunk::<4>()?;
    block.get(u32::from_be_bytes(*offset) as usize..).map(<[u8]>::to_vec)
}

fn refuse(error: HeifError) -> PictureError {
    match error.code {
        HeifErrorCode::UnsupportedFeature | HeifErrorCode::UnsupportedFileType => PictureError::Unsupported,
        HeifErrorCode::MemoryAllocationError => PictureError::TooComplex,
        _ => PictureError::Damaged,
    }
}

#[cfg(test)]
mod tests {
    use std::{env, fs, process};

    use image::ImageFormat;

    use super::*;
    use crate::SizeSpec;
    use crate::limits::PIXELS_MAX;
    use crate::samples::{difference, make, open as open_jpeg, save, scene};

    /// What libheif's own tool makes of it; nothing, visibly, where that is not installed.
    fn encoded(picture: RgbImage) -> Option<Vec<u8>> {
        let (folder, name) = (env::temp_dir(), format!("soiree-{}-{}", process::id(), picture.width()));
        let [png, heic] = ["png", "heic"].map(|ending| folder.join(format!("{name}.{ending}")));
        fs::write(&png, save(picture, ImageFormat::Png)).unwrap();
        let done = process::Command::new("heif-enc").args(["-q", "90", "-o"]).args([&heic, &png]).output();
        let made = fs::read(&heic).ok();
        let _ = (fs::remove_file(&png), fs::remove_file(&heic));
        if made.is_none() {
            eprintln!("skipped: heif-enc: {done:?}");
        }
        made
    }

    #[test]
    fn a_picture_looks_as_it_did() {
        let scene = scene(640, 480);
        let Some(heic) = encoded(scene.clone()) else { return };
        let made = make(&heic, &[SizeSpec::Fit(640), SizeSpec::Fit(64)]).unwrap();
        assert_eq!((made.original.kind, made.width, made.height), (crate::Kind::Heif, 640, 480));
        assert!(difference(&open_jpeg(&made.sizes[0].bytes), &scene) < 8.0);
        assert_eq!(crate::probe(&heic, 300_000), Err(PictureError::TooManyPixels { pixels: 307_200, limit: 300_000 }));
        assert!(crate::probe(&heic, PIXELS_MAX).is_ok());
    }

    #[test]
    fn what_is_cut_off_is_refused() {
        let Some(heic) = encoded(scene(320, 240)) else { return };
        for length in [12, 40, 200] {
            assert!(make(&heic[..length], &[SizeSpec::Fit(64)]).is_err(), "{length}");
        }
    }
}
