//! What people show without words.

use leptos::{either::Either, prelude::*};

use super::around::Around;
use crate::{
    components::{ErrorSummary, Icon, PostForm},
    domain::{
        PartyId, PostId,
        board::{Reaction, ReactionCount},
    },
};

const ACTION: &str = "/api/board/react";

/// The reactions to a post of somebody (`name`): buttons, or numbers where nobody reacts any more. A live part.
pub fn bar(around: &Around, post: PostId, name: &str, given: &[ReactionCount]) -> impl IntoView + use<> {
    if !around.reacts {
        return Either::Left(numbers(given));
    }
    let mine = given.iter().filter(|count| count.mine).map(|count| counted(post, count)).collect_view();
    let others = given.iter().filter(|count| !count.mine).map(|count| counted(post, count)).collect_view();
    let chosen = |reaction: &Reaction| given.iter().any(|count| count.reaction == *reaction);
    let rest: Vec<Reaction> = Reaction::ALL.iter().copied().filter(|reaction| !chosen(reaction)).collect();
    let back = (!mine.is_empty()).then(|| form(around.party, post, false, mine));
    let add = view! {
        {others}
        {menu(post, name, rest)}
    };
    Either::Right(view! {
        <div
            class="reactions"
            id=format!("reactions-{post}")
            data-live=""
            role="group"
            aria-label=format!("Reactions to {name}")
        >
            {back}
            {form(around.party, post, true, add)}
        </div>
    })
}

/// The buttons of one form set (`on`) reactions, or take them back.
fn form<V: IntoView + 'static>(party: PartyId, post: PostId, on: bool, buttons: V) -> impl IntoView {
    let (kind, on) = if on { ("on", "1") } else { ("off", "") };
    view! {
        <PostForm action=ACTION subject=format!("{kind}-{post}") class="react">
            <ErrorSummary />
            <input type="hidden" name="party" value=party.to_string() />
            <input type="hidden" name="post" value=post.to_string() />
            <input type="hidden" name="on" value=on />
            {buttons}
        </PostForm>
    }
}

/// Reactions that nobody chose yet, out of the way.
fn menu(post: PostId, name: &str, reactions: Vec<Reaction>) -> Option<impl IntoView + use<>> {
    let name = name.to_owned();
    (!reactions.is_empty()).then(|| {
        let buttons = reactions.into_iter().map(|reaction| button(post, reaction, None)).collect_view();
        view! {
            <details class="react-menu">
                <summary class="btn quiet small">
                    <Icon name="smile" />
                    "React"
                    <span class="sr-only">" to " {name}</span>
                </summary>
                <div>{buttons}</div>
            </details>
        }
    })
}

fn counted(post: PostId, count: &ReactionCount) -> impl IntoView + use<> {
    button(post, count.reaction, Some(count))
}

fn button(post: PostId, reaction: Reaction, count: Option<&ReactionCount>) -> impl IntoView + use<> {
    let pressed = if count.is_some_and(|count| count.mine) { "true" } else { "false" };
    // With an identifier a button keeps the focus while it stays in the bar. Without scripts, the fragment leads back here.
    view! {
        <button
            class="reaction"
            id=count.map(|_| format!("{}-{post}", reaction.code()))
            name="reaction"
            value=reaction.code()
            formaction=format!("{ACTION}#post-{post}")
            aria-pressed=pressed
            aria-label=spoken(reaction, count)
        >
            {drawn(reaction, count)}
        </button>
    }
}

fn numbers(given: &[ReactionCount]) -> Option<impl IntoView + use<>> {
    let number = |count: &ReactionCount| {
        view! {
            <li class="reaction">
                <span class="sr-only">{spoken(count.reaction, Some(count))}</span>
                {drawn(count.reaction, Some(count))}
            </li>
        }
    };
    (!given.is_empty())
        .then(|| view! { <ul class="reactions" aria-label="Reactions">{given.iter().map(number).collect_view()}</ul> })
}

fn drawn(reaction: Reaction, count: Option<&ReactionCount>) -> impl IntoView + use<> {
    let number = count.map(|count| view! { <span aria-hidden="true">{count.count}</span> });
    view! {
        <span class="emoji" aria-hidden="true">{reaction.label()}</span>
        {number}
    }
}

/// `Love, 3, chosen by you`
fn spoken(reaction: Reaction, count: Option<&ReactionCount>) -> String {
    match count {
        None => reaction.name().to_owned(),
        Some(ReactionCount { count, mine: true, .. }) => format!("{}, {count}, chosen by you", reaction.name()),
        Some(ReactionCount { count, .. }) => format!("{}, {count}", reaction.name()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speaks() {
        let count = |mine| ReactionCount { reaction: Reaction::Heart, count: 3, mine };
        assert_eq!(spoken(Reaction::Heart, None), "Love");
        assert_eq!(spoken(Reaction::Heart, Some(&count(false))), "Love, 3");
        assert_eq!(spoken(Reaction::Heart, Some(&count(true))), "Love, 3, chosen by you");
    }
}
