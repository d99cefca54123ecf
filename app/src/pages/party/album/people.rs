//! Who is on a photo.

use leptos::prelude::*;

use crate::{
    components::{ErrorSummary, Icon, PersonLink, PostForm, SelectField},
    domain::album::{Around, Person, PhotoView},
};

const TAG: &str = "/api/album/tag";

/// The people, and the forms to tag and untag; nothing where there is neither.
pub fn people(around: &Around, photo: &PhotoView) -> Option<impl IntoView + use<>> {
    let ids = (around.party.to_string(), photo.card.id.to_string());
    let list = photo.people.iter().map(|person| line(&ids, person.clone())).collect_view();
    let list = (!photo.people.is_empty()).then(|| view! { <ul class="tagged">{list}</ul> });
    let me = photo.may_tag_me.then(|| {
        let (party, photo) = ids.clone();
        view! {
            <PostForm action=TAG subject="me">
                <input type="hidden" name="party" value=party />
                <input type="hidden" name="photo" value=photo />
                <button class="btn small"><Icon name="user" />"I am on this photo"</button>
            </PostForm>
        }
    });
    let options: Vec<_> = photo.candidates.iter().map(|guest| (guest.code.clone(), guest.name.clone())).collect();
    let others = (!options.is_empty()).then(|| {
        let (party, photo) = ids.clone();
        view! {
            <PostForm action=TAG subject="others" class="form">
                <ErrorSummary />
                <input type="hidden" name="party" value=party />
                <input type="hidden" name="photo" value=photo />
                <SelectField name="person" label="Who else is on it?" options=options />
                <div class="actions"><button class="btn small">"Tag"</button></div>
            </PostForm>
        }
    });
    let anything = list.is_some() || me.is_some() || others.is_some();
    anything.then(|| {
        view! {
            <section class="panel stack" aria-labelledby="people">
                <h2 class="part" id="people">"On this photo"</h2>
                {list}
                {me}
                {others}
            </section>
        }
    })
}

fn line(ids: &(String, String), person: Person) -> impl IntoView + use<> {
    let Person { code, name, username, may_untag } = person;
    let (party, photo) = ids.clone();
    let called = name.clone();
    let untag = may_untag.then(|| {
        view! {
            <PostForm action="/api/album/untag" subject=code.clone()>
                <input type="hidden" name="party" value=party />
                <input type="hidden" name="photo" value=photo />
                <input type="hidden" name="person" value=code />
                <button class="linklike small">"Untag"<span class="sr-only">" " {called}</span></button>
            </PostForm>
        }
    });
    view! { <li><PersonLink name=name username=username /> {untag}</li> }
}
