//! Suggestions for the times of a party.

use js_sys::{Array, Date, Intl::DateTimeFormat, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::{Element, HtmlInputElement, HtmlOptionElement, HtmlSelectElement};

use super::{
    Script,
    dom::{by_id, each, listen, say},
};

const TWELVE_HOURS: f64 = 12.0 * 3_600_000.0;

/// Suggests the browser's own time zone where none is chosen, and lets last entry follow first entry until it is typed
/// into.
#[component]
pub fn DateHelper() -> impl IntoView {
    view! {
        <p class="sr-only" role="status" id="date-helper"></p>
        <Script />
    }
}

pub(super) fn wake() {
    each("#time_zone", choose_own_zone);
    each("#first_entry", follow);
}

fn choose_own_zone(zones: HtmlSelectElement) -> Option<()> {
    if !zones.value().is_empty() {
        return None;
    }
    let options = DateTimeFormat::new(&Array::new(), &Object::new()).resolved_options();
    let own = Reflect::get(&options, &"timeZone".into()).ok()?.as_string()?;
    zones.set_value(&own);
    if zones.value() != own {
        let option = HtmlOptionElement::new_with_text_and_value(&own, &own).ok()?;
        zones.append_child(&option).ok()?;
        zones.set_value(&own);
    }
    let status: Element = by_id("date-helper")?;
    say(&status, &["The time zone is set to ", &own, ", as on this device."].concat());
    Some(())
}

fn follow(first: HtmlInputElement) -> Option<()> {
    let last: HtmlInputElement = by_id("last_entry")?;
    let mut suggested = twelve_hours_after(&first.value()).unwrap_or_default();
    listen(&first.clone(), "change", move |_| {
        let typed = last.value();
        let next = twelve_hours_after(&first.value())?;
        if typed.is_empty() || typed == suggested {
            last.set_value(&next);
        }
        suggested = next;
        Some(())
    })
}

/// Twelve hours on the clock; an empty field is twelve real hours, should clocks change that night.
fn twelve_hours_after(local: &str) -> Option<String> {
    let moment = Date::parse(&[local, "Z"].concat());
    if moment.is_nan() {
        return None;
    }
    let later = Date::new(&JsValue::from_f64(moment + TWELVE_HOURS)).to_iso_string();
    Some(later.slice(0, 16).into())
}
