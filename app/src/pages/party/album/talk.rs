//! Likes and comments.

use leptos::prelude::*;

use crate::{
    components::{Avatar, ErrorSummary, Icon, PersonLink, PostForm, TextArea},
    domain::{
        album::{Around, Comment, CommentView, PhotoView},
        time,
    },
    facts::PageFacts,
};

/// What people say to a photo, and the forms to say something.
pub fn talk(around: &Around, photo: &PhotoView) -> impl IntoView + use<> {
    let shown = photo.comments.iter().map(|comment| said(around, photo, comment)).collect_view();
    let list = (!photo.comments.is_empty()).then(|| view! { <ol class="comments">{shown}</ol> });
    let write = around.talks.then(|| write(around, photo));
    view! {
        <section class="panel stack" aria-labelledby="comments">
            {like(around, photo)}
            <h2 class="part" id="comments">"Comments"</h2>
            {list}
            {write}
        </section>
    }
}

fn like(around: &Around, photo: &PhotoView) -> impl IntoView + use<> {
    let (likes, liked) = (photo.likes, photo.liked);
    let words = match likes {
        0 => "Nobody likes it yet.".to_owned(),
        1 => "1 person likes it.".to_owned(),
        count => format!("{count} people like it."),
    };
    let (party, id) = (around.party.to_string(), photo.card.id.to_string());
    let (on, pressed) = if liked { ("", "true") } else { ("1", "false") };
    let button = around.talks.then(|| {
        view! {
            <PostForm action="/api/album/like">
                <input type="hidden" name="party" value=party />
                <input type="hidden" name="photo" value=id />
                <input type="hidden" name="on" value=on />
                <button class="btn small" aria-pressed=pressed><Icon name="heart" />"Like"</button>
            </PostForm>
        }
    });
    view! { <div class="row" id="likes" data-live="">{button} <span class="muted small">{words}</span></div> }
}

fn said(around: &Around, photo: &PhotoView, comment: &CommentView) -> impl IntoView + use<> {
    let CommentView { id, author, text, at, may_delete } = comment.clone();
    let ago = time::ago(at, PageFacts::current().now);
    let (party, photo, name) = (around.party.to_string(), photo.card.id.to_string(), author.name.clone());
    let remove = may_delete.then(|| {
        view! {
            <PostForm action="/api/album/uncomment" subject=id.to_string()>
                <input type="hidden" name="party" value=party />
                <input type="hidden" name="photo" value=photo />
                <input type="hidden" name="comment" value=id.to_string() />
                <button class="linklike small">"Remove"<span class="sr-only">" (by " {name} ")"</span></button>
            </PostForm>
        }
    });
    view! {
        <li id=format!("comment-{id}")>
            <Avatar name=author.name.clone() photo=author.photo small=true />
            <div>
                <p class="small">
                    <PersonLink name=author.name username=author.username />
                    " "
                    <time class="muted" datetime=time::machine(at)>{ago}</time>
                </p>
                <p class="prewrap">{text}</p>
                {remove}
            </div>
        </li>
    }
}

fn write(around: &Around, photo: &PhotoView) -> impl IntoView + use<> {
    let (party, id) = (around.party.to_string(), photo.card.id.to_string());
    view! {
        <PostForm action="/api/album/comment" class="form">
            <ErrorSummary />
            <input type="hidden" name="party" value=party />
            <input type="hidden" name="photo" value=id />
            <TextArea name="text" label="Your comment" rows=2 max=Comment::MAX required=true />
            <div class="actions"><button class="btn primary small">"Comment"</button></div>
        </PostForm>
    }
}
