//! libjpeg-turbo as MozJPEG carries it, row of blocks by row of blocks, in planes. A C compiler is enough to build it;
//! where nasm is installed, it has its SIMD. All unsafe code of this crate is here.
//!
//! Where the library cannot go on, it calls back and must not be returned to: [`give_up`] and [`warn`] unwind through
//! its functions, which are compiled for that, into [`guarded`]. It keeps the addresses of what it was given; that is
//! why a [`Decoder`] has its state on the heap and borrows the file, and why [`encode`] never moves its own.

mod decode;
mod encode;

pub use decode::Decoder;
pub use encode::encode;

use std::ffi::c_int;
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use mozjpeg_sys as c;

use crate::error::PictureError;

/// Samples along a block's side.
const BLOCK: usize = 8;

/// Room for one row of blocks of a component.
struct Strip {
    samples: Vec<u8>,
    width: usize,
    rows: Vec<*mut u8>,
}

impl Strip {
    fn new(width: usize, height: usize) -> Self {
        let mut samples = vec![0; width * height];
        let rows = samples.chunks_exact_mut(width).map(<[u8]>::as_mut_ptr).collect();
        Self { samples, width, rows }
    }
}

fn errors() -> c::jpeg_error_mgr {
    // SAFETY: zero is a value for all its parts, and the library fills them in.
    let mut errors = unsafe { mem::zeroed() };
    unsafe { c::jpeg_std_error(&mut errors) };
    errors.error_exit = Some(give_up);
    errors.emit_message = Some(warn);
    errors
}

/// What comes of calls into the library.
fn guarded<T>(calls: impl FnOnce() -> T) -> Result<T, PictureError> {
    catch_unwind(AssertUnwindSafe(calls)).map_err(|cause| match cause.downcast() {
        Ok(error) => *error,
        Err(cause) => resume_unwind(cause),
    })
}

unsafe extern "C-unwind" fn give_up(info: &mut c::jpeg_common_struct) {
    // SAFETY: the library calls with the errors that it was given.
    let error = match unsafe { (*info.err).msg_code } {
        c::JERR_OUT_OF_MEMORY => PictureError::TooComplex,
        c::JERR_ARITH_NOTIMPL
        | c::JERR_BAD_PRECISION
        | c::JERR_CCIR601_NOTIMPL
        | c::JERR_COMPONENT_COUNT
        | c::JERR_CONVERSION_NOTIMPL
        | c::JERR_FRACT_SAMPLE_NOTIMPL
        | c::JERR_NOT_COMPILED
        | c::JERR_NOTIMPL
        | c::JERR_SOF_UNSUPPORTED => PictureError::Unsupported,
        _ => PictureError::Damaged,
    };
    resume_unwind(Box::new(error))
}

/// The library would go on after a warning and fill up with grey what is missing.
unsafe extern "C-unwind" fn warn(info: &mut c::jpeg_common_struct, level: c_int) {
    const HARMLESS: [c_int; 4] =
        [c::JWRN_ADOBE_XFORM, c::JWRN_EXTRANEOUS_DATA, c::JWRN_JFIF_MAJOR, c::JWRN_NOT_SEQUENTIAL];
    // SAFETY: as above.
    if level < 0 && !HARMLESS.contains(unsafe { &(*info.err).msg_code }) {
        resume_unwind(Box::new(PictureError::Damaged));
    }
}
