//! Board and album on the party page: the latest posts and photos.

use leptos::{either::Either, prelude::*};

use super::{album::photo_tile, board::said};
use crate::{
    components::{Avatar, Icon},
    domain::{
        PartyId,
        board::Glimpse,
        live::Topic,
        party::PartyPage,
        time::{self, Millis},
    },
    facts::PageFacts,
};

/// The latest posts, for those who see the board.
pub fn glimpses(party: &PartyPage) -> Option<impl IntoView + use<>> {
    let latest = party.board.as_ref()?;
    let (now, zone) = (PageFacts::current().now, party.time_zone.as_str());
    let board = format!("/p/{}/board", party.id);
    let inside = if latest.is_empty() {
        Either::Left(view! {
            <p class="muted">"Nobody has written yet. Say hello, ask what to bring, or show a picture."</p>
            <div class="actions">
                <a class="btn" href=format!("{board}#write")><Icon name="message" />"Write the first post"</a>
            </div>
        })
    } else {
        let posts = latest.iter().map(|post| glimpse(party.id, post, now, zone)).collect_view();
        Either::Right(view! {
            <ul class="glimpses">{posts}</ul>
            <div class="actions">
                <a class="btn" href=board><Icon name="message" />"Open the board"</a>
            </div>
        })
    };
    Some(view! {
        <section class="panel stack" id="glimpses" data-topic=Topic::Board.code() aria-labelledby="board">
            <h2 id="board">"Board"</h2>
            {inside}
        </section>
    })
}

/// The latest photos, for those who see the album.
pub fn latest_photos(party: &PartyPage) -> Option<impl IntoView + use<>> {
    let photos = party.photos.as_ref()?;
    let album = format!("/p/{}/album", party.id);
    let inside = if photos.is_empty() {
        Either::Left(view! { <p class="muted">"No photos yet. Add the first ones, before or after."</p> })
    } else {
        let tiles = photos.iter().map(|photo| photo_tile(photo.clone(), None)).collect_view();
        Either::Right(view! { <ul class="photos">{tiles}</ul> })
    };
    Some(view! {
        <section class="panel stack" id="latest-photos" data-topic=Topic::Album.code() aria-labelledby="photos">
            <h2 id="photos">"Photos"</h2>
            {inside}
            <div class="actions">
                <a class="btn" href=album><Icon name="image" />"Open the album"</a>
            </div>
        </section>
    })
}

fn glimpse(party: PartyId, post: &Glimpse, now: Millis, zone: &str) -> impl IntoView + use<> {
    let announcement = post.announcement.then(|| view! { " " <span class="badge">"Announcement"</span> });
    view! {
        <li>
            <Avatar name=post.author.clone() photo=post.photo />
            <div>
                <p class="small">
                    <b>{post.author.clone()}</b>
                    " "
                    <time class="muted" datetime=time::machine(post.posted_at)>{said(post.posted_at, now, zone)}</time>
                    {announcement}
                </p>
                <a href=format!("/p/{party}/board/{}", post.post)>{words(&post.summary, post.pictures)}</a>
            </div>
        </li>
    }
}

/// `Who brings cake? · 2 pictures`
fn words(summary: &str, pictures: i64) -> String {
    let pictures = match pictures {
        0 => None,
        1 => Some("1 picture".to_owned()),
        count => Some(format!("{count} pictures")),
    };
    let summary = Some(summary.to_owned()).filter(|summary| !summary.is_empty());
    let words: Vec<String> = [summary, pictures].into_iter().flatten().collect();
    if words.is_empty() { "A post".to_owned() } else { words.join(" · ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn always_has_words() {
        assert_eq!(words("Who brings cake?", 2), "Who brings cake? · 2 pictures");
        assert_eq!(words("", 1), "1 picture");
        assert_eq!(words("", 0), "A post");
    }
}
