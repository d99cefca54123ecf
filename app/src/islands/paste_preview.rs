//! What the server will understand of pasted guests, while they are typed.

use leptos::prelude::*;
use web_sys::{Element, HtmlTextAreaElement};

use super::{
    Script,
    dom::{add, each, find, listen, say},
};
use crate::domain::{
    Problem,
    invite::{Line, Reading, read_lines},
};

/// The most lines that are shown one by one.
const SHOWN: usize = 8;

/// Counts guests in the text area of the form around it. `already` holds the keys of guests on the list.
#[component]
pub fn PastePreview(already: Vec<String>) -> impl IntoView {
    view! {
        <div class="paste-preview" data-already=already.join("\n") hidden=true>
            <p class="hint" role="status"></p>
            <ul class="small" hidden=true></ul>
        </div>
        <Script />
    }
}

pub(super) fn wake() {
    each("[data-already]", watch);
}

fn watch(area: Element) -> Option<()> {
    let text: HtmlTextAreaElement = find(&area.closest("form").ok()??, "textarea")?;
    let already: Vec<String> = area.get_attribute("data-already")?.lines().map(ToOwned::to_owned).collect();
    show(&text, &area, &already);
    listen(&text.clone(), "input", move |_| show(&text, &area, &already))
}

fn show(text: &HtmlTextAreaElement, area: &Element, already: &[String]) -> Option<()> {
    let lines = read_lines(&text.value(), already);
    area.toggle_attribute_with_force("hidden", lines.is_empty()).ok()?;
    say(&find::<Element>(area, "p")?, &count(&lines));
    let list: Element = find(area, "ul")?;
    list.set_text_content(None);
    let problems: Vec<_> = lines.iter().filter_map(not_understood).collect();
    list.toggle_attribute_with_force("hidden", problems.is_empty()).ok()?;
    for (text, problem) in problems.into_iter().take(SHOWN) {
        add(&list, "li", "", &format!("“{text}”: {problem}"))?;
    }
    Some(())
}

fn not_understood(line: &Line) -> Option<(&str, &Problem)> {
    match &line.reading {
        Reading::NotUnderstood(problem) => Some((&line.text, problem)),
        _ => None,
    }
}

/// `7 guests · 1 twice · 1 not understood`
fn count(lines: &[Line]) -> String {
    let of = |kind: fn(&Reading) -> bool| lines.iter().filter(|line| kind(&line.reading)).count();
    let new = of(|reading| matches!(reading, Reading::New(_)));
    let twice = of(|reading| matches!(reading, Reading::Duplicate(_)));
    let not_understood = of(|reading| matches!(reading, Reading::NotUnderstood(_)));
    if lines.is_empty() {
        return String::new();
    }
    let mut words = format!("{new} guest{}", if new == 1 { "" } else { "s" });
    for (count, word) in [(twice, "twice"), (not_understood, "not understood")] {
        if count > 0 {
            words.push_str(&format!(" · {count} {word}"));
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts() {
        let count = |text| count(&read_lines(text, &["bo".to_owned()]));
        assert_eq!(count(""), "");
        assert_eq!(count("Ana"), "1 guest");
        assert_eq!(count("Ana\nBo\nana\nCy <x>"), "1 guest · 2 twice · 1 not understood");
    }
}
