//! A mailbox on this machine that is looked into now and then: a Maildir, or an mbox file, which is only read.

use std::{
    io,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use anyhow::{Context, Result};
use app::error::AppError;
use mail_parser::mailbox::mbox::MessageIterator;
use tokio::{
    fs,
    time::{MissedTickBehavior, interval},
};

const EVERY: Duration = Duration::from_secs(20);
/// A file that was written to more recently is perhaps not complete.
const QUIET: Duration = Duration::from_secs(10);

/// A mailbox, and how far a file was read. What is read again after a start changes nothing the second time.
pub struct Mailbox {
    path: PathBuf,
    largest: usize,
    read: u64,
}

/// Looks into the mailbox of a setting until the process ends; there may be none.
pub async fn poll<F, Taken>(setting: &'static str, mailbox: Option<Mailbox>, take: F)
where
    F: Fn(Vec<u8>) -> Taken + Send + Sync,
    Taken: Future<Output = Result<(), AppError>> + Send,
{
    let Some(mut mailbox) = mailbox else { return };
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        if let Err(error) = mailbox.look(&take).await {
            tracing::warn!(error = format!("{error:#}"), setting, "a mailbox cannot be read now");
        }
    }
}

impl Mailbox {
    /// Mails of more than `largest` bytes are passed over.
    pub fn new(path: PathBuf, largest: usize) -> Self {
        Self { path, largest, read: 0 }
    }

    /// Hands on what is new. Where a mail cannot be taken now, it and those after it stay for the next time.
    pub async fn look<F, Taken>(&mut self, take: &F) -> Result<()>
    where
        F: Fn(Vec<u8>) -> Taken + Send + Sync,
        Taken: Future<Output = Result<(), AppError>> + Send,
    {
        let kind = fs::metadata(&self.path).await.with_context(|| self.path.display().to_string())?;
        if kind.is_dir() {
            return self.folder(take).await;
        }
        let (path, read, largest) = (self.path.clone(), self.read, self.largest);
        let (mails, end) = tokio::task::spawn_blocking(move || added(&path, read, largest)).await??;
        for mail in mails {
            passed_over(take(mail).await)?;
        }
        self.read = end;
        Ok(())
    }

    /// Mails that were taken go from `new` to `cur`, marked as seen.
    async fn folder<F, Taken>(&self, take: &F) -> Result<()>
    where
        F: Fn(Vec<u8>) -> Taken + Send + Sync,
        Taken: Future<Output = Result<(), AppError>> + Send,
    {
        let new = fs::read_dir(self.path.join("new")).await;
        let mut new = new.with_context(|| self.path.display().to_string())?;
        while let Some(entry) = new.next_entry().await? {
            let about = entry.metadata().await?;
            if about.is_file() && about.len() <= self.largest as u64 {
                passed_over(take(fs::read(entry.path()).await?).await)?;
            }
            let mut name = entry.file_name();
            name.push(":2,S");
            match fs::rename(entry.path(), self.path.join("cur").join(name)).await {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
                _ => {}
            }
        }
        Ok(())
    }
}

/// What may well be taken another time is an error; what cannot be taken at all does not hold up the others.
fn passed_over(taken: Result<(), AppError>) -> Result<()> {
    match taken {
        Err(error @ (AppError::Busy | AppError::StorageFull | AppError::Unavailable)) => Err(error.into()),
        _ => Ok(()),
    }
}

/// The mails of a file from `start` on, and where it ends. A file that has become shorter is another one.
fn added(path: &Path, start: u64, largest: usize) -> io::Result<(Vec<Vec<u8>>, u64)> {
    let about = std::fs::metadata(path)?;
    let quiet = SystemTime::now().duration_since(about.modified()?).is_ok_and(|since| since >= QUIET);
    if about.len() == start || !quiet {
        return Ok((Vec::new(), start));
    }
    let bytes = std::fs::read(path)?;
    let start = usize::try_from(start).ok().filter(|start| *start <= bytes.len()).unwrap_or_default();
    let mails = MessageIterator::new(&bytes[start..]).filter_map(Result::ok);
    let mails = mails.map(|mail| mail.unwrap_contents()).filter(|mail| mail.len() <= largest).collect();
    Ok((mails, bytes.len() as u64))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LARGEST: usize = 100;

    #[test]
    fn of_a_file_only_what_was_added_is_read() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let write = |text: &str| {
            std::fs::write(file.path(), text).unwrap();
            file.as_file().set_modified(SystemTime::now() - 2 * QUIET).unwrap();
        };
        let added = |start| added(file.path(), start, LARGEST).unwrap();
        let one = "From a@example.org Sat Nov 21 12:03:00 2026\nTo: x\n\none\n\n";
        write(one);
        let (mails, end) = added(0);
        assert_eq!((mails.len(), end), (1, one.len() as u64));
        assert!(String::from_utf8_lossy(&mails[0]).starts_with("To: x\n\none"));
        assert!(added(end).0.is_empty());
        write(&one.repeat(3));
        assert_eq!(added(end).0.len(), 2);
        write(one);
        assert_eq!(added(2 * end).0.len(), 1, "another file");
        write(&format!("{one}From b@example.org Sat Nov 21 12:04:00 2026\nTo: x\n\n{}\n\n", "long ".repeat(LARGEST)));
        assert_eq!(added(0).0.len(), 1, "one is too long");
        std::fs::write(file.path(), one.repeat(2)).unwrap();
        assert!(added(end).0.is_empty(), "somebody may be writing still");
    }

    #[tokio::test]
    async fn a_folder_is_read_once_but_for_what_cannot_be_taken() {
        let folder = tempfile::TempDir::new().unwrap();
        for name in ["new", "cur", "tmp"] {
            std::fs::create_dir(folder.path().join(name)).unwrap();
        }
        let put = |name: &str, text: &str| std::fs::write(folder.path().join("new").join(name), text).unwrap();
        let count = |name: &str| std::fs::read_dir(folder.path().join(name)).unwrap().count();
        put("1.mail", "one");
        put("2.mail", &"long ".repeat(LARGEST));
        let mut mailbox = Mailbox::new(folder.path().to_owned(), LARGEST);
        let taken = std::sync::Mutex::new(Vec::new());
        let take = |mail: Vec<u8>| {
            taken.lock().unwrap().push(mail);
            async { Ok::<(), AppError>(()) }
        };
        mailbox.look(&take).await.unwrap();
        mailbox.look(&take).await.unwrap();
        assert_eq!(*taken.lock().unwrap(), [b"one".to_vec()]);
        assert_eq!((count("new"), count("cur")), (0, 2));
        put("3.mail", "three");
        assert!(mailbox.look(&|_| async { Err(AppError::Busy) }).await.is_err());
        assert_eq!(count("new"), 1);
        mailbox.look(&|_| async { Err(AppError::Internal) }).await.unwrap();
        assert_eq!(count("new"), 0);
    }
}
