//! What was shown lately: the same words are read many times, and to make safe HTML of them takes longer than a query.

use std::{
    convert::Infallible,
    sync::{Arc, LazyLock},
};

use quick_cache::{Weighter, sync::Cache};

/// Words and HTML that are kept, in bytes, and how many texts that is about.
const MOST: u64 = 2_000_000;
const TEXTS: usize = 1_000;

static SHOWN: LazyLock<Cache<String, Arc<str>, Length>> = LazyLock::new(|| Cache::with_weighter(TEXTS, MOST, Length));

#[derive(Clone)]
struct Length;

impl Weighter<String, Arc<str>> for Length {
    fn weight(&self, words: &String, html: &Arc<str>) -> u64 {
        (words.len() + html.len()) as u64
    }
}

/// What was made of these words, or is made now.
pub fn once_more(words: &str, make: impl FnOnce(&str) -> String) -> String {
    let made = SHOWN.get_or_insert_with(words, || Ok::<_, Infallible>(make(words).into()));
    made.map_or_else(|never| match never {}, |html| html.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_words_are_made_once() {
        let mut made = 0;
        for _ in 0..2 {
            let html = once_more("words of this test alone", |words| {
                made += 1;
                format!("<p>{words}</p>")
            });
            assert_eq!(html, "<p>words of this test alone</p>");
        }
        assert_eq!(made, 1);
    }

    #[test]
    fn it_does_not_grow() {
        let long = "x".repeat(10_000);
        for number in 0..MOST / 5_000 {
            once_more(&format!("{number} {long}"), str::to_owned);
        }
        assert!(SHOWN.weight() <= MOST, "{} bytes", SHOWN.weight());
    }
}
