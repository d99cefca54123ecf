//! Which events were handed on. Identifiers are given before transactions end, so a lower one may appear later.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

/// The longest that a transaction takes to be committed. A gap that is older is none that will be filled.
const PATIENCE: Duration = Duration::from_secs(15);
/// Behind the newest event at the beginning, so many identifiers may still be missing.
const BEGINNING: i64 = 200;

/// What was seen: everything up to the floor, and a few above gaps.
#[derive(Debug)]
pub struct Seen {
    floor: i64,
    above: BTreeMap<i64, Instant>,
}

impl Seen {
    /// For somebody who begins when this is the newest.
    pub fn since(newest: i64) -> Self {
        Self { floor: (newest - BEGINNING).max(0), above: BTreeMap::new() }
    }

    /// Nothing up to here has to be read again.
    pub fn floor(&self) -> i64 {
        self.floor
    }

    /// Whether it is seen for the first time.
    pub fn is_new(&mut self, id: i64, now: Instant) -> bool {
        if id <= self.floor || self.above.contains_key(&id) {
            return false;
        }
        self.above.insert(id, now);
        true
    }

    /// Raises the floor: over everything that follows it without a gap, and over gaps for which the patience is at its end.
    pub fn settle(&mut self, now: Instant) {
        while let Some((&id, &since)) = self.above.first_key_value()
            && (id == self.floor + 1 || now.duration_since(since) > PATIENCE)
        {
            self.floor = id;
            self.above.pop_first();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_gaps_nothing_is_read_again() {
        let (mut seen, now) = (Seen::since(0), Instant::now());
        assert!([1, 2, 3].iter().all(|id| seen.is_new(*id, now)));
        seen.settle(now);
        assert_eq!((seen.floor(), seen.above.len()), (3, 0));
        assert!(!seen.is_new(2, now));
    }

    #[test]
    fn a_gap_is_waited_for_and_then_given_up() {
        let (mut seen, now) = (Seen::since(0), Instant::now());
        assert!(seen.is_new(1, now) && seen.is_new(3, now));
        seen.settle(now);
        assert_eq!(seen.floor(), 1);
        assert!(!seen.is_new(3, now), "it is read again, but not handed on again");
        assert!(seen.is_new(2, now), "it was committed later");
        seen.settle(now);
        assert_eq!(seen.floor(), 3);

        assert!(seen.is_new(9, now));
        seen.settle(now + PATIENCE);
        assert_eq!(seen.floor(), 3);
        seen.settle(now + PATIENCE + Duration::from_millis(1));
        assert_eq!((seen.floor(), seen.above.len()), (9, 0));
    }

    #[test]
    fn begins_a_little_earlier() {
        assert_eq!(Seen::since(1_000).floor(), 800);
        assert_eq!(Seen::since(5).floor(), 0);
    }
}
