//! Turns with receivers: one that is slow, or does not answer at all, holds up nobody but itself.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use tokio::{sync::Notify, time::timeout};

/// Calls to one receiver at the same time.
const AT_ONCE: usize = 2;
/// A receiver that takes longer is slow.
const QUICK: Duration = Duration::from_secs(1);

/// When the calls were begun that are under way, by receiver.
#[derive(Default)]
pub struct Turns {
    under_way: Mutex<HashMap<String, Vec<Instant>>>,
    ended: Notify,
}

/// The right to call a receiver, until it is dropped.
pub struct Turn {
    turns: Arc<Turns>,
    receiver: String,
    begun: Instant,
}

enum Now {
    Yours(Turn),
    Soon,
    Slow,
}

impl Turns {
    /// A turn with a receiver, at once or in a moment; nothing where it is slow, so that others come first.
    pub async fn take(self: &Arc<Self>, receiver: &str) -> Option<Turn> {
        let asked = Instant::now();
        loop {
            let ended = self.ended.notified();
            match self.look(receiver) {
                Now::Yours(turn) => return Some(turn),
                Now::Slow => return None,
                Now::Soon => timeout(QUICK.saturating_sub(asked.elapsed()), ended).await.ok()?,
            }
        }
    }

    fn look(self: &Arc<Self>, receiver: &str) -> Now {
        let mut under_way = self.under_way();
        let calls = under_way.entry(receiver.to_owned()).or_default();
        if calls.len() < AT_ONCE {
            let begun = Instant::now();
            calls.push(begun);
            return Now::Yours(Turn { turns: self.clone(), receiver: receiver.to_owned(), begun });
        }
        if calls.iter().any(|begun| begun.elapsed() > QUICK) { Now::Slow } else { Now::Soon }
    }

    fn under_way(&self) -> MutexGuard<'_, HashMap<String, Vec<Instant>>> {
        self.under_way.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut under_way = self.turns.under_way();
        if let Some(calls) = under_way.get_mut(&self.receiver) {
            if let Some(place) = calls.iter().position(|begun| *begun == self.begun) {
                calls.swap_remove(place);
            }
            if calls.is_empty() {
                under_way.remove(&self.receiver);
            }
        }
        drop(under_way);
        self.turns.ended.notify_waiters();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_slow_receiver_is_passed_over() {
        let turns = Arc::new(Turns::default());
        let (one, other) = (turns.take("a:1").await.unwrap(), turns.take("a:1").await.unwrap());
        let waiting = tokio::spawn({
            let turns = turns.clone();
            async move { turns.take("a:1").await.is_some() }
        });
        tokio::time::sleep(Duration::from_millis(50)).await;
        drop(one);
        assert!(waiting.await.unwrap(), "it was its turn");
        let quick = turns.take("a:1").await.unwrap();
        tokio::time::sleep(QUICK + Duration::from_millis(50)).await;
        let begun = Instant::now();
        assert!(turns.take("a:1").await.is_none() && begun.elapsed() < QUICK);
        assert!(turns.take("b:1").await.is_some(), "others need not wait");
        drop((other, quick));
        assert!(turns.take("a:1").await.is_some());
        assert!(turns.under_way().is_empty());
    }
}
