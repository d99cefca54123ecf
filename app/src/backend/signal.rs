//! Word within this process that something was committed, for those who wait for it.

use tokio::sync::watch;

/// Wakes everybody who listens. A clone is the same signal; words that nobody has heard yet are one word.
#[derive(Clone, Debug, Default)]
pub struct Signal(watch::Sender<()>);

impl Signal {
    /// Something was committed.
    pub fn raise(&self) {
        self.0.send_replace(());
    }

    /// Hears of everything from now on, with `changed()`.
    pub fn listen(&self) -> watch::Receiver<()> {
        self.0.subscribe()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_happens_while_nobody_waits_is_heard_later() {
        let signal = Signal::default();
        let mut ear = signal.listen();
        assert!(!ear.has_changed().unwrap());
        signal.raise();
        signal.clone().raise();
        assert!(ear.has_changed().unwrap());
        ear.mark_unchanged();
        assert!(!ear.has_changed().unwrap());
    }
}
