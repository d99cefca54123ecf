use exif::{Field, In, Rational, Reader, Tag, Value};
use image::metadata::Orientation;

/// What the camera wrote and the album shows. It is read from the upload and kept apart: no size we make carries it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Exif {
    /// When the shutter opened, in the camera's own time: `2008-10-22T16:28:39`.
    pub taken_at: Option<String>,
    /// Minutes east of UTC of `taken_at`, from cameras that write it.
    pub utc_offset: Option<i16>,
    /// Maker and model, at most 100 characters.
    pub camera: Option<String>,
    pub place: Option<Place>,
    pub(super) orientation: u8,
}

/// Degrees, WGS 84; north and east are positive.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    pub latitude: f64,
    pub longitude: f64,
}

impl Exif {
    /// How the stored pixels must be turned to be upright.
    pub(super) fn orientation(&self) -> Orientation {
        Orientation::from_exif(self.orientation).unwrap_or(Orientation::NoTransforms)
    }

    /// Whether width and height of the upright picture are those stored, exchanged.
    pub(super) fn swaps_sides(&self) -> bool {
        (5..=8).contains(&self.orientation)
    }
}

/// Reads a TIFF-shaped EXIF block. What is broken or absent is left out: metadata never fails a picture.
pub(super) fn read(block: Option<Vec<u8>>) -> Exif {
    let parsed = block.and_then(|block| {
        Reader::new().continue_on_error(true).read_raw(block).or_else(|error| error.distill_partial_result(|_| ())).ok()
    });
    let Some(exif) = parsed else {
        return Exif::default();
    };
    let field = |tag| exif.get_field(tag, In::PRIMARY);
    let (taken_at, utc_offset) =
        taken(field(Tag::DateTimeOriginal).or_else(|| field(Tag::DateTimeDigitized)), field(Tag::OffsetTimeOriginal));
    Exif {
        taken_at,
        utc_offset,
        camera: camera(field(Tag::Make), field(Tag::Model)),
        place: place(&exif),
        orientation: field(Tag::Orientation)
            .and_then(|field| field.value.get_uint(0))
            .and_then(|value| u8::try_from(value).ok())
            .unwrap_or_default(),
    }
}

fn ascii(field: Option<&Field>) -> Option<&[u8]> {
    match &field?.value {
        Value::Ascii(parts) => parts.first().map(Vec::as_slice),
        _ => None,
    }
}

fn taken(time: Option<&Field>, offset: Option<&Field>) -> (Option<String>, Option<i16>) {
    let Some(mut time) = ascii(time).and_then(|text| exif::DateTime::from_ascii(text).ok()) else {
        return (None, None);
    };
    if let Some(offset) = ascii(offset) {
        // Without a readable offset the time is still the camera's local time.
        time.parse_offset(offset).ok();
    }
    let valid = (1..=12).contains(&time.month)
        && (1..=31).contains(&time.day)
        && time.hour < 24
        && time.minute < 60
        && time.second < 60;
    let text = valid.then(|| {
        format!(
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}",
            time.year, time.month, time.day, time.hour, time.minute, time.second
        )
    });
    let offset = time.offset.filter(|minutes| valid && minutes.abs() <= 14 * 60);
    (text, offset)
}

fn camera(make: Option<&Field>, model: Option<&Field>) -> Option<String> {
    let text = |field| {
        let text = String::from_utf8_lossy(ascii(field)?).replace(char::is_control, " ");
        let text = text.trim().to_owned();
        (!text.is_empty()).then_some(text)
    };
    let name = match (text(make), text(model)) {
        (Some(make), Some(model)) => {
            let first = make.split_whitespace().next().unwrap_or_default();
            if model.to_lowercase().starts_with(&first.to_lowercase()) { model } else { format!("{make} {model}") }
        }
        (make, model) => model.or(make)?,
    };
    Some(name.chars().take(100).collect())
}

fn place(exif: &exif::Exif) -> Option<Place> {
    let degrees = |value, side, negative: u8, limit: f64| {
        let field = exif.get_field(value, In::PRIMARY)?;
        let Value::Rational(parts) = &field.value else {
            return None;
        };
        let degrees = sexagesimal(parts)?;
        let side = ascii(exif.get_field(side, In::PRIMARY))?.first()?;
        let degrees = if side.eq_ignore_ascii_case(&negative) { -degrees } else { degrees };
        (degrees.abs() <= limit).then_some(degrees)
    };
    Some(Place {
        latitude: degrees(Tag::GPSLatitude, Tag::GPSLatitudeRef, b'S', 90.0)?,
        longitude: degrees(Tag::GPSLongitude, Tag::GPSLongitudeRef, b'W', 180.0)?,
    })
}

/// Degrees, minutes, seconds; a zero denominator is how cameras say "not known".
fn sexagesimal(parts: &[Rational]) -> Option<f64> {
    let [degrees, minutes, seconds] = parts else {
        return None;
    };
    let value = degrees.to_f64() + minutes.to_f64() / 60.0 + seconds.to_f64() / 3600.0;
    value.is_finite().then_some(value)
}
