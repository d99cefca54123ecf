//! The only code that runs in browsers. Everything works without it; it makes a few things nicer.
//!
//! The markup comes from the server, and the framework does not touch it again. The one island is an empty mark in it that
//! brings the script to the page; the script then finds what to enhance by attribute or identifier, and listens. So no
//! properties and hardly any framework code have to be sent.

mod copy_link;
mod date_helper;
mod dom;
mod lightbox;
mod live;
mod live_form;
mod pan_map;
mod parts;
mod passkey;
mod paste_preview;
mod picture_preview;
mod place;
mod uploader;

pub use copy_link::CopyLink;
pub use date_helper::DateHelper;
pub use lightbox::Lightbox;
pub use live::Live;
pub use live_form::LiveForm;
pub use pan_map::PanMap;
pub use passkey::PasskeyButton;
pub use paste_preview::PastePreview;
pub use picture_preview::PicturePreview;
pub use uploader::Uploader;

use leptos::prelude::*;

/// Asks for the script.
#[island]
fn Script() -> impl IntoView {
    wake();
}

/// Enhances all that stands in the page and was not enhanced yet.
fn wake() {
    copy_link::wake();
    date_helper::wake();
    lightbox::wake();
    live::wake();
    live_form::wake();
    pan_map::wake();
    passkey::wake();
    paste_preview::wake();
    picture_preview::wake();
    uploader::wake();
}
