//! Multipart in: files are streamed to a temporary file, made into sizes and stored; only then is the picture noted.
//! The server function gets the picture's identifier in the field of the same name.

mod forms;
mod picture;
mod pieces;

use app::{
    backend::Ctx,
    domain::{Problem, Problems},
    error::AppError,
};
use axum::{
    body::Body,
    extract::{FromRequest, Multipart, Request, multipart::Field},
    http::request::Parts,
};
use tempfile::NamedTempFile;
use tokio::io::AsyncWriteExt;

pub use forms::{BOARD, pictures_in};
pub use picture::{discard, explain, keep, key};

use crate::{forms::Fields, state::AppState};

/// A form may have so many fields, files among them …
const MOST_FIELDS: usize = 100;
/// … and its text may be so long, in bytes.
const LONGEST_TEXT: usize = 128 * 1024;

/// Reads a multipart form. All text is read even if files are refused, so that nothing typed is lost.
pub async fn receive(state: &AppState, ctx: &Ctx, parts: &Parts, body: Body) -> (Fields, Result<(), AppError>) {
    let mut fields = Fields::default();
    let form = Form { state, ctx, path: parts.uri.path() };
    match form.read(parts, body, &mut fields).await {
        Ok(refused) => (fields, refused.result()),
        // Shown again without what was not read, the form would take that away when it is sent once more.
        Err(error) => (Fields::default(), Err(error)),
    }
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
}

impl Form<'_> {
    /// Reads everything; an error where that is not possible.
    async fn read(&self, parts: &Parts, body: Body, fields: &mut Fields) -> Result<Refused, AppError> {
        let request = Request::from_parts(parts.clone(), pieces::piecewise(body));
        let mut multipart = Multipart::from_request(request, &()).await.map_err(|_| AppError::BadRequest)?;
        let (mut count, mut text_length) = (0, 0);
        let mut refused = Refused::default();
        while let Some(field) = multipart.next_field().await.map_err(|error| self.unreadable(&error))? {
            count += 1;
            if count > MOST_FIELDS {
                return Err(AppError::BadRequest);
            }
            let name = field.name().unwrap_or_default().to_owned();
            if field.file_name().is_some() {
                match self.file(&name, field).await {
                    Ok(Some(id)) => {
                        fields.0.retain(|(field, _)| *field != name);
                        fields.0.push((name, id));
                    }
                    Ok(None) => {}
                    Err(error) => refused.note(error),
                }
            } else {
                let text = self.text(field, LONGEST_TEXT - text_length).await?;
                text_length += text.len();
                if fields.get(&name).is_none() {
                    fields.0.push((name, text));
                }
            }
        }
        Ok(refused)
    }

    async fn text(&self, mut field: Field<'_>, most: usize) -> Result<String, AppError> {
        let mut text = Vec::new();
        while let Some(chunk) = field.chunk().await.map_err(|error| self.unreadable(&error))? {
            if text.len() + chunk.len() > most {
                return Err(AppError::TooLarge { megabytes: 1 });
            }
            text.extend_from_slice(&chunk);
        }
        String::from_utf8(text).map_err(|_| AppError::BadRequest)
    }

    /// Stores a picture and gives its identifier; nothing where no file was chosen.
    async fn file(&self, name: &str, field: Field<'_>) -> Result<Option<String>, AppError> {
        let purpose = match forms::purpose(self.ctx, self.path, name) {
            Ok(purpose) => purpose,
            Err(error) => {
                self.drain(field).await?;
                return Err(error);
            }
        };
        let chosen = field.file_name().is_some_and(|name| !name.is_empty());
        let Some(upload) = self.save(name, field).await? else {
            return if chosen { Err(AppError::field(name, Problem::NotAPicture)) } else { Ok(None) };
        };
        let kept = keep(self.state, self.ctx, purpose, upload.path().to_owned()).await;
        kept.map(|id| Some(id.to_string())).map_err(|error| explain(name, error))
    }

    /// Streams the file to disk, bounded; nothing where it is empty.
    async fn save(&self, name: &str, mut field: Field<'_>) -> Result<Option<NamedTempFile>, AppError> {
        let most = self.state.uploads.max_bytes;
        let upload = NamedTempFile::new().map_err(|error| full(&error))?;
        let mut file = tokio::fs::File::from_std(upload.reopen().map_err(|error| full(&error))?);
        let mut length = 0;
        while let Some(chunk) = field.chunk().await.map_err(|error| self.unreadable(&error))? {
            length += chunk.len() as u64;
            if length > most {
                self.drain(field).await?;
                return Err(AppError::field(name, Problem::PictureTooLarge { megabytes: most / 1_000_000 }));
            }
            file.write_all(&chunk).await.map_err(|error| full(&error))?;
        }
        file.flush().await.map_err(|error| full(&error))?;
        Ok((length > 0).then_some(upload))
    }

    /// Reads the rest of a refused file, so that the browser gets to see the answer. The body's own limit bounds it.
    async fn drain(&self, mut field: Field<'_>) -> Result<(), AppError> {
        while field.chunk().await.map_err(|error| self.unreadable(&error))?.is_some() {}
        Ok(())
    }

    fn unreadable(&self, error: &axum::extract::multipart::MultipartError) -> AppError {
        match error.status() {
            axum::http::StatusCode::PAYLOAD_TOO_LARGE => {
                let most = self.state.uploads.max_bytes.saturating_mul(pictures_in(self.path) as u64);
                AppError::TooLarge { megabytes: most / 1_000_000 }
            }
            _ => AppError::BadRequest,
        }
    }
}

fn full(error: &std::io::Error) -> AppError {
    tracing::error!(%error, "an upload cannot be written");
    AppError::StorageFull
}
