//! Mails that came back (RFC 3464): which mail it was, and why.

use mail_parser::{Message, MessageParser, PartType};

/// Digits of a message key.
const KEY: usize = 32;

/// A mail that did not arrive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bounce {
    /// The part of the `Message-ID` before the `@`.
    pub message_key: String,
    pub reason: String,
}

/// Reads a report; nothing where it is none of a mail that failed for good. Who sent the report does not count: that it
/// names the `Message-ID`, which nobody can guess, does.
pub fn read(mail: &[u8]) -> Option<Bounce> {
    let report = MessageParser::default().parse(mail)?;
    let mut texts = Vec::new();
    collect(&report, &mut texts);
    let status = texts.iter().find(|text| field(text, "Action").is_some())?;
    if !field(status, "Action")?.eq_ignore_ascii_case("failed") {
        return None;
    }
    let message_key = texts.iter().find_map(|text| key_in(text))?;
    let told = field(status, "Diagnostic-Code").map(|told| told.split_once(';').map_or(told, |(_, told)| told).trim());
    let reason = told.or(field(status, "Status")).unwrap_or("It came back.").to_owned();
    Some(Bounce { message_key, reason })
}

/// All texts of a mail and of those within it.
fn collect(message: &Message<'_>, texts: &mut Vec<String>) {
    for part in &message.parts {
        if let PartType::Message(inner) = &part.body {
            texts.extend(inner.message_id().map(|id| format!("<{id}>")));
            collect(inner, texts);
        } else if let Some(text) = part.text_contents() {
            texts.push(text.to_owned());
        }
    }
}

/// The value of a field, where a line begins with its name.
fn field<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    text.lines().find_map(|line| {
        let (found, value) = line.split_once(':')?;
        found.trim().eq_ignore_ascii_case(name).then_some(value.trim())
    })
}

/// `<0123…cdef@example.org>`
pub(super) fn key_in(text: &str) -> Option<String> {
    text.split('<').skip(1).find_map(|rest| {
        let key = rest.split_once('@')?.0;
        let fits = key.len() == KEY && key.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
        fits.then(|| key.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As Postfix writes it.
    const REPORT: &str = include_str!("../../tests/fixtures/bounce.eml");

    #[test]
    fn a_report_tells_which_mail_and_why() {
        let bounce = read(REPORT.as_bytes()).unwrap();
        assert_eq!(bounce.message_key, "0123456789abcdef0123456789abcdef");
        assert_eq!(bounce.reason, "550 5.1.1 <zoe@example.net>: Recipient address rejected");
    }

    #[test]
    fn headers_alone_are_enough() {
        let headers = REPORT.replace("Content-Type: message/rfc822", "Content-Type: text/rfc822-headers");
        assert_eq!(read(headers.as_bytes()), read(REPORT.as_bytes()));
    }

    #[test]
    fn what_is_late_has_not_failed() {
        assert_eq!(read(REPORT.replace("Action: failed", "Action: delayed").as_bytes()), None);
    }

    #[test]
    fn other_mails_are_none() {
        for text in ["", "Hello", "From: ana@example.org\r\nSubject: Hi\r\n\r\nAction: failed\r\n", "\0\0\0<@>"] {
            assert_eq!(read(text.as_bytes()), None, "{text}");
        }
        assert_eq!(read(REPORT.replace("0123456789abcdef0123", "not one of ours").as_bytes()), None);
    }
}
