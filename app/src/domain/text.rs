//! Bounded text: newtypes that are cleaned and checked once, where they come in.

use super::Problem;

/// Removes what cannot be seen but can mislead (control characters, direction overrides), and outer space.
pub fn clean(text: &str) -> String {
    text.replace("\r\n", "\n").chars().filter(|&c| c == '\n' || !is_hidden(c)).collect::<String>().trim().to_owned()
}

fn is_hidden(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// The beginning of a text, at most `max` characters.
pub fn cut(text: &str, max: usize) -> String {
    text.chars().take(max).collect()
}

/// Cleaned text of at most `max` characters; empty is fine.
pub fn optional(text: &str, max: usize) -> Result<String, Problem> {
    let text = clean(text);
    if text.chars().count() > max { Err(Problem::TooLong { max }) } else { Ok(text) }
}

/// Cleaned text of one line, 1 to `max` characters.
pub fn line(text: &str, max: usize) -> Result<String, Problem> {
    let text = optional(&text.replace('\n', " "), max)?;
    if text.is_empty() { Err(Problem::Missing) } else { Ok(text) }
}

/// An address within this site, so that nobody is sent elsewhere: a path with what may follow it.
pub fn local_path(text: &str) -> Option<&str> {
    let local = text.starts_with('/') && !text[1..].starts_with(['/', '\\']);
    let plain = text.len() <= 2_000 && text.chars().all(|c| c.is_ascii_graphic());
    (local && plain).then_some(text)
}

/// A path that says where to go on to; nothing is the same as the front page.
pub fn with_next(path: &str, next: &str) -> String {
    if next.is_empty() || next == "/" {
        return path.to_owned();
    }
    let next: String = form_urlencoded::byte_serialize(next.as_bytes()).collect();
    format!("{path}?next={next}")
}

macro_rules! text {
    ($(#[$doc:meta])* $name:ident, $parse:path, max $max:literal) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[serde(into = "String", try_from = "String")]
        pub struct $name(String);

        impl $name {
            /// The longest it may be, in characters.
            pub const MAX: usize = $max;

            /// Cleans and checks what somebody typed.
            pub fn parse(text: &str) -> Result<Self, $crate::domain::Problem> {
                $parse(text, Self::MAX).map(Self)
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<$name> for String {
            fn from(text: $name) -> String {
                text.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = String;

            fn try_from(text: String) -> Result<Self, String> {
                Self::parse(&text).map_err(|problem| problem.to_string())
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}
pub(crate) use text;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_people_s_scripts_and_emoji() {
        for text in ["Zoë 🎉", "عيد ميلاد سعيد", "👩‍👩‍👧‍👦 family"] {
            assert_eq!(line(text, 50).unwrap(), text);
        }
    }

    #[test]
    fn characters_are_cut_not_bytes() {
        assert_eq!((cut(&"é".repeat(200), 100), cut("ab", 3)), ("é".repeat(100), "ab".to_owned()));
    }

    #[test]
    fn drops_what_misleads() {
        assert_eq!(line("  a\u{202E}b\u{0}\u{7}c \n", 50).unwrap(), "abc");
        assert_eq!(line("\u{202E}\n", 50), Err(Problem::Missing));
    }

    #[test]
    fn stays_on_this_site() {
        for path in ["/", "/p/abc?tab=1&x=%20#top", "/settings"] {
            assert_eq!(local_path(path), Some(path));
        }
        for elsewhere in
            ["", "x", "//evil.example", "/\\evil.example", "https://evil.example", "/\t/evil", "/a\r\nb", "/é"]
        {
            assert_eq!(local_path(elsewhere), None, "{elsewhere:?}");
        }
    }

    #[test]
    fn ways_are_kept() {
        assert_eq!(with_next("/login", "/"), "/login");
        assert_eq!(with_next("/login", "/p/1?a=b"), "/login?next=%2Fp%2F1%3Fa%3Db");
    }

    #[test]
    fn counts_characters_not_bytes() {
        assert!(line(&"é".repeat(50), 50).is_ok());
        assert_eq!(line(&"é".repeat(10_000), 50), Err(Problem::TooLong { max: 50 }));
    }
}
