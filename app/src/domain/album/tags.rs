//! Tags: words by which photos are found.

use crate::domain::{Problem, text::clean};

/// Tags of one photo.
pub const MAX_TAGS: usize = 20;
/// Characters of one tag.
const MAX: usize = 40;

/// Tags in lower case, each once, in the order in which they were typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tags(Vec<String>);

impl Tags {
    /// Reads what somebody typed: words or names with commas, semicolons, `#` or line breaks between them.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let mut tags = Vec::new();
        for typed in text.split([',', ';', '#', '\n']) {
            let tag = clean(typed).to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
            if tag.is_empty() || tags.contains(&tag) {
                continue;
            }
            if tag.chars().count() > MAX {
                return Err(Problem::TooLong { max: MAX });
            }
            tags.push(tag);
        }
        if tags.len() > MAX_TAGS { Err(Problem::TooManyTags { max: MAX_TAGS }) } else { Ok(Self(tags)) }
    }

    /// Each tag, in the order in which they were typed.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        Tags::parse(text).unwrap().0
    }

    #[test]
    fn reads_what_people_type() {
        assert_eq!(read("Cake,  fire  works ;#Dancing #cake\nüber"), ["cake", "fire works", "dancing", "über"]);
        assert!(read(" , ;# ").is_empty());
        assert_eq!(read("夏天、海 #여름"), ["夏天、海", "여름"]);
    }

    #[test]
    fn bounds() {
        assert_eq!(Tags::parse(&"x".repeat(41)), Err(Problem::TooLong { max: 40 }));
        let many: Vec<_> = (0..21).map(|number| number.to_string()).collect();
        assert_eq!(Tags::parse(&many.join(",")), Err(Problem::TooManyTags { max: 20 }));
        assert!(Tags::parse(&many[..20].join(",")).is_ok());
    }
}
