//! The site's secret: from the settings, or kept in the data folder.

use std::{
    fs::OpenOptions,
    io::Write,
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use data_encoding::HEXLOWER_PERMISSIVE;

use crate::config::Config;

/// Reads the secret; the first start makes one that only this user may read.
pub fn read_or_make(config: &Config) -> Result<[u8; 32]> {
    match &config.secret {
        Some(text) => parse(text).context("SOIREE_SECRET is not 64 hexadecimal digits"),
        None => kept(&path(config)),
    }
}

/// The secret, if there is one already.
pub fn known(config: &Config) -> Result<Option<[u8; 32]>> {
    let there = config.secret.is_some() || path(config).exists();
    if there { read_or_make(config).map(Some) } else { Ok(None) }
}

/// Keeps this secret in the data folder, in place of one that may be there.
pub fn keep(config: &Config, secret: &[u8; 32]) -> Result<()> {
    let mut file = tempfile::NamedTempFile::new_in(&config.data)?;
    file.write_all(HEXLOWER_PERMISSIVE.encode(secret).as_bytes())?;
    file.as_file().sync_all()?;
    let path = path(config);
    file.persist(&path).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(())
}

fn path(config: &Config) -> PathBuf {
    config.data.join("secret.key")
}

fn kept(path: &Path) -> Result<[u8; 32]> {
    if !path.exists() {
        let secret: [u8; 32] = rand::random();
        let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
        match made {
            Ok(mut file) => file.write_all(HEXLOWER_PERMISSIVE.encode(&secret).as_bytes())?,
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error).with_context(|| format!("cannot write {}", path.display())),
        }
    }
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    parse(&text).with_context(|| format!("{} does not hold 64 hexadecimal digits", path.display()))
}

fn parse(text: &str) -> Result<[u8; 32]> {
    let bytes = HEXLOWER_PERMISSIVE.decode(text.trim().as_bytes())?;
    bytes.try_into().map_err(|_| anyhow::anyhow!("wrong length"))
}
