//! The time, which tests may set.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use crate::domain::time::Millis;

/// Tells the time. A clone tells the same time.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    /// How far this clock is ahead of the machine's, in milliseconds.
    ahead: Arc<AtomicI64>,
}

impl Clock {
    /// Milliseconds since 1970-01-01T00:00Z.
    pub fn now(&self) -> Millis {
        jiff::Timestamp::now().as_millisecond() + self.ahead.load(Ordering::Relaxed)
    }

    /// Moves the clock, for tests of what happens later.
    pub fn advance(&self, by: jiff::SignedDuration) {
        self.ahead.fetch_add(by.as_millis() as i64, Ordering::Relaxed);
    }
}
