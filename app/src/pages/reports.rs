//! Reported posts, and what can be done about them.

mod photos;

pub use photos::photos;

use leptos::{either::Either, prelude::*};

use crate::{
    components::{Empty, ErrorSummary, PersonLink, PostForm},
    domain::{
        PartyId,
        board::PostPicture,
        people::UNSEEN,
        picture::{Size, media_url},
        report::{Reason, ReportList, ReportedPost, ReportedWords},
        time,
    },
    facts::PageFacts,
};

/// Which list it is.
#[derive(Clone, Copy, Debug)]
pub enum List {
    Party(PartyId),
    Site,
}

impl List {
    /// As forms name it.
    fn code(self) -> &'static str {
        match self {
            Self::Party(_) => "party",
            Self::Site => "site",
        }
    }

    fn path(self) -> String {
        match self {
            Self::Party(party) => format!("/p/{party}/reports"),
            Self::Site => "/admin/reports".to_owned(),
        }
    }
}

/// A page of a list. `later`: not the first one.
pub fn reports(list: List, found: ReportList, later: bool) -> impl IntoView {
    if found.posts.is_empty() && !later {
        return Either::Left(view! {
            <Empty picture="no-posts" title="Nothing to look at">
                <p>"When somebody reports a post, it stands here until it is removed or left."</p>
            </Empty>
        });
    }
    let path = list.path();
    let first = later.then(|| view! { <a class="btn quiet" href=path.clone()>"From the start"</a> });
    let next = found.next.map(|next| {
        view! { <a class="btn" href=format!("{path}?after={next}") rel="next">"Show more"</a> }
    });
    let pager = (first.is_some() || next.is_some())
        .then(|| view! { <nav class="pager" aria-label="More reports">{first} {next}</nav> });
    let end = found.posts.is_empty().then(|| view! { <p class="muted">"That was all."</p> });
    let posts = found.posts.into_iter().map(|post| card(list, post)).collect_view();
    Either::Right(view! {
        <div class="stack loose">{posts} {end} {pager}</div>
    })
}

fn card(list: List, post: ReportedPost) -> impl IntoView {
    let id = format!("by-{}", post.post);
    let name = post.words.as_ref().map_or(UNSEEN, |words| words.author.as_str()).to_owned();
    let username = post.words.as_ref().and_then(|words| words.username.clone());
    let forms = forms(list, &post, &name);
    let facts = facts(list, &post);
    let notes = notes(post.notes);
    view! {
        <article class="panel report" aria-labelledby=id>
            <header>
                <h2 id=id.clone()><PersonLink name=name username=username /></h2>
                {facts}
            </header>
            {words(post.words)}
            <ul class="reasons" aria-label="Why it was reported">{post.reasons.into_iter().map(reason).collect_view()}</ul>
            {notes}
            {forms}
        </article>
    }
}

/// Where it stands, and when it was reported last.
fn facts(list: List, post: &ReportedPost) -> impl IntoView + use<> {
    let place = match list {
        List::Party(party) if post.words.is_some() => {
            let path = format!("/p/{party}/board/{}", post.post);
            Either::Left(view! { <a href=path>"Open the post"</a> " · " })
        }
        List::Party(_) => Either::Right(None),
        List::Site => Either::Right(Some(format!("{} · ", post.title))),
    };
    let ago = time::ago(post.at, PageFacts::current().now);
    view! {
        <p class="muted small">{place} "reported " <time datetime=time::machine(post.at)>{ago}</time></p>
    }
}

fn words(words: Option<ReportedWords>) -> impl IntoView {
    let Some(words) = words else {
        return Either::Left(view! {
            <p class="muted">"You two do not see each other, so the words are hidden. You can remove them all the same."</p>
        });
    };
    let pictures = match words.pictures {
        0 => None,
        1 => Some("With a picture.".to_owned()),
        count => Some(format!("With {count} pictures.")),
    };
    let text = (!words.html.is_empty()).then(|| {
        view! { <div class="prose"><blockquote inner_html=words.html></blockquote></div> }
    });
    let shown = (!words.shown.is_empty()).then(|| {
        let shown = words.shown.into_iter().map(picture).collect_view();
        view! { <div class="thumbs">{shown}</div> }
    });
    Either::Right(view! {
        {text}
        {shown}
        {pictures.map(|pictures| view! { <p class="muted small">{pictures}</p> })}
    })
}

fn picture(picture: PostPicture) -> impl IntoView {
    let alt = if picture.alt.is_empty() { "A picture of the post".to_owned() } else { picture.alt };
    view! { <img src=media_url(picture.id, Size::Small) alt=alt width="160" loading="lazy" /> }
}

/// `It is advertising · 3`
fn reason((reason, count): (Reason, i64)) -> impl IntoView {
    view! { <li class="badge">{format!("{} · {count}", reason.label())}</li> }
}

fn notes(notes: Vec<String>) -> Option<impl IntoView> {
    (!notes.is_empty()).then(|| {
        let note = |note: String| view! { <li>{note}</li> };
        view! { <ul class="notes" aria-label="What else was said">{notes.into_iter().map(note).collect_view()}</ul> }
    })
}

fn forms(list: List, post: &ReportedPost, name: &str) -> impl IntoView + use<> {
    let (party, id) = (post.party, post.post);
    let form = |action: &'static str, class: &'static str, label: &'static str| {
        let name = name.to_owned();
        view! {
            <PostForm action=action subject=id.to_string()>
                <ErrorSummary />
                <input type="hidden" name="party" value=party.to_string() />
                <input type="hidden" name="post" value=id.to_string() />
                <input type="hidden" name="list" value=list.code() />
                <button class=class>{label}<span class="sr-only">" (by " {name} ")"</span></button>
            </PostForm>
        }
    };
    let remove = form("/api/board/delete", "btn danger", "Remove the post");
    let leave = form("/api/board/dismiss", "btn", "Leave it");
    view! {
        <div class="actions">
            {remove}
            {leave}
        </div>
    }
}
