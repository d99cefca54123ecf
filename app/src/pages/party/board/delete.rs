//! Removing a post.

use leptos::{either::Either, prelude::*};

use super::{known, party_in_path, post_in_path};
use crate::{
    api,
    components::{ErrorSummary, Head, Icon, PostForm, load},
    domain::{
        PartyId,
        board::{PostPage, PostView},
    },
};

/// Asks before it removes.
#[component]
pub fn DeletePostPage() -> impl IntoView {
    let (party, post) = (party_in_path(), post_in_path());
    let loading = async move {
        let party = known(post.clone().and(party)).await?;
        api::board::post(party, post?, None).await
    };
    load(loading, confirm)
}

fn confirm(page: PostPage) -> impl IntoView {
    let PostPage { board, post, .. } = page;
    let inside = if post.may_delete { Either::Left(ask(board.party, post)) } else { Either::Right(not_yours()) };
    view! {
        <Head title=format!("Remove post · {}", board.title) noindex=true />
        <div class="party" data-theme=board.theme.code()>
            <div class="sheet">
                <a class="back" href=format!("/p/{}/board", board.party)><Icon name="arrow-left" />"Board"</a>
                {inside}
            </div>
        </div>
    }
}

fn ask(party: PartyId, post: PostView) -> impl IntoView {
    let consequences = consequences(post.pictures.len(), post.reply_count);
    let words = (!post.html.is_empty()).then(|| {
        view! { <div class="prose"><blockquote inner_html=post.html></blockquote></div> }
    });
    view! {
        <PostForm action="/api/board/delete" class="panel form">
            <header>
                <h1>"Remove this post?"</h1>
                <p>{consequences}</p>
            </header>
            <ErrorSummary />
            {words}
            <input type="hidden" name="party" value=party.to_string() />
            <input type="hidden" name="post" value=post.id.to_string() />
            <div class="actions">
                <button class="btn danger primary">"Remove"</button>
                <a class="btn quiet" href=format!("/p/{party}/board")>"Keep it"</a>
            </div>
        </PostForm>
    }
}

fn not_yours() -> impl IntoView {
    view! {
        <div class="panel form">
            <header>
                <h1>"Remove this post?"</h1>
                <p>"Only who wrote it and the hosts can remove it."</p>
            </header>
        </div>
    }
}

/// `It goes away for everybody, with its 2 pictures. Its 3 replies stay. This cannot be undone.`
fn consequences(pictures: usize, replies: i64) -> String {
    let pictures = match pictures {
        0 => String::new(),
        1 => ", with its picture".to_owned(),
        count => format!(", with its {count} pictures"),
    };
    let replies = match replies {
        0 => String::new(),
        1 => " The reply to it stays.".to_owned(),
        count => format!(" The {count} replies to it stay."),
    };
    format!("It goes away for everybody{pictures}.{replies} This cannot be undone.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_goes_and_what_stays() {
        assert_eq!(consequences(0, 0), "It goes away for everybody. This cannot be undone.");
        assert_eq!(
            consequences(2, 1),
            "It goes away for everybody, with its 2 pictures. The reply to it stays. This cannot be undone."
        );
        assert!(consequences(1, 12).ends_with("with its picture. The 12 replies to it stay. This cannot be undone."));
    }
}
