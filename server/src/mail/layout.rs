//! How mails look: as plain text, and as HTML with all of its style inside, light and dark, without pictures.

use app::{
    backend::mail::Letter,
    domain::mail::words::{no_more, why},
};

/// For programs without HTML, and for people who prefer it.
pub fn text(letter: &Letter, unsubscribe: Option<&str>) -> String {
    let mut parts: Vec<String> = letter.paragraphs.clone();
    if !letter.facts.is_empty() {
        let facts: Vec<_> = letter.facts.iter().map(|(name, value)| format!("{name}: {value}")).collect();
        parts.push(facts.join("\n"));
    }
    parts.extend(letter.button.as_ref().map(|button| format!("{}:\n{}", button.label, button.url)));
    let mut foot = format!("-- \n{}", why(letter.language, letter.kind));
    if let Some(link) = unsubscribe {
        foot.push_str(&format!("\n{}: {link}", no_more(letter.language)));
    }
    parts.push(foot);
    parts.join("\n\n") + "\n"
}

/// Colours at night, for programs that know them; everything else stands at the elements, for some know nothing but that.
const NIGHT: &str = "@media(prefers-color-scheme:dark){\
    body,.page{background:#191410!important}.card{background:#241d17!important;color:#f3ebe1!important}\
    .go{background:#f0b08f!important;color:#2b1409!important}.quiet{color:#b8a898!important}}";
const PAGE: &str = "margin:0;padding:20px 12px;background:#f6f2ec";
const CARD: &str = "max-width:544px;margin:0 auto;padding:28px;border-radius:14px;background:#fffdf9;color:#2b2118;\
    font:16px/1.55 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif";
const HEADING: &str = "margin:0 0 16px;font-size:23px;line-height:1.25";
const PARAGRAPH: &str = "margin:0 0 16px;white-space:pre-line";
const BUTTON: &str = "display:inline-block;margin:8px 0 16px;padding:13px 22px;border-radius:10px;background:#8a3324;color:#ffffff;\
    font-weight:600;text-decoration:none";
const QUIET: &str = "margin:0 0 16px;font-size:14px;color:#6b5d50";

/// For everybody else.
pub fn html(letter: &Letter, unsubscribe: Option<&str>) -> String {
    let subject = escaped(&letter.subject);
    let paragraph = |text: &String| format!("<p style=\"{PARAGRAPH}\">{}</p>", escaped(text));
    let paragraphs: String = letter.paragraphs.iter().map(paragraph).collect();
    let (language, no_more) = (letter.language.code(), escaped(no_more(letter.language)));
    let unsubscribe =
        unsubscribe.map(|link| format!("<br><a href=\"{}\" style=\"color:inherit\">{no_more}</a>", escaped(link)));
    format!(
        "<!DOCTYPE html><html lang=\"{language}\"><head><meta charset=\"utf-8\"><title>{subject}</title>\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\"><meta name=\"supported-color-schemes\" content=\"light dark\">\
         <style>{NIGHT}</style></head><body style=\"margin:0;background:#f6f2ec\"><div class=\"page\" style=\"{PAGE}\">\
         <main class=\"card\" style=\"{CARD}\"><h1 style=\"{HEADING}\">{subject}</h1>{paragraphs}{}{}\
         <p class=\"quiet\" style=\"{QUIET}\">{}{}</p></main></div></body></html>",
        facts(letter),
        button(letter),
        escaped(why(letter.language, letter.kind)),
        unsubscribe.unwrap_or_default(),
    )
}

fn facts(letter: &Letter) -> String {
    if letter.facts.is_empty() {
        return String::new();
    }
    let row = |(name, value): &(String, String)| {
        format!(
            "<tr><th scope=\"row\" style=\"padding:3px 16px 3px 0;text-align:left;vertical-align:top\">{}</th>\
             <td style=\"padding:3px 0\">{}</td></tr>",
            escaped(name),
            escaped(value)
        )
    };
    let rows: String = letter.facts.iter().map(row).collect();
    format!("<table style=\"margin:0 0 16px;border-collapse:collapse\"><tbody>{rows}</tbody></table>")
}

/// A link that looks like a button, and the address itself for programs that show neither.
fn button(letter: &Letter) -> String {
    let Some(button) = &letter.button else { return String::new() };
    let (label, url) = (escaped(&button.label), escaped(&button.url));
    format!(
        "<p style=\"margin:0\"><a class=\"go\" href=\"{url}\" style=\"{BUTTON}\">{label}</a></p>\
         <p class=\"quiet\" style=\"{QUIET};word-break:break-all\"><a href=\"{url}\" style=\"color:inherit\">{url}</a></p>"
    )
}

/// Text inside of elements and attributes.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use app::{
        backend::mail::Button,
        domain::{mail::MailKind, user::Email},
    };

    use super::*;

    fn letter() -> Letter {
        let to = Email::parse("zoe@example.org").unwrap();
        Letter {
            paragraphs: vec!["Hello Zoë,".to_owned(), "Come <b>\"all\"</b> & sing\nwith us".to_owned()],
            facts: vec![("When".to_owned(), "Saturday".to_owned())],
            button: Some(Button { label: "Answer".to_owned(), url: "http://soiree.test/i/abc?a=1&b=2".to_owned() }),
            ..Letter::new(MailKind::Invitation, to, "Zoë", "Ana invites you: <Supper>", "a cause")
        }
    }

    #[test]
    fn text_is_complete_by_itself() {
        assert_eq!(
            text(&letter(), Some("http://soiree.test/unsubscribe/x")),
            "Hello Zoë,\n\nCome <b>\"all\"</b> & sing\nwith us\n\nWhen: Saturday\n\nAnswer:\nhttp://soiree.test/i/abc?a=1&b=2\n\n\
             -- \nYou get this mail because you are on the guest list of this party.\n\
             No more mails like this: http://soiree.test/unsubscribe/x\n"
        );
        assert!(!text(&letter(), None).contains("No more"));
    }

    #[test]
    fn nothing_that_people_write_becomes_markup() {
        let html = html(&letter(), Some("http://soiree.test/unsubscribe/x"));
        assert!(html.contains("<title>Ana invites you: &lt;Supper&gt;</title>"), "{html}");
        assert!(html.contains("Come &lt;b&gt;&quot;all&quot;&lt;/b&gt; &amp; sing\nwith us"));
        assert!(html.contains("href=\"http://soiree.test/i/abc?a=1&amp;b=2\""));
        assert!(!html.contains("<b>") && html.contains("lang=\"en\"") && html.contains("prefers-color-scheme:dark"));
        assert!(html.contains(">When</th>") && html.contains(">Saturday</td>"));
    }

    #[test]
    fn nothing_is_loaded_from_anywhere() {
        let html = html(&letter(), None);
        for sign in ["<img", "<script", "<link", "@import", "url("] {
            assert!(!html.contains(sign), "{sign}");
        }
        assert!(html.len() < 100_000, "longer mails are cut off by some programs");
    }
}
