use std::ffi::{c_int, c_uint, c_ulong, c_void};
use std::{mem, ptr, slice};

use mozjpeg_sys as c;

use super::{BLOCK, Strip, errors, guarded};
use crate::error::PictureError;

/// The tables of N. Robidoux, which are MozJPEG's own choice: at the same size of file nearer to the picture than those
/// that the standard gives as an example.
const QUANTISATION: c_int = 3;

/// Writes a baseline JPEG with nothing in it but pixels: grey, or with colour at half the size. `fill` is given the
/// number of a component and of a row, and writes the row, beyond its end too. Errors: `Failed`, `TooComplex`.
pub fn encode(
    (width, height): (u16, u16),
    colour: bool,
    quality: u8,
    mut fill: impl FnMut(usize, usize, &mut [u8]),
) -> Result<Vec<u8>, PictureError> {
    let mut errors = errors();
    let mut file = File { bytes: ptr::null_mut(), length: 0 };
    // SAFETY: zero is a value for all its parts.
    let mut encoder = Encoder { info: unsafe { mem::zeroed() } };
    let info = &mut encoder.info;
    info.common.err = &mut errors;
    let finest: usize = if colour { 2 } else { 1 };
    // SAFETY: errors and file outlive the encoder, since they were made before it.
    guarded(|| unsafe {
        c::jpeg_create_compress(info);
        c::jpeg_mem_dest(info, &mut file.bytes, &mut file.length);
        (info.image_width, info.image_height) = (width.into(), height.into());
        info.input_components = if colour { 3 } else { 1 };
        info.in_color_space = if colour { c::JCS_YCbCr } else { c::JCS_GRAYSCALE };
        c::jpeg_c_set_int_param(info, c::JINT_COMPRESS_PROFILE, c::JCP_FASTEST as c_int);
        c::jpeg_set_defaults(info);
        c::jpeg_c_set_int_param(info, c::JINT_BASE_QUANT_TBL_IDX, QUANTISATION);
        c::jpeg_set_quality(info, quality.into(), 1);
        info.raw_data_in = 1;
        (*info.comp_info).h_samp_factor = finest as c_int;
        (*info.comp_info).v_samp_factor = finest as c_int;
        c::jpeg_start_compress(info, 1);
    })?;
    let units = usize::from(width).div_ceil(finest * BLOCK);
    let factors: &[usize] = if colour { &[2, 1, 1] } else { &[1] };
    let mut strips: Vec<_> = factors.iter().map(|factor| Strip::new(units * factor * BLOCK, factor * BLOCK)).collect();
    let planes: Vec<_> = strips.iter_mut().map(|strip| strip.rows.as_ptr().cast()).collect();
    for unit in 0..usize::from(height).div_ceil(finest * BLOCK) {
        for (index, strip) in strips.iter_mut().enumerate() {
            let first = unit * strip.rows.len();
            strip.samples.chunks_exact_mut(strip.width).zip(first..).for_each(|(row, y)| fill(index, y, row));
        }
        // SAFETY: each strip holds a row of blocks of its component.
        guarded(|| unsafe { c::jpeg_write_raw_data(info, planes.as_ptr(), (finest * BLOCK) as c_uint) })?;
    }
    // SAFETY: as before; then the file is whole, and as long as the library says.
    guarded(|| unsafe { c::jpeg_finish_compress(info) })?;
    Ok(unsafe { slice::from_raw_parts(file.bytes, file.length as usize) }.to_vec())
}

struct Encoder {
    info: c::jpeg_compress_struct,
}

impl Drop for Encoder {
    fn drop(&mut self) {
        // SAFETY: does nothing where nothing was created.
        unsafe { c::jpeg_destroy_compress(&mut self.info) };
    }
}

/// What the library has written, in memory of its own.
struct File {
    bytes: *mut u8,
    length: c_ulong,
}

impl Drop for File {
    fn drop(&mut self) {
        unsafe extern "C" {
            fn free(memory: *mut c_void);
        }
        // SAFETY: it comes from malloc, or is null.
        unsafe { free(self.bytes.cast()) };
    }
}
