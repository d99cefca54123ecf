//! Which forms bring pictures, in which fields, and from whom.

use app::{
    backend::{Ctx, board, parties},
    domain::{
        PartyId, Problem,
        album::MAX_AT_ONCE,
        board::{MAX_PICTURES, picture_field},
        picture::Purpose,
    },
    error::AppError,
};

use crate::{
    forms::{Fields, IMPORT},
    state::AppState,
    v1::is_of_api,
};

/// The form of a post.
pub const BOARD: &str = "/api/board/add";
/// The form for photos of an album.
pub const ALBUM: &str = "/api/album/add";
/// The form of a party that is changed.
const UPDATE: &str = "/api/parties/update";

/// Forms with one picture, and whether somebody without an account may send one.
const FORMS: [(&str, &str, Purpose, bool); 4] = [
    ("/api/accounts/sign_up", "photo", Purpose::Profile, true),
    ("/api/accounts/change_profile", "photo", Purpose::Profile, false),
    ("/api/parties/create", "cover", Purpose::Cover, false),
    (UPDATE, "cover", Purpose::Cover, false),
];

/// Whether a field holds a calendar file and no picture.
pub fn is_calendar(form: &str, field: &str) -> bool {
    form == IMPORT && field == "file"
}

/// So many pictures may be in one form.
pub fn pictures_in(form: &str) -> usize {
    match form {
        ALBUM => MAX_AT_ONCE,
        BOARD => MAX_PICTURES,
        _ => 1,
    }
}

/// Whether many photos may be sent to this address at once, which takes its time.
pub fn takes_long(path: &str) -> bool {
    path == ALBUM || is_of_api(path) && path.ends_with("/photos")
}

/// The largest file in a form, in bytes.
pub fn bytes_of_one(state: &AppState, form: &str) -> u64 {
    if form == ALBUM { state.uploads.photo_bytes } else { state.uploads.max_bytes }
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

/// Whether the sender may do what the form is for. The field that names the party stands before the files.
pub async fn may_send(ctx: &Ctx, form: &str, fields: &Fields) -> Result<(), AppError> {
    match form {
        BOARD => board::may_post(ctx, party(fields)?).await,
        UPDATE => parties::may_change(ctx, party(fields)?).await,
        _ => Ok(()),
    }
}

/// The party that a form is about.
pub fn party(fields: &Fields) -> Result<PartyId, AppError> {
    fields.get("party").and_then(|party| party.parse().ok()).ok_or(AppError::BadRequest)
}

/// Guests post without an account too. A cookie may hold anything: [`may_send`] looks at it.
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
    fn photos_take_their_time() {
        assert!(takes_long("/api/album/add") && takes_long("/api/v1/parties/x/photos"));
        assert!(!takes_long("/api/board/add") && !takes_long("/p/x/photos"));
    }

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
