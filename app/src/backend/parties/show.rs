//! The party page: all that it shows, in a fixed number of queries.

use crate::{
    backend::{
        Ctx, access,
        access::Standing,
        album, board,
        entities::{hosts, invites, parties, users},
        guests, markdown, rsvps, series,
    },
    domain::{
        PartyId,
        geo::Position,
        party::{HostView, MyInvite, PartyPage},
    },
    error::Result,
};

/// How many guests the page names; the rest is a number.
const FACES: u64 = 24;
/// Characters of the description in previews.
const SUMMARY: usize = 160;

/// The party as this viewer may see it: at most 5 queries, and one more where it repeats.
pub async fn show(ctx: &Ctx, id: PartyId) -> Result<PartyPage> {
    let db = ctx.db().read();
    let standing = access::standing(ctx, db, id).await?;
    let queued_at = standing.invite.as_ref().and_then(|invite| invite.queued_at);
    let sees_list = standing.sees_guest_list();
    let (counts, guests) = match queued_at {
        _ if sees_list => guests::who_comes(ctx, db, id, queued_at, FACES).await?,
        Some(_) => (guests::counts(db, id, queued_at).await?, Vec::new()),
        None => Default::default(),
    };
    let ahead = queued_at.map(|_| counts.ahead);
    let board = match standing.sees_board() {
        true if standing.has_posts => Some(board::glimpses(ctx, db, id).await?),
        sees => sees.then(Vec::new),
    };
    let dates = series::others(ctx, db, &standing.party).await?;
    let photos = match standing.sees_board() {
        true if standing.has_photos => Some(album::latest(ctx, db, &standing).await?),
        sees => sees.then(Vec::new),
    };
    let sees_address = standing.sees_address();
    let mine = standing.invite.as_ref().map(|invite| mine(ctx, &standing, invite, ahead));
    let hosts = host_views(ctx, &standing);
    let role = standing.role;
    let party = standing.party;
    Ok(PartyPage {
        id,
        description_html: markdown::to_html(&party.description),
        summary: markdown::summary(&party.description, SUMMARY),
        address_hidden: !(sees_address || party.address.is_empty() && party.flat.is_empty()),
        flat: shown(sees_address, &party.flat),
        address: shown(sees_address, &party.address),
        position: position(&party).filter(|_| sees_address),
        address_shown: party.address_shown.parse().unwrap_or_default(),
        theme: party.theme.parse().unwrap_or_default(),
        visibility: party.visibility.parse().unwrap_or_default(),
        cover: party.cover_id.map(Into::into),
        cancelled: party.cancelled_at.is_some(),
        closed: rsvps::window(&party).check(ctx.now()).err(),
        share_link: ctx.links().party(id),
        logged_in: ctx.user.is_some(),
        title: party.title,
        place: party.place,
        time_zone: party.time_zone,
        first_entry: party.first_entry,
        last_entry: party.last_entry,
        deadline: party.deadline,
        cover_alt: if party.cover_id.is_some() { party.cover_alt } else { String::new() },
        capacity: party.capacity,
        plus_ones: party.plus_ones,
        role,
        hosts,
        mine,
        counts: sees_list.then_some(counts),
        guests,
        board,
        dates,
        photos,
    })
}

fn shown(visible: bool, text: &str) -> String {
    if visible { text.to_owned() } else { String::new() }
}

/// Where the party is, if the host said so.
pub fn position(party: &parties::Model) -> Option<Position> {
    let (latitude, longitude) = party.latitude.zip(party.longitude)?;
    Some(Position { latitude, longitude })
}

/// The hosts whom the viewer may see.
fn host_views(ctx: &Ctx, standing: &Standing) -> Vec<HostView> {
    let me = ctx.user.as_ref().map(|user| user.id.0);
    let view = |(host, user): &(hosts::Model, Option<users::Model>)| {
        let user = user.as_ref()?;
        Some(HostView {
            username: Some(user.username.clone()),
            name: user.display_name.clone(),
            photo: user.photo_id.map(Into::into),
            co_host: host.co_host,
            me: Some(user.id) == me,
        })
    };
    standing.hosts.iter().filter_map(view).collect()
}

fn mine(ctx: &Ctx, standing: &Standing, invite: &invites::Model, ahead: Option<i64>) -> MyInvite {
    let by_link = ctx.user.is_none() && invite.token_hash.is_some();
    MyInvite {
        id: invite.id.into(),
        name: invite.name.clone(),
        answer: invite.answer(),
        plus_ones: invite.plus_ones,
        message: invite.message.clone(),
        moved_up: invite.moved_up_at.is_some(),
        ahead,
        link: by_link.then(|| ctx.links().invite(invite.id.into(), invite.generation)),
        claimable: standing.claimable,
    }
}
