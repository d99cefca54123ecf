//! Terms: what the index knows a photo by. Words stand there as they are; what is more than a word begins with a sign that
//! no word has.

use super::{
    fold,
    runs::{Run, runs},
};
use crate::domain::text::cut;

/// Characters of a term; longer words are cut, here and in the index.
pub const MAX_TERM: usize = 40;
/// The term that every photo has.
pub const EVERY: &str = "*";

/// How scripts without spaces are cut.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cut {
    /// Each character, and each pair.
    Index,
    /// Pairs, or the only character.
    Ask,
}

/// The words of a text, each once: as they are looked for, or (`index`) as they are found.
pub fn words(text: &str, index: bool) -> Vec<String> {
    let pieces = if index { Cut::Index } else { Cut::Ask };
    let mut found: Vec<String> = Vec::new();
    for run in runs(text) {
        match run {
            Run::Between(_) => {}
            Run::Word(word) => found.push(cut(&fold(word), MAX_TERM)),
            Run::Dense(run) => pairs(&fold(run), pieces, &mut found),
        }
    }
    let mut seen = std::collections::HashSet::new();
    found.retain(|word| !word.is_empty() && seen.insert(word.clone()));
    found
}

fn pairs(run: &str, cut: Cut, found: &mut Vec<String>) {
    let letters: Vec<char> = run.chars().collect();
    if cut == Cut::Index || letters.len() == 1 {
        found.extend(letters.iter().map(char::to_string));
    }
    found.extend(letters.windows(2).map(|pair| pair.iter().collect::<String>()));
}

/// A whole tag.
pub fn tag_term(tag: &str) -> String {
    cut(&format!("#{}", fold(tag.trim())), MAX_TERM)
}

/// Words of a place.
pub fn place_terms(place: &str, index: bool) -> Vec<String> {
    words(place, index).into_iter().map(|word| cut(&format!("in:{word}"), MAX_TERM)).collect()
}

/// Words of a camera's name.
pub fn camera_terms(camera: &str, index: bool) -> Vec<String> {
    words(camera, index).into_iter().map(|word| cut(&format!("by:{word}"), MAX_TERM)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_people() {
        assert_eq!(words("Zoë's cake, CAKE & Gâteau 2026!", false), ["zoe", "s", "cake", "gateau", "2026"]);
        assert!(words(" … 🎉 ", true).is_empty());
    }

    #[test]
    fn scripts_without_spaces_are_found_by_any_part() {
        let index = words("我们在北京烤鸭店 생일축하해요", true);
        for asked in ["北京", "烤鸭", "店", "北京烤鸭", "축하", "생일"] {
            let asked = words(asked, false);
            assert!(!asked.is_empty() && asked.iter().all(|term| index.contains(term)), "{asked:?}");
        }
        assert!(!words("北鸭", false).iter().all(|term| index.contains(term)));
    }

    #[test]
    fn terms_are_short_and_of_one_kind() {
        let long = "é".repeat(500);
        for term in words(&long, true).into_iter().chain([tag_term(&long)]).chain(camera_terms(&long, true)) {
            assert_eq!(term.chars().count(), MAX_TERM);
        }
        assert_eq!(words(&long, true), words(&long, false));
        assert_eq!(tag_term(" Feux d'Artifice"), "#feux d'artifice");
        assert_eq!(camera_terms("Canon EOS", false), ["by:canon", "by:eos"]);
        assert_eq!(place_terms("Zürich", false), ["in:zurich"]);
        assert!(words("#cake @zoe in:berlin *", true).iter().all(|word| word.chars().all(char::is_alphanumeric)));
    }
}
