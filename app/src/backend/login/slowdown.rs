//! How much slower those get who guess.

use std::time::Duration;

use crate::{
    domain::time::Millis,
    error::{AppError, Result},
};

const LONGEST_WAIT: Millis = 15 * 60_000;

/// How many failures are free, and how further ones are slowed.
#[derive(Clone, Copy, Debug)]
pub struct Slowdown {
    /// Failures with one login from one address in a day, before waits begin and double.
    pub per_pair: i32,
    /// Failures from one address in an hour, before waits begin and double.
    pub per_address: i32,
    /// Failures with one login from anywhere in an hour, before answers come later. Nobody is locked out by others.
    pub per_account: i32,
    /// How much later at most.
    pub longest_delay: Duration,
}

impl Default for Slowdown {
    fn default() -> Self {
        Self { per_pair: 5, per_address: 50, per_account: 20, longest_delay: Duration::from_secs(2) }
    }
}

/// Failures by pair, address and account, and when the last one was.
pub(super) type Failures = [(i32, Millis); 3];

impl Slowdown {
    /// Refuses while the waits of the pair or of the address last.
    pub(super) fn check(&self, failures: &Failures, now: Millis) -> Result<()> {
        // Who tries at the same time may have been noted later than now.
        let left = |(count, last_at): (i32, Millis), free| match wait(count, free) {
            0 => 0,
            wait => last_at + wait - now,
        };
        let left = left(failures[0], self.per_pair).max(left(failures[1], self.per_address));
        if left > 0 { Err(too_many(left)) } else { Ok(()) }
    }

    /// Refuses where others, counted since `before`, have used up what was free.
    pub(super) fn check_parallel(&self, before: &Failures, after: &Failures) -> Result<()> {
        let overtaken = |kind: usize, free| {
            let others = after[kind].0 - 1;
            if others > before[kind].0 { wait(others, free) } else { 0 }
        };
        let wait = overtaken(0, self.per_pair).max(overtaken(1, self.per_address));
        if wait > 0 { Err(too_many(wait)) } else { Ok(()) }
    }

    /// 0.1 s for every failure that is not free.
    pub(super) fn delay(&self, failures: i32) -> Duration {
        let steps = u32::try_from(failures - self.per_account).unwrap_or(0);
        (Duration::from_millis(100) * steps.min(1_000)).min(self.longest_delay)
    }
}

/// Milliseconds: 2 s after the last free failure, then twice as long each time, up to 15 minutes.
fn wait(failures: i32, free: i32) -> Millis {
    match u32::try_from(failures - free) {
        Ok(more) => (1_000 << (more + 1).min(20)).min(LONGEST_WAIT),
        Err(_) => 0,
    }
}

fn too_many(millis: Millis) -> AppError {
    AppError::TooMany { seconds: millis.max(1).unsigned_abs().div_ceil(1_000) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Millis = 1_800_000_000_000;

    #[test]
    fn waits_double_up_to_a_quarter_of_an_hour() {
        let seconds: Vec<_> = (3..9).map(|failures| wait(failures, 5) / 1_000).collect();
        assert_eq!(seconds, [0, 0, 2, 4, 8, 16]);
        assert_eq!(wait(14, 5), LONGEST_WAIT);
        assert_eq!(wait(i32::MAX, 5), LONGEST_WAIT);
    }

    #[test]
    fn the_pair_and_the_address_wait_but_never_the_account() {
        let slowdown = Slowdown::default();
        let check = |failures| slowdown.check(&failures, NOW);
        assert_eq!(check([(4, NOW), (49, NOW), (10_000, NOW)]), Ok(()));
        assert_eq!(check([(5, NOW - 500), (0, 0), (0, 0)]), Err(AppError::TooMany { seconds: 2 }));
        assert_eq!(check([(5, NOW - 2_000), (0, 0), (0, 0)]), Ok(()));
        assert_eq!(check([(0, 0), (51, NOW), (0, 0)]), Err(AppError::TooMany { seconds: 4 }));
        assert_eq!(check([(4, NOW + 5), (49, NOW + 5), (0, 0)]), Ok(()), "others at the same time are no failures");
    }

    #[test]
    fn guessing_in_parallel_gains_nothing() {
        let slowdown = Slowdown::default();
        let before = [(0, 0); 3];
        let passed = (1..=100).filter(|&n| slowdown.check_parallel(&before, &[(n, NOW); 3]).is_ok()).count();
        assert_eq!(passed, 5);
        let alone = slowdown.check_parallel(&[(7, 0), (7, 0), (7, 0)], &[(8, NOW); 3]);
        assert_eq!(alone, Ok(()));
    }

    #[test]
    fn many_failures_of_an_account_only_delay() {
        let slowdown = Slowdown::default();
        assert_eq!(slowdown.delay(20), Duration::ZERO);
        assert_eq!(slowdown.delay(25), Duration::from_millis(500));
        assert_eq!(slowdown.delay(i32::MAX), Duration::from_secs(2));
    }
}
