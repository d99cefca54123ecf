//! The map itself: drawn by the server, moved by links.

use leptos::{either::Either, prelude::*};

use crate::{
    components::Icon,
    domain::{
        map::{HEIGHT, MARK, MapPage, Mark, Tiles, WIDTH, Window},
        picture::{Size, media_url},
    },
    pages::party::photo_alt,
};

/// How far a link moves the map, in parts of what narrow screens show of it.
const STEP: (f64, f64) = (0.2, 0.5);

/// Land, photos, and the links that move it. The script reads from it what it shows.
pub fn paper(map: &MapPage, path: &str) -> impl IntoView + use<> {
    let ground = match &map.tiles {
        Some(tiles) => Either::Left(streets(tiles, map.window)),
        None => Either::Right(view! {
            <path class="land" d=map.land.clone()></path>
            <path class="borders" d=map.borders.clone()></path>
        }),
    };
    let marks = map.marks.iter().enumerate().map(|(at, mark)| {
        // The largest mark of a town has its name.
        let named = map.marks[at + 1..].iter().all(|larger| larger.town != mark.town);
        pin(mark, map.window, named, path)
    });
    let marks = marks.collect_view();
    let credit = map.tiles.as_ref().map(|tiles| tiles.credit.clone()).filter(|credit| !credit.is_empty());
    let credit = credit.map(|credit| view! { <p class="muted small">{credit}</p> });
    view! {
        <div class="map" data-map=path.to_owned() data-window=map.window.query()>
            <svg viewBox=format!("0 0 {WIDTH} {HEIGHT}") preserveAspectRatio="xMidYMid slice" role="group" aria-label="Map">
                <clipPath id="round" clipPathUnits="objectBoundingBox"><circle cx="0.5" cy="0.5" r="0.5"></circle></clipPath>
                <g data-paper="">
                    {ground}
                    {marks}
                </g>
            </svg>
            {moves(map, path)}
        </div>
        {credit}
    }
}

fn streets(tiles: &Tiles, window: Window) -> impl IntoView + use<> {
    let tile = |(column, row, x, y): (u32, u32, f64, f64)| {
        let address = tiles.at(window.zoom(), column, row);
        view! { <image href=address x=pixels(x) y=pixels(y) width="256.5" height="256.5"></image> }
    };
    window.tiles().into_iter().map(tile).collect_view()
}

/// A photo, or several with their number: those that no map shows apart stand under the map of their place.
fn pin(mark: &Mark, here: Window, named: bool, path: &str) -> impl IntoView + use<> {
    let (photo, count) = (&mark.photo, mark.count);
    let (href, label) = match mark.nearer {
        Some(window) if window.zoom() > here.zoom() => {
            (format!("{path}?{}", window.query()), format!("{count} photos, look nearer"))
        }
        Some(window) => (format!("{path}?{}#here", window.nearest().query()), format!("{count} photos at this place")),
        None => (format!("/p/{}/album/{}", photo.party, photo.id), photo_alt(photo)),
    };
    let number = (count > 1).then(|| {
        view! {
            <rect class="number" x="4" y="-32" width="32" height="20" rx="10"></rect>
            <text x="20" y="-17">{short(count)}</text>
        }
    });
    let town = named.then(|| view! { <text class="town" y="46">{mark.town.clone()}</text> });
    let (half, edge) = (MARK / 2.0, MARK - 6.0);
    view! {
        <a class="pin" href=href aria-label=label>
            <g transform=format!("translate({} {})", pixels(mark.x), pixels(mark.y))>
                <circle r=half.to_string()></circle>
                <image
                    href=media_url(photo.picture, Size::Small)
                    x=(-edge / 2.0).to_string()
                    y=(-edge / 2.0).to_string()
                    width=edge.to_string()
                    height=edge.to_string()
                    clip-path="url(#round)"
                    preserveAspectRatio="xMidYMid slice"
                ></image>
                {number}
                {town}
            </g>
        </a>
    }
}

/// Links around the middle, so that they move by what narrow screens show.
fn moves(map: &MapPage, path: &str) -> impl IntoView + use<> {
    let window = map.window;
    let link = |to: Option<Window>, icon: &'static str, class: &'static str, label: &'static str| {
        let href = to.map(|to| format!("{path}?{}", to.query()));
        href.map(|href| {
            view! { <a class=format!("btn round {class}") href=href aria-label=label data-move=""><Icon name=icon /></a> }
        })
    };
    let (right, down) = STEP;
    let all = (!map.fits).then(|| {
        view! { <a class="btn small all" href=path.to_owned() data-move=""><Icon name="globe" />"All photos"</a> }
    });
    view! {
        <nav aria-label="Move the map">
            {link(window.nearer(), "plus", "in", "Nearer")}
            {link(window.farther(), "minus", "out", "Farther")}
            {link(Some(window.moved(0.0, -down)), "chevron-down", "north", "North")}
            {link(Some(window.moved(-right, 0.0)), "arrow-left", "west", "West")}
            {link(Some(window.moved(right, 0.0)), "arrow-right", "east", "East")}
            {link(Some(window.moved(0.0, down)), "chevron-down", "south", "South")}
            {all}
        </nav>
    }
}

fn pixels(pixels: f64) -> String {
    format!("{pixels:.1}")
}

/// `7`, `999`, `1k`, `12k`
fn short(count: i64) -> String {
    if count < 1_000 { count.to_string() } else { format!("{}k", count / 1_000) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_fit_on_their_mark() {
        assert_eq!([7, 999, 1_000, 12_345].map(short), ["7", "999", "1k", "12k"]);
        assert_eq!(pixels(-0.04), "-0.0");
    }
}
