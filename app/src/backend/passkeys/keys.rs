//! The site as passkeys know it.

use webauthn_rs::{Webauthn, WebauthnBuilder, prelude::Url};

use crate::error::{AppError, Result};

/// Makes and checks challenges, if the site has a name: passkeys do not belong to bare addresses.
#[derive(Clone, Debug)]
pub struct Keys(Option<Webauthn>);

impl Keys {
    /// `base` is the site's address.
    pub fn new(base: &str) -> Self {
        Self(webauthn(base))
    }

    /// Whether the site has a name, to which passkeys belong.
    pub fn possible(&self) -> bool {
        self.0.is_some()
    }

    /// Errors: [`AppError::NotFound`] for a site without a name.
    pub(super) fn site(&self) -> Result<&Webauthn> {
        self.0.as_ref().ok_or(AppError::NotFound)
    }
}

fn webauthn(base: &str) -> Option<Webauthn> {
    let origin = Url::parse(base).ok()?;
    WebauthnBuilder::new(origin.domain()?, &origin).ok()?.rp_name("Soirée").build().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sites_with_a_name() {
        for (base, possible) in [
            ("https://party.example.org", true),
            ("http://localhost:3000", true),
            ("http://127.0.0.1:3000", false),
            ("http://[::1]:3000", false),
        ] {
            assert_eq!(Keys::new(base).possible(), possible, "{base}");
        }
    }
}
