//! What many do at the same moment: nobody gets what is gone, nothing happens twice.

mod accounts;
mod album;
mod board;
mod deadlock;
mod guests;
mod parties;
mod people;
mod places;

use std::sync::Arc;

use app::{
    backend::{Ctx, ctx::RequestFacts, entities::invites},
    domain::{PartyId, rsvp::AnswerForm},
};
use uuid::Uuid;

use crate::support::{Site, a_party, a_person, invite, rows};

/// Does all of it at the same time, and gives the results in the order of the work.
async fn at_once<F>(work: impl IntoIterator<Item = F>) -> Vec<F::Output>
where
    F: Future<Output: Send + 'static> + Send + 'static,
{
    let running: Vec<_> = work.into_iter().map(tokio::spawn).collect();
    let mut results = Vec::new();
    for task in running {
        results.push(task.await.expect("it does not panic"));
    }
    results
}

/// A party with so many places, and guests who have opened their links.
async fn a_party_for(site: &Site, capacity: &str, count: usize) -> (PartyId, Vec<Ctx>) {
    let mut host = a_person(site, "hanna").await;
    let party = a_party().with("capacity", capacity).by(&mut host.browser).await;
    let lines: Vec<_> = (1..=count).map(|number| format!("Guest {number}")).collect();
    let tokens = invite(site, &mut host.browser, party, &lines.join("\n")).await;
    assert_eq!(tokens.len(), count, "all are on the list");
    let guest = |token: String| {
        let ctx = site.state.command_ctx();
        let facts = RequestFacts { guest_of: vec![(party, token)], ..ctx.facts.as_ref().clone() };
        Ctx { facts: Arc::new(facts), ..ctx }
    };
    (party, tokens.into_iter().map(guest).collect())
}

/// The guest, about to send a form that was never sent before.
fn with_new_form(guest: &Ctx) -> Ctx {
    let facts = RequestFacts { key: Some(Uuid::now_v7().to_string()), ..guest.facts.as_ref().clone() };
    Ctx { facts: Arc::new(facts), ..guest.clone() }
}

fn form(answer: &str, plus_ones: i32) -> AnswerForm {
    AnswerForm { answer: answer.to_owned(), plus_ones: plus_ones.to_string(), message: String::new() }
}

/// The invitations with this answer.
async fn who_said(site: &Site, party: PartyId, answer: &str) -> Vec<invites::Model> {
    rows::guests(site, party).await.into_iter().filter(|invite| invite.answer == answer).collect()
}
