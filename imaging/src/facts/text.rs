use exif::{Exif, In, Tag, Value};

/// Characters of a name of a camera or lens.
const LENGTH_MAX: usize = 100;

/// The first text of an ASCII field, as bytes.
pub fn ascii(exif: &Exif, tag: Tag) -> Option<&[u8]> {
    match &exif.get_field(tag, In::PRIMARY)?.value {
        Value::Ascii(parts) => parts.first().map(Vec::as_slice),
        _ => None,
    }
}

/// Maker and model, without saying the maker twice.
pub fn camera(exif: &Exif) -> Option<String> {
    together(words(exif, Tag::Make), words(exif, Tag::Model))
}

pub fn lens(exif: &Exif) -> Option<String> {
    together(words(exif, Tag::LensMake), words(exif, Tag::LensModel))
}

fn together(make: Option<String>, model: Option<String>) -> Option<String> {
    let name = match (make, model) {
        (Some(make), Some(model)) => {
            let first = make.split_whitespace().next().unwrap_or_default();
            if model.to_lowercase().starts_with(&first.to_lowercase()) { model } else { format!("{make} {model}") }
        }
        (make, model) => model.or(make)?,
    };
    Some(name.chars().take(LENGTH_MAX).collect())
}

/// Words of one field, one space between them. Cameras fill what they do not know with dashes or question marks.
fn words(exif: &Exif, tag: Tag) -> Option<String> {
    let text = String::from_utf8_lossy(ascii(exif, tag)?).replace(|c: char| c.is_control() || c == '\u{FFFD}', " ");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.chars().any(char::is_alphanumeric).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    #[test]
    fn the_maker_is_named_once() {
        assert_eq!(together(some("Canon"), some("Canon EOS R5")), some("Canon EOS R5"));
        assert_eq!(together(some("NIKON CORPORATION"), some("NIKON D90")), some("NIKON D90"));
        assert_eq!(together(some("Apple"), some("iPhone 15")), some("Apple iPhone 15"));
        assert_eq!(together(None, some("X")), some("X"));
        assert_eq!(together(None, None), None);
        assert_eq!(together(None, some(&"ü".repeat(300))).map(|name| name.chars().count()), Some(LENGTH_MAX));
    }
}
