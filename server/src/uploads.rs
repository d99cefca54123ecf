//! Multipart in: files are streamed to a temporary file, made into sizes and stored; only then is the picture noted.
//! The server function gets the picture's identifier in the field of the same name.

mod came;
mod forms;
pub mod originals;
mod photo;
mod picture;
mod pieces;

use app::{
    backend::Ctx,
    domain::{PartyId, PhotoId, Problem, Problems, calendar, picture::Purpose},
    error::AppError,
};
use axum::{
    body::Body,
    extract::{FromRequest, Multipart, Request, multipart::Field},
    http::{HeaderMap, request::Parts},
};
use tokio::sync::OnceCell;

use came::Came;
pub use forms::{ALBUM, BOARD, bytes_of_one, pictures_in, takes_long};
pub use photo::original;
pub use picture::{discard, explain, keep, key, key_as, order, store};

use crate::{content_type, forms::Fields, state::AppState};

/// A form may have so many fields, files among them, beside the photos of an album: of those the first are taken, and it is
/// said of the others that they were too many …
const MOST_FIELDS: usize = 100;
const MOST_PHOTOS: usize = 2_000;
/// … and its text may be so long, in bytes.
const LONGEST_TEXT: usize = 128_000;

/// Reads a multipart form. All text is read even if files are refused, so that nothing typed is lost. Of a form that came
/// too soon (`pace`) every file is.
pub async fn receive(
    state: &AppState,
    ctx: &Ctx,
    parts: &Parts,
    body: Body,
    pace: Result<(), AppError>,
) -> (Fields, Result<(), AppError>) {
    let mut fields = Fields::default();
    let form = Form { state, ctx, path: parts.uri.path(), pace, may_send: OnceCell::new() };
    match form.read(parts, body, &mut fields).await {
        Ok(refused) => (fields, form.pace.and(refused.result())),
        // Shown again without what was not read, the form would take that away when it is sent once more.
        Err(error) => (Fields::default(), Err(error)),
    }
}

/// Whether a body is a form that may bring files.
pub fn is_form(headers: &HeaderMap) -> bool {
    content_type::of(headers).starts_with("multipart/form-data")
}

/// Reads a form with photos for the album of a party, and gives what they have become.
pub async fn photos(
    state: &AppState,
    ctx: &Ctx,
    party: PartyId,
    parts: &Parts,
    body: Body,
) -> Result<Vec<PhotoId>, AppError> {
    let mut fields = Fields::default();
    fields.put("party", party.to_string(), None);
    let form = Form { state, ctx, path: ALBUM, pace: Ok(()), may_send: OnceCell::new() };
    form.read(parts, body, &mut fields).await?.result()?;
    let photos = fields.all.iter().filter(|(name, _)| name.starts_with("photos["));
    Ok(photos.filter_map(|(_, photo)| photo.parse().ok()).collect())
}

/// Files that were refused: every problem is told, unless something else went wrong.
#[derive(Default)]
struct Refused {
    problems: Problems,
    other: Option<AppError>,
}

impl Refused {
    fn note(&mut self, error: AppError) {
        match error {
            AppError::Invalid(Problems(problems)) => {
                for (field, problem) in problems {
                    if self.problems.of(&field).is_none() {
                        self.problems.0.push((field, problem));
                    }
                }
            }
            error => self.other = self.other.take().or(Some(error)),
        }
    }

    fn result(self) -> Result<(), AppError> {
        match self.other {
            Some(error) => Err(error),
            None if self.problems.0.is_empty() => Ok(()),
            None => Err(AppError::Invalid(self.problems)),
        }
    }
}

/// A form that is being read.
struct Form<'a> {
    state: &'a AppState,
    ctx: &'a Ctx,
    path: &'a str,
    /// Whether it came too soon after others of the same account.
    pace: Result<(), AppError>,
    /// Asked once, before the first picture.
    may_send: OnceCell<Result<(), AppError>>,
}

impl Form<'_> {
    /// Reads everything; an error where that is not possible.
    async fn read(&self, parts: &Parts, body: Body, fields: &mut Fields) -> Result<Refused, AppError> {
        let request = Request::from_parts(parts.clone(), pieces::piecewise(body));
        let mut multipart = Multipart::from_request(request, &()).await.map_err(|_| AppError::BadRequest)?;
        let (mut count, mut text_length, mut files) = (0, 0, 0);
        let mut refused = Refused::default();
        while let Some(field) = multipart.next_field().await.map_err(|error| self.unreadable(&error))? {
            count += 1;
            if count > MOST_FIELDS + files_in(self.path) {
                return Err(AppError::BadRequest);
            }
            let name = field.name().unwrap_or_default().to_owned();
            if field.file_name().is_some() {
                let kept = match self.path {
                    ALBUM => {
                        let kept = self.photo(&name, files, fields, field).await;
                        kept.map(|photo| photo.map(|photo| (format!("{name}[{files}]"), photo, None)))
                    }
                    path if forms::is_calendar(path, &name) => {
                        self.calendar(&name, field).await.map(|text| text.map(|text| (name, text, None)))
                    }
                    _ => {
                        let kept = self.file(&name, fields, field).await;
                        kept.map(|kept| kept.map(|(picture, digest)| (name, picture, Some(digest))))
                    }
                };
                files += 1;
                match kept {
                    Ok(Some((name, value, digest))) => fields.put(&name, value, digest),
                    Ok(None) => {}
                    Err(error) => refused.note(error),
                }
            } else {
                let text = self.text(field, LONGEST_TEXT - text_length).await?;
                text_length += text.len();
                if fields.get(&name).is_none() {
                    fields.all.push((name, text));
                }
            }
        }
        Ok(refused)
    }

    async fn text(&self, mut field: Field<'_>, most: usize) -> Result<String, AppError> {
        let mut text = Vec::new();
        while let Some(chunk) = field.chunk().await.map_err(|error| self.unreadable(&error))? {
            if text.len() + chunk.len() > most {
                return Err(AppError::TooLarge { kilobytes: LONGEST_TEXT as u64 / 1_000 });
            }
            text.extend_from_slice(&chunk);
        }
        String::from_utf8(text).map_err(|_| AppError::BadRequest)
    }

    /// The text of a calendar file; what is no text in it is shown as such. It is not held for those who have to log in first.
    async fn calendar(&self, name: &str, mut field: Field<'_>) -> Result<Option<String>, AppError> {
        if let Err(error) = self.ctx.user() {
            self.drain(field).await?;
            return Err(error);
        }
        let mut text = Vec::new();
        while let Some(chunk) = field.chunk().await.map_err(|error| self.unreadable(&error))? {
            if text.len() + chunk.len() > calendar::LARGEST {
                self.drain(field).await?;
                let kilobytes = calendar::LARGEST / 1_000;
                return Err(AppError::field(name, Problem::CalendarTooLarge { kilobytes }));
            }
            text.extend_from_slice(&chunk);
        }
        Ok((!text.is_empty()).then(|| String::from_utf8_lossy(&text).into_owned()))
    }

    /// What a picture in this field is for. Whoever may not send the form hears so before a file is read.
    async fn purpose(&self, name: &str, fields: &Fields) -> Result<Purpose, AppError> {
        self.pace.clone()?;
        let purpose = forms::purpose(self.ctx, self.path, name)?;
        let may_send = self.may_send.get_or_init(|| forms::may_send(self.ctx, self.path, fields)).await;
        may_send.clone().map(|()| purpose)
    }

    /// Stores a picture and gives its identifier, and the digest of the file; nothing where no file was chosen.
    async fn file(&self, name: &str, fields: &Fields, field: Field<'_>) -> Result<Option<(String, String)>, AppError> {
        let purpose = match self.purpose(name, fields).await {
            Ok(purpose) => purpose,
            Err(error) => {
                self.drain(field).await?;
                return Err(error);
            }
        };
        let chosen = field.file_name().is_some_and(|name| !name.is_empty());
        let Some(came) = self.save(name, field, self.state.uploads.max_bytes).await? else {
            return if chosen { Err(AppError::field(name, Problem::NotAPicture)) } else { Ok(None) };
        };
        let kept = keep(self.state, self.ctx, purpose, came.file.path().to_owned()).await;
        kept.map(|id| Some((id.to_string(), came.hash()))).map_err(|error| explain(name, error))
    }

    /// Streams the file to disk, at most so many bytes. Nothing where it is empty.
    async fn save(&self, name: &str, mut field: Field<'_>, most: u64) -> Result<Option<Came>, AppError> {
        let mut came = Came::begin().await.map_err(|error| full(&error))?;
        while let Some(piece) = field.chunk().await.map_err(|error| self.unreadable(&error))? {
            if came.bytes + piece.len() as u64 > most {
                self.drain(field).await?;
                return Err(AppError::field(name, Problem::PictureTooLarge { megabytes: most / 1_000_000 }));
            }
            came = came.and(piece).await.map_err(|error| full(&error))?;
        }
        Ok((came.bytes > 0).then_some(came))
    }

    /// Reads the rest of a refused file, so that the browser gets to see the answer. The body's own limit bounds it.
    async fn drain(&self, mut field: Field<'_>) -> Result<(), AppError> {
        while field.chunk().await.map_err(|error| self.unreadable(&error))?.is_some() {}
        Ok(())
    }

    fn unreadable(&self, error: &axum::extract::multipart::MultipartError) -> AppError {
        match error.status() {
            axum::http::StatusCode::PAYLOAD_TOO_LARGE => {
                let most = bytes_of_one(self.state, self.path).saturating_mul(pictures_in(self.path) as u64);
                AppError::TooLarge { kilobytes: most / 1_000 }
            }
            _ => AppError::BadRequest,
        }
    }
}

/// So many files may be in one form, taken or not.
fn files_in(form: &str) -> usize {
    if form == ALBUM { MOST_PHOTOS } else { pictures_in(form) }
}

fn full(error: &std::io::Error) -> AppError {
    tracing::error!(%error, "an upload cannot be written");
    AppError::StorageFull
}
