//! `/events`: tells pages that stand open what has changed, as server-sent events. What it is, they ask for as usual, so
//! nothing travels here that somebody must not see.

mod ear;
mod hub;
mod seen;
mod stream;

pub use hub::{Hub, MOST, Pace};

use app::{
    backend::{
        Ctx,
        events::{Known, Scope},
        sessions,
    },
    domain::PartyId,
    error::AppError,
};
use axum::{
    extract::{Extension, Request, State},
    http::request::Parts,
    response::{
        IntoResponse, Response,
        sse::{KeepAlive, Sse},
    },
};

use self::{hub::Visitor, stream::Open};
use crate::{pages, rate::network, state::AppState};

/// `/events?party=…`: what is for the viewer alone, and what the viewer may hear of a party.
pub async fn show(State(state): State<AppState>, Extension(ctx): Extension<Ctx>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    match open(&state, ctx, &parts).await {
        Ok(open) => {
            let alive = KeepAlive::new().interval(state.live.pace().heartbeat);
            // Proxies shall pass it on piece by piece.
            ([("x-accel-buffering", "no")], Sse::new(stream::messages(open)).keep_alive(alive)).into_response()
        }
        Err(error) => pages::error(&state, parts, error).await,
    }
}

async fn open(state: &AppState, ctx: Ctx, parts: &Parts) -> Result<Open, AppError> {
    let stops = state.stops();
    if state.stopping() {
        return Err(AppError::Unavailable);
    }
    let asked = Asked::of(parts)?;
    let scope = Scope::of(&ctx, asked.party).await?;
    state.live.begin().await?;
    let seat = state.live.seat(visitor(&ctx, &scope), scope.user, scope.party);
    // From now on nothing is missed; what happened before is looked up.
    Open::new(ctx, asked.party, scope, seat, stops, asked.known).await
}

/// Whose streams are counted together: those of a session, of an invitation at one address, or of an address.
fn visitor(ctx: &Ctx, scope: &Scope) -> Visitor {
    let address = network(ctx.facts.address);
    match (sessions::current_hash(ctx).filter(|_| scope.user.is_some()), scope.invite) {
        (Some(session), _) => Visitor::Session(session),
        (None, Some(invite)) => Visitor::Guest(address, invite),
        (None, None) => Visitor::Address(address),
    }
}

/// What a page asks for.
struct Asked {
    party: Option<PartyId>,
    known: Known,
}

impl Asked {
    fn of(parts: &Parts) -> Result<Self, AppError> {
        let query = form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes());
        let (mut party, mut after, mut since) = (None, None, None);
        for (name, value) in query {
            match name.as_ref() {
                "party" => party = Some(value.parse().map_err(|_| AppError::NotFound)?),
                "after" => after = value.parse().ok(),
                "since" => since = value.parse().ok(),
                _ => {}
            }
        }
        let header = parts.headers.get("last-event-id").and_then(|id| id.to_str().ok()?.parse().ok());
        let known = match (header.or(after), since) {
            (Some(event), _) => Known::Event(event),
            (None, Some(moment)) => Known::Moment(moment),
            (None, None) => Known::Everything,
        };
        Ok(Self { party, known })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(query: &str, header: Option<&str>) -> Result<Asked, AppError> {
        let mut request = axum::http::Request::get(format!("/events?{query}"));
        if let Some(id) = header {
            request = request.header("last-event-id", id);
        }
        Asked::of(&request.body(()).unwrap().into_parts().0)
    }

    #[test]
    fn what_a_page_knows() {
        let party = PartyId::new();
        let of = |query: &str, header| asked(query, header).unwrap().known;
        assert_eq!(asked(&format!("party={party}&since=5"), None).unwrap().party, Some(party));
        assert_eq!(of("since=5", None), Known::Moment(5));
        assert_eq!(of("since=5&after=7", None), Known::Event(7));
        assert_eq!(of("since=5&after=7", Some("9")), Known::Event(9), "the browser's own word is newer");
        assert_eq!(of("since=x&after=", Some("")), Known::Everything);
        assert!(asked("party=x", None).is_err() && asked("party=", None).is_err());
    }
}
