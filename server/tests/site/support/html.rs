//! What a person sees of a page, and what a browser would send from it.

use super::Page;

/// Elements that do not part words.
const INLINE: [&str; 12] = ["a", "b", "bdi", "code", "del", "em", "i", "q", "small", "span", "strong", "time"];
/// Elements whose content nobody reads.
const UNREAD: [&str; 4] = ["head", "script", "style", "svg"];

impl Page {
    /// The visible text in one line, without markup.
    pub fn words(&self) -> String {
        let mut words = String::new();
        let mut unread: Option<String> = None;
        for piece in pieces(&self.text()) {
            if let Some(tag) = &unread {
                if matches!(&piece, Piece::Close(closed) if closed == tag) {
                    unread = None;
                }
                continue;
            }
            match piece {
                Piece::Comment => {}
                Piece::Text(text) => words.push_str(&unescape(&text)),
                Piece::Open(tag, _) if UNREAD.contains(&tag.as_str()) => unread = Some(tag),
                Piece::Open(tag, _) | Piece::Close(tag) if INLINE.contains(&tag.as_str()) => {}
                Piece::Open(..) | Piece::Close(_) => words.push(' '),
            }
        }
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The visible text says so; otherwise the test fails and shows it.
    #[track_caller]
    pub fn reads(&self, text: &str) -> &Self {
        assert!(self.words().contains(text), "the page does not read {text:?} ({}):\n{}", self.status, self.words());
        self
    }

    #[track_caller]
    pub fn reads_not(&self, text: &str) -> &Self {
        assert!(!self.words().contains(text), "the page reads {text:?} ({}):\n{}", self.status, self.words());
        self
    }

    /// All opening tags with their attributes.
    pub fn tags(&self) -> Vec<Tag> {
        let tag = |piece| match piece {
            Piece::Open(name, rest) => Some(Tag { name, attributes: attributes(&rest) }),
            _ => None,
        };
        pieces(&self.text()).into_iter().filter_map(tag).collect()
    }

    /// The fields of the first form that posts there, as a browser would send them without a button.
    #[track_caller]
    pub fn form(&self, action: &str) -> Vec<(String, String)> {
        self.forms(action).into_iter().next().unwrap_or_else(|| panic!("no form posts to {action}:\n{}", self.text()))
    }

    /// The fields of every form that posts there.
    pub fn forms(&self, action: &str) -> Vec<Vec<(String, String)>> {
        let mut reader = FormReader { action: action.to_owned(), ..FormReader::default() };
        for piece in pieces(&self.text()) {
            reader.read(piece);
        }
        reader.done
    }

    /// The cookies that it sets, with their attributes.
    pub fn cookies(&self) -> Vec<&str> {
        self.headers.get_all("set-cookie").iter().filter_map(|cookie| cookie.to_str().ok()).collect()
    }

    /// Addresses of links whose opening tag holds this text.
    pub fn links(&self, sign: &str) -> Vec<String> {
        let text = self.text();
        let anchors = text.split("<a ").skip(1).filter_map(|rest| rest.split('>').next());
        let hrefs = anchors.filter(|tag| tag.contains(sign)).filter_map(|tag| attribute(tag, "href"));
        hrefs.collect()
    }
}

/// The value of a field that was read by [`Page::form`].
pub fn value<'a>(fields: &'a [(String, String)], name: &str) -> Option<&'a str> {
    fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
}

/// An opening tag.
#[derive(Debug)]
pub struct Tag {
    pub name: String,
    pub attributes: Vec<(String, String)>,
}

impl Tag {
    pub fn get(&self, name: &str) -> Option<&str> {
        value(&self.attributes, name)
    }
}

/// Names and values of attributes; the site quotes all of them.
fn attributes(tag: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = tag.trim_start();
    while !rest.is_empty() && rest != "/" {
        let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let name = rest[..end].to_lowercase();
        let value = rest[end..].strip_prefix("=\"").and_then(|after| after.split('"').next());
        found.push((name, value.map(unescape).unwrap_or_default()));
        let used = end + value.map_or(0, |value| value.len() + 3);
        rest = rest.get(used.max(1)..).unwrap_or_default().trim_start();
    }
    found
}

/// Reads the fields of forms with one action.
#[derive(Default)]
struct FormReader {
    action: String,
    done: Vec<Vec<(String, String)>>,
    open: bool,
    /// A text area is open.
    in_area: bool,
    /// No option of the open select was seen yet: browsers choose the first.
    no_option: bool,
}

impl FormReader {
    fn read(&mut self, piece: Piece) {
        match piece {
            Piece::Open(tag, attributes) if tag == "form" => {
                self.open = attribute(&attributes, "action").as_deref() == Some(self.action.as_str());
                if self.open {
                    self.done.push(Vec::new());
                }
            }
            Piece::Close(tag) if tag == "form" => self.open = false,
            _ if !self.open => {}
            Piece::Open(tag, attributes) => self.field(&tag, &attributes),
            Piece::Text(text) if self.in_area => {
                if let Some((_, value)) = self.last() {
                    *value = unescape(text.strip_prefix('\n').unwrap_or(&text));
                }
            }
            Piece::Close(tag) if tag == "textarea" => self.in_area = false,
            _ => {}
        }
    }

    fn last(&mut self) -> Option<&mut (String, String)> {
        self.done.last_mut()?.last_mut()
    }

    fn field(&mut self, tag: &str, attributes: &str) {
        let kind = attribute(attributes, "type").unwrap_or_default();
        let given = || attribute(attributes, "value").unwrap_or_default();
        let name = attribute(attributes, "name").unwrap_or_default();
        match tag {
            "input" if name.is_empty() || ["file", "submit"].contains(&kind.as_str()) => {}
            "input" if ["checkbox", "radio"].contains(&kind.as_str()) && !flag(attributes, "checked") => {}
            "input" => self.push(name, given()),
            "textarea" => {
                self.push(name, String::new());
                self.in_area = true;
            }
            "select" => {
                self.push(name, String::new());
                self.no_option = true;
            }
            "option" if flag(attributes, "selected") || self.no_option => {
                self.no_option = false;
                if let Some((_, value)) = self.last() {
                    *value = given();
                }
            }
            _ => {}
        }
    }

    fn push(&mut self, name: String, value: String) {
        if let Some(fields) = self.done.last_mut() {
            fields.push((name, value));
        }
    }
}

enum Piece {
    Text(String),
    Open(String, String),
    Close(String),
    Comment,
}

/// Cuts markup at its tags. The site writes no `>` into attributes unescaped that would matter here.
fn pieces(html: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        pieces.push(Piece::Text(rest[..at].to_owned()));
        let end = end_of_tag(&rest[at..]) + at;
        let inside = &rest[at + 1..end];
        pieces.push(match inside.strip_prefix('/') {
            Some(tag) => Piece::Close(tag.trim().to_lowercase()),
            None if inside.starts_with('!') => Piece::Comment,
            None => {
                let (tag, attributes) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
                Piece::Open(tag.trim_end_matches('/').to_lowercase(), attributes.to_owned())
            }
        });
        rest = rest.get(end + 1..).unwrap_or_default();
    }
    pieces.push(Piece::Text(rest.to_owned()));
    pieces
}

/// Where a tag ends: at the first `>` outside of quotes.
fn end_of_tag(tag: &str) -> usize {
    let mut quoted = false;
    let end = tag.char_indices().find(|(_, c)| {
        quoted ^= *c == '"';
        *c == '>' && !quoted
    });
    end.map_or(tag.len(), |(at, _)| at)
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    value(&attributes(tag), name).map(ToOwned::to_owned)
}

fn flag(tag: &str, name: &str) -> bool {
    attribute(tag, name).is_some()
}

/// Text as it was before it was escaped.
pub fn unescape(text: &str) -> String {
    let named = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    named.replace("&#x27;", "'").replace("&#39;", "'").replace("&nbsp;", " ").replace("&amp;", "&")
}

#[test]
fn reads_forms_as_browsers_do() {
    let html = br#"<head><title>T</title></head><form action="/x"><input type="hidden" name="a" value="1 &amp; 2"><textarea name="b">
&lt;c></textarea><select name="d"><option value="x">X</option><option value="y" selected>Y</option></select>
<input type="checkbox" name="e" value="true"><input type="radio" name="f" value="g" checked></form><p>Hello<!> <b>you</b></p>"#;
    let page = Page { status: axum::http::StatusCode::OK, headers: Default::default(), bytes: html.to_vec() };
    let fields = page.form("/x");
    let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(fields, [("a", "1 & 2"), ("b", "<c>"), ("d", "y"), ("f", "g")]);
    assert_eq!(page.words(), "<c> X Y Hello you");
    let tags = page.tags();
    let input = tags.iter().find(|tag| tag.name == "input").expect("a field");
    assert_eq!((input.get("type"), input.get("value"), input.attributes.len()), (Some("hidden"), Some("1 & 2"), 3));
}
