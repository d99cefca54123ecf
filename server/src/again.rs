//! Writes that are carried out again: one that met another one, and one whose database went away in the middle. Each is a
//! transaction that counts once, however often it is begun, so that it does not matter whether the first was committed.

use std::time::{Duration, Instant};

use app::error::AppError;

const TRIES: u32 = 5;

/// Tries until something else comes of it; for a database that is away no longer than so long.
pub async fn settle<T, F>(patience: Duration, attempt: impl Fn() -> F) -> Result<T, AppError>
where
    F: Future<Output = Result<T, AppError>>,
{
    let begun = Instant::now();
    for tries in 1..TRIES {
        match attempt().await {
            Err(AppError::Busy) => {}
            Err(AppError::Unavailable) if begun.elapsed() < patience => {}
            result => return result,
        }
        let pause = 20 * tries + rand::random::<u32>() % 20;
        tokio::time::sleep(Duration::from_millis(pause.into())).await;
    }
    attempt().await
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    async fn tries(errors: &[AppError], patience: Duration) -> (u32, Result<u32, AppError>) {
        let made = AtomicU32::new(0);
        let attempt = || async {
            let number = made.fetch_add(1, Ordering::Relaxed);
            errors.get(number as usize).cloned().map_or(Ok(number), Err)
        };
        let result = settle(patience, attempt).await;
        (made.into_inner(), result)
    }

    #[tokio::test]
    async fn only_what_may_help_is_tried_again() {
        let long = Duration::from_secs(10);
        assert_eq!(tries(&[AppError::Busy, AppError::Unavailable], long).await, (3, Ok(2)));
        assert_eq!(tries(&[AppError::Forbidden], long).await, (1, Err(AppError::Forbidden)));
        let later = AppError::TooMany { seconds: 10 };
        assert_eq!(tries(std::slice::from_ref(&later), long).await, (1, Err(later.clone())));
        assert_eq!(tries(&[AppError::Unavailable], Duration::ZERO).await, (1, Err(AppError::Unavailable)));
        assert_eq!(tries(&vec![AppError::Busy; 9], long).await, (TRIES, Err(AppError::Busy)));
    }
}
