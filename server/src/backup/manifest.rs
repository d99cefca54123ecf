//! What a backup says of itself.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail, ensure};
use app::{
    backend::{
        db::{catalog::Table, snapshot::Snapshot},
        links,
    },
    domain::time::Millis,
};
use data_encoding::HEXLOWER;
use migration::{Migrator, MigratorTrait};
use serde::{Deserialize, Serialize};

use crate::config::Config;

/// The arrangement of the file.
const FORMAT: u32 = 1;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub format: u32,
    /// The version of the program.
    pub made_by: String,
    /// The moment of the snapshot, as in RFC 3339.
    pub made_at: String,
    /// The site's address.
    pub site: String,
    /// The steps of the schema, in their order.
    pub steps: Vec<String>,
    /// The columns of each table, in the order of the values in its rows.
    pub tables: BTreeMap<String, Vec<String>>,
    /// Tells the site's secret from others, and nothing else about it.
    pub secret: String,
}

impl Manifest {
    pub fn of(config: &Config, snapshot: &Snapshot, secret: &[u8; 32], now: Millis) -> Result<Self> {
        let columns = |table: &Table| table.columns.iter().map(|column| column.name.clone()).collect();
        Ok(Self {
            format: FORMAT,
            made_by: format!("soiree {}", env!("CARGO_PKG_VERSION")),
            made_at: jiff::Timestamp::from_millisecond(now)?.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
            site: config.http.base_url.clone(),
            steps: snapshot.steps.clone(),
            tables: snapshot.tables.iter().map(|table| (table.name.clone(), columns(table))).collect(),
            secret: fingerprint(secret),
        })
    }

    /// Reads one; an error if this version cannot restore the backup.
    pub fn read(bytes: &[u8]) -> Result<Self> {
        let manifest: Self = serde_json::from_slice(bytes).context("the backup's manifest cannot be read")?;
        let newer =
            || format!("this backup was made by {}; restore it with that version or a newer one", manifest.made_by);
        ensure!(manifest.format == FORMAT, newer());
        let known = Migrator::migrations();
        let known: Vec<&str> = known.iter().map(|step| step.name()).collect();
        // Older versions may lack a step before the last one that they have.
        if !manifest.steps.iter().all(|step| known.contains(&step.as_str())) {
            bail!(newer());
        }
        ensure!(!manifest.steps.is_empty(), "the backup holds no database");
        Ok(manifest)
    }

    pub fn has_secret(&self, secret: &[u8; 32]) -> bool {
        self.secret == fingerprint(secret)
    }
}

/// Secrets are random, so nobody finds them by trying.
fn fingerprint(secret: &[u8; 32]) -> String {
    let mut hash = links::hash(&format!("soiree backup {}", HEXLOWER.encode(secret)));
    hash.truncate(16);
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest(steps: &[&str]) -> Vec<u8> {
        let manifest = Manifest {
            format: FORMAT,
            made_by: "soiree 9.9.9".to_owned(),
            made_at: "2027-07-04T18:00:00Z".to_owned(),
            site: "https://party.example.org".to_owned(),
            steps: steps.iter().map(|step| (*step).to_owned()).collect(),
            tables: BTreeMap::new(),
            secret: fingerprint(&[7; 32]),
        };
        serde_json::to_vec(&manifest).unwrap()
    }

    #[test]
    fn backups_of_older_versions_are_read_but_not_of_newer_ones() {
        let known = Migrator::migrations();
        let names: Vec<&str> = known.iter().map(|step| step.name()).collect();
        assert!(Manifest::read(&manifest(&names)).is_ok() && Manifest::read(&manifest(&names[..1])).is_ok());
        let gap = [&names[..2], &names[3..4]].concat();
        assert!(Manifest::read(&manifest(&gap)).is_ok());
        let newer = [names.as_slice(), &["m20990101_000001_flights"]].concat();
        let error = Manifest::read(&manifest(&newer)).unwrap_err().to_string();
        assert!(error.contains("soiree 9.9.9"), "{error}");
        assert!(Manifest::read(&manifest(&[])).is_err() && Manifest::read(b"{}").is_err());
    }

    #[test]
    fn secrets_are_told_apart() {
        let manifest = Manifest::read(&manifest(&[Migrator::migrations()[0].name()])).unwrap();
        assert!(manifest.has_secret(&[7; 32]) && !manifest.has_secret(&[8; 32]));
    }
}
