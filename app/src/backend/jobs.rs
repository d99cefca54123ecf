//! What is done later, by whichever process is free: written in the transaction that needs it, so that nothing is
//! promised and then forgotten. A job runs at least once.

mod lease;
mod overview;

pub use lease::{ATTEMPTS, Claimed, done, failed, next, next_of, postpone};
pub use overview::{Count, counts, dead, retry, revive};

use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    Ctx, Services, album, db::AT_ONCE, entities::jobs, mail::guests::Errand, notifications::Cause, search::About,
    webhooks::News,
};
use crate::{
    domain::{DeliveryId, MailId, PartyId, PhotoId, PictureId, UserId, time::Millis, token::TokenKind},
    error::{AppError, Result},
};

/// Something to be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Job {
    /// Writes down a message for each webhook of the party's hosts.
    Announce { party: PartyId, news: News },
    /// Deletes an account whose owner has not come back until then.
    DeleteAccount { user: UserId, leaves_at: Millis },
    /// Sends a message to a webhook.
    DeliverWebhook { delivery: DeliveryId },
    /// Deletes the files of a picture that nobody shows any more.
    DiscardPicture { picture: PictureId },
    /// Writes a new name into the index of photos.
    Index { about: About },
    /// Writes the mails to all guests whom something concerns.
    MailGuests {
        errand: Errand,
        /// Whose doing it is.
        actor: Option<UserId>,
    },
    /// Mails a link to an address, if it is that of an account.
    MailLink { kind: TokenKind, email: String, next: String },
    /// Prepares a photo that was received.
    MakePhoto {
        photo: PhotoId,
        /// With its file.
        picture: PictureId,
    },
    /// Tells everybody whom it concerns.
    Notify {
        cause: Cause,
        /// Whose doing it is.
        actor: Option<UserId>,
    },
    /// Gives a mail to the mail server that somebody asked for, or has to know.
    SendEssentialMail { mail: MailId },
    /// Gives a mail to the mail server.
    SendMail { mail: MailId },
}

/// Jobs of one lane are done one after the other, a few at a time, and do not wait for those of others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    Work,
    /// Photos to be prepared, thousands of them after a party.
    Photos,
    /// Webhooks wait for servers elsewhere.
    Webhooks,
    /// Links that work for minutes, and people who wait for them.
    Links,
    /// The mails with such links stand behind none of the thousands …
    EssentialMail,
    /// … that a party may cause.
    Mail,
}

impl Lane {
    /// Every lane.
    pub const ALL: [Self; 6] = [Self::Work, Self::Photos, Self::Webhooks, Self::Links, Self::EssentialMail, Self::Mail];

    /// Kinds that this version knows. Others are left to newer processes.
    fn kinds(self) -> &'static [&'static str] {
        match self {
            Self::Work => &["announce", "delete_account", "discard_picture", "index", "mail_guests", "notify"],
            Self::Photos => &["make_photo"],
            Self::Webhooks => &["deliver_webhook"],
            Self::Links => &["mail_link"],
            Self::EssentialMail => &["send_essential_mail"],
            Self::Mail => &["send_mail"],
        }
    }
}

impl Job {
    /// As it is called in the database and to those who look after the site.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Announce { .. } => "announce",
            Self::DeleteAccount { .. } => "delete_account",
            Self::DeliverWebhook { .. } => "deliver_webhook",
            Self::DiscardPicture { .. } => "discard_picture",
            Self::Index { .. } => "index",
            Self::MailGuests { .. } => "mail_guests",
            Self::MailLink { .. } => "mail_link",
            Self::MakePhoto { .. } => "make_photo",
            Self::Notify { .. } => "notify",
            Self::SendEssentialMail { .. } => "send_essential_mail",
            Self::SendMail { .. } => "send_mail",
        }
    }
}

/// Has a job done (1 query).
pub async fn enqueue<C: ConnectionTrait>(db: &C, job: &Job, now: Millis) -> Result<()> {
    enqueue_at(db, job, now, now).await
}

/// Has several jobs done (1 query for each 500, or none).
pub async fn enqueue_all<C: ConnectionTrait>(db: &C, all: &[Job], now: Millis) -> Result<()> {
    for some in all.chunks(AT_ONCE) {
        let rows = some.iter().map(|job| row(job, now, now)).collect::<Result<Vec<_>>>()?;
        jobs::Entity::insert_many(rows).exec_without_returning(db).await?;
    }
    Ok(())
}

/// The same as [`enqueue`], not before `run_at` (1 query).
pub async fn enqueue_at<C: ConnectionTrait>(db: &C, job: &Job, run_at: Millis, now: Millis) -> Result<()> {
    jobs::Entity::insert(row(job, run_at, now)?).exec_without_returning(db).await?;
    Ok(())
}

/// Has everybody told whom this concerns, in the name of the viewer (1 query).
pub async fn notify<C: ConnectionTrait>(ctx: &Ctx, db: &C, cause: Cause) -> Result<()> {
    notify_at(ctx, db, cause, ctx.now()).await
}

/// The same, not before `run_at` (1 query).
pub async fn notify_at<C: ConnectionTrait>(ctx: &Ctx, db: &C, cause: Cause, run_at: Millis) -> Result<()> {
    let actor = ctx.user.as_ref().map(|user| user.id);
    enqueue_at(db, &Job::Notify { cause, actor }, run_at, ctx.now()).await
}

/// Has mails written to all guests whom this concerns, in the name of the viewer, not before `run_at` (1 query, or none
/// where the site sends no mail).
pub async fn mail_guests<C: ConnectionTrait>(ctx: &Ctx, db: &C, errand: Errand, run_at: Millis) -> Result<()> {
    if !super::mail::enabled(ctx) {
        return Ok(());
    }
    let actor = ctx.user.as_ref().map(|user| user.id);
    enqueue_at(db, &Job::MailGuests { errand, actor }, run_at, ctx.now()).await
}

/// Has mails given to the mail server, each of which is essential or not (1 query, or none).
pub async fn send_mails<C: ConnectionTrait>(db: &C, mails: Vec<(MailId, bool)>, now: Millis) -> Result<()> {
    let send = |(mail, essential): (MailId, bool)| {
        let job = if essential { Job::SendEssentialMail { mail } } else { Job::SendMail { mail } };
        row(&job, now, now)
    };
    let rows = mails.into_iter().map(send).collect::<Result<Vec<_>>>()?;
    jobs::Entity::insert_many(rows).exec_without_returning(db).await?;
    Ok(())
}

/// Has the files of pictures deleted that were given up (1 query, or none).
pub async fn discard<C: ConnectionTrait>(db: &C, pictures: impl IntoIterator<Item = Uuid>, now: Millis) -> Result<()> {
    let discard = |picture: Uuid| row(&Job::DiscardPicture { picture: picture.into() }, now, now);
    let rows = pictures.into_iter().map(discard).collect::<Result<Vec<_>>>()?;
    jobs::Entity::insert_many(rows).exec_without_returning(db).await?;
    Ok(())
}

fn row(job: &Job, run_at: Millis, now: Millis) -> Result<jobs::ActiveModel> {
    Ok(jobs::ActiveModel {
        id: Set(Uuid::now_v7()),
        kind: Set(job.kind().to_owned()),
        payload: Set(serde_json::to_string(job).map_err(|_| AppError::Internal)?),
        run_at: Set(run_at),
        attempts: Set(0),
        leased_until: Set(None),
        last_error: Set(None),
        dead: Set(false),
        created_at: Set(now),
    })
}

/// What waits for a job that nobody does any more is told so.
async fn given_up(services: &Services, payload: &str) -> Result<()> {
    match serde_json::from_str(payload) {
        Ok(Job::MakePhoto { photo, picture }) => album::give_up(services, photo, picture).await,
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::PostId;

    #[test]
    fn a_job_is_read_as_it_was_written() {
        let jobs = [
            Job::Announce { party: PartyId::new(), news: News::PostRemoved { post: PostId::new(), author: None } },
            Job::DeleteAccount { user: UserId::new(), leaves_at: 1 },
            Job::DeliverWebhook { delivery: DeliveryId::new() },
            Job::DiscardPicture { picture: PictureId::new() },
            Job::MailLink { kind: TokenKind::Reset, email: "ana@example.org".to_owned(), next: "/p/1".to_owned() },
            Job::Notify { cause: Cause::Answered { party: PartyId::new(), by: None }, actor: Some(UserId::new()) },
            Job::MailGuests { errand: Errand::Nudge { party: PartyId::new(), at: 1 }, actor: None },
            Job::SendEssentialMail { mail: MailId::new() },
            Job::SendMail { mail: MailId::new() },
            Job::MakePhoto { photo: PhotoId::new(), picture: PictureId::new() },
            Job::Index { about: About::Party(PartyId::new()) },
        ];
        for job in jobs {
            let text = serde_json::to_string(&job).unwrap();
            assert_eq!(serde_json::from_str::<Job>(&text).unwrap(), job);
            let lanes = Lane::ALL.iter().filter(|lane| lane.kinds().contains(&job.kind())).count();
            assert!(lanes == 1 && job.kind().len() <= 32);
        }
    }
}
