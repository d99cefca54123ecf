//! What every page knows of its request without asking the database.

use std::sync::Arc;

use leptos::prelude::use_context;

use crate::{
    domain::{flash::Flash, login::LoginProvider, time::Millis, user::Person},
    error::AppError,
};

/// Facts about the page being rendered, provided by the server for each request.
#[derive(Clone, Debug, Default)]
pub struct PageFacts {
    /// Path and query.
    pub page: String,
    /// What scripts of this response carry.
    pub nonce: String,
    /// The site's address, without a slash at the end.
    pub base: String,
    pub now: Millis,
    pub user: Option<Person>,
    /// How many unread notifications the user has.
    pub unread: i64,
    /// The site sends mails, so pages may promise one.
    pub mail: bool,
    /// The largest picture that may be uploaded, in millions of bytes.
    pub picture_megabytes: u64,
    /// Pictures may be HEIC, as iPhones keep them.
    pub reads_heic: bool,
    /// Whether this site can have passkeys.
    pub passkeys: bool,
    /// Where else people may have accounts to log in with.
    pub logins: Arc<[LoginProvider]>,
    /// The visitor has taken the first of two steps of a login.
    pub second_step: bool,
    pub flash: Option<Flash>,
    pub refused: Option<Arc<RefusedForm>>,
    /// Shown instead of the page.
    pub error: Option<AppError>,
}

/// A form that was just refused: the page shows it again, filled in, with what to do.
#[derive(Clone, Debug)]
pub struct RefusedForm {
    pub action: String,
    /// Page on which the form stands.
    pub page: String,
    /// All fields but passwords.
    pub fields: Vec<(String, String)>,
    pub error: AppError,
}

impl PageFacts {
    pub fn current() -> Self {
        use_context().unwrap_or_default()
    }
}

impl RefusedForm {
    /// What was typed into a field.
    pub fn value(&self, field: &str) -> Option<&str> {
        self.fields.iter().find(|(name, _)| name == field).map(|(_, value)| value.as_str())
    }
}
