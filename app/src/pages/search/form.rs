//! What to look for.

use leptos::{context::Provider, prelude::*};

use crate::{
    components::{FormScope, Icon, SelectField, TextField},
    domain::search::{SearchForm, SearchPage},
};

/// Words, and in a drawer what narrows them down. It asks for nothing but an address.
pub fn form(search: &SearchPage, path: &str) -> impl IntoView + use<> {
    let form = search.form.clone();
    let narrow = narrow(search);
    view! {
        <form class="stack" role="search" method="get" action=path.to_owned()>
            <div class="search">
                <label class="sr-only" for="q">"Words"</label>
                <input
                    id="q"
                    name="q"
                    type="search"
                    maxlength="200"
                    placeholder="Words, tags, names, places"
                    list="tags"
                    autocomplete="off"
                    value=form.q
                />
                <button class="btn round" aria-label="Search"><Icon name="search" /></button>
            </div>
            {list("tags", &search.tags)}
            {narrow}
        </form>
    }
}

fn narrow(search: &SearchPage) -> impl IntoView + use<> {
    let open = search.form.is_narrowed();
    let SearchForm { tag, person, camera, place, from, until, .. } = search.form.clone();
    let mut people = vec![(String::new(), "Anybody".to_owned())];
    people.extend(search.people.iter().map(|somebody| (somebody.code.clone(), somebody.name.clone())));
    if !people.iter().any(|(code, _)| *code == person) {
        people.push((person.clone(), "The one chosen before".to_owned()));
    }
    let cameras = list("cameras", &search.cameras);
    view! {
        <details class="more" open=open>
            <summary><Icon name="settings" /><span>"Narrow it down"</span></summary>
            // What cannot be read is left out, so that nothing is ever refused.
            <Provider value=FormScope::default()>
                <div class="form">
                    <div class="field-row">
                        <TextField name="tag" label="Tag" kind="search" value=tag list="tags" max=40 />
                        <SelectField name="person" label="Who is on it" options=people value=person />
                    </div>
                    <div class="field-row">
                        <TextField name="place" label="Place" kind="search" value=place max=100 />
                        <TextField name="camera" label="Camera" kind="search" value=camera list="cameras" max=100 />
                    </div>
                    <div class="field-row">
                        <TextField name="from" label="From" kind="date" value=from />
                        <TextField name="until" label="Until" kind="date" value=until />
                    </div>
                    {cameras}
                    <div class="actions"><button class="btn primary">"Search"</button></div>
                </div>
            </Provider>
        </details>
    }
}

/// What browsers offer while somebody types.
fn list(id: &'static str, words: &[String]) -> impl IntoView + use<> {
    let options = words.iter().map(|word| view! { <option value=word.clone()></option> }).collect_view();
    view! { <datalist id=id>{options}</datalist> }
}
