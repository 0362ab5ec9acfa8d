//! Passwords: Argon2id, at least 19 MiB and two passes (OWASP ASVS 5.0, section 11.4.2).
//!
//! Hashing takes memory and time on purpose. It runs on a thread of its own, one password at a time for known browsers and
//! one at a time for all others, so that neither queue waits for the other.

use std::sync::LazyLock;

use argon2::{
    Argon2,
    password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash},
};
use tokio::{sync::Semaphore, task::spawn_blocking};

use crate::secrets::Secret;

/// The shortest password, in code points.
pub const SHORTEST: usize = 8;
/// The longest password, in bytes.
pub const LONGEST: usize = 1_000;

static UNKNOWN_BROWSERS: Semaphore = Semaphore::const_new(1);
static KNOWN_BROWSERS: Semaphore = Semaphore::const_new(1);
/// The hash that is verified for a user who does not exist, so that it takes as long.
static DUMMY_HASH: LazyLock<Option<String>> = LazyLock::new(|| hash_now(&Secret::new(String::new())).ok());

/// The passwords of a queue are hashed one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HashQueue {
    /// For browsers that have signed in before.
    KnownBrowser,
    /// For all others.
    UnknownBrowser,
}

/// What failed. Says nothing of the password.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It is too short or too long.
    #[error("a password has at least 8 characters and at most 1000 bytes")]
    Length,
    /// Hashing failed.
    #[error("the password could not be hashed: {0}")]
    Hash(argon2::password_hash::Error),
    /// The thread that hashes ended.
    #[error("the password could not be hashed: the thread ended")]
    Thread,
}

/// Hashes a new password.
///
/// # Errors
/// [`Error::Length`], or what the hashing says.
pub async fn hash(password: Secret) -> Result<String, Error> {
    let text = password.expose();
    if text.chars().count() < SHORTEST || text.len() > LONGEST {
        return Err(Error::Length);
    }
    in_queue(HashQueue::KnownBrowser, move || hash_now(&password)).await?
}

/// Whether `password` is the one of `hash`. Without a hash it is not, after the same time.
///
/// # Errors
/// What the hashing says; a password that is just wrong is no error.
pub async fn verify(queue: HashQueue, password: Secret, hash: Option<String>) -> Result<bool, Error> {
    in_queue(queue, move || {
        let exists = hash.is_some();
        let Some(hash) = hash.or_else(|| DUMMY_HASH.clone()) else { return Ok(false) };
        let hash = PasswordHash::new(&hash).map_err(|error| Error::Hash(error.into()))?;
        let equal = Argon2::default().verify_password(password.expose().as_bytes(), &hash).is_ok();
        Ok(equal && exists)
    })
    .await?
}

/// Computes what `verify` needs, so that the first sign-in takes no longer than the next.
pub fn warm_up() {
    LazyLock::force(&DUMMY_HASH);
}

fn hash_now(password: &Secret) -> Result<String, Error> {
    // The crate's defaults: Argon2id, 19 MiB, 2 passes, 1 lane, a random salt.
    let hash = Argon2::default().hash_password(password.expose().as_bytes()).map_err(Error::Hash)?;
    Ok(hash.to_string())
}

async fn in_queue<T: Send + 'static>(queue: HashQueue, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
    let permits = match queue {
        HashQueue::KnownBrowser => &KNOWN_BROWSERS,
        HashQueue::UnknownBrowser => &UNKNOWN_BROWSERS,
    };
    let permit = permits.acquire().await.map_err(|_| Error::Thread)?;
    // The thread goes on if the caller is dropped, so the permit moves into it.
    let with_permit = move || {
        let _permit = permit;
        work()
    };
    spawn_blocking(with_permit).await.map_err(|_| Error::Thread)
}

#[cfg(test)]
mod tests {
    use std::{
        sync::atomic::{AtomicUsize, Ordering},
        time::Duration,
    };

    use super::*;

    #[tokio::test]
    async fn a_password_is_hashed_with_argon2id_and_known_again() {
        let secret = |text: &str| Secret::new(text.to_owned());
        let hash = hash(secret("correct horse")).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(verify(HashQueue::UnknownBrowser, secret("correct horse"), Some(hash.clone())).await.unwrap());
        assert!(!verify(HashQueue::UnknownBrowser, secret("correct horsf"), Some(hash)).await.unwrap());
        assert!(!verify(HashQueue::UnknownBrowser, secret(""), None).await.unwrap(), "nobody has a password");
    }

    #[tokio::test]
    async fn a_short_or_endless_password_is_refused() {
        for bad in ["", "1234567", "ééééééé", &"a".repeat(1_001)] {
            assert!(matches!(hash(Secret::new(bad.to_owned())).await, Err(Error::Length)));
        }
    }

    #[tokio::test]
    async fn callers_who_hang_up_do_not_make_room_for_more_hashes_at_a_time() {
        static RUNNING: AtomicUsize = AtomicUsize::new(0);
        static MOST: AtomicUsize = AtomicUsize::new(0);
        let work = || {
            MOST.fetch_max(RUNNING.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            std::thread::sleep(Duration::from_millis(50));
            RUNNING.fetch_sub(1, Ordering::SeqCst);
        };
        for _ in 0..20 {
            let _ = tokio::time::timeout(Duration::from_millis(10), in_queue(HashQueue::UnknownBrowser, work)).await;
        }
        in_queue(HashQueue::UnknownBrowser, work).await.unwrap();
        assert_eq!(MOST.load(Ordering::SeqCst), 1, "at a time");
    }

    #[tokio::test]
    async fn a_known_browser_does_not_wait_for_unknown_ones() {
        let slow = || std::thread::sleep(Duration::from_millis(500));
        let unknown: Vec<_> = (0..6).map(|_| tokio::spawn(in_queue(HashQueue::UnknownBrowser, slow))).collect();
        let known = tokio::time::timeout(Duration::from_millis(400), in_queue(HashQueue::KnownBrowser, || ())).await;
        assert!(known.is_ok(), "it waited");
        for task in unknown {
            task.abort();
        }
    }
}
