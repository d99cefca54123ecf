//! One stream: what a page hears, until it leaves or may hear no more.

use std::{collections::VecDeque, convert::Infallible, time::Duration};

use app::{
    backend::{
        Ctx,
        events::{self, Change, Known, Scope},
        sessions,
    },
    domain::{PartyId, live::Topic},
    error::AppError,
};
use axum::response::sse::Event;
use futures::{Stream, stream};
use tokio::{
    sync::watch,
    time::{Instant, Interval, MissedTickBehavior, interval_at, sleep},
};

use super::hub::{Seat, Told};

/// Changes so close to each other are told in one message.
const TOGETHER: Duration = Duration::from_millis(50);
/// After so long the browser opens a stream again that broke.
const RETRY: Duration = Duration::from_secs(3);

/// An open stream.
pub struct Open {
    ctx: Ctx,
    party: Option<PartyId>,
    scope: Scope,
    seat: Seat,
    stops: watch::Receiver<bool>,
    checks: Interval,
    /// What is sent next.
    waiting: VecDeque<Event>,
    /// The viewer may hear no more: after what is waiting comes nothing.
    over: bool,
}

/// The stream is at its end.
struct Over;

impl Open {
    /// Says that it is ready; and at once that everything may be new, if the page has missed something.
    pub async fn new(
        ctx: Ctx,
        party: Option<PartyId>,
        scope: Scope,
        seat: Seat,
        stops: watch::Receiver<bool>,
        known: Known,
    ) -> Result<Self, AppError> {
        let newest = events::newest(ctx.db().read()).await?;
        let ready = Event::default().event("ready").data("1").retry(RETRY);
        let waiting: VecDeque<Event> = match (scope.has_missed(&ctx, known).await?, newest) {
            (true, newest) => [ready, message(newest, &Topic::SHOWN)].into(),
            (false, 0) => [ready].into(),
            (false, newest) => [ready.id(newest.to_string())].into(),
        };
        let every = seat.pace().check;
        let mut checks = interval_at(Instant::now() + every, every);
        checks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Ok(Self { ctx, party, scope, seat, stops, checks, waiting, over: false })
    }

    /// The next message; nothing at the end.
    async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some(event) = self.waiting.pop_front() {
                return Some(event);
            }
            if self.over {
                return None;
            }
            let went_on = tokio::select! {
                _ = self.stops.changed() => Err(Over),
                _ = self.checks.tick() => self.check().await,
                told = self.seat.inbox.recv() => match told {
                    Some(told) => self.hear(told).await,
                    None => Err(Over),
                },
            };
            went_on.ok()?;
        }
    }

    /// Whether the viewer is still logged in and may still hear what they hear. If not, the page need not come back; if
    /// that cannot be told, it asks again.
    async fn check(&mut self) -> Result<(), Over> {
        let scope = match sessions::is_on(&self.ctx).await {
            Ok(true) => Scope::of(&self.ctx, self.party).await,
            Ok(false) => Err(AppError::NotLoggedIn),
            Err(error) => Err(error),
        };
        match scope {
            Ok(scope) => self.scope = scope,
            Err(AppError::NotLoggedIn | AppError::Forbidden | AppError::NotFound) => {
                self.waiting.push_back(enough());
                self.over = true;
            }
            Err(_) => return Err(Over),
        }
        Ok(())
    }

    /// Turns what was told, and what is told right after it, into messages.
    async fn hear(&mut self, first: Told) -> Result<(), Over> {
        sleep(TOGETHER).await;
        let (mut changes, mut too_many) = (Vec::new(), false);
        let mut told = Some(first);
        while let Some(word) = told {
            match word {
                Told::Change(change) => changes.push(change),
                Told::Enough => too_many = true,
            }
            told = self.seat.inbox.try_recv().ok();
        }
        changes.retain(|change| self.scope.hears(change));
        if changes.iter().any(|change| change.topic.is_about_access()) {
            self.check().await?;
        }
        if !self.over {
            self.waiting.extend(in_one(&changes));
            self.waiting.extend(too_many.then(enough));
        }
        Ok(())
    }
}

/// All changes in one message. Where what may be seen has changed, everything may be new.
fn in_one(changes: &[Change]) -> Option<Event> {
    let last = changes.iter().map(|change| change.id).max()?;
    let all = changes.iter().any(|change| change.topic.is_about_access());
    let is_new = |topic: &Topic| all || changes.iter().any(|change| change.topic == *topic);
    let topics: Vec<Topic> = Topic::SHOWN.into_iter().filter(is_new).collect();
    Some(message(last, &topics))
}

/// The page need not open its stream again until somebody looks at it anew.
fn enough() -> Event {
    Event::default().event("enough").data("1")
}

fn message(id: i64, topics: &[Topic]) -> Event {
    let topics: Vec<&str> = topics.iter().map(|topic| topic.code()).collect();
    Event::default().event("change").id(id.to_string()).data(topics.join(","))
}

/// The messages of a stream.
pub fn messages(open: Open) -> impl Stream<Item = Result<Event, Infallible>> + Send + 'static {
    stream::unfold(open, |mut open| async move {
        let event = open.next().await?;
        Some((Ok(event), open))
    })
}
