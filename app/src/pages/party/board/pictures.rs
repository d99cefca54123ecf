//! The pictures of a post.

use leptos::prelude::*;

use crate::domain::{
    board::PostPicture,
    picture::{Purpose, Size, media_url},
};

/// A grid of pictures; each leads to its largest size. `name` is that of the author.
pub fn pictures(pictures: Vec<PostPicture>, name: &str) -> Option<impl IntoView + use<>> {
    let count = pictures.len();
    let picture = |(place, picture): (usize, PostPicture)| shown(picture, count, place + 1, name);
    (count > 0)
        .then(|| view! { <ul class="pictures">{pictures.into_iter().enumerate().map(picture).collect_view()}</ul> })
}

fn shown(picture: PostPicture, count: usize, number: usize, name: &str) -> impl IntoView + use<> {
    let source = |size| format!("{} {}w", media_url(picture.id, size), width(&picture, size));
    let sources = [Size::Small, Size::Medium, Size::Large].map(source).join(", ");
    let sizes = if count == 1 { "(max-width: 46rem) 92vw, 41rem" } else { "(max-width: 46rem) 46vw, 21rem" };
    // The link needs a name.
    let alt = match picture.alt {
        alt if !alt.is_empty() => alt,
        _ => format!("Picture {number} by {name}"),
    };
    view! {
        <li>
            <a href=media_url(picture.id, Size::Large)>
                <img
                    src=media_url(picture.id, Size::Medium)
                    srcset=sources
                    sizes=sizes
                    alt=alt
                    width=picture.width.to_string()
                    height=picture.height.to_string()
                    loading="lazy"
                    decoding="async"
                />
            </a>
        </li>
    }
}

/// How wide a size of the picture is, in pixels: small ones are never made larger.
fn width(picture: &PostPicture, size: Size) -> i64 {
    let (width, longest) = (i64::from(picture.width), i64::from(picture.width.max(picture.height).max(1)));
    let edge = i64::from(size.edge(Purpose::Post)).min(longest);
    (width * edge / longest).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::PictureId;

    #[test]
    fn widths_of_any_shape() {
        let of = |width, height| PostPicture { id: PictureId::new(), alt: String::new(), width, height };
        assert_eq!(width(&of(240, 160), Size::Large), 240);
        let edge = i64::from(Size::Small.edge(Purpose::Post));
        assert_eq!(width(&of(2000, 1000), Size::Small), edge);
        assert_eq!(width(&of(1000, 2000), Size::Small), edge / 2);
        assert_eq!(width(&of(0, 0), Size::Small), 1);
    }
}
