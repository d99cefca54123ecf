//! Markdown as hosts write it, as safe HTML.

mod mentions;
mod shown;

pub use mentions::link;

use std::sync::LazyLock;

use ammonia::Builder;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html};

/// Emphasis, lists, quotes and links; no pictures, no raw HTML. Headings become bold lines, for the page has its own.
pub fn to_html(markdown: &str) -> String {
    shown::once_more(markdown, make)
}

fn make(markdown: &str) -> String {
    let events = Parser::new_ext(markdown, Options::ENABLE_STRIKETHROUGH).map(|event| match event {
        Event::Start(Tag::Heading { .. }) => Event::Start(Tag::Paragraph),
        Event::End(TagEnd::Heading(_)) => Event::End(TagEnd::Paragraph),
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        Event::SoftBreak => Event::HardBreak,
        other => other,
    });
    let mut unsafe_html = String::with_capacity(markdown.len() * 3 / 2);
    html::push_html(&mut unsafe_html, events);
    SANITIZER.clean(&unsafe_html).to_string()
}

static SANITIZER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::default();
    builder
        .tags(["p", "br", "em", "strong", "del", "ul", "ol", "li", "blockquote", "code", "pre", "a", "hr"].into())
        .tag_attributes([("a", ["href"].into())].into())
        .url_schemes(["http", "https", "mailto", "tel"].into())
        .url_relative(ammonia::UrlRelative::Deny)
        .link_rel(Some("ugc nofollow noopener"));
    builder
});

/// The first words as plain text of one line, at most `max` characters.
pub fn summary(markdown: &str, max: usize) -> String {
    let mut text = String::new();
    for event in Parser::new(markdown) {
        match event {
            Event::Text(part) | Event::Code(part) => text.push_str(&part),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item) => text.push(' '),
            _ => {}
        }
    }
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(max) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_what_was_meant() {
        assert_eq!(
            to_html("Bring *good* mood\nand **ice**"),
            "<p>Bring <em>good</em> mood<br>\nand <strong>ice</strong></p>\n"
        );
        assert!(to_html("[map](https://example.org)").contains(r#"rel="ugc nofollow noopener""#));
    }

    #[test]
    fn lets_nothing_through() {
        for bad in [
            "<script>alert(1)</script>",
            "[x](javascript:alert(1))",
            "<img src=x onerror=alert(1)>",
            "![x](https://evil.example/pixel.gif)",
            "[x](data:text/html,<script>alert(1)</script>)",
            "<a href='#' style='position:fixed'>x</a>",
        ] {
            let html = to_html(bad);
            for sign in ["<script", "<img", "href=\"javascript", "href=\"data", "<a href=\"#", "style=\""] {
                assert!(!html.contains(sign), "{bad} became {html}");
            }
        }
    }

    #[test]
    fn summarises() {
        assert_eq!(summary("# Hello\n\n*you* there", 50), "Hello you there");
        assert_eq!(summary("äöü äöü", 4), "äöü…");
    }
}
