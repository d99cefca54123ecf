use exif::{Exif, In, Tag, Value};

/// `1/250 s · f/1.8 · ISO 100 · 35 mm`; parts that are unknown or impossible are left out.
pub fn line(exif: &Exif) -> Option<String> {
    let parts = [
        number(exif, Tag::ExposureTime, 1e-6, 7_200.0).map(time),
        number(exif, Tag::FNumber, 0.3, 256.0).map(|f| format!("f/{}", short(f))),
        number(exif, Tag::PhotographicSensitivity, 1.0, 10_000_000.0).map(|iso| format!("ISO {iso:.0}")),
        number(exif, Tag::FocalLength, 0.1, 10_000.0).map(|mm| format!("{} mm", short(mm))),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

fn number(exif: &Exif, tag: Tag, least: f64, most: f64) -> Option<f64> {
    let value = match &exif.get_field(tag, In::PRIMARY)?.value {
        Value::Rational(parts) => parts.first()?.to_f64(),
        value => f64::from(value.get_uint(0)?),
    };
    (least..=most).contains(&value).then_some(value)
}

/// Below 0.3 s as photographers write it, as a fraction.
fn time(seconds: f64) -> String {
    if seconds < 0.3 { format!("1/{:.0} s", 1.0 / seconds) } else { format!("{} s", short(seconds)) }
}

/// One decimal, and none where it is zero.
fn short(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_photographers_write_it() {
        assert_eq!(time(0.004), "1/250 s");
        assert_eq!(time(0.0005), "1/2000 s");
        assert_eq!(time(0.5), "0.5 s");
        assert_eq!(time(30.0), "30 s");
        assert_eq!(short(1.78), "1.8");
        assert_eq!(short(8.0), "8");
    }
}
