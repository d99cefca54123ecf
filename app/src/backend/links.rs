//! Addresses to be shared, and the tokens in them.

use data_encoding::{BASE32_NOPAD, HEXLOWER};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::domain::{ApiTokenId, InviteId, PartyId, UserId, WebhookId, api_token::PREFIX};

/// Builds absolute addresses and personal tokens.
///
/// A token is derived from the site's secret (HMAC-SHA-256, 128 bits), so the database needs to hold only its hash and
/// the host can still copy the link again: whoever steals the database alone cannot open an invitation.
#[derive(Clone)]
pub struct Links {
    base: String,
    secret: [u8; 32],
    replies: Option<ReplyAddress>,
}

/// Where mail programs send their answers: each guest's address has a mark of its own between the two parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplyAddress {
    pub local: String,
    pub domain: String,
}

/// The bytes of a mark that only this site can compute.
const MARK: usize = 10;

impl Links {
    /// `base` is the site's address without a slash at the end.
    pub fn new(base: &str, secret: [u8; 32]) -> Self {
        Self { base: base.trim_end_matches('/').to_owned(), secret, replies: None }
    }

    /// The same, on a site that takes answers by mail.
    pub fn with_replies(self, replies: Option<ReplyAddress>) -> Self {
        Self { replies, ..self }
    }

    /// The site's address, without a slash at the end.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// Whether the site is served over HTTPS.
    pub fn secure(&self) -> bool {
        self.base.starts_with("https://")
    }

    /// The address of a path, which begins with a slash.
    pub fn absolute(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// The address of a party's page.
    pub fn party(&self, id: PartyId) -> String {
        self.absolute(&format!("/p/{id}"))
    }

    /// The address of a personal link; a renewed one is of a later generation.
    pub fn invite(&self, id: InviteId, generation: i32) -> String {
        self.absolute(&format!("/i/{}", self.token(id, generation)))
    }

    /// The secret part of a personal link: 128 bits in base 58.
    pub fn token(&self, id: InviteId, generation: i32) -> String {
        let mac = self.mac(&[b"invite", id.0.as_bytes(), &generation.to_be_bytes()]);
        bs58::encode(&mac[..16]).into_string()
    }

    /// The address to which a guest's mail program sends the answer, where the site takes answers by mail.
    pub fn reply_address(&self, invite: InviteId, generation: i32) -> Option<String> {
        let ReplyAddress { local, domain } = self.replies.as_ref()?;
        Some(format!("{local}+{}@{domain}", self.reply_tag(invite, generation)))
    }

    /// The secret part of that address: whose it is, and 80 bits that prove it. Mail servers may change its case.
    pub fn reply_tag(&self, invite: InviteId, generation: i32) -> String {
        let mac = self.mac(&[b"reply", invite.0.as_bytes(), &generation.to_be_bytes()]);
        BASE32_NOPAD.encode(&[&invite.0.as_bytes()[..], &mac[..MARK]].concat()).to_lowercase()
    }

    /// The invitation that a tag speaks of. It is proven only when [`Links::reply_tag`] gives the same one.
    pub fn invite_in_tag(tag: &str) -> Option<InviteId> {
        let bytes = BASE32_NOPAD.decode(tag.to_uppercase().as_bytes()).ok()?;
        let (id, mark) = bytes.split_at_checked(16)?;
        (mark.len() == MARK).then(|| Uuid::from_slice(id).ok().map(InviteId)).flatten()
    }

    /// The tags in a text that holds addresses.
    pub fn reply_tags(&self, text: &str) -> Vec<String> {
        let Some(ReplyAddress { local, domain }) = &self.replies else { return Vec::new() };
        let (text, start, end) = (text.to_lowercase(), format!("{}+", local.to_lowercase()), domain.to_lowercase());
        let tag = |(at, _): (usize, &str)| {
            let (tag, rest) = text[at + start.len()..].split_once('@')?;
            (rest.starts_with(&end) && Self::invite_in_tag(tag).is_some()).then(|| tag.to_owned())
        };
        text.match_indices(&start).filter_map(tag).collect()
    }

    /// The address of somebody's private calendar feed.
    pub fn calendar(&self, user: UserId, generation: i32) -> String {
        self.absolute(&format!("/calendar/{}.ics", self.calendar_token(user, generation)))
    }

    /// The secret part of that address: 128 bits in base 58.
    pub fn calendar_token(&self, user: UserId, generation: i32) -> String {
        let mac = self.mac(&[b"calendar", user.0.as_bytes(), &generation.to_be_bytes()]);
        bs58::encode(&mac[..16]).into_string()
    }

    /// What tells a mail from all others, made from its cause: 128 bits in hexadecimal.
    pub fn message_key(&self, cause: &str) -> String {
        HEXLOWER.encode(&self.mac(&[b"mail cause", cause.as_bytes()])[..16])
    }

    /// What the site remembers of an address that gets no mail: 128 bits in hexadecimal.
    pub fn address_mark(&self, address: &str) -> String {
        HEXLOWER.encode(&self.mac(&[b"mail address", address.as_bytes()])[..16])
    }

    /// The key under which mails wait to be sent.
    pub(super) fn mail_key(&self) -> [u8; 32] {
        self.mac(&[b"mail content"])
    }

    /// What shows that an unsubscribe link is from this site: 128 bits.
    pub(super) fn unsubscribe_tag(&self, content: &[u8]) -> [u8; 16] {
        let mut tag = [0; 16];
        tag.copy_from_slice(&self.mac(&[b"unsubscribe", content])[..16]);
        tag
    }

    /// A recovery code of an account, 48 bits in hexadecimal.
    pub(super) fn recovery_code(&self, user: Uuid, made_at: i64, number: u64) -> String {
        HEXLOWER
            .encode(&self.mac(&[b"recovery code", user.as_bytes(), &made_at.to_be_bytes(), &number.to_be_bytes()])[..6])
    }

    /// What the database keeps of it: 256 bits in hexadecimal.
    pub(super) fn recovery_mark(&self, user: Uuid, code: &str) -> String {
        HEXLOWER.encode(&self.mac(&[b"recovery mark", user.as_bytes(), code.as_bytes()]))
    }

    /// The identifier of the session that a login begins, however often the login is sent: 128 bits.
    pub fn session(&self, login: &str) -> i128 {
        let mac = self.mac(&[b"session", login.as_bytes()]);
        mac[..16].iter().fold(0, |bits, byte| (bits << 8) | i128::from(*byte))
    }

    /// A token for programs: 192 bits in base 58.
    pub fn api_token(&self, id: ApiTokenId) -> String {
        let mac = self.mac(&[b"api token", id.0.as_bytes()]);
        format!("{PREFIX}{}", bs58::encode(&mac[..24]).into_string())
    }

    /// With what messages to a webhook are signed: 256 bits.
    pub fn webhook_key(&self, id: WebhookId) -> [u8; 32] {
        self.mac(&[b"webhook", id.0.as_bytes()])
    }

    /// A value that only this site can compute, 256 bits.
    fn mac(&self, parts: &[&[u8]]) -> [u8; 32] {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.secret).expect("HMAC takes a key of any length");
        for part in parts {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }
}

/// What the database keeps of a secret: its SHA-256 in hexadecimal.
pub fn hash(secret: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(secret.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_differ_by_invite_and_generation() {
        let links = Links::new("http://localhost/", [7; 32]);
        let id = InviteId::new();
        assert_eq!(links.token(id, 0), links.token(id, 0));
        assert_ne!(links.token(id, 0), links.token(id, 1));
        assert_ne!(links.token(id, 0), links.token(InviteId::new(), 0));
        assert_ne!(links.token(id, 0), Links::new("http://localhost", [8; 32]).token(id, 0));
        assert!(links.token(id, 0).len() >= 21);
    }

    #[test]
    fn marks_in_addresses_are_found_and_cannot_be_guessed() {
        let replies = ReplyAddress { local: "replies".to_owned(), domain: "example.org".to_owned() };
        let links = Links::new("http://localhost", [7; 32]).with_replies(Some(replies));
        let id = InviteId::new();
        let address = links.reply_address(id, 0).unwrap();
        assert!(address.split('@').next().unwrap().len() <= 64, "{address}");
        let tag = links.reply_tag(id, 0);
        assert_eq!(Links::invite_in_tag(&tag.to_uppercase()), Some(id));
        let text = format!("Ana <{}>, replies+x@example.org, replies+{tag}@example.com", address.to_uppercase());
        assert_eq!(links.reply_tags(&text), std::slice::from_ref(&tag));
        assert_ne!(tag, links.reply_tag(id, 1));
        for nonsense in ["", "replies", "é", &tag[1..], &format!("{tag}aa")] {
            assert_eq!(Links::invite_in_tag(nonsense), None, "{nonsense}");
        }
        assert_eq!(Links::new("http://localhost", [7; 32]).reply_address(id, 0), None);
    }

    #[test]
    fn what_one_token_opens_no_other_does() {
        let links = Links::new("http://localhost", [7; 32]);
        let id = InviteId::new();
        assert_ne!(links.token(id, 0), links.calendar_token(UserId(id.0), 0));
        assert_ne!(links.calendar_token(UserId(id.0), 0), links.calendar_token(UserId(id.0), 1));
        assert!(links.calendar(UserId(id.0), 0).ends_with(".ics"));
    }

    #[test]
    fn tokens_for_programs_are_known_and_long() {
        let (links, id) = (Links::new("http://localhost", [7; 32]), ApiTokenId::new());
        let token = links.api_token(id);
        assert!(token.starts_with(PREFIX) && (30..=64).contains(&token.len()), "{token}");
        assert_ne!(token, links.api_token(ApiTokenId::new()));
        assert_ne!(token, Links::new("http://localhost", [8; 32]).api_token(id));
    }
}
