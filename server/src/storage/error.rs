use std::io::{self, ErrorKind};

/// Why a file could not be stored or read. Nothing here is meant for a visitor's eyes.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    #[error("no such file")]
    NotFound,
    #[error("not a storage key: a-z 0-9 / _ . - in at most 512 characters, no empty part, none that starts with a dot")]
    BadKey,
    #[error("the requested range lies outside the file of {size} bytes")]
    BadRange { size: u64 },
    #[error("files of this name are {expected}, not {found}")]
    WrongType { expected: &'static str, found: String },
    #[error("the storage is full")]
    Full(#[source] io::Error),
    #[error("the storage does not answer: {0}")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl StorageError {
    pub(super) fn unavailable(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Unavailable(error.into())
    }
}

impl From<io::Error> for StorageError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::NotFound => Self::NotFound,
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => Self::Full(error),
            _ => Self::unavailable(error),
        }
    }
}
