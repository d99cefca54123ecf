//! Calendar files read: line by line and without recursion, for anybody may send one.

/// The largest file that is read, in bytes.
pub const LARGEST: usize = 256_000;
/// How deep components stand in each other in any file that makes sense.
const DEEPEST: usize = 8;

/// One line of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Property {
    /// In capitals.
    pub name: String,
    pub(super) parameters: Vec<(String, String)>,
    /// As it stands in the file.
    pub value: String,
}

/// The properties of one event, without those of its alarms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Component(Vec<Property>);

/// A file: what it says of itself, and its events.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parsed {
    pub calendar: Component,
    pub events: Vec<Component>,
}

impl Parsed {
    /// Reads a file; nothing where it is no calendar. Lines that cannot be understood are passed over.
    pub fn read(text: &str) -> Option<Self> {
        let mut parsed = Self::default();
        let mut open: Vec<String> = Vec::new();
        for property in unfolded(text).iter().filter_map(|line| Property::read(line)) {
            match property.name.as_str() {
                "BEGIN" => {
                    open.push(property.value.trim().to_ascii_uppercase());
                    match path(&open).as_slice() {
                        ["VCALENDAR", "VEVENT"] => parsed.events.push(Component::default()),
                        ["VCALENDAR", ..] if open.len() <= DEEPEST => {}
                        _ => return None,
                    }
                }
                "END" => {
                    if open.pop()? != property.value.trim().to_ascii_uppercase() {
                        return None;
                    }
                }
                _ => match path(&open).as_slice() {
                    [] => return None,
                    ["VCALENDAR"] => parsed.calendar.0.push(property),
                    ["VCALENDAR", "VEVENT"] => parsed.events.last_mut()?.0.push(property),
                    _ => {}
                },
            }
        }
        (open.is_empty() && !(parsed.calendar.0.is_empty() && parsed.events.is_empty())).then_some(parsed)
    }
}

fn path(open: &[String]) -> Vec<&str> {
    open.iter().map(String::as_str).collect()
}

impl Component {
    /// The first property with this name.
    pub fn get(&self, name: &str) -> Option<&Property> {
        self.all(name).next()
    }

    /// All properties with this name.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &Property> {
        self.0.iter().filter(move |property| property.name == name)
    }

    /// The text of the first property with this name; empty where there is none.
    pub fn text(&self, name: &str) -> String {
        self.get(name).map(Property::text).unwrap_or_default()
    }
}

impl Property {
    /// `NAME;PARAMETER="a:b":value`
    fn read(line: &str) -> Option<Self> {
        let mut quoted = false;
        let colon = line.find(|character: char| {
            quoted ^= character == '"';
            character == ':' && !quoted
        })?;
        let (head, value) = (&line[..colon], &line[colon + 1..]);
        let mut parts = split_unquoted(head).into_iter();
        let name = parts.next()?.trim().to_ascii_uppercase();
        let parameter = |part: &str| {
            let (name, value) = part.split_once('=')?;
            Some((name.trim().to_ascii_uppercase(), value.trim_matches('"').to_owned()))
        };
        let parameters = parts.filter_map(parameter).collect();
        (!name.is_empty()).then(|| Self { name, parameters, value: value.to_owned() })
    }

    /// The value of a parameter, by its name in upper case.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The value as people read it (RFC 5545, 3.3.11).
    pub fn text(&self) -> String {
        let mut text = String::with_capacity(self.value.len());
        let mut characters = self.value.chars();
        while let Some(character) = characters.next() {
            match character {
                '\\' => match characters.next() {
                    Some('n' | 'N') => text.push('\n'),
                    Some(other) => text.push(other),
                    None => {}
                },
                other => text.push(other),
            }
        }
        text
    }
}

/// Parts between semicolons that stand outside of quotes.
fn split_unquoted(head: &str) -> Vec<&str> {
    let mut quoted = false;
    let part = |character: char| {
        quoted ^= character == '"';
        character == ';' && !quoted
    };
    head.split(part).collect()
}

/// Whole lines: one that begins with a space continues the one before.
fn unfolded(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.trim_start_matches('\u{FEFF}').split('\n') {
        let line = line.strip_suffix('\r').unwrap_or(line);
        match (line.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(rest), Some(last)) => last.push_str(rest),
            _ if line.trim().is_empty() => {}
            _ => lines.push(line.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(lines: &str) -> Component {
        let file =
            format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\n{lines}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
        Parsed::read(&file).unwrap().events.remove(0)
    }

    #[test]
    fn reads_lines_as_they_are_written() {
        let event =
            event("SUMMARY:A\\, b\\;\\nc\\\\d\r\nATTENDEE;CN=\"a;b:c\";PARTSTAT=ACCEPTED:mail\r\n to:x@example.org");
        assert_eq!(event.text("SUMMARY"), "A, b;\nc\\d");
        let attendee = event.get("ATTENDEE").unwrap();
        assert_eq!(attendee.value, "mailto:x@example.org");
        assert_eq!((attendee.parameter("CN"), attendee.parameter("PARTSTAT")), (Some("a;b:c"), Some("ACCEPTED")));
        assert_eq!(attendee.parameter("ROLE"), None);
    }

    #[test]
    fn alarms_are_not_the_event() {
        let event = event("summary:Party\nBEGIN:VALARM\nSUMMARY:Alarm\nDESCRIPTION:Now\nEND:VALARM\nnonsense");
        assert_eq!((event.text("SUMMARY"), event.text("DESCRIPTION")), ("Party".to_owned(), String::new()));
    }

    #[test]
    fn what_is_no_calendar_is_refused() {
        for text in [
            "",
            "hello",
            "SUMMARY:x",
            "BEGIN:VCARD\nEND:VCARD",
            "BEGIN:VEVENT\nSUMMARY:x\nEND:VEVENT",
            "BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR",
            "BEGIN:VCALENDAR\nVERSION:2.0",
            "END:VCALENDAR",
            "<!DOCTYPE html><p style=\"a:b\">",
            &"BEGIN:VCALENDAR\n".repeat(20_000),
        ] {
            assert_eq!(Parsed::read(text), None, "{}", &text[..text.len().min(60)]);
        }
    }

    #[test]
    fn nothing_makes_it_fail() {
        for text in [
            "BEGIN:VCALENDAR\nX:\\\nEND:VCALENDAR",
            "BEGIN:VCALENDAR\nX;A=\"é:\nY:\u{0}\nEND:VCALENDAR",
            " \n\t\n:\n;:",
        ] {
            let _ = Parsed::read(text);
        }
        assert_eq!(event("SUMMARY:x\\").text("SUMMARY"), "x");
    }
}
