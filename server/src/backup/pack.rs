//! The file as it is written. Until it is whole it has another name, and whatever goes wrong, nothing of it stays.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use app::domain::time::Millis;
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};
use tar::{EntryType, Header};
use tokio::{
    fs::{self, File, OpenOptions},
    io::{AsyncWriteExt, BufWriter},
};

use super::{BLOCK, CHECKSUM, padding};

/// A file that is being written.
pub struct Pack {
    file: BufWriter<File>,
    path: PathBuf,
    part: Part,
    digest: Sha256,
    bytes: u64,
    /// In seconds since 1970.
    made_at: u64,
}

/// The unfinished file, which goes away with this.
struct Part(PathBuf);

impl Drop for Part {
    fn drop(&mut self) {
        // After it got its name there is nothing to remove.
        let _ = std::fs::remove_file(&self.0);
    }
}

impl Pack {
    /// Begins a file that only this user may read. An error where there is one already.
    pub async fn create(path: &Path, made_at: Millis) -> Result<Self> {
        ensure!(!fs::try_exists(path).await?, "{} is there already", path.display());
        let mut name = path.as_os_str().to_owned();
        name.push(".part");
        let part = Part(name.into());
        let file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&part.0).await;
        let file = file.with_context(|| format!("cannot write {}", part.0.display()))?;
        let made_at = u64::try_from(made_at / 1_000).unwrap_or_default();
        let file = BufWriter::with_capacity(256 << 10, file);
        Ok(Self { file, path: path.to_owned(), part, digest: Sha256::new(), bytes: 0, made_at })
    }

    /// Adds an entry.
    pub async fn add(&mut self, name: &str, content: &[u8]) -> Result<()> {
        let mut header = Header::new_ustar();
        header.set_path(name).with_context(|| format!("{name} is no name for a backup"))?;
        header.set_entry_type(EntryType::Regular);
        header.set_size(content.len() as u64);
        header.set_mode(0o600);
        header.set_uid(0);
        header.set_gid(0);
        header.set_mtime(self.made_at);
        header.set_cksum();
        self.write(header.as_bytes()).await?;
        self.write(content).await?;
        self.write(&[0; BLOCK][..padding(content.len() as u64)]).await
    }

    async fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.digest.update(bytes);
        self.bytes += bytes.len() as u64;
        self.file.write_all(bytes).await.with_context(|| format!("cannot write {}", self.part.0.display()))
    }

    /// Adds the checksum, makes the file durable and gives it its name. Gives its length in bytes.
    pub async fn finish(mut self) -> Result<u64> {
        let checksum = format!("{}\n", HEXLOWER.encode(self.digest.clone().finalize().as_slice()));
        self.add(CHECKSUM, checksum.as_bytes()).await?;
        self.write(&[0; 2 * BLOCK]).await?;
        self.file.flush().await?;
        self.file.get_ref().sync_all().await?;
        fs::rename(&self.part.0, &self.path).await?;
        let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        File::open(folder).await?.sync_all().await?;
        Ok(self.bytes)
    }
}
