/// Why a picture was not taken; the text is for the person who uploaded it and says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    #[error("This file is not a picture. Please choose a JPEG, PNG, WebP or GIF.")]
    NotAPicture,
    #[error("HEIC photos cannot be read here. On iPhone, share the photo as “Most Compatible”, or save it as JPEG.")]
    Heic,
    #[error("This kind of picture cannot be read here. Please save it as JPEG or PNG and try again.")]
    Unsupported,
    #[error(
        "This picture is too large: {} megapixels, and at most {} fit. Please make it smaller.",
        megapixels(*pixels), limit / 1_000_000
    )]
    TooManyPixels { pixels: u64, limit: u64 },
    #[error("This picture is too complicated to open. Please save it as a plain JPEG and try again.")]
    TooComplex,
    #[error("This picture is damaged or was not uploaded completely. Please send it again.")]
    Damaged,
    #[error("Many pictures are being prepared right now. Please try again in a minute.")]
    Busy,
    #[error("This picture could not be prepared. Please try again, or choose another one.")]
    Failed,
}

impl PictureError {
    /// Stable name of the case, for logs, metrics and JSON answers.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::NotAPicture => "not_a_picture",
            Self::Heic => "heic",
            Self::Unsupported => "unsupported",
            Self::TooManyPixels { .. } => "too_many_pixels",
            Self::TooComplex => "too_complex",
            Self::Damaged => "damaged",
            Self::Busy => "busy",
            Self::Failed => "failed",
        }
    }
}

/// `Ok` when a picture of this size may be decoded at all.
pub(crate) fn check_pixels(width: u32, height: u32, limit: u64) -> Result<(), PictureError> {
    let pixels = u64::from(width) * u64::from(height);
    match pixels {
        0 => Err(PictureError::Damaged),
        _ if pixels > limit => Err(PictureError::TooManyPixels { pixels, limit }),
        _ => Ok(()),
    }
}

/// Rounded up, so that a picture just above the limit never reads as equal to it.
fn megapixels(pixels: u64) -> u64 {
    pixels.div_ceil(1_000_000)
}

impl From<image::ImageError> for PictureError {
    fn from(error: image::ImageError) -> Self {
        match error {
            image::ImageError::Unsupported(_) => Self::Unsupported,
            image::ImageError::Limits(_) => Self::TooComplex,
            _ => Self::Damaged,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::PIXELS_MAX;

    #[test]
    fn limits_are_inclusive_and_empty_is_damaged() {
        assert_eq!(check_pixels(1, 1, 100), Ok(()));
        assert_eq!(check_pixels(10, 10, 100), Ok(()));
        assert_eq!(check_pixels(0, 10, 100), Err(PictureError::Damaged));
        let error = check_pixels(u32::MAX, u32::MAX, PIXELS_MAX).unwrap_err();
        assert_eq!(error.kind(), "too_many_pixels");
    }

    #[test]
    fn a_refusal_names_the_size_and_the_limit() {
        let error = check_pixels(20_000, 14_000, PIXELS_MAX).unwrap_err();
        assert_eq!(
            error.to_string(),
            "This picture is too large: 280 megapixels, and at most 100 fit. Please make it smaller."
        );
    }
}
