//! A letter as a mail with all of its headers (RFC 5322, RFC 2369, RFC 8058).

use app::backend::mail::send::ToSend;
use lettre::{
    Address, Message,
    address::Envelope,
    message::{
        Mailbox, MessageBuilder, MultiPart, SinglePart,
        header::{ContentType, HeaderName, HeaderValue},
    },
};

use super::{Failure, layout};

/// In whose name mails go out.
#[derive(Clone, Debug)]
pub struct Sender {
    pub from: Mailbox,
    pub return_path: Address,
}

/// Builds the mail. An address that mail servers would never take is refused here.
pub fn build(sender: &Sender, mail: &ToSend) -> Result<Message, Failure> {
    let letter = &mail.letter;
    let refused = |what: &str| Failure::Refused(format!("{what} is none that mails can be sent to."));
    let to: Address = letter.to.as_str().parse().map_err(|_| refused("The address"))?;
    let envelope = Envelope::new(Some(sender.return_path.clone()), vec![to.clone()]);
    let mut message = Message::builder()
        .envelope(envelope.map_err(|_| refused("The address"))?)
        .message_id(Some(format!("<{}@{}>", mail.message_key, sender.from.email.domain())))
        .from(from(sender, letter.from_name.as_deref()))
        .to(Mailbox::new(named(&letter.to_name), to))
        .subject(named(&letter.subject).unwrap_or_default());
    if let Some(host) = letter.reply_to.as_ref().and_then(|host| host.as_str().parse::<Address>().ok()) {
        message = message.reply_to(Mailbox::new(letter.from_name.as_deref().and_then(named), host));
    }
    message = raw(message, "Content-Language", letter.language.code().to_owned());
    message = raw(message, "Auto-Submitted", "auto-generated".to_owned());
    if let Some(link) = &mail.unsubscribe {
        message = raw(message, "List-Unsubscribe", format!("<{link}>"));
        message = raw(message, "List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned());
    }
    message.multipart(parts(mail)).map_err(|_| refused("This"))
}

/// Text, HTML, and what calendars read.
fn parts(mail: &ToSend) -> MultiPart {
    let (letter, link) = (&mail.letter, mail.unsubscribe.as_deref());
    let parts = MultiPart::alternative()
        .singlepart(SinglePart::plain(layout::text(letter, link)))
        .singlepart(SinglePart::html(layout::html(letter, link)));
    match letter.calendar.as_ref().and_then(|calendar| Some((calendar_type(calendar)?, calendar.clone()))) {
        Some((kind, calendar)) => parts.singlepart(SinglePart::builder().header(kind).body(calendar)),
        None => parts,
    }
}

/// `text/calendar` with the method that stands in the text.
fn calendar_type(calendar: &str) -> Option<ContentType> {
    let method = calendar.lines().find_map(|line| line.strip_prefix("METHOD:"))?.trim();
    let plain = !method.is_empty() && method.chars().all(|c| c.is_ascii_uppercase());
    ContentType::parse(&format!("text/calendar; charset=utf-8; method={method}")).ok().filter(|_| plain)
}

/// `Ana via Soirée`
fn from(sender: &Sender, host: Option<&str>) -> Mailbox {
    let site = sender.from.name.as_deref().unwrap_or("Soirée");
    let name = match host.and_then(named) {
        Some(host) => Some(format!("{host} via {site}")),
        None => sender.from.name.clone(),
    };
    Mailbox::new(name, sender.from.email.clone())
}

fn named(name: &str) -> Option<String> {
    let name: String = name.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    (!name.trim().is_empty()).then(|| name.trim().to_owned())
}

/// A header whose value is written by the site alone.
fn raw(message: MessageBuilder, name: &'static str, value: String) -> MessageBuilder {
    let name = HeaderName::new_from_ascii_str(name);
    // Long addresses are not folded: programs look for them in one piece.
    message.raw_header(HeaderValue::dangerous_new_pre_encoded(name, value.clone(), value))
}

#[cfg(test)]
mod tests {
    use app::{
        backend::mail::Letter,
        domain::{MailId, mail::MailKind, user::Email},
    };

    use super::*;

    fn sender() -> Sender {
        Sender {
            from: "Soirée <party@example.org>".parse().unwrap(),
            return_path: "bounces@example.org".parse().unwrap(),
        }
    }

    fn mail(letter: Letter) -> ToSend {
        let unsubscribe =
            (!letter.kind.essential()).then(|| format!("https://party.example.org/unsubscribe/{}", "x".repeat(70)));
        ToSend { id: MailId::new(), letter, message_key: "0123456789abcdef".repeat(2), unsubscribe }
    }

    fn letter(kind: MailKind) -> Letter {
        let to = Email::parse("zoe@example.net").unwrap();
        Letter {
            from_name: Some("Ana \"the host\"\r\nBcc: all@example.org".to_owned()),
            reply_to: Some(Email::parse("ana@example.com").unwrap()),
            ..Letter::new(kind, to, "Zoë", "Grüße\r\nBcc: everybody@example.org", "a cause")
        }
    }

    #[test]
    fn headers_say_who_and_how_to_stop_it() {
        let built = build(&sender(), &mail(letter(MailKind::Invitation))).unwrap();
        let text = String::from_utf8(built.formatted()).unwrap();
        assert!(text.is_ascii());
        for line in [
            "Message-ID: <0123456789abcdef0123456789abcdef@example.org>",
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
            "Auto-Submitted: auto-generated",
            "Content-Language: en",
        ] {
            assert!(text.contains(&format!("{line}\r\n")), "{line} in {text}");
        }
        assert!(
            text.contains(&format!("List-Unsubscribe: <https://party.example.org/unsubscribe/{}>\r\n", "x".repeat(70)))
        );
        let reply_to = text.lines().find(|line| line.starts_with("Reply-To: ")).unwrap_or_default();
        assert!(text.contains("ana@example.com") && !reply_to.contains("party@"), "{text}");
        assert_eq!(built.envelope().from().unwrap().to_string(), "bounces@example.org");
        assert_eq!(built.envelope().to().len(), 1);
    }

    #[test]
    fn nobody_adds_a_header() {
        let built = build(&sender(), &mail(letter(MailKind::Announcement))).unwrap();
        let text = String::from_utf8(built.formatted()).unwrap();
        let (headers, _) = text.split_once("\r\n\r\n").unwrap();
        assert!(!headers.lines().any(|line| line.to_lowercase().starts_with("bcc")), "{headers}");
    }

    #[test]
    fn what_is_essential_cannot_be_turned_off() {
        let text = String::from_utf8(build(&sender(), &mail(letter(MailKind::Reset))).unwrap().formatted()).unwrap();
        assert!(!text.contains("List-Unsubscribe"));
    }

    #[test]
    fn calendars_are_a_part_of_their_own() {
        let calendar = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n".to_owned();
        let letter = Letter { calendar: Some(calendar), ..letter(MailKind::Invitation) };
        let text = String::from_utf8(build(&sender(), &mail(letter)).unwrap().formatted()).unwrap();
        assert!(text.contains("text/calendar") && text.contains("method=REQUEST"), "{text}");
        assert!(calendar_type("METHOD:x; y").is_none() && calendar_type("BEGIN:VCALENDAR").is_none());
    }
}
