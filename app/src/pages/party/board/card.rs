//! A post: who, when, what, and what others say to it.

use leptos::{either::Either, prelude::*};

use super::{around::Around, menu::menu, pictures::pictures, reactions::bar};
use crate::{
    components::{Avatar, Icon},
    domain::{
        PostId,
        board::{AuthorView, PostView},
        time,
    },
};

/// Who wrote what was removed.
const NOBODY: &str = "somebody";

/// Where a post stands.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// The post that this one answers.
    pub above: Option<PostId>,
    /// Of the heading.
    pub level: u8,
}

/// A post of its own. `form` stands beside the reactions, and `below` holds the replies.
pub fn card<F, B>(around: &Around, post: PostView, level: u8, form: F, below: B) -> impl IntoView + use<F, B>
where
    F: IntoView + 'static,
    B: IntoView + 'static,
{
    let class = if post.pinned { "panel post pinned" } else { "panel post" };
    let id = post.id;
    let mark = mark(&post);
    let inside = inside(around, post, Place { above: None, level }, form);
    view! {
        <article class=class id=format!("post-{id}") aria-labelledby=format!("by-{id}")>
            {mark}
            {inside}
            {below}
        </article>
    }
}

/// A reply.
pub fn entry(around: &Around, post: PostView, place: Place) -> impl IntoView + use<> {
    let id = post.id;
    let inside = inside(around, post, place, ());
    view! {
        <article class="reply" id=format!("post-{id}") aria-labelledby=format!("by-{id}")>
            {inside}
        </article>
    }
}

/// Why it stands on top.
fn mark(post: &PostView) -> Option<impl IntoView + use<>> {
    let (icon, words) = match (post.announcement, post.pinned) {
        (true, _) => ("megaphone", "Announcement"),
        (false, true) => ("tack", "Pinned"),
        (false, false) => return None,
    };
    Some(view! { <p class="mark"><Icon name=icon />{words}</p> })
}

fn inside<F: IntoView + 'static>(around: &Around, post: PostView, place: Place, form: F) -> impl IntoView + use<F> {
    let head = head(around, &post, place);
    let Some(author) = post.author else {
        return Either::Left(head);
    };
    let foot = bar(around, post.id, &author.name, &post.reactions);
    let text = (!post.html.is_empty()).then(|| view! { <div class="prose" inner_html=post.html></div> });
    Either::Right(view! {
        {head}
        {text}
        {pictures(post.pictures, &author.name)}
        <div class="post-foot">{foot} {form}</div>
    })
}

fn head(around: &Around, post: &PostView, place: Place) -> impl IntoView + use<> {
    let id = format!("by-{}", post.id);
    let name = post.author.as_ref().map_or(NOBODY, |author| author.name.as_str());
    let menu = menu(around, post, place.above, name);
    let (face, line) = match &post.author {
        Some(author) => (Some(face(author, place)), Either::Left(who(author, place.level, id))),
        None => (None, Either::Right(heading(place.level, id, "A removed post".to_owned()))),
    };
    view! {
        <header class="post-head">
            {face}
            <div class="wrote">
                {line}
                {when(around, post, place)}
            </div>
            {menu}
        </header>
    }
}

fn face(author: &AuthorView, place: Place) -> impl IntoView + use<> {
    view! { <Avatar name=author.name.clone() photo=author.photo small=place.above.is_some() /> }
}

fn who(author: &AuthorView, level: u8, id: String) -> impl IntoView + use<> {
    let host = author.host.then(|| view! { <span class="badge">"Host"</span> });
    let me = author.me.then(|| view! { <span class="muted small">"you"</span> });
    view! { <div class="row">{heading(level, id, author.name.clone())} {host} {me}</div> }
}

fn heading(level: u8, id: String, name: String) -> AnyView {
    match level {
        2 => view! { <h2 class="by" id=id>{name}</h2> }.into_any(),
        3 => view! { <h3 class="by" id=id>{name}</h3> }.into_any(),
        _ => view! { <h4 class="by" id=id>{name}</h4> }.into_any(),
    }
}

/// When it was posted, as a link to it.
fn when(around: &Around, post: &PostView, place: Place) -> impl IntoView + use<> {
    let page = around.page_of(place.above.unwrap_or(post.id));
    let path = if place.above.is_some() { format!("{page}#post-{}", post.id) } else { page };
    view! {
        <a class="when" href=path>
            <time datetime=time::machine(post.posted_at) title=time::date_and_clock(post.posted_at, &around.zone)>
                {around.said(post.posted_at)}
            </time>
            {post.edited.then_some(", edited")}
        </a>
    }
}
