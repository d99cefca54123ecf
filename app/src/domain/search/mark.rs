//! Which parts of a text were asked for.

use super::{
    fold,
    runs::{Run, runs},
    words,
};

/// The text in pieces, each with whether it is one of the words that were asked for.
pub fn marked(text: &str, asked: &[String]) -> Vec<(String, bool)> {
    let mut pieces: Vec<(String, bool)> = Vec::new();
    let mut add = |piece: &str, hit: bool| match pieces.last_mut() {
        Some((last, same)) if *same == hit => last.push_str(piece),
        _ => pieces.push((piece.to_owned(), hit)),
    };
    for run in runs(text) {
        match run {
            Run::Between(text) => add(text, false),
            Run::Word(word) => add(word, words(word, true).iter().any(|word| asked.contains(word))),
            Run::Dense(run) => {
                let letters: Vec<char> = run.chars().collect();
                let hits = dense(&letters, asked);
                for (letter, hit) in letters.iter().zip(hits) {
                    add(letter.encode_utf8(&mut [0; 4]), hit);
                }
            }
        }
    }
    pieces
}

/// Which characters are part of a pair that was asked for, or were asked for alone.
fn dense(letters: &[char], asked: &[String]) -> Vec<bool> {
    let wanted = |letters: &[char]| asked.contains(&fold(&letters.iter().collect::<String>()));
    let mut hits: Vec<bool> = letters.iter().map(|letter| wanted(&[*letter])).collect();
    for (at, pair) in letters.windows(2).enumerate() {
        if wanted(pair) {
            hits[at] = true;
            hits[at + 1] = true;
        }
    }
    hits
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, asked: &str) -> String {
        let pieces = marked(text, &words(asked, false));
        assert_eq!(pieces.iter().map(|(piece, _)| piece.as_str()).collect::<String>(), text);
        pieces.iter().map(|(piece, hit)| if *hit { format!("[{piece}]") } else { piece.clone() }).collect()
    }

    #[test]
    fn marks_what_was_asked_for() {
        assert_eq!(shown("The Crème brûlée, crèmes!", "CREME"), "The [Crème] brûlée, crèmes!");
        assert_eq!(shown("我们在北京烤鸭店", "北京 鸭"), "我们在[北京]烤[鸭]店");
        assert_eq!(shown("생일축하해요", "축하"), "생일[축하]해요");
        assert_eq!(shown("<b>cake</b>", "cake"), "<b>[cake]</b>");
        assert_eq!(shown("", "cake"), "");
        assert_eq!(shown("cake", ""), "cake");
    }
}
