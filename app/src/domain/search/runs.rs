//! Where words begin and end.

use unicode_normalization::char::is_combining_mark;

/// A piece of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Run<'a> {
    Word(&'a str),
    /// Of a script that does not separate words, or joins them: Chinese, Japanese, Korean, Thai and their neighbours.
    Dense(&'a str),
    /// Spaces, punctuation, emoji.
    Between(&'a str),
}

/// The pieces, which together are the text.
pub fn runs(text: &str) -> Vec<Run<'_>> {
    let mut found = Vec::new();
    let (mut start, mut kind) = (0, None);
    for (at, c) in text.char_indices() {
        let here = match kind {
            Some(before) if before != Kind::Between && is_combining_mark(c) => before,
            _ => Kind::of(c),
        };
        if let Some(before) = kind
            && before != here
        {
            found.push(before.run(&text[start..at]));
            start = at;
        }
        kind = Some(here);
    }
    found.extend(kind.map(|last| last.run(&text[start..])));
    found
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Word,
    Dense,
    Between,
}

impl Kind {
    fn of(c: char) -> Self {
        match c {
            _ if is_dense(c) => Self::Dense,
            _ if c.is_alphanumeric() => Self::Word,
            _ => Self::Between,
        }
    }

    fn run(self, text: &str) -> Run<'_> {
        match self {
            Self::Word => Run::Word(text),
            Self::Dense => Run::Dense(text),
            Self::Between => Run::Between(text),
        }
    }
}

fn is_dense(c: char) -> bool {
    matches!(c,
        '\u{E00}'..='\u{EFF}' // Thai, Lao
        | '\u{1000}'..='\u{109F}' // Burmese
        | '\u{1100}'..='\u{11FF}' // Korean letters
        | '\u{1780}'..='\u{17FF}' // Khmer
        | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30FA}' | '\u{30FC}'..='\u{30FF}' // Japanese
        | '\u{3100}'..='\u{318F}' | '\u{31A0}'..='\u{31BF}' | '\u{31F0}'..='\u{31FF}'
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' // Chinese
        | '\u{A960}'..='\u{A97F}' | '\u{AC00}'..='\u{D7FF}' // Korean syllables
        | '\u{F900}'..='\u{FAFF}' | '\u{FF66}'..='\u{FFDC}' | '\u{20000}'..='\u{3FFFD}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pieces_are_the_text() {
        assert_eq!(
            runs("Zoë's 2nd 東京tower!"),
            [
                Run::Word("Zoë"),
                Run::Between("'"),
                Run::Word("s"),
                Run::Between(" "),
                Run::Word("2nd"),
                Run::Between(" "),
                Run::Dense("東京"),
                Run::Word("tower"),
                Run::Between("!"),
            ]
        );
        assert_eq!(runs("e\u{301}te\u{301}"), [Run::Word("e\u{301}te\u{301}")]);
        assert_eq!(runs("한국어 सर्दी"), [Run::Dense("한국어"), Run::Between(" "), Run::Word("सर्दी")]);
        assert!(runs("").is_empty());
    }
}
