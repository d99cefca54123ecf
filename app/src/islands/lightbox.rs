//! Photos one after the other in the whole window. Without it each has a page of its own.

use std::{cell::RefCell, rc::Rc};

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, HtmlDialogElement, HtmlElement, KeyboardEvent, MouseEvent};

use super::{
    Script,
    dom::{all, document, each, find, listen, say},
};
use crate::components::Icon;

/// Where a photo is in its large size.
const PHOTO: &str = "data-photo";
/// How far a finger moves sideways for the next photo, in pixels.
const SWIPE: i32 = 50;

/// Opens photos of the page that have `data-photo` above it. A modal dialog keeps the focus, and gives it back.
#[component]
pub fn Lightbox() -> impl IntoView {
    view! {
        <dialog class="lightbox" data-lightbox="" aria-label="Photo">
            <figure><figcaption></figcaption></figure>
            <button class="btn round prev" type="button" data-step="-1" aria-label="Newer photo"><Icon name="arrow-left" /></button>
            <button class="btn round next" type="button" data-step="1" aria-label="Older photo"><Icon name="arrow-right" /></button>
            <div class="row">
                <a class="btn small" href="#main">"Open its page"</a>
                <button class="btn small" type="button" data-step="0"><Icon name="cross" />"Close"</button>
            </div>
        </dialog>
        <Script />
    }
}

pub(super) fn wake() {
    each("[data-lightbox]", Light::over);
    each("[data-beside]", beside);
}

/// The dialog, and the link of the photo that it shows.
struct Light {
    dialog: HtmlDialogElement,
    shown: RefCell<Option<Element>>,
}

impl Light {
    fn over(dialog: HtmlDialogElement) -> Option<()> {
        let light = Rc::new(Self { dialog: dialog.clone(), shown: RefCell::default() });
        let (clicked, pressed, turned) = (light.clone(), light.clone(), light.clone());
        listen(document()?.as_ref(), "click", move |event| {
            let event: MouseEvent = event.dyn_into().ok()?;
            let link: Element = event.target()?.dyn_into::<Element>().ok()?.closest("a[data-photo]").ok()??;
            // Whoever wants it in another window gets it there.
            if event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key() {
                return None;
            }
            event.prevent_default();
            clicked.open(link)
        })?;
        listen(&dialog, "click", move |event| {
            let target: Element = event.target()?.dyn_into().ok()?;
            let step = target.closest("[data-step]").ok()??.get_attribute("data-step")?;
            pressed.step(&step)
        })?;
        moves(&dialog.clone(), move |older| turned.step(if older { "1" } else { "-1" }))
    }

    fn step(&self, step: &str) -> Option<()> {
        let step: i32 = match step {
            "1" => 1,
            "-1" => -1,
            _ => {
                self.dialog.close();
                return Some(());
            }
        };
        let photos = photos()?;
        // The link may be a newer one by now.
        let shown = self.shown.borrow().as_ref()?.get_attribute(PHOTO);
        let at = photos.iter().position(|photo| photo.get_attribute(PHOTO) == shown)?;
        // After the last comes the first.
        let next = (at as i32 + step).rem_euclid(photos.len() as i32);
        self.show(photos.get(next as usize)?.clone())
    }

    fn open(&self, link: Element) -> Option<()> {
        let alone = photos()?.len() == 1;
        for step in all(&self.dialog.query_selector_all(".round[data-step]").ok()?) {
            step.toggle_attribute_with_force("hidden", alone).ok()?;
        }
        self.show(link)?;
        self.dialog.show_modal().ok()
    }

    fn show(&self, link: Element) -> Option<()> {
        let words = find::<Element>(&link, "img:not(.haze)")?.get_attribute("alt").unwrap_or_default();
        let figure: Element = find(&self.dialog, "figure")?;
        let picture: Element = match find(&figure, "img") {
            Some(picture) => picture,
            None => {
                let picture = document()?.create_element("img").ok()?;
                figure.prepend_with_node_1(&picture).ok()?;
                picture
            }
        };
        picture.set_attribute("src", &link.get_attribute(PHOTO)?).ok()?;
        picture.set_attribute("alt", &words).ok()?;
        say(&find::<Element>(&figure, "figcaption")?, &words);
        find::<Element>(&self.dialog, "a")?.set_attribute("href", &link.get_attribute("href")?).ok()?;
        self.shown.replace(Some(link));
        Some(())
    }
}

/// The links of photos on the page.
fn photos() -> Option<Vec<Element>> {
    Some(all(&document()?.query_selector_all("a[data-photo]").ok()?))
}

/// On the page of one photo keys and fingers follow the links to those beside it.
fn beside(figure: HtmlElement) -> Option<()> {
    let place = figure.clone();
    let go = move |older: bool| {
        let link: HtmlElement = find(&place, if older { "a[rel=next]" } else { "a[rel=prev]" })?;
        link.click();
        Some(())
    };
    let keys = go.clone();
    listen(document()?.as_ref(), "keydown", move |event| {
        let typing = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if typing.is_some_and(|element| element.closest("input, textarea, select").ok().flatten().is_some()) {
            return None;
        }
        keys(older(event.dyn_ref()?)?)
    })?;
    swipes(&figure, go)
}

/// Keys and fingers that ask for the photo before or behind.
fn moves(target: &EventTarget, act: impl Fn(bool) -> Option<()> + Clone + 'static) -> Option<()> {
    let keys = act.clone();
    listen(target, "keydown", move |event| keys(older(event.dyn_ref()?)?))?;
    swipes(target, act)
}

fn older(event: &KeyboardEvent) -> Option<bool> {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return None;
    }
    match event.key().as_str() {
        "ArrowLeft" => Some(false),
        "ArrowRight" => Some(true),
        _ => None,
    }
}

fn swipes(target: &EventTarget, act: impl Fn(bool) -> Option<()> + 'static) -> Option<()> {
    let start = Rc::new(std::cell::Cell::new((0, 0)));
    let from = start.clone();
    listen(target, "pointerdown", move |event| {
        let event: MouseEvent = event.dyn_into().ok()?;
        from.set((event.client_x(), event.client_y()));
        Some(())
    })?;
    listen(target, "pointerup", move |event| {
        let event: MouseEvent = event.dyn_into().ok()?;
        let (x, y) = start.get();
        let (right, down) = (event.client_x() - x, event.client_y() - y);
        if right.abs() < SWIPE || right.abs() < 2 * down.abs() {
            return None;
        }
        act(right < 0)
    })
}
