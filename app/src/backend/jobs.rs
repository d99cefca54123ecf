//! What is done later, by whichever process is free: written in the transaction that needs it, so that nothing is
//! promised and then forgotten. A job runs at least once.

mod lease;
mod overview;

pub use lease::{ATTEMPTS, Claimed, done, failed, next};
pub use overview::{Count, counts, dead, retry};

use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Ctx, clock::Clock, entities::jobs, notifications::Cause};
use crate::{
    domain::{PictureId, UserId, time::Millis},
    error::{AppError, Result},
};

/// Something to be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Job {
    /// Deletes the files of a picture that nobody shows any more.
    DiscardPicture { picture: PictureId },
    /// Tells everybody whom it concerns.
    Notify {
        cause: Cause,
        /// Whose doing it is.
        actor: Option<UserId>,
    },
}

impl Job {
    /// Kinds that this version knows. Others are left to newer processes.
    const KINDS: [&str; 2] = ["discard_picture", "notify"];

    fn kind(&self) -> &'static str {
        match self {
            Self::DiscardPicture { .. } => Self::KINDS[0],
            Self::Notify { .. } => Self::KINDS[1],
        }
    }
}

/// Has a job done, not before `run_at` (1 query).
pub async fn enqueue<C: ConnectionTrait>(db: &C, job: &Job, run_at: Millis) -> Result<()> {
    jobs::Entity::insert(row(job, run_at)?).exec_without_returning(db).await?;
    Ok(())
}

/// Has everybody told whom this concerns, in the name of the viewer (1 query).
pub async fn notify<C: ConnectionTrait>(ctx: &Ctx, db: &C, cause: Cause) -> Result<()> {
    let actor = ctx.user.as_ref().map(|user| user.id);
    enqueue(db, &Job::Notify { cause, actor }, ctx.now()).await
}

/// Has the files of pictures deleted that were given up (1 query, or none).
pub async fn discard<C: ConnectionTrait>(db: &C, pictures: impl IntoIterator<Item = Uuid>) -> Result<()> {
    let now = Clock::default().now();
    let discard = |picture: Uuid| row(&Job::DiscardPicture { picture: picture.into() }, now);
    let rows = pictures.into_iter().map(discard).collect::<Result<Vec<_>>>()?;
    jobs::Entity::insert_many(rows).exec_without_returning(db).await?;
    Ok(())
}

fn row(job: &Job, run_at: Millis) -> Result<jobs::ActiveModel> {
    Ok(jobs::ActiveModel {
        id: Set(Uuid::now_v7()),
        kind: Set(job.kind().to_owned()),
        payload: Set(serde_json::to_string(job).map_err(|_| AppError::Internal)?),
        run_at: Set(run_at),
        attempts: Set(0),
        leased_until: Set(None),
        last_error: Set(None),
        dead: Set(false),
        created_at: Set(Clock::default().now()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::PartyId;

    #[test]
    fn a_job_is_read_as_it_was_written() {
        let jobs = [
            Job::DiscardPicture { picture: PictureId::new() },
            Job::Notify { cause: Cause::Answered { party: PartyId::new() }, actor: Some(UserId::new()) },
        ];
        for job in jobs {
            let text = serde_json::to_string(&job).unwrap();
            assert_eq!(serde_json::from_str::<Job>(&text).unwrap(), job);
            assert!(Job::KINDS.contains(&job.kind()) && job.kind().len() <= 32);
        }
    }
}
