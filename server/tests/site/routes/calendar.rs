//! Calendar files and feeds.

mod by_mail;
mod feed;
mod file;
mod import;
mod replies;
mod samples;

use crate::support::Page;

/// The lines of a calendar file, unfolded.
fn lines(page: &Page) -> Vec<String> {
    assert_eq!(page.header("content-type"), "text/calendar; charset=utf-8");
    let text = page.text();
    assert!(text.ends_with("END:VCALENDAR\r\n"), "{text}");
    assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])), "{text}");
    text.replace("\r\n ", "").lines().map(ToOwned::to_owned).collect()
}

/// The value of the first line with this name.
fn value(lines: &[String], name: &str) -> String {
    let found = lines.iter().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
    found.unwrap_or_else(|| panic!("{name} in {lines:#?}")).to_owned()
}

fn has(lines: &[String], line: &str) -> bool {
    lines.iter().any(|known| known == line)
}
