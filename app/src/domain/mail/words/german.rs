//! German, as among friends.

use super::{
    Moved, Unheard,
    tongue::{Said, Tongue, calendar_day, span, who},
};
use crate::domain::{
    mail::MailKind,
    notification::{Kind, Line},
    rsvp::Answer,
    time::Millis,
    token::TokenKind,
};

/// German.
pub struct German;

const WEEKDAYS: [&str; 7] = ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"];
const MONTHS: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];
const NOT_YOU: &str = "Warst du das nicht, dann tu nichts: Ohne den Link passiert nichts.";
const REPLY: &str = "Möchtest du mehr wissen, dann antworte auf diese Mail: Sie erreicht, wer dich eingeladen hat.";

impl Tongue for German {
    fn labels(&self) -> [&'static str; 3] {
        ["Wann", "Wo", "Antwort bis"]
    }

    fn moment(&self, at: Millis, zone: &str) -> String {
        let (weekday, month, day, year, clock) = calendar_day(at, zone);
        format!("{}, {day}. {} {year}, {clock} Uhr", WEEKDAYS[weekday], MONTHS[month])
    }

    fn hello(&self, name: &str) -> String {
        format!("Hallo {name},")
    }

    fn somebody(&self) -> &'static str {
        "Dein Gastgeber"
    }

    fn invitation(&self, host: &str, title: &str) -> Said {
        let way_in = "Der Knopf ist dein persönlicher Zugang: Er öffnet die Einladung, und ein Tippen beantwortet sie. Du \
                      brauchst kein Konto. Bitte behalte ihn für dich.";
        Said::new(
            format!("{host} lädt dich ein: {title}"),
            [format!("{host} lädt dich ein: {title}."), way_in.to_owned()],
            "Einladung ansehen und antworten",
        )
    }

    fn change(&self, title: &str, moved: Moved) -> Said {
        let (what, have) = match (moved.time, moved.place) {
            (true, true) => ("Zeit und Ort", "haben sich geändert"),
            (true, false) => ("die Zeit", "hat sich geändert"),
            (false, true) => ("der Ort", "hat sich geändert"),
            (false, false) => ("Zeit oder Ort", "hat sich geändert"),
        };
        Said::new(
            format!("Bitte beachten, {what} {have}: {title}"),
            [
                format!("Bitte beachte, {what} {have}: {title}."),
                "Deine Antwort ist geblieben. Passt sie nicht mehr, kannst du sie ändern.".to_owned(),
            ],
            "Ansehen, was neu ist",
        )
    }

    fn revival(&self, title: &str) -> Said {
        Said::new(
            format!("Findet doch statt: {title}"),
            [
                format!("{title} war abgesagt und findet nun doch statt."),
                "Deine Antwort ist geblieben. Passt sie nicht mehr, kannst du sie ändern.".to_owned(),
            ],
            "Ansehen, was neu ist",
        )
    }

    fn cancellation(&self, title: &str) -> Said {
        Said::new(
            format!("Abgesagt: {title}"),
            [format!("{title} ist abgesagt und findet nicht statt."), REPLY.to_owned()],
            "Zur Seite der Party",
        )
    }

    fn uninvited(&self, title: &str) -> Said {
        Said::new(
            format!("Du bist nicht mehr eingeladen: {title}"),
            [
                format!(
                    "Deine Einladung wurde zurückgenommen: {title}. Dein persönlicher Link führt nirgends mehr hin."
                ),
                "Stand die Party in deinem Kalender, nimmt diese Mail sie dort heraus.".to_owned(),
                REPLY.to_owned(),
            ],
            "",
        )
    }

    fn deleted(&self, title: &str) -> Said {
        Said::new(
            format!("Gelöscht: {title}"),
            [
                format!("{title} wurde gelöscht, und deine Einladung damit auch."),
                "Stand die Party in deinem Kalender, nimmt diese Mail sie dort heraus.".to_owned(),
                REPLY.to_owned(),
            ],
            "",
        )
    }

    fn reminder(&self, title: &str, answer: Answer, minutes: i64) -> Said {
        let soon = span(minutes, [["Tag", "Tagen"], ["Stunde", "Stunden"], ["Minute", "Minuten"]]);
        let (then, button) = match answer {
            Answer::Yes => ("Du hast zugesagt. Bis dann!", "Zur Party"),
            Answer::Waiting => {
                ("Du stehst auf der Warteliste. Wird ein Platz frei, erfährst du es sofort.", "Zur Party")
            }
            Answer::Maybe => ("Du hast „vielleicht“ gesagt. Weißt du es inzwischen?", "Antworten"),
            Answer::Pending | Answer::No => ("Du hast noch nicht geantwortet. Einmal tippen genügt.", "Antworten"),
        };
        Said::new(format!("In {soon}: {title}"), [format!("In {soon} beginnt: {title}."), then.to_owned()], button)
    }

    fn waitlist_move(&self, title: &str) -> Said {
        Said::new(
            format!("Es gibt Platz für dich: {title}"),
            [
                format!("Ein Platz ist frei geworden, und es ist deiner. Du kommst also: {title}."),
                "Kannst du doch nicht kommen, dann sag es bitte, damit jemand anders nachrückt.".to_owned(),
            ],
            "Zur Party",
        )
    }

    fn announcement(&self, host: &str, title: &str) -> Said {
        Said::new(format!("{title}: Nachricht von {host}"), [format!("{host} schreibt dir zu {title}:")], "Zur Party")
    }

    fn nudge(&self, host: &str, title: &str) -> Said {
        Said::new(
            format!("Kommst du? {title}"),
            [
                format!("{host} möchte gern wissen, ob du kommst: {title}."),
                "Ja, vielleicht oder nein: Einmal tippen genügt, und du kannst es später ändern.".to_owned(),
            ],
            "Jetzt antworten",
        )
    }

    fn receipt(&self, title: &str, why: Unheard) -> Said {
        let (subject, words) = match why {
            Unheard::Outdated => (
                "Bitte antworte noch einmal",
                "Deine Antwort galt einer früheren Zeit oder einem früheren Ort. Bitte sieh nach, was jetzt gilt, und \
                 antworte noch einmal.",
            ),
            Unheard::Closed => (
                "Deine Antwort konnte nicht angenommen werden",
                "Zurzeit werden keine Antworten angenommen, deine Antwort bleibt also, wie sie war.",
            ),
            Unheard::Waiting => (
                "Du stehst auf der Warteliste",
                "Danke für deine Antwort. Alle Plätze sind vergeben, du wartest also auf einen. Wird einer frei, erfährst \
                 du es.",
            ),
        };
        Said::new(format!("{subject}: {title}"), [words.to_owned()], "Zur Party")
    }

    fn link(&self, kind: TokenKind, account: &str, email: &str) -> Said {
        let (not_you, a_day) = (NOT_YOU.to_owned(), "Der Link gilt einen Tag.".to_owned());
        match kind {
            TokenKind::Verify => Said::new(
                "Ist das deine Adresse?".to_owned(),
                [
                    format!(
                        "Mit dieser Adresse wurde das Konto {account} angelegt. Öffne den Link, wenn sie deine ist."
                    ),
                    "Einladungen an diese Adresse kommen dann in dein Konto.".to_owned(),
                    a_day,
                    not_you,
                ],
                "Ja, sie ist meine",
            ),
            TokenKind::Reset => Said::new(
                "Ein neues Passwort".to_owned(),
                [
                    format!("Jemand hat für das Konto {account} ein neues Passwort verlangt."),
                    "Der Link gilt einmal, eine Stunde lang. Danach sind alle Geräte abgemeldet.".to_owned(),
                    not_you,
                ],
                "Neues Passwort wählen",
            ),
            TokenKind::MagicLink => Said::new(
                "Dein Link zum Anmelden".to_owned(),
                [
                    format!("Dieser Link meldet dich als {account} an."),
                    "Er gilt einmal, eine Viertelstunde lang.".to_owned(),
                    not_you,
                ],
                "Anmelden",
            ),
            TokenKind::OldAddress => Said::new(
                "Eine andere Adresse für dein Konto?".to_owned(),
                [
                    format!("Das Konto {account} soll statt dieser die Adresse {email} haben."),
                    "Geändert wird sie, wenn beide bestätigt sind.".to_owned(),
                    "Der Link gilt einen Tag. Dort kannst du die Änderung auch stoppen.".to_owned(),
                    not_you,
                ],
                "Ansehen",
            ),
            TokenKind::NewAddress => Said::new(
                "Deine neue Adresse".to_owned(),
                [format!("Das Konto {account} soll von nun an diese Adresse haben."), a_day, not_you],
                "Adresse bestätigen",
            ),
        }
    }

    fn digest(&self, name: &str, count: usize) -> Said {
        Said::new(
            format!("{count} Neuigkeiten für dich"),
            [format!("Hallo {name}, das ist neu, seit du zuletzt hier warst:")],
            "Alles ansehen",
        )
    }

    fn news(&self, line: &Line) -> String {
        let (who, title, count) = (who(line, "Ein Gast", "Jemand"), line.title.as_str(), line.count);
        let many = count > 1;
        match line.kind {
            Kind::Answer if many => format!("{count} neue Antworten zu {title}"),
            Kind::Answer => format!("{who} hat auf deine Einladung geantwortet: {title}"),
            Kind::MovedUp => format!("Es gibt jetzt Platz für dich: {title}"),
            Kind::Invited => format!("{who} lädt dich ein: {title}"),
            Kind::Cancelled => format!("Abgesagt: {title}"),
            Kind::Announcement if many => format!("{count} Ankündigungen zu {title}"),
            Kind::Announcement => format!("{who} hat etwas angekündigt: {title}"),
            Kind::Post if many => format!("{count} neue Beiträge an der Pinnwand von {title}"),
            Kind::Post => format!("{who} hat an die Pinnwand geschrieben: {title}"),
            Kind::Reply if many => format!("{count} neue Antworten an der Pinnwand von {title}"),
            Kind::Reply => format!("{who} hat an der Pinnwand geantwortet: {title}"),
            Kind::Mention => format!("{who} hat dich an der Pinnwand genannt: {title}"),
            Kind::Photos => format!("{who} hat Fotos hinzugefügt: {title}"),
            Kind::Comment if many => format!("{count} neue Kommentare zu deinem Foto: {title}"),
            Kind::Comment => format!("{who} hat dein Foto kommentiert: {title}"),
            Kind::Tagged if many => format!("Du bist auf {count} Fotos markiert: {title}"),
            Kind::Tagged => format!("{who} hat dich auf einem Foto markiert: {title}"),
            Kind::Report if line.photo.is_some() => format!("Ein Foto wurde gemeldet: {title}"),
            Kind::Report if many => format!("{count} Meldungen zur Pinnwand von {title}"),
            Kind::Report => format!("Ein Beitrag wurde gemeldet: {title}"),
            Kind::Follow => format!("{who} folgt dir"),
        }
    }

    fn why(&self, kind: MailKind) -> &'static str {
        match kind {
            MailKind::Digest => "Du bekommst diese Mail höchstens einmal am Tag, weil du es so eingestellt hast.",
            kind if kind.essential() => {
                "Du bekommst diese Mail, weil jemand hier diese Adresse benutzt hat. Warst du es nicht, brauchst du nichts zu tun."
            }
            MailKind::Withdrawal => "Du bekommst diese Mail, weil du auf der Gästeliste dieser Party gestanden hast.",
            _ => "Du bekommst diese Mail, weil du auf der Gästeliste dieser Party stehst.",
        }
    }

    fn no_more(&self) -> &'static str {
        "Keine solchen Mails mehr"
    }
}
