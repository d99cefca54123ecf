//! The fields of a new or changed party: a short form first, everything else in drawers below it.

mod drawers;
mod zone;

use leptos::prelude::*;

use self::{
    drawers::{GuestFields, LookFields, PlaceFields, TimeFields},
    zone::ZoneField,
};
use super::{CheckField, FileField, Icon, TextArea, TextField, form::FormScope, picture_hint};
use crate::{
    domain::party::{Description, PartyForm, PartyTitle, Place},
    islands::DateHelper,
};

/// All fields, inside a `PostForm` that is multipart for the cover picture.
#[component]
pub fn PartyFields(form: PartyForm) -> impl IntoView {
    let cover = form.cover.parse().ok();
    let remove = cover.is_some().then(|| {
        view! { <CheckField name="remove_cover" label="Take the picture away" checked=!form.remove_cover.is_empty() /> }
    });
    view! {
        <div class="panel form">
            <TextField
                name="title"
                label="What is the occasion?"
                value=form.title.clone()
                required=true
                max=PartyTitle::MAX
                placeholder="First snow supper"
                class="title-input"
            />
            <div class="field-row">
                <TextField name="first_entry" label="First entry" kind="datetime-local" value=form.first_entry.clone() required=true />
                <ZoneField value=form.time_zone.clone() />
            </div>
            <TextField
                name="place"
                label="Place"
                value=form.place.clone()
                hint="What you call it: our flat, Café Luna, the lake."
                max=Place::MAX
            />
            <TextArea
                name="description"
                label="What should guests know?"
                value=form.description.clone()
                hint="What to bring, what to wear, how to get in. *Stars* and - lists work (Markdown)."
                max=Description::MAX
            />
            <FileField
                name="cover"
                label="Cover picture"
                hint=picture_hint(". Wide pictures look best; without one, the look below draws a cover.")
                current=cover
            />
            {remove}
        </div>
        <PlaceFields form=form.clone() />
        <TimeFields form=form.clone() />
        <LookFields form=form.clone() />
        <GuestFields form=form />
        <DateHelper />
    }
}

/// A drawer that is open if one of its fields has a problem or holds something already.
#[component]
fn Drawer(
    icon: &'static str,
    title: &'static str,
    /// Names and values of what is typed.
    fields: Vec<(&'static str, String)>,
    /// Names of what is chosen from a list; something always is.
    #[prop(optional)]
    choices: &'static [&'static str],
    children: Children,
) -> impl IntoView {
    let scope = FormScope::current();
    let wrong = choices.iter().chain(fields.iter().map(|(name, _)| name)).any(|name| scope.problem(name).is_some());
    let filled = fields.into_iter().any(|(name, value)| !scope.value(name, value).trim().is_empty());
    let open = wrong || filled;
    view! {
        <details class="more" open=open>
            <summary>
                <Icon name=icon />
                <span>{title}</span>
            </summary>
            <div class="form">{children()}</div>
        </details>
    }
}
