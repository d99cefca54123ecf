//! What a mail program sends back when somebody presses its own button (RFC 5546, `METHOD:REPLY`).

use super::{moment::Moment, parse::Parsed};
use crate::domain::{
    rsvp::{Choice, Message},
    text::clean,
    time::Millis,
};

/// An answer to an invitation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// Which event it is about.
    pub uid: String,
    /// Which state of the event the guest has seen.
    pub sequence: i32,
    /// When it was said.
    pub said_at: Millis,
    /// Whose answer it is, in lower case.
    pub address: String,
    pub choice: Choice,
    /// Empty where nothing is said.
    pub comment: String,
    /// The address to which it went, as the program knows it.
    pub organizer: String,
}

impl Reply {
    /// Reads a reply: one event, one guest, one of the three answers. Nothing else is one.
    pub fn read(text: &str) -> Option<Self> {
        let parsed = Parsed::read(text)?;
        let method = parsed.calendar.text("METHOD");
        let [event] = parsed.events.as_slice() else { return None };
        if !method.trim().eq_ignore_ascii_case("REPLY") || event.all("ATTENDEE").count() != 1 {
            return None;
        }
        let attendee = event.get("ATTENDEE")?;
        let choice = match attendee.parameter("PARTSTAT")?.to_ascii_uppercase().as_str() {
            "ACCEPTED" => Choice::Yes,
            "TENTATIVE" => Choice::Maybe,
            "DECLINED" => Choice::No,
            _ => return None,
        };
        let Moment::Utc(said_at) = Moment::read(event.get("DTSTAMP")?)? else { return None };
        let sequence = event.get("SEQUENCE").map_or(Some(0), |sequence| sequence.value.trim().parse().ok())?;
        let address = attendee.value.trim().to_lowercase();
        Some(Self {
            uid: event.text("UID").trim().to_owned(),
            sequence,
            said_at: said_at.as_millisecond(),
            address: address.strip_prefix("mailto:").unwrap_or(&address).to_owned(),
            choice,
            comment: clean(&event.text("COMMENT")).chars().take(Message::MAX).collect(),
            organizer: event.get("ORGANIZER").map(|organizer| organizer.value.trim().to_owned()).unwrap_or_default(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOGLE: &str = "BEGIN:VCALENDAR\r\nPRODID:-//Google Inc//Google Calendar 70.9054//EN\r\nVERSION:2.0\r\n\
        CALSCALE:GREGORIAN\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nDTSTART:20270710T180000Z\r\nDTEND:20270711T060000Z\r\n\
        DTSTAMP:20261121T150000Z\r\nORGANIZER;CN=Ana:mailto:replies+abc@example.org\r\nUID:one\r\n\
        ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN=Zoe\r\n ;X-NUM-GUESTS=0:MAILTO:Zoe@Example.org\r\n\
        COMMENT:I bring\\nice\r\nSEQUENCE:2\r\nSTATUS:CONFIRMED\r\nSUMMARY:Summer\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

    #[test]
    fn reads_an_answer() {
        let reply = Reply::read(GOOGLE).unwrap();
        assert_eq!((reply.uid.as_str(), reply.sequence, reply.choice), ("one", 2, Choice::Yes));
        assert_eq!((reply.address.as_str(), reply.comment.as_str()), ("zoe@example.org", "I bring\nice"));
        assert_eq!(reply.organizer, "mailto:replies+abc@example.org");
        assert_eq!(Reply::read(&GOOGLE.replace("ACCEPTED", "declined")).unwrap().choice, Choice::No);
        assert_eq!(Reply::read(&GOOGLE.replace("SEQUENCE:2\r\n", "")).unwrap().sequence, 0);
    }

    #[test]
    fn nothing_else_is_an_answer() {
        for (part, other) in [
            ("METHOD:REPLY", "METHOD:REQUEST"),
            ("METHOD:REPLY", "METHOD:COUNTER"),
            ("METHOD:REPLY\r\n", ""),
            ("PARTSTAT=ACCEPTED", "PARTSTAT=NEEDS-ACTION"),
            ("PARTSTAT=ACCEPTED", "PARTSTAT=DELEGATED"),
            ("PARTSTAT=ACCEPTED;", ""),
            ("DTSTAMP:20261121T150000Z", "DTSTAMP:now"),
            ("SEQUENCE:2", "SEQUENCE:two"),
            ("COMMENT:I", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:bo@example.org\r\nCOMMENT:I"),
            ("END:VEVENT", "END:VEVENT\r\nBEGIN:VEVENT\r\nUID:two\r\nEND:VEVENT"),
        ] {
            assert!(GOOGLE.contains(part));
            assert_eq!(Reply::read(&GOOGLE.replace(part, other)), None, "{other}");
        }
    }
}
