//! What webhooks are sent, in the shapes of the API: as the owner of the webhook may see it.

use app::{
    backend::{Ctx, board, guests, webhooks::News},
    domain::{InviteId, PartyId, PostId, time},
    error::{AppError, Result},
};
use serde_json::{Value, json};

use super::types::{Guest, PostWithReplies};

/// Guests in one message.
const AT_ONCE: usize = 50;
/// The largest message, in bytes. What is larger tells identifiers alone.
const LARGEST: usize = 60_000;

/// The messages, as they are sent; none where the owner may see nothing of it.
pub async fn messages(owner: &Ctx, party: PartyId, news: &News) -> Result<Vec<String>> {
    let mut told = Vec::new();
    match news {
        News::Answered { invites } | News::GuestsAdded { invites } => {
            for some in invites.chunks(AT_ONCE) {
                told.extend(about_guests(owner, party, some).await?);
            }
        }
        News::GuestChanged { invite } => told.extend(about_guests(owner, party, &[*invite]).await?),
        News::GuestRemoved { invite } => told.push(json!({ "guests": [{ "id": invite.to_string() }] })),
        News::PostAdded { post } | News::PostChanged { post } => told.push(about_post(owner, party, *post).await?),
        News::PostRemoved { post, .. } => told.push(json!({ "post": { "id": post.to_string() } })),
    }
    told.into_iter().map(|data| message(owner, party, news, data)).collect()
}

async fn about_guests(owner: &Ctx, party: PartyId, invites: &[InviteId]) -> Result<Option<Value>> {
    let rows = guests::some(owner, party, invites).await?;
    let guests: Vec<Guest> = rows.into_iter().map(|row| Guest::of(row, false)).collect();
    Ok((!guests.is_empty()).then(|| json!({ "guests": guests })))
}

async fn about_post(owner: &Ctx, party: PartyId, post: PostId) -> Result<Value> {
    let found = PostWithReplies::from(board::post(owner, party, post, None).await?);
    Ok(json!({ "post": found.into_post() }))
}

fn message(owner: &Ctx, party: PartyId, news: &News, mut data: Value) -> Result<String> {
    data["party"] = party.to_string().into();
    let text = written(owner, news, &data)?;
    if text.len() <= LARGEST {
        return Ok(text);
    }
    written(owner, news, &identifiers(&data))
}

fn written(owner: &Ctx, news: &News, data: &Value) -> Result<String> {
    let message = json!({ "type": news.event().code(), "timestamp": time::machine(owner.now()), "data": data });
    serde_json::to_string(&message).map_err(|_| AppError::Internal)
}

/// The same without words.
fn identifiers(data: &Value) -> Value {
    let id = |thing: &Value| json!({ "id": thing["id"] });
    let mut bare = json!({ "party": data["party"] });
    if let Some(guests) = data["guests"].as_array() {
        bare["guests"] = guests.iter().map(id).collect();
    }
    if data["post"].is_object() {
        bare["post"] = id(&data["post"]);
    }
    bare
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_large_tells_identifiers_alone() {
        let data = json!({ "party": "p", "guests": [{ "id": "a", "name": "Ana" }, { "id": "b", "name": "Bo" }] });
        assert_eq!(identifiers(&data), json!({ "party": "p", "guests": [{ "id": "a" }, { "id": "b" }] }));
        let data = json!({ "party": "p", "post": { "id": "x", "html": "…" } });
        assert_eq!(identifiers(&data), json!({ "party": "p", "post": { "id": "x" } }));
    }
}
