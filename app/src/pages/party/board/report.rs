//! A post reported to the hosts.

use leptos::prelude::*;

use super::{known, party_in_path, post_in_path};
use crate::{
    api,
    components::{ErrorSummary, Head, Icon, PostForm, RadioField, TextArea, load},
    domain::{
        PartyId,
        report::{PostToReport, Reason, ReportNote},
    },
    error::AppError,
};

/// The form with the post above it.
#[component]
pub fn ReportPostPage() -> impl IntoView {
    let (party, post) = (party_in_path(), post_in_path());
    let loading = async move {
        let party = known(post.clone().and(party)).await?;
        Ok::<_, AppError>((party, api::reports::to_report(party, post?).await?))
    };
    load(loading, |(party, post)| page(party, post))
}

fn page(party: PartyId, post: PostToReport) -> impl IntoView {
    let board = format!("/p/{party}/board");
    let (title, theme) = (format!("Report post · {}", post.title), post.theme.code());
    let form = form(party, post, board.clone());
    view! {
        <Head title=title noindex=true />
        <div class="party" data-theme=theme>
            <div class="sheet wide">
                <a class="back" href=board><Icon name="arrow-left" />"Board"</a>
                {form}
            </div>
        </div>
    }
}

fn form(party: PartyId, post: PostToReport, board: String) -> impl IntoView {
    let words = (!post.html.is_empty()).then(|| {
        view! { <div class="prose"><blockquote inner_html=post.html></blockquote></div> }
    });
    let reasons = Reason::ALL.iter().map(|reason| (reason.code().to_owned(), reason.label().to_owned())).collect();
    view! {
        <PostForm action="/api/board/report" class="panel form">
            <header>
                <h1>"Report this post?"</h1>
                <p>"The hosts look at what " {post.author} " wrote. Nobody is told that it was you."</p>
            </header>
            <ErrorSummary />
            {words}
            <input type="hidden" name="party" value=party.to_string() />
            <input type="hidden" name="post" value=post.post.to_string() />
            <RadioField name="reason" label="What is wrong with it?" options=reasons />
            <TextArea
                name="note"
                label="What should the hosts know?"
                hint="They read it, but not who wrote it."
                rows=3
                max=ReportNote::MAX
            />
            <div class="actions">
                <button class="btn primary">"Report"</button>
                <a class="btn quiet" href=board>"Cancel"</a>
            </div>
        </PostForm>
    }
}
