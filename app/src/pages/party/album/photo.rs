//! One photo: large, with who, when and where, and what can be done with it.

use leptos::{either::Either, prelude::*};

use super::{
    grid::{alt, width},
    known, menu, party_in_path, people, photo_in_path, talk,
};
use crate::{
    api,
    components::{Avatar, Head, Icon, PersonLink, load},
    domain::{
        album::{Around, PhotoCard, PhotoPage as Page, PhotoView, Status},
        live::Topic,
        map::Window,
        picture::{Size, media_url},
        search::SearchForm,
        time,
    },
    islands::{Live, LiveForm},
};

/// A photo, the way to those beside it, and all about it.
#[component]
pub fn PhotoPage() -> impl IntoView {
    let (party, photo) = (party_in_path(), photo_in_path());
    let loading = async move {
        let party = known(photo.clone().and(party)).await?;
        api::album::photo(party, photo?).await
    };
    load(loading, page)
}

fn page(page: Page) -> impl IntoView {
    let Page { around, photo, newer, older } = page;
    let album = format!("/p/{}/album", around.party);
    let title = alt(&photo.card);
    let beside = |photo: Option<crate::domain::PhotoId>, rel: &'static str, icon: &'static str, label: &'static str| {
        let href = photo.map(|photo| format!("{album}/{photo}"));
        href.map(|href| view! { <a class=format!("btn round {rel}") href=href rel=rel aria-label=label><Icon name=icon /></a> })
    };
    let (prev, next) =
        (beside(newer, "prev", "arrow-left", "Newer photo"), beside(older, "next", "arrow-right", "Older photo"));
    let picture = picture(&photo);
    let about = about(&around, &photo);
    let (people, talk) = (people::people(&around, &photo), talk::talk(&around, &photo));
    let menu = menu::menu(&around, &photo);
    view! {
        <Head title=format!("{title} · {}", around.title) noindex=true />
        <div class="party" data-theme=around.theme.code()>
            <div class="container page photo-page">
                <a class="back" href=format!("{album}#photo-{}", photo.card.id)><Icon name="arrow-left" />"Album"</a>
                <h1 class="sr-only">{title}</h1>
                <figure class="photo" data-beside="">{picture} {prev} {next}</figure>
                <LiveForm>
                    <div class="photo-about" id="photo" data-topic=Topic::Album.code()>
                        {about}
                        {people}
                        {talk}
                        {menu}
                    </div>
                </LiveForm>
                <Live party=around.party />
            </div>
        </div>
    }
}

/// The photo as large as the window; it leads to its largest size.
fn picture(photo: &PhotoView) -> impl IntoView + use<> {
    let card = photo.card.clone();
    if photo.status != Status::Ready {
        return Either::Left(view! { <p class="muted">{photo.status.label()}</p> });
    }
    let source = |size| format!("{} {}w", media_url(card.picture, size), width(&card, size));
    let placeholder = card.placeholder.clone().map(|address| {
        view! { <img class="haze" src=address alt="" width="6" height="6" aria-hidden="true" /> }
    });
    let PhotoCard { picture, width, height, .. } = card;
    Either::Right(view! {
        <a href=media_url(picture, Size::Large)>
            {placeholder}
            <img
                src=media_url(picture, Size::Medium)
                srcset=[Size::Small, Size::Medium, Size::Large].map(source).join(", ")
                sizes="(max-width: 75rem) 100vw, 70rem"
                alt=alt(&card)
                width=width.max(1).to_string()
                height=height.max(1).to_string()
                fetchpriority="high"
            />
        </a>
    })
}

/// Who, when, where, with what, and which words.
fn about(around: &Around, photo: &PhotoView) -> impl IntoView + use<> {
    let card = &photo.card;
    let caption = (!card.caption.is_empty()).then(|| view! { <p class="prewrap">{card.caption.clone()}</p> });
    let author = photo.author.clone();
    let host = author.host.then(|| view! { <span class="badge">"Host"</span> });
    let state = match (card.hidden, card.waiting) {
        (true, _) => Some("A host hid this photo. Only who added it and the hosts see it."),
        (false, true) => Some("This photo waits for a host. Until then only who added it and the hosts see it."),
        (false, false) => None,
    };
    let state = state.map(|words| view! { <p class="muted small">{words}</p> });
    let tags = (!photo.tags.is_empty()).then(|| {
        let tag = |tag: &String| {
            let form = SearchForm { tag: tag.clone(), ..SearchForm::default() };
            let href = format!("/p/{}/search?{}", around.party, form.query());
            view! { <li><a class="badge" href=href>{format!("#{tag}")}</a></li> }
        };
        view! { <ul class="row" aria-label="Tags">{photo.tags.iter().map(tag).collect_view()}</ul> }
    });
    let (when, camera, place) = (when(around, photo), camera(photo), place(around, photo));
    view! {
        <section class="panel stack" aria-label="About this photo">
            {state}
            {caption}
            <div class="row">
                <Avatar name=author.name.clone() photo=author.photo small=true />
                <PersonLink name=author.name username=author.username />
                {host}
            </div>
            <dl class="facts">{when} {camera} {place}</dl>
            {tags}
        </section>
    }
}

/// In the camera's own time where it knew, or else in the party's.
fn when(around: &Around, photo: &PhotoView) -> impl IntoView + use<> {
    let words = match photo.local {
        Some(local) => time::date_and_clock(local, "UTC"),
        None => time::date_and_clock(photo.card.at, &around.time_zone),
    };
    view! {
        <div>
            <Icon name="calendar" />
            <dt><time datetime=time::machine(photo.card.at)>{words}</time></dt>
        </div>
    }
}

fn camera(photo: &PhotoView) -> Option<impl IntoView + use<>> {
    let mut lines = [&photo.camera, &photo.lens, &photo.exposure].into_iter().filter(|line| !line.is_empty()).cloned();
    let first = lines.next()?;
    Some(view! {
        <div>
            <Icon name="camera" />
            <dt>{first}</dt>
            {lines.map(|line| view! { <dd>{line}</dd> }).collect_view()}
        </div>
    })
}

fn place(around: &Around, photo: &PhotoView) -> Option<impl IntoView + use<>> {
    let link = photo.position.map(|position| {
        let here = format!("/p/{}/map?{}", around.party, Window::around(position).query());
        view! {
            <dd>
                <a href=here>"Show on a map"</a>
                " · "
                <a href=position.map_link() rel="noreferrer">"Streets at OpenStreetMap"</a>
            </dd>
        }
    });
    let place = photo.place.clone();
    let words = if place.is_empty() { "Where it was taken".to_owned() } else { place };
    (!photo.place.is_empty() || link.is_some()).then(|| {
        view! {
            <div>
                <Icon name="pin" />
                <dt>{words}</dt>
                {link}
            </div>
        }
    })
}
