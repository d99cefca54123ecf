use super::turbo;
use crate::error::PictureError;
use crate::planes::{Plane, Planes};

/// A baseline JPEG that holds pixels and nothing else: no EXIF, GPS, XMP, profile or comment. Quality 1 to 100 on the
/// scale of the Independent JPEG Group. Errors: `Failed` when a side has more than 65,535 pixels.
pub fn encode(planes: &Planes, quality: u8) -> Result<Vec<u8>, PictureError> {
    let side = |pixels: usize| u16::try_from(pixels).map_err(|_| PictureError::Failed);
    let size = (side(planes.size().0)?, side(planes.size().1)?);
    let parts: Vec<&Plane> = planes.each().collect();
    turbo::encode(size, planes.chroma.is_some(), quality, |part, y, row| {
        let (width, height) = parts[part].size();
        let from = parts[part].row(y.min(height - 1));
        let (inside, beyond) = row.split_at_mut(width);
        inside.copy_from_slice(from);
        beyond.fill(from[width - 1]);
    })
}
