//! A photo reported to the hosts.

use leptos::prelude::*;

use super::{grid::alt, known, party_in_path, photo_in_path};
use crate::{
    api,
    components::{ErrorSummary, Head, Icon, PostForm, RadioField, TextArea, load},
    domain::{
        album::PhotoToReport,
        picture::{Size, media_url},
        report::{Reason, ReportNote},
    },
};

/// The form with the photo above it.
#[component]
pub fn ReportPhotoPage() -> impl IntoView {
    let (party, photo) = (party_in_path(), photo_in_path());
    let loading = async move {
        let party = known(photo.clone().and(party)).await?;
        api::album::to_report(party, photo?).await
    };
    load(loading, page)
}

fn page(found: PhotoToReport) -> impl IntoView {
    let PhotoToReport { around, card } = found;
    let back = format!("/p/{}/album/{}", around.party, card.id);
    let reasons = Reason::ALL.iter().map(|reason| (reason.code().to_owned(), reason.label().to_owned())).collect();
    let (theme, title, words, cancel) = (around.theme.code(), around.title, alt(&card), back.clone());
    view! {
        <Head title=format!("Report photo · {title}") noindex=true />
        <div class="party" data-theme=theme>
            <div class="sheet wide">
                <a class="back" href=back><Icon name="arrow-left" />"Photo"</a>
                <PostForm action="/api/album/report" class="panel form">
                    <header>
                        <h1>"Report this photo?"</h1>
                        <p>"The hosts look at the photo by " {card.by} ". Nobody is told that it was you."</p>
                    </header>
                    <ErrorSummary />
                    <img src=media_url(card.picture, Size::Small) alt=words width="160" />
                    <input type="hidden" name="party" value=card.party.to_string() />
                    <input type="hidden" name="photo" value=card.id.to_string() />
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
                        <a class="btn quiet" href=cancel>"Cancel"</a>
                    </div>
                </PostForm>
            </div>
        </div>
    }
}
