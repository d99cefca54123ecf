//! Adding people with an account whom the host knows, by ticking them off.

use leptos::prelude::*;

use crate::{
    components::{Avatar, ErrorSummary, FormScope, Icon, PostForm},
    domain::{PartyId, user::Person},
    facts::PageFacts,
};

const ACTION: &str = "/api/invites/add_people";
/// The boxes are sent under this name, one for each that is ticked.
const BOXES: &str = "usernames[]";

/// Friends and people met; nothing where there is nobody to choose.
pub fn known_form(party: PartyId, people: Vec<Person>) -> Option<impl IntoView> {
    // Whoever sent it reads here why it was refused, also where nobody is left to choose.
    let refused = PageFacts::current().refused.is_some_and(|refused| refused.action == ACTION);
    (refused || !people.is_empty()).then(|| {
        view! {
            <section class="section" aria-labelledby="known-heading">
                <h2 id="known-heading">"People you know"</h2>
                <PostForm action=ACTION class="panel form" page=format!("/p/{party}/guests/add")>
                    <ErrorSummary />
                    <input type="hidden" name="party" value=party.to_string() />
                    {choices(people)}
                    <div class="actions">
                        <button class="btn primary"><Icon name="plus" />"Add chosen people"</button>
                    </div>
                </PostForm>
            </section>
        }
    })
}

/// Who was ticked before stays ticked.
fn choices(people: Vec<Person>) -> impl IntoView {
    let scope = FormScope::current();
    let before: Vec<String> =
        scope.refused.iter().flat_map(|refused| refused.fields.iter()).filter_map(ticked).collect();
    let problem = scope.problem("usernames");
    let described_by = problem.is_some().then_some("usernames-error");
    let problem = problem.map(|problem| {
        view! { <p class="field-error" id="usernames-error"><Icon name="warn" /><span>{problem}</span></p> }
    });
    let choice = |person: Person| {
        let checked = before.contains(&person.username);
        choice(person, checked)
    };
    view! {
        <fieldset id="usernames" tabindex="-1" aria-describedby=described_by>
            <legend>"Friends, and people you have met"</legend>
            <ul class="people">{people.into_iter().map(choice).collect_view()}</ul>
            {problem}
        </fieldset>
    }
}

fn choice(person: Person, checked: bool) -> impl IntoView {
    let Person { username, name, photo, .. } = person;
    let handle = format!("@{username}");
    view! {
        <li>
            <label class="check pick">
                <input type="checkbox" name=BOXES value=username checked=checked />
                <span class="person">
                    <Avatar name=name.clone() photo=photo small=true />
                    <span><span class="name">{name}</span>" "<span class="muted small">{handle}</span></span>
                </span>
            </label>
        </li>
    }
}

fn ticked((name, value): &(String, String)) -> Option<String> {
    (name == BOXES).then(|| value.clone())
}
