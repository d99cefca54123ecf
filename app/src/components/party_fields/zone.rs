//! The choice of a time zone.

use leptos::prelude::*;

use crate::components::{fields::Field, form::FormScope};

/// Zones that most people live in, by region. A party in any other keeps it; browsers add their own.
const ZONES: [(&str, &str); 7] = [
    ("Africa", "Accra Addis_Ababa Algiers Cairo Casablanca Dakar Johannesburg Kinshasa Lagos Nairobi Tunis"),
    (
        "America",
        "Anchorage Argentina/Buenos_Aires Bogota Caracas Chicago Denver Guatemala Halifax Havana La_Paz Lima Los_Angeles \
         Mexico_City Montevideo New_York Panama Phoenix Puerto_Rico Santiago Sao_Paulo St_Johns Toronto Vancouver",
    ),
    (
        "Asia",
        "Almaty Baghdad Bangkok Beirut Colombo Dhaka Dubai Ho_Chi_Minh Hong_Kong Jakarta Jerusalem Karachi Kathmandu \
         Kolkata Manila Riyadh Seoul Shanghai Singapore Taipei Tashkent Tbilisi Tehran Tokyo",
    ),
    ("Atlantic", "Azores Canary Reykjavik"),
    ("Australia", "Adelaide Brisbane Darwin Hobart Melbourne Perth Sydney"),
    (
        "Europe",
        "Amsterdam Athens Belgrade Berlin Brussels Bucharest Budapest Copenhagen Dublin Helsinki Istanbul Kyiv Lisbon London \
         Luxembourg Madrid Moscow Oslo Paris Prague Riga Rome Sofia Stockholm Tallinn Vienna Vilnius Warsaw Zurich",
    ),
    ("Pacific", "Auckland Fiji Guam Honolulu"),
];

/// A list of time zones by region; without a value, one has to be chosen.
#[component]
pub fn ZoneField(value: String) -> impl IntoView {
    let scope = FormScope::current();
    let field = Field::new(&scope, "time_zone", String::new());
    let value = scope.value("time_zone", value);
    let listed = value == "UTC" || all().any(|name| name == value);
    let other = (!listed && !value.is_empty())
        .then(|| view! { <option value=value.clone() selected=true>{value.clone()}</option> });
    let none = value.is_empty().then(|| view! { <option value="" selected=true>"Choose a time zone"</option> });
    let control = view! {
        <select
            id=field.id.clone()
            name="time_zone"
            required=true
            aria-describedby=field.described_by()
            aria-invalid=field.invalid()
        >
            {none}
            {other}
            {ZONES.into_iter().map(|(region, places)| group(region, places, &value)).collect_view()}
            <option value="UTC" selected=value == "UTC">"UTC"</option>
        </select>
    };
    field.around("Time zone".to_owned(), false, control)
}

fn group(region: &'static str, places: &'static str, value: &str) -> impl IntoView + use<> {
    let options = places.split_whitespace().map(|place| {
        let name = format!("{region}/{place}");
        view! { <option selected=name == value value=name>{readable(place)}</option> }
    });
    view! { <optgroup label=region>{options.collect_view()}</optgroup> }
}

fn readable(place: &str) -> String {
    place.rsplit('/').next().unwrap_or(place).replace('_', " ").replace("St Johns", "St. John’s")
}

fn all() -> impl Iterator<Item = String> {
    ZONES
        .into_iter()
        .flat_map(|(region, places)| places.split_whitespace().map(move |place| format!("{region}/{place}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time;

    #[test]
    fn every_zone_exists() {
        for name in all() {
            assert!(time::zone(&name).is_ok(), "{name}");
        }
    }

    #[test]
    fn zones_stand_in_order() {
        let listed: Vec<_> = all().collect();
        assert!(listed.is_sorted());
    }

    #[test]
    fn zones_read_like_places() {
        assert_eq!(readable("Argentina/Buenos_Aires"), "Buenos Aires");
    }
}
