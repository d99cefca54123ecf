//! Content lines (RFC 5545, 3.1): folded, and with their values escaped.

/// The longest line, in octets without the line break.
const LONGEST: usize = 75;

/// A calendar file that grows line by line.
#[derive(Default)]
pub struct Lines(String);

impl Lines {
    /// A line as it is: `name` may bring parameters along, and `value` must be without line breaks.
    pub fn raw(&mut self, name: &str, value: &str) {
        self.fold(&format!("{name}:{value}"));
    }

    /// Text of people; nothing is written where it is empty.
    pub fn text(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.raw(name, &escaped(value));
        }
    }

    /// Begins a component, such as an event.
    pub fn begin(&mut self, component: &str) {
        self.raw("BEGIN", component);
    }

    /// Ends the component.
    pub fn end(&mut self, component: &str) {
        self.raw("END", component);
    }

    /// The whole file.
    pub fn finish(self) -> String {
        self.0
    }

    /// Breaks before the octet that is too much, never within a character. The space that continues a line counts.
    fn fold(&mut self, line: &str) {
        let mut length = 0;
        for character in line.chars() {
            if length + character.len_utf8() > LONGEST {
                self.0.push_str("\r\n ");
                length = 1;
            }
            self.0.push(character);
            length += character.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

/// Text as a value (3.3.11). Control characters have no place in it.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for character in text.replace("\r\n", "\n").chars() {
        match character {
            '\\' | ';' | ',' => escaped.extend(['\\', character]),
            '\n' => escaped.push_str("\\n"),
            '\t' => escaped.push(' '),
            other if other.is_control() => {}
            other => escaped.push(other),
        }
    }
    escaped
}

/// Text as the value of a parameter, in quotes, with the marks that quotes cannot hold (RFC 6868).
pub fn quoted(text: &str) -> String {
    let kept: String = text.chars().filter(|character| !character.is_control() || *character == '\n').collect();
    format!("\"{}\"", kept.replace('^', "^^").replace('"', "^'").replace('\n', "^n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(name: &str, value: &str) -> String {
        let mut lines = Lines::default();
        lines.text(name, value);
        lines.finish()
    }

    #[test]
    fn long_lines_are_folded_at_75_octets() {
        let text = written("SUMMARY", &"a".repeat(200));
        let lengths: Vec<_> = text.split("\r\n").map(str::len).collect();
        assert_eq!(lengths, [75, 75, 60, 0]);
        assert_eq!(text.replace("\r\n ", ""), format!("SUMMARY:{}\r\n", "a".repeat(200)));
        assert_eq!(
            written("SUMMARY", &"a".repeat(67)),
            format!("SUMMARY:{}\r\n", "a".repeat(67)),
            "75 are not too many"
        );
    }

    #[test]
    fn no_character_is_cut() {
        for character in ["é", "€", "🎉"] {
            for lead in 0..4 {
                let value = format!("{}{}", "a".repeat(lead), character.repeat(100));
                let text = written("X", &value);
                assert!(text.split("\r\n").all(|line| line.len() <= LONGEST), "{text}");
                assert_eq!(text.replace("\r\n ", ""), format!("X:{value}\r\n"));
            }
        }
    }

    #[test]
    fn nothing_in_a_text_is_taken_for_syntax() {
        assert_eq!(written("X", "a;b,c\\d:e\nf\r\ng\rh\u{0}"), "X:a\\;b\\,c\\\\d:e\\nf\\ngh\r\n");
        assert_eq!(written("X", ""), "");
        assert_eq!(quoted("Ana \"B\" ^; c:d\n\u{7}"), "\"Ana ^'B^' ^^; c:d^n\"");
    }
}
