//! Passwords, hashed with argon2id by a bounded number of workers that keep their memory while there is work.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use argon2::{
    ARGON2ID_IDENT, Algorithm, Argon2, Block, Params, Version,
    password_hash::phc::{Output, ParamsString, PasswordHash, Salt},
};
use tokio::sync::Semaphore;

use crate::{
    domain::password::Password,
    error::{AppError, Result},
};

/// Memory in KiB.
const MEMORY: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;
const OUTPUT: usize = 32;

/// Checked where there is no account, so that it takes as long as where there is one.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$VGhlcmUgaXMgbm9ib2R5IQ$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// How long somebody waits for a worker.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long a worker without work keeps its memory.
const REST: Duration = Duration::from_secs(5);

/// Hashes and verifies passwords.
pub struct Passwords {
    workers: Arc<Semaphore>,
    patience: Duration,
    memory: Arc<Memory>,
}

impl Passwords {
    /// At most `workers` passwords are worked on at the same time; each worker keeps 19 MiB until it has rested.
    pub fn new(workers: usize) -> Self {
        Self { workers: Arc::new(Semaphore::new(workers.max(1))), patience: PATIENCE, memory: Arc::default() }
    }

    /// A PHC string with a fresh salt. [`AppError::TooMany`] if no worker is free in time.
    pub async fn hash(&self, password: &Password) -> Result<String> {
        let password = password.clone();
        self.work(move |memory| new_hash(memory, password.reveal())).await
    }

    /// Whether the password is the one behind the hash; without a hash it takes as long and is `false`.
    /// [`AppError::TooMany`] if no worker is free in time.
    pub async fn verify(&self, hash: Option<&str>, typed: &str) -> Result<bool> {
        let possible = hash.is_some() && typed.chars().nth(Password::MAX).is_none();
        let stored = hash.unwrap_or(NOBODY).to_owned();
        let typed: String = typed.chars().take(Password::MAX).collect();
        let matches = self.work(move |memory| matches(memory, &stored, &typed)).await?;
        Ok(matches && possible)
    }

    async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Vec<Block>) -> argon2::password_hash::Result<T> + Send + 'static,
    ) -> Result<T> {
        let free = tokio::time::timeout(self.patience, Arc::clone(&self.workers).acquire_owned()).await;
        // Nothing that is tried again at once: whoever has waited in vain would stand at the end of the queue again.
        let permit = free.map_err(|_| AppError::TooMany { seconds: PATIENCE.as_secs() })?;
        let permit = permit.map_err(|_| AppError::Unavailable)?;
        let memory = Arc::clone(&self.memory);
        // The permit goes along: a visitor who leaves must not free a worker that is still busy.
        let done = tokio::task::spawn_blocking(move || {
            let mut blocks = memory.take();
            let done = work(&mut blocks);
            memory.give_back(blocks);
            drop(permit);
            tokio::spawn(async move {
                tokio::time::sleep(REST).await;
                memory.free(REST);
            });
            done
        });
        done.await.map_err(|_| AppError::Internal)?.map_err(|error| {
            tracing::error!(%error, "a password could not be hashed");
            AppError::Internal
        })
    }
}

/// Memory of workers that rest, and since when they do.
#[derive(Default)]
struct Memory(Mutex<Vec<(Instant, Vec<Block>)>>);

impl Memory {
    /// That of the worker who has rested for the shortest time.
    fn take(&self) -> Vec<Block> {
        self.resting().pop().map(|(_, blocks)| blocks).unwrap_or_default()
    }

    fn give_back(&self, blocks: Vec<Block>) {
        self.resting().push((Instant::now(), blocks));
    }

    /// Frees what has rested for so long.
    fn free(&self, rest: Duration) {
        self.resting().retain(|(since, _)| since.elapsed() < rest);
    }

    fn resting(&self) -> MutexGuard<'_, Vec<(Instant, Vec<Block>)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn new_hash(memory: &mut Vec<Block>, password: &str) -> argon2::password_hash::Result<String> {
    let params = Params::new(MEMORY, PASSES, LANES, Some(OUTPUT))?;
    let salt: [u8; 16] = rand::random();
    let hash = PasswordHash {
        algorithm: ARGON2ID_IDENT,
        version: Some(Version::V0x13.into()),
        params: ParamsString::try_from(&params)?,
        salt: Some(Salt::new(&salt)?),
        hash: Some(derive(memory, params, password, &salt)?),
    };
    Ok(hash.to_string())
}

/// Works with the parameters of the hash, so that they may grow later.
fn matches(memory: &mut Vec<Block>, hash: &str, password: &str) -> argon2::password_hash::Result<bool> {
    let hash = PasswordHash::new(hash)?;
    let params = Params::try_from(&hash)?;
    let salt = hash.salt.ok_or(argon2::password_hash::Error::SaltInvalid)?;
    // The comparison takes the same time wherever the two differ.
    Ok(hash.hash == Some(derive(memory, params, password, salt.as_ref())?))
}

fn derive(
    memory: &mut Vec<Block>,
    params: Params,
    password: &str,
    salt: &[u8],
) -> argon2::password_hash::Result<Output> {
    let mut output = [0; Output::MAX_LENGTH];
    let output = &mut output[..params.output_len().unwrap_or(OUTPUT).min(Output::MAX_LENGTH)];
    if memory.len() < params.block_count() {
        memory.resize(params.block_count(), Block::new());
    }
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params).hash_password_into_with_memory(
        password.as_bytes(),
        salt,
        output,
        memory,
    )?;
    Ok(Output::new(output)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn password(text: &str) -> Password {
        Password::parse(text, &[]).unwrap()
    }

    #[tokio::test]
    async fn knows_the_password_and_no_other() {
        let passwords = Passwords::new(1);
        let hash = passwords.hash(&password("three small words")).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$") && hash.len() <= 200, "{hash}");
        assert!(passwords.verify(Some(&hash), "three small words").await.unwrap());
        assert!(!passwords.verify(Some(&hash), "three small word").await.unwrap());
        assert!(!passwords.verify(None, "three small words").await.unwrap());
        assert_ne!(hash, passwords.hash(&password("three small words")).await.unwrap());
        assert_eq!(passwords.memory.resting().len(), 1, "one worker keeps one block of memory");
        passwords.memory.free(REST);
        assert_eq!(passwords.memory.resting().len(), 1, "while there is work");
        passwords.memory.free(Duration::ZERO);
        assert_eq!(passwords.memory.resting().len(), 0);
    }

    #[tokio::test]
    async fn who_waits_in_vain_comes_back_later() {
        let passwords = Passwords { patience: Duration::from_millis(1), ..Passwords::new(1) };
        let busy = Arc::clone(&passwords.workers).acquire_owned().await.unwrap();
        let later = AppError::TooMany { seconds: 10 };
        assert_eq!(passwords.verify(None, "three small words").await, Err(later.clone()));
        assert_eq!(passwords.hash(&password("three small words")).await, Err(later));
        drop(busy);
        assert_eq!(passwords.verify(None, "three small words").await, Ok(false));
    }

    #[tokio::test]
    async fn a_password_is_not_a_prefix() {
        let passwords = Passwords::new(1);
        let longest = "é!".repeat(Password::MAX / 2);
        let hash = passwords.hash(&password(&longest)).await.unwrap();
        assert!(passwords.verify(Some(&hash), &longest).await.unwrap());
        assert!(!passwords.verify(Some(&hash), &format!("{longest}x")).await.unwrap());
    }

    #[test]
    fn reads_hashes_of_other_programs() {
        let known = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
        assert!(matches(&mut Vec::new(), known, "password").unwrap());
        assert!(matches(&mut Vec::new(), "not a hash", "password").is_err());
    }

    #[test]
    fn nobody_costs_as_much_as_somebody() {
        let params = Params::try_from(&PasswordHash::new(NOBODY).unwrap()).unwrap();
        assert_eq!((params.m_cost(), params.t_cost(), params.p_cost()), (MEMORY, PASSES, LANES));
        assert!(!matches(&mut Vec::new(), NOBODY, "password").unwrap());
    }
}
