//! One post with all its replies.

use leptos::prelude::*;

use super::{
    after_in_query, around::Around, card::card, composer::composer, known, notice, pager, party_in_path, post_in_path,
    replies::replies,
};
use crate::{
    api,
    components::{Head, Icon, load},
    domain::{board::PostPage as Page, live::Topic},
    islands::{Live, LiveForm},
};

/// A post, a page of its replies, and the form for one more.
#[component]
pub fn PostPage() -> impl IntoView {
    let (party, post, after) = (party_in_path(), post_in_path(), after_in_query());
    let later = after.is_some();
    let loading = async move {
        let party = known(post.clone().and(party)).await?;
        api::board::post(party, post?, after).await
    };
    load(loading, move |found| page(found, later))
}

/// `later`: not the first page of the replies.
fn page(page: Page, later: bool) -> impl IntoView {
    let Page { board, mut post, next } = page;
    let around = Around::of(&board);
    let (id, path) = (post.id, around.page_of(post.id));
    let title = match &post.author {
        Some(author) => format!("Post by {}", author.name),
        None => "A removed post".to_owned(),
    };
    let label = if later { "From the first reply" } else { "Refresh" };
    let write = (around.writes && post.author.is_some()).then(|| composer(&around, Some(id)));
    let below = replies(&around, id, std::mem::take(&mut post.replies), 3);
    let card = card(&around, post, 2, (), below);
    let pager = next.map(|next| pager(format!("{path}?after={next}"), "More replies"));
    let notice = notice(&board);
    view! {
        <Head title=format!("{title} · {}", board.title) noindex=true />
        <div class="party" data-theme=board.theme.code()>
            <div class="board page">
                <a class="back" href=around.board()><Icon name="arrow-left" />"Board"</a>
                <div class="page-head">
                    <div>
                        <h1>{title}</h1>
                        <p>{board.title}</p>
                    </div>
                    <a class="btn" href=path><Icon name="refresh" />{label}</a>
                </div>
                <LiveForm>
                    <div class="stack loose" id="thread" data-topic=Topic::Board.code()>{card} {pager} {notice} {write}</div>
                </LiveForm>
                <Live party=board.party />
            </div>
        </div>
    }
}
