//! Photos in rows that fill the page, hour by hour. Every photo has its shape before it has loaded, so nothing jumps.

use leptos::prelude::*;

use crate::domain::{
    album::PhotoCard,
    picture::{Purpose, Size, media_url},
    time,
};

/// How an hour is called, and its photos.
type Hour = (String, Vec<PhotoCard>);

/// The photos under their days and hours, in this zone. With `chooser`, the identifier of a form, each has a box to
/// choose it.
pub fn grid(photos: Vec<PhotoCard>, zone: &str, chooser: Option<&'static str>) -> impl IntoView + use<> {
    let mut days: Vec<(String, Vec<Hour>)> = Vec::new();
    for photo in photos {
        let (day, hour) = (time::long_date(photo.at, zone), time::hour(photo.at, zone));
        if days.last().is_none_or(|(last, _)| *last != day) {
            days.push((day, Vec::new()));
        }
        let Some((_, hours)) = days.last_mut() else { continue };
        match hours.last_mut() {
            Some((last, photos)) if *last == hour => photos.push(photo),
            _ => hours.push((hour, vec![photo])),
        }
    }
    let days = days.into_iter().map(move |(day, hours)| {
        let hours = hours.into_iter().map(|(hour, photos)| group(hour, photos, chooser)).collect_view();
        view! {
            <section class="stack">
                <h2 class="part">{day}</h2>
                {hours}
            </section>
        }
    });
    view! { <div class="album stack loose">{days.collect_view()}</div> }
}

fn group(hour: String, photos: Vec<PhotoCard>, chooser: Option<&'static str>) -> impl IntoView {
    let photos = photos.into_iter().map(|photo| tile(photo, chooser)).collect_view();
    view! {
        <div class="hour">
            <h3 class="muted small">{hour}</h3>
            <ul class="photos">{photos}</ul>
        </div>
    }
}

/// A photo as a link to its page.
pub fn tile(photo: PhotoCard, chooser: Option<&'static str>) -> impl IntoView {
    let source = |size| format!("{} {}w", media_url(photo.picture, size), width(&photo, size));
    let mark = match (photo.hidden, photo.waiting) {
        (true, _) => Some("Hidden"),
        (false, true) => Some("Waiting"),
        (false, false) => None,
    };
    let mark = mark.map(|mark| view! { <span class="badge over">{mark}</span> });
    let choose = chooser.map(|form| {
        let (id, label) = (photo.id.to_string(), format!("Choose: {}", alt(&photo)));
        view! { <input class="choose" type="checkbox" name="photo" value=id form=form aria-label=label /> }
    });
    let placeholder = photo.placeholder.clone().map(|address| {
        view! { <img class="haze" src=address alt="" width="6" height="6" aria-hidden="true" /> }
    });
    view! {
        <li id=format!("photo-{}", photo.id)>
            <a href=format!("/p/{}/album/{}", photo.party, photo.id) data-photo=media_url(photo.picture, Size::Large)>
                {placeholder}
                <img
                    src=media_url(photo.picture, Size::Small)
                    srcset=[Size::Small, Size::Medium].map(source).join(", ")
                    sizes=sizes(&photo)
                    alt=alt(&photo)
                    width=photo.width.max(1).to_string()
                    height=photo.height.max(1).to_string()
                    loading="lazy"
                    decoding="async"
                />
                <span class="by" aria-hidden="true">{photo.by.clone()}</span>
            </a>
            {mark}
            {choose}
        </li>
    }
}

/// What a photo shows, as far as somebody said so.
pub fn alt(photo: &PhotoCard) -> String {
    match photo.caption.split('\n').next().unwrap_or_default().trim() {
        "" => format!("Photo by {}", photo.by),
        caption => caption.to_owned(),
    }
}

/// How wide a size of the photo is, in pixels: small ones are never made larger.
pub fn width(photo: &PhotoCard, size: Size) -> i64 {
    let (width, longest) = (i64::from(photo.width), i64::from(photo.width.max(photo.height).max(1)));
    let edge = i64::from(size.edge(Purpose::Photo)).min(longest);
    (width * edge / longest).max(1)
}

/// Rows are about 13 rem high, and half of that on phones.
fn sizes(photo: &PhotoCard) -> String {
    let ratio = f64::from(photo.width.max(1)) / f64::from(photo.height.max(1));
    let width = |rem: f64| (rem * ratio.clamp(0.4, 3.0) * 1.25).round() as i64;
    format!("(max-width: 40rem) {}rem, {}rem", width(8.0), width(13.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{PartyId, PhotoId, PictureId};

    fn card(width: i32, height: i32) -> PhotoCard {
        PhotoCard {
            id: PhotoId::new(),
            party: PartyId::new(),
            picture: PictureId::new(),
            width,
            height,
            caption: String::new(),
            by: "Zoe".to_owned(),
            at: 0,
            placeholder: None,
            hidden: false,
            waiting: false,
        }
    }

    #[test]
    fn widths_of_any_shape() {
        assert_eq!(width(&card(2048, 1024), Size::Small), 320);
        assert_eq!(width(&card(1024, 2048), Size::Medium), 480);
        assert_eq!(width(&card(0, 0), Size::Large), 1);
        assert_eq!(sizes(&card(2048, 1024)), "(max-width: 40rem) 20rem, 33rem");
        assert!(sizes(&card(0, 0)).ends_with("rem"));
    }

    #[test]
    fn always_has_words() {
        assert_eq!(alt(&card(1, 1)), "Photo by Zoe");
        assert_eq!(alt(&PhotoCard { caption: "The cake\nand the cat".to_owned(), ..card(1, 1) }), "The cake");
    }
}
