//! Webhooks: kept by their owners, told of what happens at parties, and what has not arrived.
//!
//! What happens is written down as a job in the transaction of the change, if any host wants to hear of it
//! ([`announce`]). The job makes a message for each webhook, as its owner may see what happened, and each message is a job
//! of its own until it has arrived.

mod announce;
mod deliver;
mod forget;
mod manage;

pub use announce::{About, Listener, News, announce, announce_all, listeners, write_down};
pub use deliver::{Outgoing, outgoing, settle};
pub use forget::{Rest, forget_guests, forget_owner, forget_parties, forget_posts, gone, without_guests};
pub use manage::{add, list, remove, remove_all, send_again, servers, test};
