//! Looking for a guest by name or e-mail, the same on every database.

use std::collections::BTreeSet;

use sea_orm::{
    Condition,
    sea_query::{Expr, ExprTrait, Func, LikeExpr, SimpleExpr},
};

use super::veil::shown_name;
use crate::{
    backend::{Ctx, access, entities::invites},
    domain::{invite::GuestName, text::clean},
};

/// The name as it is shown, in lower case, by which the list is ordered.
pub fn folded_name() -> SimpleExpr {
    Func::lower(shown_name()).into()
}

/// Guests whose name or e-mail holds the text, none of whom is hidden from the viewer; everybody if there is no text.
pub fn matching(ctx: &Ctx, search: &str) -> Condition {
    let text: String = clean(search).chars().take(GuestName::MAX).collect();
    if text.is_empty() {
        return Condition::all();
    }
    let like = |spelling: &str| LikeExpr::new(pattern(spelling)).escape(ESCAPE);
    let by_email = Expr::col((invites::Entity, invites::Column::Email)).like(like(&text.to_lowercase()));
    let by_name = spellings(&text).into_iter().map(|spelling| folded_name().like(like(&spelling)));
    let found = by_name.fold(Condition::any().add(by_email), Condition::add);
    Condition::all().add(found).add(access::seen(ctx, invites::Column::UserId))
}

/// A backslash would be read twice by MariaDB.
const ESCAPE: char = '!';

fn pattern(text: &str) -> String {
    let mut pattern = String::from("%");
    for c in text.chars() {
        if matches!(c, '%' | '_' | ESCAPE) {
            pattern.push(ESCAPE);
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

/// As a name may stand in the database once `LOWER` was applied, which in SQLite changes A–Z alone.
fn spellings(text: &str) -> BTreeSet<String> {
    let mut word_begins = true;
    let titled: String = text
        .to_lowercase()
        .chars()
        .flat_map(|c| {
            let first = std::mem::replace(&mut word_begins, !c.is_alphanumeric());
            if first { c.to_uppercase().collect::<Vec<_>>() } else { vec![c] }
        })
        .collect();
    [text.to_owned(), text.to_lowercase(), text.to_uppercase(), titled]
        .into_iter()
        .map(|spelling| spelling.to_ascii_lowercase())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_are_letters() {
        assert_eq!(pattern("50%_!"), "%50!%!_!!%");
    }

    #[test]
    fn one_spelling_unless_the_database_may_not_know_the_letters() {
        assert_eq!(Vec::from_iter(spellings("Ana BLUM")), ["ana blum"]);
        let anna = spellings("анна");
        assert!(anna.contains("Анна") && anna.contains("АННА") && anna.contains("анна"));
        assert!(spellings("élodie").contains("Élodie"));
    }
}
