//! How the site is doing, for those who look after it.

use serde::{Deserialize, Serialize};

use super::{JobId, time::Millis};

/// Everything on the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overview {
    pub version: String,
    pub accounts: i64,
    pub parties: i64,
    pub pictures: i64,
    /// Of all pictures in all sizes.
    pub bytes: i64,
    /// Reported posts about which nobody has decided.
    pub reports: i64,
    pub connections: Vec<Connections>,
    pub jobs: Vec<JobCount>,
    /// Jobs that were given up, the oldest first.
    pub dead: Vec<DeadJob>,
    pub tasks: Vec<TaskInfo>,
}

/// Connections to the database on this instance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Connections {
    pub name: String,
    pub open: i64,
    pub idle: i64,
}

/// Jobs of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobCount {
    pub kind: String,
    pub waiting: i64,
    pub dead: i64,
}

/// A job that was given up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeadJob {
    pub id: JobId,
    pub kind: String,
    pub error: String,
}

/// What one instance does now and then for all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskInfo {
    pub name: String,
    pub done_at: Option<Millis>,
    /// What went wrong since.
    pub error: Option<String>,
}

/// `discard_picture` reads `Discard picture`.
pub fn spelled(code: &str) -> String {
    let mut letters = code.chars();
    let first = letters.next().map(|first| first.to_uppercase().collect::<String>()).unwrap_or_default();
    first + &letters.as_str().replace('_', " ")
}

/// `1_500_000` bytes read `1.5 MB`.
pub fn size(bytes: i64) -> String {
    const UNITS: [&str; 4] = ["kB", "MB", "GB", "TB"];
    let (mut number, mut unit) = (bytes.max(0) as f64 / 1_000.0, 0);
    while number >= 999.5 && unit + 1 < UNITS.len() {
        number /= 1_000.0;
        unit += 1;
    }
    let digits = usize::from(number < 9.95 && number > 0.0);
    format!("{number:.digits$} {}", UNITS[unit])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes() {
        for (bytes, text) in [
            (0, "0 kB"),
            (-5, "0 kB"),
            (1_500, "1.5 kB"),
            (15_400, "15 kB"),
            (999_600, "1.0 MB"),
            (1_500_000_000, "1.5 GB"),
            (5_000_000_000_000_000, "5000 TB"),
        ] {
            assert_eq!(size(bytes), text);
        }
    }

    #[test]
    fn codes_as_words() {
        assert_eq!(spelled("discard_picture"), "Discard picture");
        assert_eq!(spelled(""), "");
    }
}
