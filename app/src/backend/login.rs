//! Logging in, and what slows down those who guess passwords.

mod by_link;
mod limit;
mod slowdown;

pub use by_link::{SAME_TAP, by_link};
pub use limit::{limit_exports, limit_mails};
pub use slowdown::Slowdown;

use std::net::IpAddr;

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter,
    sea_query::{self, Expr, OnConflict},
};

use self::slowdown::Failures;
use super::{
    Ctx,
    entities::{login_failures, users},
    links,
};
use crate::{
    domain::{
        UserId,
        text::clean,
        time::{DAY, HOUR, Millis},
    },
    error::{AppError, Result},
};

/// Nobody's address is longer.
const LONGEST_LOGIN: usize = 254;

/// Finds the account by e-mail or username. Unknown and wrong give [`AppError::WrongLogin`] after the same time;
/// too many failures give [`AppError::TooMany`].
pub async fn log_in(ctx: &Ctx, login: &str, password: &str) -> Result<users::Model> {
    let login = normal(login);
    let attempt = Attempt::begin(ctx, &login).await?;
    let user = find(ctx, &login).await?;
    let hash = user.as_ref().filter(|user| user.has_password()).map(|user| user.password_hash.as_str());
    let right = attempt.settle(ctx, ctx.services.passwords.verify(hash, password).await).await?;
    user.filter(|_| right).ok_or(AppError::WrongLogin)
}

/// Whether this is the password of somebody who is logged in; guesses are slowed like logins.
pub async fn confirm(ctx: &Ctx, user: &users::Model, password: &str) -> Result<bool> {
    let attempt = Attempt::begin(ctx, &format!("user {}", UserId(user.id))).await?;
    attempt.settle(ctx, ctx.services.passwords.verify(Some(&user.password_hash), password).await).await
}

fn normal(login: &str) -> String {
    let login: String = login.chars().take(LONGEST_LOGIN).collect();
    clean(&login).trim_start_matches('@').to_lowercase()
}

async fn find(ctx: &Ctx, login: &str) -> Result<Option<users::Model>> {
    let column = if login.contains('@') { users::Column::Email } else { users::Column::Username };
    Ok(users::Entity::find().filter(column.eq(login)).one(ctx.db().read()).await?)
}

/// A guess under way. It counts as a failure from its beginning, so that guessing in parallel gains nothing.
pub(super) struct Attempt {
    subjects: [String; 3],
}

impl Attempt {
    pub(super) async fn begin(ctx: &Ctx, login: &str) -> Result<Self> {
        let now = ctx.now();
        let address = network(ctx.facts.address);
        let (day, hour) = (now / DAY, now / HOUR);
        let attempt = Self {
            subjects: [
                links::hash(&format!("pair {login} {address} {day}")),
                links::hash(&format!("address {address} {hour}")),
                links::hash(&format!("account {login} {hour}")),
            ],
        };
        let slowdown = &ctx.services.slowdown;
        let before = attempt.failures(ctx).await?;
        slowdown.check(&before, now)?;
        count(ctx, &attempt.subjects, now).await?;
        let after = attempt.failures(ctx).await?;
        slowdown.check_parallel(&before, &after)?;
        let delay = slowdown.delay(before[2].0);
        if !delay.is_zero() {
            tokio::time::sleep(delay).await;
        }
        Ok(attempt)
    }

    async fn failures(&self, ctx: &Ctx) -> Result<Failures> {
        let rows = login_failures::Entity::find()
            .filter(login_failures::Column::Subject.is_in(&self.subjects))
            .all(ctx.db().read())
            .await?;
        Ok(self.subjects.each_ref().map(|subject| {
            rows.iter().find(|row| row.subject == *subject).map_or((0, 0), |row| (row.failures, row.last_at))
        }))
    }

    /// A right password clears the pair; it, and a check that could not be made, were no failure after all.
    pub(super) async fn settle(self, ctx: &Ctx, verdict: Result<bool>) -> Result<bool> {
        let [pair, address, account] = &self.subjects;
        match verdict {
            Ok(false) => return Ok(false),
            Ok(true) => {
                login_failures::Entity::delete_by_id(pair).exec(ctx.db().write()).await?;
            }
            Err(_) => uncount(ctx, pair).await?,
        }
        uncount(ctx, address).await?;
        uncount(ctx, account).await?;
        verdict
    }
}

/// Row by row: a statement that holds one lock only never waits in a circle with another.
async fn count(ctx: &Ctx, subjects: &[String], now: Millis) -> Result<()> {
    for subject in subjects {
        let row = login_failures::ActiveModel { subject: Set(subject.clone()), failures: Set(1), last_at: Set(now) };
        let failures = Expr::col((login_failures::Entity, login_failures::Column::Failures));
        let one_more = OnConflict::column(login_failures::Column::Subject)
            .value(login_failures::Column::Failures, sea_query::ExprTrait::add(failures, 1))
            .update_column(login_failures::Column::LastAt)
            .to_owned();
        login_failures::Entity::insert(row).on_conflict(one_more).exec_without_returning(ctx.db().write()).await?;
    }
    Ok(())
}

async fn uncount(ctx: &Ctx, subject: &str) -> Result<()> {
    let failures = Expr::col(login_failures::Column::Failures);
    login_failures::Entity::update_many()
        .col_expr(login_failures::Column::Failures, sea_query::ExprTrait::sub(failures, 1))
        .filter(login_failures::Column::Subject.eq(subject))
        .filter(login_failures::Column::Failures.gt(0))
        .exec(ctx.db().write())
        .await?;
    Ok(())
}

/// What belongs to one visitor: an IPv4 address, or the 64 bits that an IPv6 line gets.
fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => format!("{:x}", address.to_bits() >> 64),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn networks() {
        let network = |text: &str| network(text.parse().unwrap());
        assert_eq!(network("::ffff:192.0.2.1"), network("192.0.2.1"));
        assert_eq!(network("2001:db8:1:2::1"), network("2001:db8:1:2:ffff::9"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
    }

    #[test]
    fn logins_as_typed() {
        assert_eq!(normal(" @Ana.B "), "ana.b");
        assert_eq!(normal("Ana@Example.org\n"), "ana@example.org");
        assert_eq!(normal(&"x".repeat(10_000)).len(), LONGEST_LOGIN);
    }
}
