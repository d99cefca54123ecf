//! The file as it is read, entry by entry.

use std::{io::SeekFrom, path::Path};

use anyhow::{Context, Result, bail, ensure};
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};
use tar::Header;
use tokio::{
    fs::File,
    io::{AsyncReadExt, AsyncSeekExt, BufReader},
};

use super::{BLOCK, CHECKSUM, padding};

/// No entry is longer than this, in bytes.
const LONGEST_ENTRY: u64 = 1 << 30;

/// A file that is being read.
pub struct Unpack {
    file: BufReader<File>,
    /// What of the entry is still to be read.
    left: u64,
    padding: usize,
}

/// An entry, whose content is read next.
pub struct Entry {
    pub name: String,
    pub size: u64,
}

impl Unpack {
    pub async fn open(path: &Path) -> Result<Self> {
        let file = File::open(path).await.with_context(|| format!("cannot read {}", path.display()))?;
        Ok(Self { file: BufReader::with_capacity(256 << 10, file), left: 0, padding: 0 })
    }

    /// The next entry, whether the last one was read or not; nothing at the end.
    pub async fn next(&mut self) -> Result<Option<Entry>> {
        let skipped = i64::try_from(self.left + self.padding as u64)?;
        if skipped > 0 {
            self.file.seek(SeekFrom::Current(skipped)).await?;
        }
        let block = self.block().await?;
        self.begin(&block)
    }

    /// The content of the entry that was given last.
    pub async fn content(&mut self) -> Result<Vec<u8>> {
        let size = usize::try_from(std::mem::take(&mut self.left))?;
        let mut content = vec![0; size];
        self.file.read_exact(&mut content).await?;
        Ok(content)
    }

    async fn block(&mut self) -> Result<[u8; BLOCK]> {
        let mut block = [0; BLOCK];
        self.file.read_exact(&mut block).await.context("the backup is cut off")?;
        Ok(block)
    }

    fn begin(&mut self, block: &[u8; BLOCK]) -> Result<Option<Entry>> {
        if block.iter().all(|byte| *byte == 0) {
            (self.left, self.padding) = (0, 0);
            return Ok(None);
        }
        let header = Header::from_byte_slice(block);
        ensure!(header.as_ustar().is_some(), "this is no backup of Soirée");
        let size = header.size().ok().filter(|size| *size <= LONGEST_ENTRY).context("an entry is too long")?;
        let name = String::from_utf8(header.path_bytes().into_owned()).context("an entry has an unreadable name")?;
        (self.left, self.padding) = (size, padding(size));
        Ok(Some(Entry { name, size }))
    }
}

/// Reads all of a backup and compares it with its checksum.
pub async fn verify(path: &Path) -> Result<()> {
    let mut unpack = Unpack::open(path).await?;
    let mut digest = Sha256::new();
    let mut buffer = vec![0; 256 << 10];
    loop {
        let block = unpack.block().await?;
        let Some(entry) = unpack.begin(&block)? else { bail!("the backup has no checksum") };
        if entry.name == CHECKSUM {
            let found = HEXLOWER.encode(digest.finalize().as_slice());
            let told = unpack.content().await.context("the backup is cut off")?;
            ensure!(told.trim_ascii() == found.as_bytes(), "the backup is damaged: its checksum is another one");
            return Ok(());
        }
        digest.update(block);
        let mut left = usize::try_from(entry.size)? + unpack.padding;
        while left > 0 {
            let some = left.min(buffer.len());
            unpack.file.read_exact(&mut buffer[..some]).await.context("the backup is cut off")?;
            digest.update(&buffer[..some]);
            left -= some;
        }
    }
}
