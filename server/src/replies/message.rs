//! A mail: the addresses to which it went, and its calendar part.

use mail_parser::{MessageParser, MimeHeaders, PartType};

/// What matters of a mail.
#[derive(Debug, PartialEq, Eq)]
pub struct Message {
    /// The lines that say where it went, as they stand.
    pub addresses: String,
    pub calendar: String,
}

/// Headers that say where a mail went. Servers that deliver it add their own.
const RECIPIENTS: [&str; 6] = ["to", "cc", "delivered-to", "envelope-to", "x-original-to", "x-envelope-to"];

/// Reads a mail (RFC 5322); nothing where it holds no calendar.
pub fn read(mail: &[u8]) -> Option<Message> {
    let message = MessageParser::default().parse(mail)?;
    let calendar = message.parts.iter().find_map(|part| {
        let kinds = [("text", "calendar"), ("application", "ics")];
        match &part.body {
            _ if !kinds.iter().any(|(kind, name)| part.is_content_type(kind, name)) => None,
            PartType::Text(text) | PartType::Html(text) => Some(text.to_string()),
            PartType::Binary(bytes) | PartType::InlineBinary(bytes) => {
                Some(String::from_utf8_lossy(bytes).into_owned())
            }
            PartType::Message(_) | PartType::Multipart(_) => None,
        }
    })?;
    let to = |(name, _): &(&str, &str)| RECIPIENTS.iter().any(|known| known.eq_ignore_ascii_case(name));
    let addresses: Vec<_> = message.headers_raw().filter(to).map(|(_, value)| value.to_owned()).collect();
    Some(Message { addresses: addresses.join("\n"), calendar })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_mail_programs_send() {
        let mail = "Delivered-To: replies+abc@example.org\r\nFrom: Zoe <zoe@example.org>\r\n\
            To: =?utf-8?q?Ana?=\r\n <replies+abc@example.org>\r\nSubject: Accepted\r\nMIME-Version: 1.0\r\n\
            Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nYes!\r\n--b\r\n\
            Content-Type: text/calendar; charset=UTF-8; method=REPLY\r\nContent-Transfer-Encoding: base64\r\n\r\n\
            QkVHSU46VkNBTEVOREFSDQo=\r\n--b--\r\n";
        let message = read(mail.as_bytes()).unwrap();
        assert_eq!(message.calendar.trim_end(), "BEGIN:VCALENDAR");
        assert_eq!(message.addresses.matches("replies+abc@example.org").count(), 2, "{message:?}");
        assert!(!message.addresses.contains("zoe@example.org"));
    }

    #[test]
    fn most_mails_hold_no_calendar() {
        for mail in [
            "",
            "x",
            "To: replies+abc@example.org\r\n\r\nBEGIN:VCALENDAR\r\n",
            "\0\0\0",
            "Content-Type: multipart/mixed\r\n\r\n",
        ] {
            assert_eq!(read(mail.as_bytes()), None, "{mail:?}");
        }
    }
}
