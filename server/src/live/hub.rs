//! One for each process: reads new events once, and hands them to all streams that may be about them.

use std::{
    collections::BTreeMap,
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use app::{
    backend::{
        Services,
        events::{self, Change},
    },
    error::AppError,
};
use tokio::{
    sync::{OnceCell, mpsc, watch},
    time::{MissedTickBehavior, interval, sleep},
};
use uuid::Uuid;

use super::{ear, seen::Seen};

/// Streams of one visitor; when there is one more, the oldest ends.
pub const MOST: usize = 6;
/// The same for all strangers of one network together.
const MOST_STRANGERS: usize = 60;
/// What a stream has not sent yet; one that reads more slowly ends.
const BUFFER: usize = 32;
/// Events that one query reads.
const AT_ONCE: u64 = 500;
/// Between two looks at the events.
const PAUSE: Duration = Duration::from_millis(20);
/// After a look that failed.
const LONGER_PAUSE: Duration = Duration::from_secs(1);

/// How often streams do what they do by the clock.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// A word that says nothing, so that nobody on the way takes the connection for dead.
    pub heartbeat: Duration,
    /// Whether the viewer may still hear what they hear.
    pub check: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self { heartbeat: Duration::from_secs(20), check: Duration::from_secs(60) }
    }
}

/// Whose streams are counted together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Visitor {
    Session(String),
    Guest(IpAddr, Uuid),
    Address(IpAddr),
}

impl Visitor {
    /// So many streams they may have.
    fn most(&self) -> usize {
        match self {
            Self::Session(_) | Self::Guest(..) => MOST,
            Self::Address(_) => MOST_STRANGERS,
        }
    }
}

/// What a stream is told.
#[derive(Clone, Copy, Debug)]
pub enum Told {
    Change(Change),
    /// The visitor has opened too many others.
    Enough,
}

/// The streams of this process.
pub struct Hub {
    services: Arc<Services>,
    pace: Pace,
    begun: OnceCell<()>,
    seats: Mutex<Seats>,
}

#[derive(Default)]
struct Seats {
    next: u64,
    /// The oldest first.
    taken: BTreeMap<u64, Reader>,
}

struct Reader {
    visitor: Visitor,
    user: Option<Uuid>,
    party: Option<Uuid>,
    inbox: mpsc::Sender<Told>,
}

/// The place of a stream, free again when it is dropped.
pub struct Seat {
    id: u64,
    hub: Arc<Hub>,
    pub inbox: mpsc::Receiver<Told>,
}

impl Hub {
    pub fn new(services: Arc<Services>) -> Self {
        Self::with_pace(services, Pace::default())
    }

    /// With a pace of its own, for tests.
    pub fn with_pace(services: Arc<Services>, pace: Pace) -> Self {
        Self { services, pace, begun: OnceCell::new(), seats: Mutex::default() }
    }

    pub fn pace(&self) -> Pace {
        self.pace
    }

    /// Begins to read events when the first stream is opened.
    pub async fn begin(self: &Arc<Self>) -> Result<(), AppError> {
        let begin = || async {
            let signal = self.services.signal.listen();
            let mut seen = Seen::since(events::newest(self.services.db.read()).await?);
            // There are no streams yet: what was before them is seen, and handed to nobody.
            self.hand_on(&mut seen).await?;
            tokio::spawn(read(self.clone(), seen, signal));
            tokio::spawn(ear::listen(self.services.clone()));
            Ok::<_, AppError>(())
        };
        self.begun.get_or_try_init(begin).await?;
        Ok(())
    }

    /// A place for one more stream about a person and a party.
    pub fn seat(self: &Arc<Self>, visitor: Visitor, user: Option<Uuid>, party: Option<Uuid>) -> Seat {
        let (sender, inbox) = mpsc::channel(BUFFER);
        let mut seats = self.lock();
        seats.make_room(&visitor);
        seats.next += 1;
        let id = seats.next;
        seats.taken.insert(id, Reader { visitor, user, party, inbox: sender });
        drop(seats);
        Seat { id, hub: self.clone(), inbox }
    }

    /// Open streams.
    pub fn count(&self) -> usize {
        self.lock().taken.len()
    }

    fn lock(&self) -> MutexGuard<'_, Seats> {
        self.seats.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Hands on what is new.
    async fn hand_on(&self, seen: &mut Seen) -> Result<(), AppError> {
        let mut from = Some(seen.floor());
        while let Some(id) = from {
            let (changes, more) = events::after(&self.services, id, AT_ONCE).await?;
            let now = Instant::now();
            for change in changes.into_iter().filter(|change| seen.is_new(change.id, now)) {
                self.lock().tell(change);
            }
            from = more;
        }
        seen.settle(Instant::now());
        Ok(())
    }
}

impl Seats {
    /// Ends the oldest streams of a visitor who has as many as there may be.
    fn make_room(&mut self, visitor: &Visitor) {
        let theirs = self.taken.iter().filter(|(_, reader)| reader.visitor == *visitor).map(|(id, _)| *id);
        let theirs: Vec<u64> = theirs.collect();
        for id in theirs.iter().take((theirs.len() + 1).saturating_sub(visitor.most())) {
            if let Some(reader) = self.taken.remove(id) {
                // If there is no room for the word, the stream ends without it.
                let _ = reader.inbox.try_send(Told::Enough);
            }
        }
    }

    /// A reader who is so slow that there is no room for one more word is let go.
    fn tell(&mut self, change: Change) {
        self.taken.retain(|_, reader| {
            let concerned = match change.user {
                Some(_) => change.user == reader.user,
                None => change.party.is_some() && change.party == reader.party,
            };
            !concerned || reader.inbox.try_send(Told::Change(change)).is_ok()
        });
    }
}

impl Seat {
    pub fn pace(&self) -> Pace {
        self.hub.pace
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.hub.lock().taken.remove(&self.id);
    }
}

/// Looks for new events when there is word of them, and now and then.
async fn read(hub: Arc<Hub>, mut seen: Seen, mut signal: watch::Receiver<()>) {
    let mut ticks = interval(hub.services.db.looks_every());
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut well = true;
    loop {
        tokio::select! {
            _ = ticks.tick() => {}
            _ = signal.changed() => {}
        }
        match hub.hand_on(&mut seen).await {
            Ok(()) => {
                well = true;
                sleep(PAUSE).await;
            }
            Err(error) => {
                if std::mem::take(&mut well) {
                    tracing::warn!(%error, "events cannot be read now");
                }
                sleep(LONGER_PAUSE).await;
                ticks.reset_immediately();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reader(visitor: Visitor, party: u128) -> (Reader, mpsc::Receiver<Told>) {
        let (sender, inbox) = mpsc::channel(2);
        (Reader { visitor, user: None, party: Some(Uuid::from_u128(party)), inbox: sender }, inbox)
    }

    fn change(party: u128) -> Change {
        let party = Some(Uuid::from_u128(party));
        Change { id: 1, party, user: None, actor: None, topic: app::domain::live::Topic::Board }
    }

    #[test]
    fn whoever_reads_too_slowly_is_let_go() {
        let (one, mut inbox) = reader(Visitor::Session("a".to_owned()), 1);
        let mut seats = Seats { next: 1, taken: BTreeMap::from([(1, one)]) };
        for party in [2, 1, 1] {
            seats.tell(change(party));
        }
        assert_eq!((inbox.len(), seats.taken.len()), (2, 1));
        seats.tell(change(1));
        assert_eq!(seats.taken.len(), 0);
        assert!(inbox.try_recv().is_ok() && inbox.try_recv().is_ok(), "what was told before arrives");
        assert!(matches!(inbox.try_recv(), Err(mpsc::error::TryRecvError::Disconnected)));
    }

    #[test]
    fn the_oldest_of_too_many_ends() {
        let address = |last: u8| IpAddr::from([192, 0, 2, last]);
        let session = |name: &str| Visitor::Session(name.to_owned());
        for (one, other, most) in [
            (session("ana"), session("ben"), MOST),
            (Visitor::Guest(address(1), Uuid::nil()), Visitor::Address(address(1)), MOST),
            (Visitor::Address(address(1)), Visitor::Address(address(2)), MOST_STRANGERS),
        ] {
            let (mut seats, mut inboxes) = (Seats::default(), Vec::new());
            for id in 0..most as u64 {
                seats.make_room(&one);
                let (reader, inbox) = reader(one.clone(), 1);
                seats.taken.insert(id, reader);
                inboxes.push(inbox);
            }
            seats.make_room(&other);
            assert_eq!(seats.taken.len(), most);
            seats.make_room(&one);
            assert_eq!(seats.taken.keys().copied().collect::<Vec<_>>(), (1..most as u64).collect::<Vec<_>>());
            assert!(matches!(inboxes[0].try_recv(), Ok(Told::Enough)));
        }
    }
}
