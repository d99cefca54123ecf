//! The chosen picture, before it is sent.

use leptos::prelude::*;
use web_sys::{Element, File, HtmlImageElement, HtmlInputElement, Url};

use super::{
    Script,
    dom::{add, by_id, each, find, listen},
};
use crate::{domain::Problem, facts::PageFacts};

const MEGABYTE: f64 = 1_000_000.0;

/// Shows the picture chosen in the file field with the identifier `name`, or says kindly why it cannot be used.
#[component]
pub fn PicturePreview(name: String) -> impl IntoView {
    let megabytes = PageFacts::current().picture_megabytes.to_string();
    view! {
        <div class="picture-preview" aria-live="polite" data-preview-of=name data-megabytes=megabytes></div>
        <Script />
    }
}

pub(super) fn wake() {
    each("[data-preview-of]", watch);
}

fn watch(area: Element) -> Option<()> {
    let input: HtmlInputElement = by_id(&area.get_attribute("data-preview-of")?)?;
    listen(&input.clone(), "change", move |_| show(&input, &area))
}

fn show(input: &HtmlInputElement, area: &Element) -> Option<()> {
    if let Some(before) = find::<HtmlImageElement>(area, "img") {
        Url::revoke_object_url(&before.src()).ok()?;
    }
    area.set_text_content(None);
    let file = input.files()?.get(0)?;
    let megabytes = area.get_attribute("data-megabytes")?.parse().ok()?;
    match problem(&file, megabytes) {
        Some(problem) => add(area, "p", "field-error", &problem.to_string()),
        None => preview(&file, area),
    }
}

fn problem(file: &File, megabytes: u64) -> Option<Problem> {
    let kind = file.type_();
    if !kind.is_empty() && !kind.starts_with("image/") {
        Some(Problem::NotAPicture)
    } else if file.size() > megabytes as f64 * MEGABYTE {
        Some(Problem::PictureTooLarge { megabytes })
    } else {
        None
    }
}

fn preview(file: &File, area: &Element) -> Option<()> {
    let picture = HtmlImageElement::new().ok()?;
    picture.set_alt("The picture you chose");
    picture.set_src(&Url::create_object_url_with_blob(file).ok()?);
    area.append_child(&picture).ok()?;
    // Some browsers cannot show what the server can read.
    listen(&picture.clone(), "error", move |_| {
        picture.remove();
        Some(())
    })?;
    let tenths = (file.size() / MEGABYTE * 10.0).ceil() as u32;
    add(area, "p", "hint", &format!("{}, {}.{} MB", file.name(), tenths / 10, tenths % 10))
}
