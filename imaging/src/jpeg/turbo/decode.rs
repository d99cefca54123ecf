use std::ffi::{c_int, c_uint, c_ulong, c_void};
use std::marker::PhantomData;
use std::{mem, ptr, slice};

use mozjpeg_sys as c;

use super::{BLOCK, Strip, errors, guarded};
use crate::error::PictureError;
use crate::jpeg::Space;

/// Reads one JPEG, whose limits have been checked by [`crate::jpeg::check`].
pub struct Decoder<'a> {
    state: *mut State,
    file: PhantomData<&'a [u8]>,
}

struct State {
    info: c::jpeg_decompress_struct,
    errors: c::jpeg_error_mgr,
    /// Samples along a block's side as they are wanted, for each component.
    edges: [c_int; 4],
}

impl<'a> Decoder<'a> {
    /// Reads the header. Errors: `Damaged`, `Unsupported`.
    pub fn open(data: &'a [u8]) -> Result<Self, PictureError> {
        // SAFETY: all of these are numbers and pointers, for which zero is a value, until the library fills them in.
        let state = Box::new(State { info: unsafe { mem::zeroed() }, errors: errors(), edges: [0; 4] });
        let decoder = Self { state: Box::into_raw(state), file: PhantomData };
        // SAFETY: the state lives until the decoder is dropped, and the file longer.
        guarded(|| unsafe {
            let State { info, errors, edges } = &mut *decoder.state;
            info.common.err = errors;
            info.common.client_data = ptr::from_mut(edges).cast();
            c::jpeg_create_decompress(info);
            c::jpeg_mem_src(info, data.as_ptr(), data.len() as c_ulong);
            c::jpeg_read_header(info, 1)
        })?;
        Ok(decoder)
    }

    fn info(&self) -> &c::jpeg_decompress_struct {
        // SAFETY: see `open`.
        unsafe { &(*self.state).info }
    }

    fn components(&self) -> &[c::jpeg_component_info] {
        // SAFETY: after the header there are as many as it says.
        unsafe { slice::from_raw_parts(self.info().comp_info, self.info().num_components as usize) }
    }

    /// `None` for what nothing here knows how to show.
    pub fn space(&self) -> Option<Space> {
        match self.info().jpeg_color_space {
            c::JCS_GRAYSCALE => Some(Space::Grey),
            c::JCS_YCbCr => Some(Space::YCbCr),
            c::JCS_RGB => Some(Space::Rgb),
            c::JCS_CMYK => Some(Space::Cmyk),
            c::JCS_YCCK => Some(Space::Ycck),
            _ => None,
        }
    }

    /// Width and height in pixels.
    pub fn size(&self) -> (usize, usize) {
        (self.info().image_width as usize, self.info().image_height as usize)
    }

    /// For each component, how much finer it is than 1, across and down; the largest are those of the picture.
    pub fn factors(&self) -> Vec<(usize, usize)> {
        self.components().iter().map(|part| (part.h_samp_factor as usize, part.v_samp_factor as usize)).collect()
    }

    /// Decodes the picture and hands over one row after the other with the number of its component: all rows of blocks
    /// of the first, then of the next. `edges` are the samples wanted along a block's side, 1, 2, 4 or 8 for each
    /// component; the first must be one of the finest unless all are 8.
    /// Errors: `Damaged` for a file that is cut short or otherwise broken, `Unsupported`, `TooComplex` without memory.
    pub fn read(
        self,
        edges: &[usize],
        mut row: impl FnMut(usize, &[u8]) -> Result<(), PictureError>,
    ) -> Result<(), PictureError> {
        // SAFETY: see `open`; nothing else looks at the state before this function ends.
        let State { info, edges: wanted, .. } = unsafe { &mut *self.state };
        wanted.iter_mut().zip(edges).for_each(|(wanted, &edge)| *wanted = edge as c_int);
        info.raw_data_out = 1;
        info.do_block_smoothing = 0;
        (info.scale_num, info.scale_denom) = (edges[0] as c_uint, BLOCK as c_uint);
        // SAFETY: the library calls `choose` with what it expects, whatever the binding says.
        guarded(|| unsafe {
            c::jpeg_set_idct_method_selector(&*ptr::from_mut(info).cast(), choose as *const c_void);
            c::jpeg_start_decompress(info)
        })?;
        if self.components().iter().any(|component| component.quant_table.is_null()) {
            return Err(PictureError::Damaged); // No scan brought it.
        }
        let strip = |(component, &edge): (&c::jpeg_component_info, &usize)| {
            Strip::new(component.width_in_blocks as usize * edge, component.v_samp_factor as usize * edge)
        };
        let mut strips: Vec<Strip> = self.components().iter().zip(edges).map(strip).collect();
        let mut planes: Vec<_> = strips.iter_mut().map(|strip| strip.rows.as_mut_ptr()).collect();
        let lines = info.max_v_samp_factor as c_uint * info.scale_num;
        while info.output_scanline < info.output_height {
            // SAFETY: each strip has room for a row of blocks at the size that was chosen for its component.
            guarded(|| unsafe { c::jpeg_read_raw_data(info, planes.as_mut_ptr(), lines) })?;
            for (index, strip) in strips.iter().enumerate() {
                strip.samples.chunks_exact(strip.width).try_for_each(|samples| row(index, samples))?;
            }
        }
        // SAFETY: as before.
        guarded(|| unsafe { c::jpeg_finish_decompress(info) })?;
        Ok(())
    }
}

impl Drop for Decoder<'_> {
    fn drop(&mut self) {
        // SAFETY: the state came out of a box in `open`, and this is the end of it.
        unsafe {
            c::jpeg_destroy_decompress(&mut (*self.state).info);
            drop(Box::from_raw(self.state));
        }
    }
}

/// `jpeg_component_info` of jpeglib.h. The bindings keep the size of blocks to themselves.
#[repr(C)]
struct Component {
    id: c_int,
    index: c_int,
    factors_and_tables: [c_int; 5],
    blocks: [c_uint; 2],
    edge: c_int,
    size: [c_uint; 2],
    needed: c_int,
    blocks_in_unit: c_int,
    rows_and_blocks: [c_int; 2],
    samples_in_unit: c_int,
    at_the_end: [c_int; 2],
    tables: [*mut c_void; 2],
}

const _: () = assert!(size_of::<Component>() == size_of::<c::jpeg_component_info>());

/// Called for each component as it is about to be decoded. The library would give colour as many samples as brightness
/// wherever it can; at the first component, what is wanted instead is set for those that follow.
unsafe extern "C-unwind" fn choose(
    info: *mut c::jpeg_decompress_struct,
    component: *mut Component,
    _method: *mut c_void,
    _kind: *mut c_int,
) {
    // SAFETY: components lie one after the other, and `open` put the sizes there.
    unsafe {
        let edges = (*info).common.client_data.cast::<[c_int; 4]>();
        let following = if (*component).index == 0 { 1..(*info).num_components as usize } else { 0..0 };
        for index in following {
            let component = &mut *component.add(index);
            component.edge = (*edges)[index];
            // Not yet known of a component in a later scan, and then reckoned again there.
            component.samples_in_unit = component.blocks_in_unit.wrapping_mul(component.edge);
        }
    }
}
