//! The parts of the party form that most hosts leave as they are.

use leptos::prelude::*;

use super::Drawer;
use crate::{
    components::{CheckField, SelectField, TextField, fields::RadioField, form::FormScope},
    domain::{
        party::{Address, AddressAudience, AltText, Flat, ListAudience, PartyForm, Theme, Visibility},
        rsvp::MAX_PLUS_ONES,
    },
};

/// Flat, address and position.
#[component]
pub fn PlaceFields(form: PartyForm) -> impl IntoView {
    let fields = vec![
        ("flat", form.flat.clone()),
        ("address", form.address.clone()),
        ("latitude", form.latitude.clone()),
        ("longitude", form.longitude.clone()),
    ];
    view! {
        <Drawer icon="pin" title="How to find it" fields=fields>
            <TextField
                name="address"
                label="Address"
                value=form.address
                hint="Street and town."
                autocomplete="street-address"
                max=Address::MAX
            />
            <TextField name="flat" label="Flat or door" value=form.flat hint="Floor, bell, code." max=Flat::MAX />
            <div class="field-row">
                <TextField name="latitude" label="Latitude" value=form.latitude hint="For a link to the map, like 52.5163." />
                <TextField name="longitude" label="Longitude" value=form.longitude hint="Like 13.3777." />
            </div>
        </Drawer>
    }
}

/// Last entry and answer deadline.
#[component]
pub fn TimeFields(form: PartyForm) -> impl IntoView {
    let fields = vec![("last_entry", form.last_entry.clone()), ("deadline", form.deadline.clone())];
    view! {
        <Drawer icon="clock" title="Last entry and deadline" fields=fields>
            <div class="field-row">
                <TextField
                    name="last_entry"
                    label="Last entry"
                    kind="datetime-local"
                    value=form.last_entry
                    hint="12 hours after first entry if you leave it empty."
                />
                <TextField
                    name="deadline"
                    label="Answer by"
                    kind="datetime-local"
                    value=form.deadline
                    hint="Until then, everybody can change their mind."
                />
            </div>
        </Drawer>
    }
}

/// Theme, and words for the cover.
#[component]
pub fn LookFields(form: PartyForm) -> impl IntoView {
    let fields = vec![("cover_alt", form.cover_alt.clone())];
    let chosen = FormScope::current().value("theme", form.theme);
    let chosen = chosen.parse::<Theme>().unwrap_or_default();
    let swatch = move |theme: &Theme| {
        view! {
            <label class="swatch">
                <input type="radio" name="theme" value=theme.code() checked=*theme == chosen />
                <span class="art" data-theme=theme.code()></span>
                <span class="name">{theme.label()}</span>
            </label>
        }
    };
    view! {
        <Drawer icon="star" title="Look" fields=fields choices=&["theme"]>
            <fieldset class="stack tight" id="theme" tabindex="-1">
                <legend>"Colours and pattern"</legend>
                <div class="swatches">{Theme::ALL.iter().map(swatch).collect_view()}</div>
            </fieldset>
            <TextField
                name="cover_alt"
                label="What the cover picture shows"
                value=form.cover_alt
                hint="For guests who cannot see it."
                max=AltText::MAX
            />
        </Drawer>
    }
}

/// Who comes, who sees what, and how many.
#[component]
pub fn GuestFields(form: PartyForm) -> impl IntoView {
    const CHOICES: &[&str] = &["plus_ones", "visibility", "guest_list", "address_shown"];
    let fields = vec![("capacity", form.capacity.clone()), ("paused", form.paused.clone())];
    let or_first = |code: String, first: &str| if code.is_empty() { first.to_owned() } else { code };
    view! {
        <Drawer icon="users" title="Guests and answers" fields=fields choices=CHOICES>
            <div class="field-row">
                <TextField
                    name="capacity"
                    label="Places"
                    kind="number"
                    value=form.capacity
                    hint="After that, people join a waitlist."
                />
                <SelectField
                    name="plus_ones"
                    label="Each guest may bring"
                    options=companions()
                    value=or_first(form.plus_ones, "0")
                    hint="They count as people."
                />
            </div>
            <RadioField
                name="visibility"
                label="Who can open the party page?"
                options=choices(Visibility::ALL, Visibility::code, Visibility::label)
                value=or_first(form.visibility, Visibility::default().code())
            />
            <RadioField
                name="guest_list"
                label="Who sees the guest list?"
                options=choices(ListAudience::ALL, ListAudience::code, ListAudience::label)
                value=or_first(form.guest_list, ListAudience::default().code())
            />
            <RadioField
                name="address_shown"
                label="Who sees flat and address?"
                options=choices(AddressAudience::ALL, AddressAudience::code, AddressAudience::label)
                value=or_first(form.address_shown, AddressAudience::default().code())
            />
            <CheckField
                name="paused"
                label="Take no answers for now"
                checked=!form.paused.is_empty()
                hint="Guests see the page and that you take answers later."
            />
        </Drawer>
    }
}

fn choices<T: Copy>(all: &[T], code: fn(T) -> &'static str, label: fn(T) -> &'static str) -> Vec<(String, String)> {
    all.iter().map(|&choice| (code(choice).to_owned(), label(choice).to_owned())).collect()
}

fn companions() -> Vec<(String, String)> {
    let label = |count| match count {
        0 => "nobody".to_owned(),
        1 => "1 person".to_owned(),
        count => format!("{count} people"),
    };
    (0..=MAX_PLUS_ONES).map(|count| (count.to_string(), label(count))).collect()
}
