//! Faces.

use leptos::{either::Either, prelude::*};

use crate::domain::{
    PictureId,
    picture::{Size, media_url},
};

/// A person's photo, or initials on a colour that stays the same for the name. The name itself stands beside it.
#[component]
pub fn Avatar(
    #[prop(into)] name: String,
    photo: Option<PictureId>,
    #[prop(optional)] small: bool,
    #[prop(optional)] large: bool,
    #[prop(optional)] huge: bool,
) -> impl IntoView {
    let (class, pixels, size) = match (small, large, huge) {
        (true, ..) => ("avatar small", 32, Size::Small),
        (_, true, _) => ("avatar large", 56, Size::Medium),
        (.., true) => ("avatar huge", 96, Size::Medium),
        _ => ("avatar", 40, Size::Small),
    };
    match photo {
        Some(photo) => Either::Left(
            view! { <img class=class src=media_url(photo, size) alt="" width=pixels height=pixels loading="lazy" /> },
        ),
        None => Either::Right(view! {
            <span class=class data-hue=hue(&name) aria-hidden="true">
                {initials(&name)}
            </span>
        }),
    }
}

/// One of the eight colours of the style sheet.
fn hue(name: &str) -> u32 {
    name.chars().fold(0, |sum: u32, c| sum.wrapping_mul(31).wrapping_add(c.into())) % 8
}

/// The first letters of the first and the last word.
fn initials(name: &str) -> String {
    let mut words = name.split_whitespace();
    let first = words.next().and_then(|word| word.chars().next());
    let last = words.next_back().and_then(|word| word.chars().next());
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_of_any_name() {
        assert_eq!(initials("ada maria lovelace"), "AL");
        assert_eq!(initials("Zoë"), "Z");
        assert_eq!(initials("ß"), "SS");
        assert_eq!(initials("  "), "");
    }
}
