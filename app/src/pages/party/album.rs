//! The album: everybody's photos of one party.

mod add;
mod delete;
mod grid;
mod menu;
mod people;
mod photo;
mod processing;
mod report;
mod rules;
mod tagging;
mod talk;

use leptos::{either::Either, prelude::*};
use leptos_router::hooks::{use_params_map, use_query_map};

use self::{
    add::add,
    grid::grid,
    processing::processing,
    rules::{rules, sentence},
};
pub use self::{
    delete::DeletePhotoPage,
    grid::{alt as photo_alt, grid as photo_grid, tile as photo_tile},
    photo::PhotoPage,
    report::ReportPhotoPage,
    tagging::tagging as tagging_drawer,
};
use super::{known, party_in_path};
use crate::{
    api,
    components::{Empty, ErrorPage, Head, Icon, PostForm, awaited},
    domain::{
        PartyId, PhotoId,
        album::{AlbumClosed, AlbumPage as Album, Shelf, Veil},
        live::Topic,
        time,
    },
    error::{AppError, Result},
    islands::{Lightbox, Live, LiveForm},
};

/// The form with which photos are taken along; the boxes that choose some stand on them.
const PACK: &str = "pack";

/// A page of the album, newest photos first.
#[component]
pub fn AlbumPage() -> impl IntoView {
    let query = |name: &str| use_query_map().read_untracked().get(name).unwrap_or_default();
    let (party, shelf, after) = (party_in_path(), query("shelf"), query("after"));
    let after = Some(after).filter(|after| !after.is_empty());
    let first = shelf.is_empty();
    awaited(async move {
        let known = known(party).await;
        let found = match known.clone() {
            Ok(party) => api::album::show(party, shelf, after).await,
            Err(error) => Err(error),
        };
        match (found, known) {
            (Ok(album), _) => page(album).into_any(),
            (Err(AppError::Forbidden), Ok(party)) if first => for_guests(party).into_any(),
            (Err(error), _) => view! { <ErrorPage error=error /> }.into_any(),
        }
    })
}

/// Whoever comes by the code on the wall and is no guest yet.
fn for_guests(party: PartyId) -> impl IntoView {
    view! {
        <Head title="Album" noindex=true />
        <div class="container page">
            <h1 class="sr-only">"Album"</h1>
            <Empty picture="no-photos" title="For hosts and guests">
                <p>"Say on the party's page that you are there, and come back: then you see the photos and add your own."</p>
                <div class="actions"><a class="btn primary" href=format!("/p/{party}")>"To the party"</a></div>
            </Empty>
        </div>
    }
}

/// The photo in the address.
fn photo_in_path() -> Result<PhotoId> {
    let id = use_params_map().read_untracked().get("photo").unwrap_or_default();
    id.parse().map_err(|_| AppError::NotFound)
}

fn page(album: Album) -> impl IntoView {
    let around = album.around.clone();
    let path = format!("/p/{}/album", around.party);
    let first = !album.older && album.shelf == Shelf::Shown;
    let some = !album.photos.is_empty();
    let write = (first && album.refused.is_none()).then(|| add(&around));
    let pack = (some && album.shelf == Shelf::Shown).then(|| pack(&path));
    let approve = (some && album.shelf == Shelf::Waiting).then(|| approve_all(around.party));
    let rules = (first && around.manages).then(|| rules(&around, &album.rules));
    let tagging = album.untaggable.filter(|_| first).map(|forbidden| tagging_drawer(Some(around.party), forbidden));
    let (head, notice, reported) = (head(&album, &path), notice(&album), reported(&album));
    let shelf = shelf(album, &path);
    view! {
        <Head title=format!("Album · {}", around.title) noindex=true />
        <div class="party" data-theme=around.theme.code()>
            <div class="container page album-page">
                <a class="back" href=format!("/p/{}", around.party)><Icon name="arrow-left" />{around.title}</a>
                {head}
                {notice}
                {reported}
                {write}
                {pack}
                {approve}
                <LiveForm>
                    <div class="stack loose" id="album" data-topic=Topic::Album.code()>{shelf}</div>
                </LiveForm>
                {rules}
                {tagging}
                <Lightbox />
                <Live party=around.party />
            </div>
        </div>
    }
}

/// The photos, and what is to be said of those that are not there.
fn shelf(mut album: Album, path: &str) -> impl IntoView + use<> {
    let (shelves, veil) = (shelves(&album, path), veil(&album));
    let (waiting, next) = (std::mem::take(&mut album.processing), album.next.take());
    let photos = if album.photos.is_empty() && waiting.is_empty() {
        Either::Left(nothing(&album))
    } else {
        Either::Right(grid(std::mem::take(&mut album.photos), &album.around.time_zone, Some(PACK)))
    };
    let pager = next.map(|next| {
        let shelf = if album.shelf == Shelf::Shown { String::new() } else { format!("&shelf={}", album.shelf.code()) };
        let href = format!("{path}?after={next}{shelf}");
        view! { <nav class="pager" aria-label="Older photos"><a class="btn" href=href rel="next">"Older photos"</a></nav> }
    });
    let waiting = processing(album.around.party, waiting);
    view! {
        {shelves}
        {veil}
        {waiting}
        {photos}
        {pager}
    }
}

/// Takes photos along: all of them, or those that are chosen. It asks for nothing but an address, so that it works as a
/// link.
fn pack(path: &str) -> impl IntoView + use<> {
    view! {
        <form id=PACK class="row" method="get" action=format!("{path}.zip")>
            <button class="btn small" name="which" value="chosen"><Icon name="download" />"Download the chosen ones"</button>
            <button class="btn small" name="which" value="all"><Icon name="download" />"Download all"</button>
        </form>
    }
}

fn approve_all(party: PartyId) -> impl IntoView {
    view! {
        <PostForm action="/api/album/approve_all" class="row">
            <input type="hidden" name="party" value=party.to_string() />
            <button class="btn small primary"><Icon name="check" />"Let others see all of them"</button>
        </PostForm>
    }
}

fn head(album: &Album, path: &str) -> impl IntoView + use<> {
    let rules = (album.around.manages && !album.older).then(|| {
        view! { " " {sentence(&album.rules)} " " <a href="#rules">"Change"</a> }
    });
    let [map, search, wall] = ["map", "search", "wall"].map(|page| format!("/p/{}/{page}", album.around.party));
    let newest = album.older.then(|| {
        view! { <a class="btn" href=path.to_owned()><Icon name="arrow-left" />"Newest photos"</a> }
    });
    view! {
        <div class="page-head">
            <div>
                <h1>"Album"</h1>
                <p>"Only hosts and guests see it." {rules}</p>
            </div>
            <div class="row">
                {newest}
                <a class="btn quiet" href=map><Icon name="map" />"Map"</a>
                <a class="btn quiet" href=wall><Icon name="image" />"Wall"</a>
            </div>
        </div>
        <form class="search" role="search" method="get" action=search>
            <label class="sr-only" for="q">"Search photos"</label>
            <input id="q" name="q" type="search" maxlength="200" placeholder="Search words, tags, names, places" />
            <button class="btn round" aria-label="Search"><Icon name="search" /></button>
        </form>
    }
}

/// For hosts, where there is something else to look at.
fn shelves(album: &Album, path: &str) -> Option<impl IntoView + use<>> {
    let (current, path, waiting) = (album.shelf, path.to_owned(), album.waiting);
    let tab = move |shelf: &Shelf| {
        let href = if *shelf == Shelf::Shown { path.clone() } else { format!("{path}?shelf={}", shelf.code()) };
        let number = (*shelf == Shelf::Waiting && waiting > 0).then(|| format!(" ({waiting})"));
        let here = (*shelf == current).then_some("page");
        view! { <a href=href aria-current=here>{shelf.label()} {number}</a> }
    };
    album.around.manages.then(|| {
        view! { <nav class="tabs" aria-label="Photos">{Shelf::ALL.iter().map(tab).collect_view()}</nav> }
    })
}

/// Why the viewer cannot add photos, if so.
fn notice(album: &Album) -> Option<impl IntoView + use<>> {
    let why = album.refused?;
    let answer = (why == AlbumClosed::ConfirmedOnly).then(|| {
        let href = format!("/p/{}", album.around.party);
        view! { <div class="actions"><a class="btn small" href=href>"To your answer"</a></div> }
    });
    Some(view! {
        <div class="banner" role="note">
            <Icon name="lock" />
            <div><p>{why.message()}</p></div>
            {answer}
        </div>
    })
}

/// For hosts: what there is to look at. Where that is nothing, its place waits for what others report meanwhile.
fn reported(album: &Album) -> Option<impl IntoView + use<>> {
    let nothing = album.reported == 0;
    let banner = (!nothing).then(|| reports(album));
    album.around.manages.then(|| {
        view! { <div id="reported" data-topic=Topic::Album.code() hidden=nothing>{banner}</div> }
    })
}

fn reports(album: &Album) -> impl IntoView + use<> {
    let words = match album.reported {
        1 => "Somebody reported a photo.".to_owned(),
        count => format!("{count} photos were reported."),
    };
    let (path, label) = (format!("/p/{}/reports", album.around.party), format!("Reports ({})", album.reported));
    view! {
        <div class="banner" role="note">
            <Icon name="flag" />
            <div><p>{words}</p></div>
            <div class="actions"><a class="btn small" href=path>{label}</a></div>
        </div>
    }
}

/// Why the viewer sees only their own, if so.
fn veil(album: &Album) -> Option<impl IntoView + use<>> {
    let words = match album.veil? {
        Veil::AddOne => "The photos of the others are shown to those who added one themselves.".to_owned(),
        Veil::Until(at) => {
            let when = time::date_and_clock(at, &album.around.time_zone);
            format!("The album is revealed on {when}. Until then everybody sees just their own photos.")
        }
    };
    Some(view! {
        <div class="banner" role="note">
            <Icon name="eye" />
            <div><p>{words}</p></div>
        </div>
    })
}

fn nothing(album: &Album) -> impl IntoView + use<> {
    if album.older {
        return Either::Left(view! { <p class="muted">"That was all."</p> });
    }
    let (title, words) = match album.shelf {
        Shelf::Shown if album.refused.is_none() => {
            ("No photos yet", "Add the first ones: from your phone, your camera, as many as you like.")
        }
        Shelf::Shown => ("No photos yet", "Come back later: what others add stands here."),
        Shelf::Waiting => ("Nothing waits for you", "Where photos need your approval, they stand here first."),
        Shelf::Hidden => ("Nothing is hidden", "Photos that you hide stand here, and nowhere else."),
    };
    Either::Right(view! { <Empty picture="no-photos" title=title><p>{words}</p></Empty> })
}
