//! A new party from a calendar file. Nothing is kept until the form is sent.

use crate::{
    backend::{Ctx, parties},
    domain::{
        Problem,
        calendar::{self, Imported},
    },
    error::{AppError, Result},
};

/// The form as the file fills it in (1 query).
pub async fn import(ctx: &Ctx, file: &str) -> Result<Imported> {
    let blank = parties::blank(ctx).await?;
    let imported = match file.len() {
        0 => Err(Problem::Missing),
        length if length > calendar::LARGEST => Err(Problem::CalendarTooLarge { kilobytes: calendar::LARGEST / 1_000 }),
        _ => calendar::import(file, blank),
    };
    imported.map_err(|problem| AppError::field("file", problem))
}
