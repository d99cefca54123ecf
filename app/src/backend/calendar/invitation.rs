//! Invitations as mail programs understand them (RFC 5546): with buttons to answer, where the site takes answers by mail.

use super::event::event;
use crate::{
    backend::{
        Ctx, access,
        entities::{invites, parties},
    },
    domain::{
        InviteId,
        calendar::{Attendee, Calendar, Event, Invitation, Method, Status},
    },
};

/// Whom a mail goes to, and in whose name.
#[derive(Clone, Copy, Debug)]
pub struct Guest<'a> {
    pub invite: &'a invites::Model,
    /// Where the mail goes; only answers from there count.
    pub address: &'a str,
    /// The host's name, as far as the guest may know it.
    pub host: &'a str,
}

/// Puts the party into the guest's calendar, or brings it up to date there. The guest's program answers to an address with
/// the guest's own mark; where the site takes no answers by mail, it is not asked to.
pub fn request(ctx: &Ctx, party: &parties::Model, guest: Guest<'_>) -> String {
    let replies = reply_address(ctx, guest);
    let method = if replies.is_some() { Method::Request } else { Method::Publish };
    let mut event = personal(ctx, party, guest);
    event.invitation = Some(invitation(ctx, guest, replies));
    Calendar { method: Some(method), events: vec![event], ..Calendar::default() }.write()
}

/// Takes the party out of the guest's calendar: it is cancelled.
pub fn cancel(ctx: &Ctx, party: &parties::Model, guest: Guest<'_>) -> String {
    let mut event = personal(ctx, party, guest);
    event.status = Status::Cancelled;
    event.invitation = Some(invitation(ctx, guest, reply_address(ctx, guest)));
    Calendar { method: Some(Method::Cancel), events: vec![event], ..Calendar::default() }.write()
}

/// Takes the party out of the calendar of a guest for whom nothing is left of it, neither a link nor a place. It counts as
/// the next change of the party.
pub fn withdraw(ctx: &Ctx, party: &parties::Model, guest: Guest<'_>) -> String {
    // The same as in the invitation, even where the link was revoked since.
    let replies = ctx.links().reply_address(InviteId(guest.invite.id), guest.invite.generation);
    let event = Event {
        sequence: party.sequence + 1,
        stamp: ctx.now(),
        description: String::new(),
        location: String::new(),
        url: String::new(),
        status: Status::Cancelled,
        invitation: Some(invitation(ctx, guest, replies)),
        ..event(ctx.links(), party.clone(), false, true)
    };
    Calendar { method: Some(Method::Cancel), events: vec![event], ..Calendar::default() }.write()
}

/// The party as this guest sees it, with the guest's own link.
fn personal(ctx: &Ctx, party: &parties::Model, Guest { invite, .. }: Guest<'_>) -> Event {
    let sees_address = access::guest_sees_address(party, invite);
    let mut event = event(ctx.links(), party.clone(), sees_address, true);
    if invite.token_hash.is_some() {
        let link = ctx.links().invite(InviteId(invite.id), invite.generation);
        event.description = event.description.replace(&event.url, &link);
        event.url = link;
    }
    event.stamp = ctx.now();
    event
}

fn reply_address(ctx: &Ctx, Guest { invite, .. }: Guest<'_>) -> Option<String> {
    invite.token_hash.as_ref()?;
    ctx.links().reply_address(InviteId(invite.id), invite.generation)
}

/// Without an address for answers, the site itself stands for the host.
fn invitation(ctx: &Ctx, guest: Guest<'_>, replies: Option<String>) -> Invitation {
    let attendee =
        Attendee { name: guest.invite.name.clone(), address: guest.address.to_owned(), answer: guest.invite.answer() };
    Invitation {
        host: guest.host.to_owned(),
        guest: replies.is_some().then_some(attendee),
        organizer: replies.map_or_else(|| ctx.links().base().to_owned(), |address| format!("mailto:{address}")),
    }
}
