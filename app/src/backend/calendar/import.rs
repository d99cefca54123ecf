//! A new party from a calendar file. Nothing is kept until the form is sent.

use crate::{
    backend::{Ctx, parties},
    domain::{Problem, calendar, party::PartyForm},
    error::{AppError, Result},
};

/// The form as the file fills it in (1 query).
pub async fn import(ctx: &Ctx, file: &str) -> Result<PartyForm> {
    let blank = parties::blank(ctx).await?;
    let form = match file.len() {
        0 => Err(Problem::Missing),
        length if length > calendar::LARGEST => Err(Problem::CalendarTooLarge { kilobytes: calendar::LARGEST / 1_000 }),
        _ => calendar::import(file, blank),
    };
    form.map_err(|problem| AppError::field("file", problem))
}
