//! Calling webhooks: signed as the Standard Webhooks say, and never into private networks unless the site allows it.

mod resolver;
mod sign;
mod turns;

pub use sign::headers;

use std::{sync::Arc, time::Duration};

use app::{backend::webhooks::Outgoing, domain::webhook::is_public};
use reqwest::{Client, Response, Url, redirect::Policy};
use tokio::sync::OnceCell;

use self::{
    resolver::PublicOnly,
    turns::{Turn, Turns},
};

const CONNECT: Duration = Duration::from_secs(5);
/// From the first byte to the end of the answer.
const WHOLE: Duration = Duration::from_secs(15);
/// So much of an answer is read, in bytes; nobody looks at it.
const LONGEST_ANSWER: usize = 16 * 1024;
/// Said where an address must not be called.
const PRIVATE: &str = "The address lies in a private network, where this site does not go.";

/// Calls addresses that users gave.
pub struct Caller {
    private: bool,
    client: OnceCell<Client>,
    turns: Arc<Turns>,
}

impl Caller {
    /// `private`: private networks are fine, and calls without encryption.
    pub fn new(private: bool) -> Self {
        Self { private, client: OnceCell::new(), turns: Arc::default() }
    }

    /// A turn with whoever listens there, to be kept during the call; nothing where others come first.
    pub async fn turn(&self, url: &str) -> Option<Turn> {
        let url = Url::parse(url).ok();
        let host = url.as_ref().and_then(Url::host_str).unwrap_or_default();
        let port = url.as_ref().and_then(Url::port_or_known_default).unwrap_or_default();
        self.turns.take(&format!("{host}:{port}")).await
    }

    /// Sends a message. Errors are for its owner to read: only a status of 200 to 299 means that it has arrived.
    pub async fn call(&self, message: &Outgoing, key: &[u8], now: i64) -> Result<(), String> {
        let url = self.checked(&message.url)?;
        let client = self.client.get_or_try_init(|| open(self.private)).await?;
        let request = client.post(url).headers(headers(key, message, now)).body(message.body.clone());
        let answer = request.send().await.map_err(|error| explain(&error))?;
        let status = answer.status();
        read(answer).await;
        if status.is_success() {
            return Ok(());
        }
        let redirects = if status.is_redirection() { "; redirects are not followed" } else { "" };
        Err(format!("It answered with {status}{redirects}."))
    }

    /// The resolver is not asked about addresses that are numbers, in whatever way they are written.
    fn checked(&self, url: &str) -> Result<Url, String> {
        let url = Url::parse(url).map_err(|_| "The address cannot be read.".to_owned())?;
        if self.private {
            return Ok(url);
        }
        if url.scheme() != "https" {
            return Err("The address does not begin with https://.".to_owned());
        }
        let host = url.host_str().unwrap_or_default().trim_start_matches('[').trim_end_matches(']');
        match host.parse() {
            Ok(address) if !is_public(address) => Err(PRIVATE.to_owned()),
            _ => Ok(url),
        }
    }
}

/// Reading the certificates of the system takes a moment.
async fn open(private: bool) -> Result<Client, String> {
    let build = move || {
        Client::builder()
            .user_agent(concat!("Soiree/", env!("CARGO_PKG_VERSION")))
            .redirect(Policy::none())
            .no_proxy()
            .connect_timeout(CONNECT)
            .timeout(WHOLE)
            .pool_max_idle_per_host(0)
            .dns_resolver(Arc::new(PublicOnly { private }))
            .build()
    };
    let built = tokio::task::spawn_blocking(build).await;
    built.ok().and_then(Result::ok).ok_or_else(|| "This site cannot call anybody right now.".to_owned())
}

/// Reads the beginning of the answer, so that whoever sends it is not cut off in the midst of a word.
async fn read(mut answer: Response) {
    let mut left = LONGEST_ANSWER;
    while let Ok(Some(piece)) = answer.chunk().await {
        left = left.saturating_sub(piece.len());
        if left == 0 {
            return;
        }
    }
}

/// What went wrong in a few words, without the address and without what lies behind it.
fn explain(error: &reqwest::Error) -> String {
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        if inner.is::<resolver::Private>() {
            return PRIVATE.to_owned();
        }
        cause = inner.source();
    }
    let words = if error.is_timeout() {
        "It did not answer in time."
    } else if error.is_connect() {
        "It could not be reached."
    } else {
        "The connection broke off."
    };
    words.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_looked_at_however_they_are_written() {
        let caller = Caller::new(false);
        for private in [
            "https://127.0.0.1/x",
            "https://2130706433/",
            "https://0x7f.1/",
            "https://[::1]/",
            "https://[::ffff:10.0.0.1]:8443/",
            "https://169.254.169.254/latest",
        ] {
            assert_eq!(caller.checked(private), Err(PRIVATE.to_owned()), "{private}");
            assert!(Caller::new(true).checked(private).is_ok());
        }
        assert!(caller.checked("http://example.org/").is_err() && caller.checked("no address").is_err());
        assert!(caller.checked("https://example.org/x?y").is_ok() && caller.checked("https://1.1.1.1/").is_ok());
    }
}
