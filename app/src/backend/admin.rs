//! How the site is doing, for those who look after it.

mod totals;

pub use totals::Counted;

use super::{Ctx, access, board, jobs, tasks, write::Once};
use crate::{
    domain::{
        JobId,
        admin::{Connections, DeadJob, JobCount, Overview, TaskInfo},
    },
    error::{AppError, Result},
};

/// Of the jobs that were given up, so many are shown.
const DEAD_SHOWN: u64 = 50;

/// Everything at a glance (7 queries, or 4 where somebody has looked within a minute).
pub async fn overview(ctx: &Ctx) -> Result<Overview> {
    access::may_administer(ctx)?;
    let (db, services) = (ctx.db().read(), &*ctx.services);
    let totals = totals::totals(ctx).await?;
    let jobs = jobs::counts(services).await?;
    let dead = jobs::dead(services, DEAD_SHOWN).await?;
    let tasks = tasks::all(services).await?;
    Ok(Overview {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        accounts: totals.accounts,
        parties: totals.parties,
        pictures: totals.pictures,
        bytes: totals.bytes,
        reports: board::reports::count_all(db).await?,
        connections: connections(ctx),
        jobs: jobs.into_iter().map(|jobs::Count { kind, waiting, dead }| JobCount { kind, waiting, dead }).collect(),
        dead: dead
            .into_iter()
            .map(|job| DeadJob { id: job.id.into(), kind: job.kind, error: job.last_error.unwrap_or_default() })
            .collect(),
        tasks: tasks
            .into_iter()
            .map(|task| TaskInfo { name: task.name, done_at: task.done_at, error: task.last_error })
            .collect(),
    })
}

fn connections(ctx: &Ctx) -> Vec<Connections> {
    let pools = ctx.db().pools().into_iter();
    pools.map(|pool| Connections { name: pool.name.to_owned(), open: pool.open, idle: pool.idle }).collect()
}

/// Has a job tried again that was given up; [`AppError::NotFound`] if it was not.
pub async fn retry_job(ctx: &Ctx, job: JobId) -> Result<()> {
    access::may_administer(ctx)?;
    let write = match ctx.once(&format!("admin.retry_job {job}")).await? {
        Once::Again(()) => return Ok(()),
        Once::First(write) => write,
    };
    if !jobs::revive(write.txn(), job.0, ctx.now()).await? {
        return Err(AppError::NotFound);
    }
    write.finish(()).await
}
