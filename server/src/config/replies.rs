//! How answers come by mail.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use app::backend::links::ReplyAddress;

use super::Env;

/// Nothing of it is set where guests answer on their pages alone.
#[derive(Clone, Debug, Default)]
pub struct Replies {
    pub address: Option<ReplyAddress>,
    /// A Maildir or an mbox file.
    pub mailbox: Option<PathBuf>,
}

/// With a mark of 42 characters and the plus, the part before the `@` holds 64 (RFC 5321, 4.5.3.1.1).
const LONGEST_LOCAL: usize = 64 - 43;

impl Replies {
    pub fn read(env: &Env) -> Result<Self> {
        let address = env.optional("SOIREE_REPLY_ADDRESS").map(|text| address(&text)).transpose()?;
        let mailbox = env.optional("SOIREE_REPLY_MAILBOX").map(PathBuf::from);
        if address.is_none() && mailbox.is_some() {
            bail!("SOIREE_REPLY_ADDRESS is missing (SOIREE_REPLY_MAILBOX needs it)");
        }
        Ok(Self { address, mailbox })
    }
}

fn address(text: &str) -> Result<ReplyAddress> {
    let (local, domain) = text.split_once('@').with_context(|| wrong(text))?;
    let plain = |part: &str| {
        let known = |character: char| character.is_ascii_alphanumeric() || ".-_".contains(character);
        !part.is_empty() && part.chars().all(known)
    };
    if !plain(local) || !plain(domain) {
        bail!(wrong(text));
    }
    if local.len() > LONGEST_LOCAL {
        bail!("SOIREE_REPLY_ADDRESS: the part before the @ has more than {LONGEST_LOCAL} characters");
    }
    Ok(ReplyAddress { local: local.to_owned(), domain: domain.to_owned() })
}

fn wrong(text: &str) -> String {
    format!("SOIREE_REPLY_ADDRESS: {text:?} is not like replies@party.example.org")
}
