//! Letters as they are compared: without case, accents, ligatures, and the two widths of East Asian keyboards.

use unicode_normalization::UnicodeNormalization;

/// `Crème BRÛLÉE` and `creme brulee` are the same.
pub fn fold(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.nfkd().filter(|letter| !is_accent(*letter)).flat_map(char::to_lowercase) {
        match spelled(letter) {
            Some(letters) => plain.push_str(letters),
            None => plain.push(letter),
        }
    }
    // What was taken apart and is no accent, as Korean syllables and Japanese voicing marks, is put together again.
    plain.nfc().collect()
}

/// Marks that are left out by many who type: accents, Hebrew points, Arabic vowels. Vowels of Indian scripts are no
/// accents.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{591}'..='\u{5C7}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{FE00}'..='\u{FE0F}')
}

/// Letters of their own that others write without their strokes.
fn spelled(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ð' | 'đ' => "d",
        'þ' => "th",
        'ł' => "l",
        'ħ' => "h",
        'ı' => "i",
        'ŋ' => "n",
        'ŧ' => "t",
        'ς' => "σ",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_and_case_do_not_count() {
        for (typed, folded) in [
            ("Crème BRÛLÉE", "creme brulee"),
            ("Straße STRASSE", "strasse strasse"),
            ("Łódź Ærø Þór", "lodz aero thor"),
            ("İstanbul ısı", "istanbul isi"),
            ("ΟΔΥΣΣΕΥΣ Οδυσσεύς", "οδυσσευσ οδυσσευσ"),
            ("Ёлка", "елка"),
            ("ﬁlm ＣＡＫＥ", "film cake"),
            ("e\u{301}te", "ete"),
            ("שָׁלוֹם", "שלום"),
        ] {
            assert_eq!(fold(typed), folded, "{typed}");
        }
    }

    #[test]
    fn other_scripts_stay_whole() {
        for text in ["한국어", "東京", "が", "สวัสดี", "हिन्दी"] {
            assert_eq!(fold(text), text.nfc().collect::<String>());
        }
        assert_eq!(fold("ｶﾞ"), "ガ");
        assert_eq!(fold("\u{1112}\u{1161}\u{11AB}"), "한");
    }
}
