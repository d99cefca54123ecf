//! Names in posts as links to people.

use std::collections::HashSet;

use crate::domain::notification::{mentions, readings};

/// Makes links of `@username` in sanitised HTML, for the usernames that are known; not within links and code.
pub fn link(html: &str, known: &HashSet<String>) -> String {
    if known.is_empty() {
        return html.to_owned();
    }
    let mut linked = String::with_capacity(html.len() * 5 / 4);
    let (mut rest, mut inside) = (html, 0_usize);
    let text_of = |text: &str, inside: usize| if inside > 0 { text.to_owned() } else { with_links(text, known) };
    while let Some(start) = rest.find('<') {
        let (text, tag) = rest.split_at(start);
        let tag = &tag[..end_of_tag(tag)];
        linked.push_str(&text_of(text, inside));
        linked.push_str(tag);
        match tag.trim_start_matches("</").trim_start_matches('<').split(['>', ' ']).next() {
            Some("a" | "code" | "pre") if tag.starts_with("</") => inside = inside.saturating_sub(1),
            Some("a" | "code" | "pre") => inside += 1,
            _ => {}
        }
        rest = &rest[start + tag.len()..];
    }
    linked.push_str(&text_of(rest, inside));
    linked
}

/// The length of the tag with which the text begins. In its attributes `>` may stand between quotes.
fn end_of_tag(text: &str) -> usize {
    let mut quoted = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'>' if !quoted => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// Usernames hold nothing that means something in HTML.
fn with_links(text: &str, known: &HashSet<String>) -> String {
    let (mut linked, mut done) = (String::new(), 0);
    for (at, written) in mentions(text) {
        let username = |name: &&str| known.get(&name.to_ascii_lowercase());
        let Some((name, username)) = readings(written).iter().find_map(|name| Some((*name, username(name)?))) else {
            continue;
        };
        linked.push_str(&text[done..at]);
        linked.push_str(&format!("<a href=\"/u/{username}\">@{name}</a>"));
        done = at + 1 + name.len();
    }
    linked.push_str(&text[done..]);
    linked
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backend::markdown::to_html;

    fn html(markdown: &str) -> String {
        let known = ["ana", "bo.b"].map(ToOwned::to_owned).into();
        link(&to_html(markdown), &known).trim_end().to_owned()
    }

    const ANA: &str = "<a href=\"/u/ana\">@ana</a>";

    #[test]
    fn known_names_are_links() {
        assert_eq!(html("@ana"), format!("<p>{ANA}</p>"));
        assert_eq!(html("Dear *@ana*, (@ana) & @ana."), format!("<p>Dear <em>{ANA}</em>, ({ANA}) &amp; {ANA}.</p>"));
        assert_eq!(html("<b>@ana"), format!("<p>&lt;b&gt;{ANA}</p>"));
        assert_eq!(html("@Ana and @bo.b."), "<p><a href=\"/u/ana\">@Ana</a> and <a href=\"/u/bo.b\">@bo.b</a>.</p>");
        assert_eq!(html("- @ana\n- x"), format!("<ul>\n<li>{ANA}</li>\n<li>x</li>\n</ul>"));
    }

    #[test]
    fn other_names_and_addresses_are_text() {
        for text in ["@theo", "mail@ana.example", "é@ana", "a.@ana", "@anabel", "@", "ana"] {
            assert!(!html(text).contains("<a"), "{text} became {}", html(text));
        }
    }

    #[test]
    fn links_and_code_stay_as_they_are() {
        for text in ["`@ana`", "    @ana", "```\n@ana\n```", "```@ana\nx\n```"] {
            assert!(!html(text).contains("<a"), "{text} became {}", html(text));
        }
        for text in [
            "[@ana](https://example.org)",
            "[*x* @ana](https://example.org/?a=\">@ana\")",
            "<https://example.org/@ana>",
        ] {
            let html = html(text);
            assert!(!html.contains("/u/ana"), "{text} became {html}");
        }
        assert_eq!(html("`x` @ana `@ana`"), format!("<p><code>x</code> {ANA} <code>@ana</code></p>"));
        assert_eq!(html("[x](https://example.org) @ana").matches("/u/ana").count(), 1);
    }

    #[test]
    fn nothing_else_comes_in() {
        for bad in
            ["[x](/u/ana)", "@ana\"><script>alert(1)</script>", "@ana<img src=x onerror=alert(1)>", "\"@ana' onclick=x"]
        {
            let html = html(bad);
            for sign in ["<script", "<img", "<a href=\"/u/ana\"><", "<a onclick"] {
                assert!(!html.contains(sign), "{bad} became {html}");
            }
        }
        assert!(!html("[x](/u/ana)").contains("/u/"), "people make no such links themselves");
        assert_eq!(link("<p>@ana", &["ana".to_owned()].into()), format!("<p>{ANA}"));
        assert_eq!(link("<p", &["ana".to_owned()].into()), "<p");
    }
}
