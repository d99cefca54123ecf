//! The languages in which mails are written.

use super::options::options;

options!(
    /// A language: code (BCP 47), and how its speakers call it.
    Language {
        English = "en", "English";
        German = "de", "Deutsch";
        French = "fr", "Français";
        Spanish = "es", "Español";
    }
);

/// What a form calls it to have no language chosen.
const BY_BROWSER: &str = "As my browser asks for it";
/// So many languages are looked at; nobody speaks more.
const MOST: usize = 30;

impl Language {
    /// What a form offers, codes with labels: who has chosen one can choose another one.
    pub fn choices(chosen: Option<Self>) -> Vec<(String, String)> {
        let none = chosen.is_none().then(|| (String::new(), BY_BROWSER.to_owned()));
        let all = Self::ALL.iter().map(|language| (language.code().to_owned(), language.label().to_owned()));
        none.into_iter().chain(all).collect()
    }

    /// The one of ours that somebody likes best, from an `Accept-Language` (RFC 9110, 12.5.4); nothing where none is named.
    pub fn preferred(accepted: &str) -> Option<Self> {
        let mut best: Option<(Self, f32)> = None;
        for range in accepted.split(',').take(MOST) {
            let mut parts = range.split(';').map(str::trim);
            let code = parts.next().unwrap_or_default().split('-').next().unwrap_or_default().to_ascii_lowercase();
            let quality = parts.find_map(|part| part.strip_prefix("q="));
            let quality = quality.map_or(1.0, |quality| quality.parse::<f32>().unwrap_or_default());
            let found = Self::ALL.iter().copied().find(|language| language.code() == code);
            let Some(language) = found.filter(|_| quality > 0.0) else { continue };
            if best.is_none_or(|(_, before)| quality > before) {
                best = Some((language, quality));
            }
        }
        best.map(|(language, _)| language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_say_what_people_read() {
        for (accepted, language) in [
            ("de-AT,de;q=0.9,en;q=0.8", Some(Language::German)),
            ("en;q=0.5, FR-ca", Some(Language::French)),
            ("es", Some(Language::Spanish)),
            ("ja,en-GB;q=0.7", Some(Language::English)),
            ("de;q=0,en", Some(Language::English)),
            ("de;q=NaN", None),
            ("de;q=x", None),
            ("ja", None),
            ("*", None),
            ("", None),
        ] {
            assert_eq!(Language::preferred(accepted), language, "{accepted}");
        }
    }

    #[test]
    fn codes_fit_into_the_database() {
        assert!(Language::ALL.iter().all(|language| language.code().len() <= 8));
    }
}
