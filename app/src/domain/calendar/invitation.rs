//! Invitations between calendars (RFC 5546): who asks, who is asked, and what for.

use super::lines::{Lines, quoted};
use crate::domain::rsvp::Answer;

/// What a file asks of the calendar that gets it (RFC 5546).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// To put it in, without an answer.
    Publish,
    /// To put it in and to answer.
    Request,
    /// To take it out.
    Cancel,
}

impl Method {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Publish => "PUBLISH",
            Self::Request => "REQUEST",
            Self::Cancel => "CANCEL",
        }
    }
}

/// One guest's invitation, as mail programs understand it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    pub host: String,
    /// The address to which the guest's program sends the answer.
    pub organizer: String,
    /// The guest; nobody where no answer can be taken.
    pub guest: Option<Attendee>,
}

/// Somebody with an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attendee {
    pub name: String,
    pub address: String,
    pub answer: Answer,
}

impl Invitation {
    pub(super) fn write(&self, lines: &mut Lines) {
        lines.raw(&format!("ORGANIZER;CN={}", quoted(&self.host)), &self.organizer);
        let Some(Attendee { name, address, answer }) = &self.guest else { return };
        let partstat = match answer {
            Answer::Pending => "NEEDS-ACTION",
            Answer::Yes => "ACCEPTED",
            Answer::Waiting | Answer::Maybe => "TENTATIVE",
            Answer::No => "DECLINED",
        };
        let guest = format!(
            "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={partstat};RSVP=TRUE;CN={}",
            quoted(name)
        );
        lines.raw(&guest, &format!("mailto:{address}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::{Calendar, Event};

    #[test]
    fn an_invitation_can_be_answered() {
        let guest =
            Attendee { name: "Zoë: \"Z\"".to_owned(), address: "zoe@example.org".to_owned(), answer: Answer::Pending };
        let invitation = Invitation {
            host: "Ana".to_owned(),
            organizer: "mailto:replies+abc@example.org".to_owned(),
            guest: Some(guest),
        };
        let event = Event { invitation: Some(invitation), ..Event::default() };
        let calendar = Calendar { method: Some(Method::Request), events: vec![event], ..Calendar::default() };
        let text = calendar.write().replace("\r\n ", "");
        for line in [
            "METHOD:REQUEST",
            "ORGANIZER;CN=\"Ana\":mailto:replies+abc@example.org",
            "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN=\"Zoë: ^'Z^'\":mailto:zoe@example.org",
        ] {
            assert!(text.contains(&format!("{line}\r\n")), "{line} in {text}");
        }
    }
}
