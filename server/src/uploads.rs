//! Multipart in: files are streamed to a temporary file, made into sizes and stored; only then is the picture noted.
//! The server function gets the picture's identifier in the field of the same name.

mod picture;

use app::{
    backend::Ctx,
    domain::{Problem, picture::Purpose},
    error::AppError,
};
use axum::{
    body::Body,
    extract::{FromRequest, Multipart, Request, multipart::Field},
    http::request::Parts,
};
use tempfile::NamedTempFile;
use tokio::io::AsyncWriteExt;

pub use picture::{discard, explain, keep, key};

use crate::{forms::Fields, state::AppState};

/// A form may have so many fields …
const MOST_FIELDS: usize = 100;
/// … and its text may be so long, in bytes.
const LONGEST_TEXT: usize = 128 * 1024;
/// Forms with a picture, and whether somebody without an account may send one.
const FORMS: [(&str, &str, Purpose, bool); 4] = [
    ("/api/accounts/sign_up", "photo", Purpose::Profile, true),
    ("/api/accounts/change_profile", "photo", Purpose::Profile, false),
    ("/api/parties/create", "cover", Purpose::Cover, false),
    ("/api/parties/update", "cover", Purpose::Cover, false),
];

/// Reads a multipart form. All text is read even if a file is refused, so that nothing typed is lost.
pub async fn receive(state: &AppState, ctx: &Ctx, parts: &Parts, body: Body) -> (Fields, Result<(), AppError>) {
    let mut fields = Fields::default();
    let result = read(state, ctx, parts, body, &mut fields).await;
    (fields, result)
}

async fn read(state: &AppState, ctx: &Ctx, parts: &Parts, body: Body, fields: &mut Fields) -> Result<(), AppError> {
    let request = Request::from_parts(parts.clone(), body);
    let mut multipart = Multipart::from_request(request, &()).await.map_err(|_| AppError::BadRequest)?;
    let mut text_length = 0;
    let mut refused = None;
    while let Some(field) = multipart.next_field().await.map_err(|error| unreadable(state, &error))? {
        let name = field.name().unwrap_or_default().to_owned();
        if fields.0.len() >= MOST_FIELDS {
            return Err(AppError::BadRequest);
        }
        if field.file_name().is_some() {
            match file(state, ctx, parts.uri.path(), &name, field).await {
                Ok(Some(id)) => {
                    fields.0.retain(|(field, _)| *field != name);
                    fields.0.push((name, id));
                }
                Ok(None) => {}
                Err(error) => refused = refused.or(Some(error)),
            }
        } else {
            let text = text(state, field, LONGEST_TEXT - text_length).await?;
            text_length += text.len();
            if fields.get(&name).is_none() {
                fields.0.push((name, text));
            }
        }
    }
    refused.map_or(Ok(()), Err)
}

async fn text(state: &AppState, mut field: Field<'_>, most: usize) -> Result<String, AppError> {
    let mut text = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(|error| unreadable(state, &error))? {
        if text.len() + chunk.len() > most {
            return Err(AppError::TooLarge { megabytes: 1 });
        }
        text.extend_from_slice(&chunk);
    }
    String::from_utf8(text).map_err(|_| AppError::BadRequest)
}

/// Stores a picture and gives its identifier; nothing where no file was chosen.
async fn file(
    state: &AppState,
    ctx: &Ctx,
    form: &str,
    name: &str,
    field: Field<'_>,
) -> Result<Option<String>, AppError> {
    let expected = FORMS.iter().find(|(path, field, ..)| *path == form && *field == name);
    let Some((_, _, purpose, anybody)) = expected else {
        drain(state, field).await?;
        return Err(AppError::BadRequest);
    };
    if !anybody && ctx.user.is_none() {
        drain(state, field).await?;
        return Err(AppError::NotLoggedIn);
    }
    let chosen = field.file_name().is_some_and(|name| !name.is_empty());
    let Some(upload) = save(state, name, field).await? else {
        return if chosen { Err(AppError::field(name, Problem::NotAPicture)) } else { Ok(None) };
    };
    let id = keep(state, ctx, *purpose, upload.path().to_owned()).await.map_err(|error| explain(name, error))?;
    Ok(Some(id.to_string()))
}

/// Streams the file to disk, bounded; nothing where it is empty.
async fn save(state: &AppState, name: &str, mut field: Field<'_>) -> Result<Option<NamedTempFile>, AppError> {
    let upload = NamedTempFile::new().map_err(|error| full(&error))?;
    let mut file = tokio::fs::File::from_std(upload.reopen().map_err(|error| full(&error))?);
    let mut length = 0;
    while let Some(chunk) = field.chunk().await.map_err(|error| unreadable(state, &error))? {
        length += chunk.len() as u64;
        if length > state.uploads.max_bytes {
            drain(state, field).await?;
            return Err(AppError::field(
                name,
                Problem::PictureTooLarge { megabytes: state.uploads.max_bytes / 1_000_000 },
            ));
        }
        file.write_all(&chunk).await.map_err(|error| full(&error))?;
    }
    file.flush().await.map_err(|error| full(&error))?;
    Ok((length > 0).then_some(upload))
}

/// Reads the rest of a refused file, so that the browser gets to see the answer. The body's own limit bounds it.
async fn drain(state: &AppState, mut field: Field<'_>) -> Result<(), AppError> {
    while field.chunk().await.map_err(|error| unreadable(state, &error))?.is_some() {}
    Ok(())
}

fn full(error: &std::io::Error) -> AppError {
    tracing::error!(%error, "an upload cannot be written");
    AppError::StorageFull
}

fn unreadable(state: &AppState, error: &axum::extract::multipart::MultipartError) -> AppError {
    match error.status() {
        axum::http::StatusCode::PAYLOAD_TOO_LARGE => {
            AppError::TooLarge { megabytes: state.uploads.max_bytes / 1_000_000 }
        }
        _ => AppError::BadRequest,
    }
}
