//! The party page.

use leptos::prelude::*;

use super::{
    answer::{answer, claim_banner},
    dates::other_dates,
    facts::facts,
    glimpses::{glimpses, latest_photos},
    known, manage, party_in_path,
    people::{host_name, hosts, who_comes},
};
use crate::{
    api,
    components::{Head, Icon, Refresh, load},
    domain::{
        party::{PartyPage as Party, Role, Visibility},
        picture::{Purpose, Size, media_url},
        rsvp::Closed,
        time,
    },
    islands::Live,
};

/// All about one party, as this viewer may see it.
#[component]
pub fn PartyPage() -> impl IntoView {
    let party = party_in_path();
    let loading = async move { api::parties::show(known(party).await?).await };
    load(loading, |party| {
        view! {
            {head(&party)}
            <div class="party" data-theme=party.theme.code()>
                <div class="container">
                    {party.role.manages().then(|| manage::bar(&party))}
                    {cancelled(&party)}
                    {claim_banner(&party)}
                    {cover(&party)}
                    <div class="party-grid">
                        {invitation(&party)}
                        <div class="aside stack">
                            {party.role.manages().then(|| manage::invite_people(&party))}
                            {answer(&party)}
                        </div>
                        {about(party.description_html.clone())}
                        {other_dates(&party)}
                        {glimpses(&party)}
                        {latest_photos(&party)}
                        {who_comes(&party)}
                    </div>
                    <p class="center no-print"><Refresh /></p>
                    {(party.role != Role::Stranger).then(|| view! { <Live party=party.id /> })}
                </div>
            </div>
        }
    })
}

/// What the page says of itself where its link is shared. Covers of invited-only parties are not for everybody.
fn head(party: &Party) -> impl IntoView + use<> {
    let place = (!party.place.is_empty()).then(|| format!(" · {}", party.place));
    let when = time::date_and_clock(party.first_entry, &party.time_zone);
    let facts = format!("{when}{}", place.unwrap_or_default());
    let description = [facts, party.summary.clone()].join(". ");
    let image = party.cover.filter(|_| party.visibility == Visibility::Link);
    view! {
        <Head
            title=party.title.clone()
            description=description.trim_end_matches(". ").to_owned()
            url=format!("/p/{}", party.id)
            image=image.map(|cover| media_url(cover, Size::Medium)).unwrap_or_default()
            image_alt=image.map(|_| party.cover_alt.clone()).unwrap_or_default()
            noindex=true
        />
    }
}

fn cancelled(party: &Party) -> Option<impl IntoView + use<>> {
    let host = host_name(party);
    party.cancelled.then(|| {
        view! {
            <div class="banner bad" role="note">
                <Icon name="warn" />
                <div>
                    <h2>"This party is cancelled"</h2>
                    <p>{host} " called it off. The page stays, so that everybody knows."</p>
                </div>
            </div>
        }
    })
}

/// The picture, or an empty frame in which the theme draws one.
fn cover(party: &Party) -> impl IntoView + use<> {
    let picture = party.cover.map(|cover| {
        let source = |size: Size| format!("{} {}w", media_url(cover, size), size.edge(Purpose::Cover));
        view! {
            <img
                src=media_url(cover, Size::Medium)
                srcset=[Size::Small, Size::Medium, Size::Large].map(source).join(", ")
                sizes="(max-width: 75rem) 100vw, 70rem"
                alt=party.cover_alt.clone()
                width="1600"
                height="640"
                fetchpriority="high"
            />
        }
    });
    view! { <div class="cover">{picture}</div> }
}

fn invitation(party: &Party) -> impl IntoView + use<> {
    let eyebrow = match (party.role.manages(), party.closed) {
        (true, _) => "You host this party".to_owned(),
        (false, Some(Closed::Over | Closed::Cancelled)) => format!("{} invited you", host_name(party)),
        (false, _) => format!("{} invites you", host_name(party)),
    };
    view! {
        <article class="invite">
            <p class="eyebrow">{eyebrow}</p>
            <h1>{party.title.clone()}</h1>
            {facts(party)}
            {hosts(party)}
        </article>
    }
}

/// `html` is sanitised by the server.
fn about(html: String) -> Option<impl IntoView> {
    (!html.is_empty()).then(|| {
        view! {
            <section class="panel about" aria-labelledby="about">
                <h2 id="about">"Good to know"</h2>
                <div class="prose" inner_html=html></div>
            </section>
        }
    })
}
