//! How often somebody may ask for what costs others time, or this site.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{count, network};
use crate::{
    backend::{Ctx, entities::login_failures, links},
    domain::time::HOUR,
    error::{AppError, Result},
};

/// Mails about one address in an hour, whoever asks, and whether or not it has an account.
const MAILS_PER_ADDRESS: i32 = 5;
/// Mails that one visitor asks for in an hour.
const MAILS_PER_NETWORK: i32 = 30;
/// Exports of one account in an hour.
const EXPORTS: i32 = 10;

/// Counts a mail that somebody asks for about an address (3 queries). Errors: [`AppError::TooMany`].
pub async fn limit_mails(ctx: &Ctx, email: &str) -> Result<()> {
    let network = network(ctx.facts.address);
    let about = (format!("mails about {email}"), MAILS_PER_ADDRESS);
    limit(ctx, [about, (format!("mails for {network}"), MAILS_PER_NETWORK)]).await
}

/// Counts an export of the viewer's data (2 queries). Errors: [`AppError::TooMany`].
pub async fn limit_exports(ctx: &Ctx) -> Result<()> {
    limit(ctx, [(format!("exports of {}", ctx.user()?.id), EXPORTS)]).await
}

/// Counts first, so that asking in parallel gains nothing.
async fn limit<const N: usize>(ctx: &Ctx, limits: [(String, i32); N]) -> Result<()> {
    let now = ctx.now();
    let hour = now / HOUR;
    let limits = limits.map(|(subject, most)| (links::hash(&format!("{subject} {hour}")), most));
    let subjects = limits.each_ref().map(|(subject, _)| subject.clone());
    count(ctx, &subjects, now).await?;
    let rows = login_failures::Entity::find()
        .filter(login_failures::Column::Subject.is_in(&subjects))
        .all(ctx.db().read())
        .await?;
    let over = |(subject, most): &(String, i32)| rows.iter().any(|row| row.subject == *subject && row.failures > *most);
    if limits.iter().any(over) {
        let left = (hour + 1) * HOUR - now;
        return Err(AppError::TooMany { seconds: left.unsigned_abs().div_ceil(1_000) });
    }
    Ok(())
}
