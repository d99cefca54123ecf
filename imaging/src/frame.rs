use image::metadata::Orientation;
use image::{DynamicImage, RgbaImage, imageops};

use crate::chain::{Encoding, Rendition};
use crate::colour::Colour;
use crate::error::PictureError;
use crate::jpeg;
use crate::limits::{QUALITY, WEBP_QUALITY};
use crate::placeholder;
use crate::planes::Planes;
use crate::sampler::resize_clear;

/// A picture at one size, in sRGB, on its way to the next smaller one.
pub(crate) enum Frame {
    Opaque(Planes),
    /// With transparent parts.
    Clear(RgbaImage),
}

impl Frame {
    /// Width and height in pixels.
    pub fn size(&self) -> (u32, u32) {
        match self {
            Self::Opaque(planes) => {
                let (width, height) = planes.size();
                (width as u32, height as u32)
            }
            Self::Clear(picture) => picture.dimensions(),
        }
    }

    /// Errors: `Failed`, `Damaged`.
    pub fn resized(&self, to: (u32, u32)) -> Result<Self, PictureError> {
        match self {
            Self::Opaque(planes) => planes.resized((to.0 as usize, to.1 as usize)).map(Self::Opaque),
            Self::Clear(picture) => resize_clear(picture, to).map(Self::Clear),
        }
    }

    pub fn upright(self, orientation: Orientation) -> Self {
        match self {
            Self::Opaque(planes) => Self::Opaque(planes.upright(orientation)),
            Self::Clear(picture) => {
                let mut picture = DynamicImage::ImageRgba8(picture);
                picture.apply_orientation(orientation);
                Self::Clear(picture.into_rgba8())
            }
        }
    }

    /// Left, top, width and height of it, written. Errors: `Failed`, `TooComplex`.
    pub fn render(&self, (left, top, width, height): (u32, u32, u32, u32)) -> Result<Rendition, PictureError> {
        let whole = (width, height) == self.size();
        let (bytes, encoding) = match self {
            Self::Opaque(planes) if whole => (jpeg::encode(planes, QUALITY)?, Encoding::Jpeg),
            Self::Opaque(planes) => {
                let part = planes.cropped((left as usize, top as usize), (width as usize, height as usize));
                (jpeg::encode(&part, QUALITY)?, Encoding::Jpeg)
            }
            Self::Clear(picture) => {
                (webp(&imageops::crop_imm(picture, left, top, width, height).to_image())?, Encoding::WebP)
            }
        };
        Ok(Rendition { bytes: bytes.into(), encoding, width, height })
    }

    /// Mean colour and ThumbHash.
    pub fn placeholder(&self) -> (Colour, Vec<u8>) {
        match self {
            Self::Opaque(planes) => placeholder::of(&DynamicImage::ImageRgb8(planes.to_rgb()).into_rgba8()),
            Self::Clear(picture) => placeholder::of(picture),
        }
    }
}

fn webp(picture: &RgbaImage) -> Result<Vec<u8>, PictureError> {
    let encoder = webp::Encoder::from_rgba(picture.as_raw(), picture.width(), picture.height());
    let file = encoder.encode_simple(false, WEBP_QUALITY).map_err(|_| PictureError::Failed)?;
    Ok(file.to_vec())
}
