//! Backups: one file with the database as it was at one moment, its pictures, and the secret where it is kept with them.
//!
//! The file is a plain tar: `manifest.json`, `secret.key`, `database/{table}/{number}.ndjson` with a JSON array for
//! each row, `files/{key}` for what lies in the storage, and last `checksum`, the SHA-256 of all bytes before it. Rows
//! are the same for every database, so that a backup of one is restored on any other.

mod automatic;
mod make;
mod manifest;
mod note;
mod pack;
mod pictures;
mod restore;
mod unpack;

pub use automatic::{Outcome, TASK, once as make_if_due, run as make_now_and_then};
pub use make::{Made, make};
pub use manifest::Manifest;
pub use restore::{How, Restored, restore};
pub use unpack::verify;

const MANIFEST: &str = "manifest.json";
const SECRET: &str = "secret.key";
const DATABASE: &str = "database/";
const FILES: &str = "files/";
const CHECKSUM: &str = "checksum";
/// Tar files consist of blocks of so many bytes.
const BLOCK: usize = 512;

/// The bytes after so many that fill the last block.
fn padding(size: u64) -> usize {
    let block = BLOCK as u64;
    usize::try_from((block - size % block) % block).unwrap_or(0)
}

/// Files that are on their way from or to the storage at the same time.
const FILES_AT_ONCE: usize = 8;

/// The name of a backup of this moment: `soiree-20270704T180000Z.tar`.
pub fn file_name(prefix: &str, now: app::domain::time::Millis) -> String {
    let moment = jiff::Timestamp::from_millisecond(now).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    format!("{prefix}{}.tar", moment.strftime("%Y%m%dT%H%M%SZ"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_filled() {
        assert_eq!([0, 1, 511, 512, 513].map(padding), [0, 511, 1, 0, 511]);
    }

    #[test]
    fn names_sort_by_time() {
        assert_eq!(file_name("soiree-", 1_814_724_000_000), "soiree-20270704T180000Z.tar");
    }
}
