//! The board: what hosts and guests write to each other.

mod around;
mod card;
mod composer;
mod delete;
mod edit;
mod menu;
mod pictures;
mod post;
mod reactions;
mod replies;
mod report;
mod rules;

use std::mem::take;

use leptos::{either::Either, prelude::*};
use leptos_router::hooks::{use_params_map, use_query_map};

pub(super) use self::around::said;
use self::{
    around::Around,
    card::card,
    composer::composer,
    replies::{all, replies, reply_form},
    rules::{rules, sentence},
};
pub use self::{delete::DeletePostPage, edit::EditPostPage, post::PostPage, report::ReportPostPage};
use super::{known, party_in_path};
use crate::{
    api,
    components::{Empty, Head, Icon, load},
    domain::{
        PostId,
        board::{BoardClosed, BoardPage as Board, PostView},
        live::Topic,
    },
    error::{AppError, Result},
    islands::{Live, LiveForm},
};

/// A page of the board, newest posts first.
#[component]
pub fn BoardPage() -> impl IntoView {
    let (party, after) = (party_in_path(), after_in_query());
    let loading = async move { api::board::show(known(party).await?, after).await };
    load(loading, page)
}

/// The post in the address.
fn post_in_path() -> Result<PostId> {
    let id = use_params_map().read_untracked().get("post").unwrap_or_default();
    id.parse().map_err(|_| AppError::NotFound)
}

/// The cursor in the address.
fn after_in_query() -> Option<String> {
    use_query_map().read_untracked().get("after").filter(|after| !after.is_empty())
}

fn page(mut board: Board) -> impl IntoView {
    let around = Around::of(&board);
    let nothing = board.pinned.is_empty() && board.posts.is_empty();
    let head = head(&board, &around);
    let (notice, reported) = (notice(&board), reported(&board));
    let write = (around.writes && !board.older).then(|| composer(&around, None));
    let pinned = section(&around, "Pinned", take(&mut board.pinned));
    let posts = match (nothing, board.older) {
        (false, _) => Either::Left(section(&around, "Posts", take(&mut board.posts))),
        (true, older) => Either::Right(empty(older, around.writes)),
    };
    let pager = board.next.as_ref().map(|next| pager(format!("{}?after={next}", around.board()), "Older posts"));
    let rules = (board.manages && !board.older).then(|| rules(&board));
    view! {
        <Head title=format!("Board · {}", board.title) noindex=true />
        <div class="party" data-theme=board.theme.code()>
            <div class="board page">
                <a class="back" href=format!("/p/{}", board.party)><Icon name="arrow-left" />{board.title}</a>
                {head}
                <LiveForm>
                    <div class="stack loose" id="board" data-topic=Topic::Board.code()>{notice} {reported} {write} {pinned} {posts} {pager} {rules}</div>
                </LiveForm>
                <Live party=board.party />
            </div>
        </div>
    }
}

fn head(board: &Board, around: &Around) -> impl IntoView + use<> {
    let rules = (board.manages && !board.older).then(|| {
        view! { " " {sentence(board)} " " <a href="#rules">"Change"</a> }
    });
    let (icon, label) = if board.older { ("arrow-left", "Newest posts") } else { ("refresh", "Refresh") };
    view! {
        <div class="page-head">
            <div>
                <h1>"Board"</h1>
                <p>"Only hosts and guests see it." {rules}</p>
            </div>
            <a class="btn" href=around.board()><Icon name=icon />{label}</a>
        </div>
    }
}

/// Why the viewer cannot post, if so.
fn notice(board: &Board) -> Option<impl IntoView + use<>> {
    let why = board.refused?;
    let answer = (why == BoardClosed::ConfirmedOnly).then(|| {
        view! { <div class="actions"><a class="btn small" href=format!("/p/{}", board.party)>"To your answer"</a></div> }
    });
    Some(view! {
        <div class="banner" role="note">
            <Icon name="lock" />
            <div><p>{why.message()}</p></div>
            {answer}
        </div>
    })
}

/// For hosts, where there is something to look at.
fn reported(board: &Board) -> Option<impl IntoView + use<>> {
    let words = match board.reported {
        0 => return None,
        1 => "Somebody reported a post.".to_owned(),
        count => format!("{count} posts were reported."),
    };
    let (path, label) = (format!("/p/{}/reports", board.party), format!("Reports ({})", board.reported));
    Some(view! {
        <div class="banner" role="note">
            <Icon name="flag" />
            <div><p>{words}</p></div>
            <div class="actions"><a class="btn small" href=path>{label}</a></div>
        </div>
    })
}

fn section(around: &Around, title: &'static str, posts: Vec<PostView>) -> Option<impl IntoView + use<>> {
    let id = title.to_lowercase();
    let posts: Vec<_> = posts.into_iter().map(|post| with_replies(around, post)).collect();
    (!posts.is_empty()).then(|| {
        view! {
            <section aria-labelledby=id>
                <h2 class="part" id=id.clone()>{title}</h2>
                <div class="stack">{posts}</div>
            </section>
        }
    })
}

/// A post with its last replies.
fn with_replies(around: &Around, mut post: PostView) -> impl IntoView + use<> {
    let author = post.author.as_ref().map(|author| author.name.clone());
    let form = author.and_then(|name| reply_form(around, post.id, &name));
    let all = all(around, &post);
    let replies = replies(around, post.id, take(&mut post.replies), 4);
    let below = view! {
        {all}
        {replies}
    };
    card(around, post, 3, form, below)
}

fn empty(older: bool, writes: bool) -> impl IntoView {
    if older {
        return Either::Left(view! { <p class="muted">"That was all."</p> });
    }
    let words = if writes {
        "Say hello, ask what to bring, or show a picture. Hosts and guests read it here."
    } else {
        "Come back later: what others write stands here."
    };
    Either::Right(view! { <Empty picture="no-posts" title="Nothing written yet"><p>{words}</p></Empty> })
}

fn pager(path: String, label: &'static str) -> impl IntoView {
    view! { <nav class="pager" aria-label=label><a class="btn" href=path rel="next">{label}</a></nav> }
}
