//! Names of files as people send them.

use crate::domain::text::clean;

/// The longest that is kept, in characters.
const MAX: usize = 100;
/// What has a meaning in paths, shells or on some system.
const SPECIAL: &[char] = &['<', '>', ':', '"', '|', '?', '*', '%', '\n'];

/// A name without folders, without what cannot be seen, and safe on every system; never empty.
pub fn file_name(sent: &str) -> String {
    let last = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain = clean(last).replace(SPECIAL, "_");
    let plain = plain.trim_matches(['.', ' ']);
    let (stem, ending) = match plain.rsplit_once('.') {
        Some((stem, ending)) if (1..=5).contains(&ending.chars().count()) => (stem, Some(ending)),
        _ => (plain, None),
    };
    let stem: String = stem.chars().take(MAX - 6).collect();
    match (stem.trim(), ending) {
        ("", _) => "photo".to_owned(),
        (stem, Some(ending)) => format!("{stem}.{ending}"),
        (stem, None) => stem.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_only_names() {
        for (sent, kept) in [
            ("IMG_0001.JPG", "IMG_0001.JPG"),
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\ana\\zoë 🎉.jpeg", "zoë 🎉.jpeg"),
            ("a\u{0}b\r\nc\u{202e}gpj.exe", "ab_cgpj.exe"),
            ("..", "photo"),
            ("", "photo"),
            (".htaccess", "htaccess"),
            ("a<b>:\"|?*.png", "a_b______.png"),
        ] {
            assert_eq!(file_name(sent), kept, "{sent:?}");
        }
        let long = file_name(&format!("{}.jpg", "x".repeat(500)));
        assert!(long.ends_with(".jpg") && long.len() <= MAX);
        assert!(file_name(&"🎉".repeat(500)).chars().count() <= MAX);
    }
}
