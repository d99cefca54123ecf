//! Which forms bring pictures, in which fields, and from whom.

use app::{
    backend::Ctx,
    domain::{
        Problem,
        board::{MAX_PICTURES, picture_field},
        picture::Purpose,
    },
    error::AppError,
};

/// The form of a post, the only one with several pictures.
pub const BOARD: &str = "/api/board/add";

/// Forms with one picture, and whether somebody without an account may send one.
const FORMS: [(&str, &str, Purpose, bool); 4] = [
    ("/api/accounts/sign_up", "photo", Purpose::Profile, true),
    ("/api/accounts/change_profile", "photo", Purpose::Profile, false),
    ("/api/parties/create", "cover", Purpose::Cover, false),
    ("/api/parties/update", "cover", Purpose::Cover, false),
];

/// So many pictures may be in one form.
pub fn pictures_in(form: &str) -> usize {
    if form == BOARD { MAX_PICTURES } else { 1 }
}

/// What a picture in this field is for, or why it is not taken.
pub fn purpose(ctx: &Ctx, form: &str, field: &str) -> Result<Purpose, AppError> {
    if form == BOARD {
        return purpose_on_board(ctx, field);
    }
    let found = FORMS.iter().find(|(path, name, ..)| *path == form && *name == field);
    match found {
        None => Err(AppError::BadRequest),
        Some((_, _, _, false)) if ctx.user.is_none() => Err(AppError::NotLoggedIn),
        Some((_, _, purpose, _)) => Ok(*purpose),
    }
}

/// Guests post without an account too. Whether they are guests of this party is asked with the form.
fn purpose_on_board(ctx: &Ctx, field: &str) -> Result<Purpose, AppError> {
    let place = place(field).ok_or(AppError::BadRequest)?;
    if ctx.user.is_none() && ctx.facts.guest_of.is_empty() {
        return Err(AppError::NotLoggedIn);
    }
    if place < MAX_PICTURES {
        Ok(Purpose::Post)
    } else {
        Err(AppError::field("pictures", Problem::TooManyPictures { max: MAX_PICTURES }))
    }
}

/// Which picture of a post the field holds, counted from 0.
fn place(field: &str) -> Option<usize> {
    let place = field.strip_prefix("pictures[")?.strip_suffix("][id]")?.parse().ok()?;
    (picture_field(place, "id") == field).then_some(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_fields_of_pictures() {
        assert_eq!([place("pictures[0][id]"), place("pictures[10][id]")], [Some(0), Some(10)]);
        for field in
            ["pictures", "pictures[0]", "pictures[0][alt]", "pictures[x][id]", "pictures[+1][id]", "pictures[01][id]"]
        {
            assert_eq!(place(field), None, "{field}");
        }
    }
}
