//! JPEG → sRGB at the size needed. Baseline pictures stream through row by row; colour stays in planes until small.

use image::RgbImage;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::options::DecoderOptions;
use zune_jpeg::{JpegDecoder, PlaneInfo, RawDecodeSession, RawImcuRowStatus};

use super::colour;
use super::error::PictureError;
use super::facts::{self, Metadata};
use super::jpeg;
use super::limits::SCANS_MAX;
use super::sampler::Sampler;

/// A picture in sRGB at the size that was asked for, not yet turned upright.
pub(super) struct Decoded {
    pub picture: RgbImage,
    pub metadata: Metadata,
}

type Session<'a, 'data> = RawDecodeSession<'a, ZCursor<&'data [u8]>>;

/// Decodes to `target` pixels, width × height as stored. Errors: `Damaged` on any fault in the data, `Unsupported`.
pub(super) fn jpeg(data: &[u8], target: (u32, u32)) -> Result<Decoded, PictureError> {
    // Strict: a lenient decoder answers a broken file with a grey area and no error.
    let options = DecoderOptions::default()
        .set_strict_mode(true)
        .set_max_width(usize::from(u16::MAX))
        .set_max_height(usize::from(u16::MAX))
        .jpeg_set_max_scans(SCANS_MAX);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(data), options);
    decoder.decode_headers()?;
    let space = decoder.input_colorspace().ok_or(PictureError::Damaged)?;
    let profile = decoder.icc_profile();
    let metadata = facts::read(decoder.exif().cloned());
    let planes = read_planes(decoder.raw_output(), target)?;
    drop(decoder);
    let inverted = jpeg::written_by_adobe(data);
    let rgb = colour::join(planes, space, profile.as_deref(), inverted)?;
    let picture = RgbImage::from_raw(target.0, target.1, rgb).ok_or(PictureError::Failed)?;
    Ok(Decoded { picture, metadata })
}

/// Every component at the target size, subsampled or not.
fn read_planes(mut raw: Session, target: (u32, u32)) -> Result<Vec<Vec<u8>>, PictureError> {
    let count = raw.num_components().ok_or(PictureError::Damaged)?;
    let layout = raw.layout().ok_or(PictureError::Damaged)?;
    let layout = &layout[..count];
    let mut samplers: Vec<Sampler> =
        layout.iter().map(|plane| Sampler::new(1, (plane.width, plane.height), target)).collect();
    stream(&mut raw, layout, &mut samplers)?;

    let (across, down) = sampling(layout);
    let (width, height) = (
        layout.iter().map(|plane| plane.width).max().unwrap_or(0),
        layout.iter().map(|plane| plane.height).max().unwrap_or(0),
    );
    samplers
        .into_iter()
        .zip(layout)
        .map(|(sampler, plane)| {
            sampler.finish((
                (width * plane.horizontal_sampling_factor) as f64 / across as f64,
                (height * plane.vertical_sampling_factor) as f64 / down as f64,
            ))
        })
        .collect()
}

/// Largest sampling factors, across and down: those of the components at full resolution.
fn sampling(layout: &[PlaneInfo]) -> (usize, usize) {
    layout.iter().fold((1, 1), |(across, down), plane| {
        (across.max(plane.horizontal_sampling_factor), down.max(plane.vertical_sampling_factor))
    })
}

/// Hands over one row of blocks after the other, so that no plane exists at full size.
fn stream(raw: &mut Session, layout: &[PlaneInfo], samplers: &mut [Sampler]) -> Result<(), PictureError> {
    let strides: Vec<usize> = layout.iter().map(|plane| plane.stride).collect();
    let mut blocks: Vec<Vec<u8>> =
        layout.iter().map(|plane| vec![0; plane.stride * plane.vertical_sampling_factor * 8]).collect();
    loop {
        let mut slices: Vec<&mut [u8]> = blocks.iter_mut().map(Vec::as_mut_slice).collect();
        let rows = match raw.decode_next_imcu_row(&mut slices, &strides)? {
            RawImcuRowStatus::RowReady { rows_written } => rows_written,
            RawImcuRowStatus::Complete => return Ok(()),
            _ => return Err(PictureError::Damaged),
        };
        for (index, sampler) in samplers.iter_mut().enumerate() {
            for row in blocks[index].chunks_exact(strides[index]).take(rows[index]) {
                sampler.push(row);
            }
        }
    }
}
