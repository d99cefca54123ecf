//! The guest list as a file for spreadsheets.

use ::csv::{Terminator, WriterBuilder};

use super::{list::by_name, managed, veil::shown};
use crate::{
    backend::{Ctx, entities::invites},
    domain::{PartyId, rsvp::Answer, time},
    error::{AppError, Result},
};

const HEADINGS: [&str; 9] =
    ["Name", "E-mail", "Answer", "Plus-ones", "People", "Message", "Note", "Answered", "Checked in"];

/// Spreadsheets take a file for UTF-8 when it begins with this.
const BYTE_ORDER_MARK: char = '\u{FEFF}';

/// All guests by name, for hosts (2 queries). Of those whom the viewer must not see it tells the answer alone.
/// Times are in the party's zone.
pub async fn csv(ctx: &Ctx, party: PartyId) -> Result<String> {
    let db = ctx.db().read();
    let zone = managed(ctx, db, party).await?.party.time_zone;
    let guests = by_name(ctx, party).all(db).await?;
    let rows = guests.into_iter().map(|listed| cells(&shown(listed).0, &zone));
    table(rows).map_err(|_| AppError::Internal)
}

fn cells(guest: &invites::Model, zone: &str) -> [String; 9] {
    let at =
        |millis: Option<i64>| millis.map(|at| time::to_local_input(at, zone).replace('T', " ")).unwrap_or_default();
    let people = if guest.answer() == Answer::Yes { guest.people() } else { 0 };
    [
        guest.name.clone(),
        guest.email.clone().unwrap_or_default(),
        guest.answer().label().to_owned(),
        guest.plus_ones.to_string(),
        people.to_string(),
        guest.message.clone(),
        guest.note.clone(),
        at(guest.answered_at),
        at(guest.checked_in_at),
    ]
}

fn table(rows: impl Iterator<Item = [String; 9]>) -> anyhow::Result<String> {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(HEADINGS)?;
    for row in rows {
        writer.write_record(row.map(harmless))?;
    }
    let text = String::from_utf8(writer.into_inner()?)?;
    Ok(format!("{BYTE_ORDER_MARK}{text}"))
}

/// What a spreadsheet would run as a formula begins with an apostrophe and stays text.
fn harmless(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table_of(cell: &str) -> String {
        let mut row = [const { String::new() }; 9];
        row[0] = cell.to_owned();
        let text = table([row].into_iter()).unwrap();
        text.split_once("\r\n").unwrap().1.to_owned()
    }

    #[test]
    fn begins_with_the_mark_and_the_headings() {
        let text = table(std::iter::empty()).unwrap();
        assert_eq!(text, "\u{FEFF}Name,E-mail,Answer,Plus-ones,People,Message,Note,Answered,Checked in\r\n");
    }

    #[test]
    fn formulas_stay_text() {
        assert_eq!(table_of("=1+1"), "'=1+1,,,,,,,,\r\n");
        for formula in ["=cmd|'/c calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"] {
            assert!(table_of(formula).trim_start_matches('"').starts_with('\''), "{formula}");
        }
        assert_eq!(table_of("Ana = Bo"), "Ana = Bo,,,,,,,,\r\n");
    }

    #[test]
    fn quotes_what_would_break_the_table() {
        assert_eq!(table_of("a,\"b\"\nc"), "\"a,\"\"b\"\"\nc\",,,,,,,,\r\n");
        assert_eq!(table_of("Zoë 🎉 عيد"), "Zoë 🎉 عيد,,,,,,,,\r\n");
    }
}
