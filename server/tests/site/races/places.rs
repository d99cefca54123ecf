//! Places: 200 want 50 of them at once.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use app::{
    backend::{Ctx, entities::invites, guests, rsvps},
    domain::{
        PartyId,
        rsvp::{Answer, People},
    },
    error::{AppError, Result},
};
use jiff::SignedDuration;
use uuid::Uuid;

use super::{a_party_for, at_once, form, who_said, with_new_form};
use crate::support::{Browser, Site, rows};

/// Each of these guests answers, all at the same time.
async fn all_say(party: PartyId, guests: &[&Ctx], answer: &str) -> Vec<Answer> {
    let said = |guest: &&Ctx| {
        let (ctx, form) = (with_new_form(guest), form(answer, 0));
        async move { rsvps::answer(&ctx, party, &form).await.expect("an answer") }
    };
    at_once(guests.iter().map(said)).await
}

/// Who waits, by the position that they are told.
async fn queue(site: &Site, party: PartyId) -> Vec<Uuid> {
    let mut queue = Vec::new();
    for invite in who_said(site, party, "waiting").await {
        let counts = guests::counts(site.database.db.read(), party, invite.queued_at).await.expect("counts");
        queue.push((counts.ahead, invite.id));
    }
    queue.sort();
    let positions: Vec<_> = queue.iter().map(|(before, _)| *before).collect();
    assert_eq!(positions, (0..queue.len() as i64).collect::<Vec<_>>(), "each position is held by one");
    queue.into_iter().map(|(_, id)| id).collect()
}

fn people(invites: &[invites::Model]) -> People {
    invites.iter().map(invites::Model::people).sum()
}

/// No more people than places, and nobody waits who would fit.
async fn is_full_and_no_fuller(site: &Site, party: PartyId, places: People) {
    let taken = people(&who_said(site, party, "yes").await);
    assert!(taken <= places, "{taken} people for {places} places");
    if let Some(first) = queue(site, party).await.first() {
        let all = rows::guests(site, party).await;
        let first = all.iter().find(|invite| invite.id == *first).expect("the first who waits");
        assert!(taken + first.people() > places, "{} waits although there is room: {taken} of {places}", first.name);
    }
}

/// Looks again and again whether there are too many, until told to stop; gives how often it looked.
async fn keep_counting(site: Arc<Site>, party: PartyId, places: People, stop: Arc<AtomicBool>) -> usize {
    let mut looked = 0;
    while !stop.load(Ordering::Relaxed) {
        let taken = people(&who_said(&site, party, "yes").await);
        assert!(taken <= places, "{taken} people for {places} places");
        looked += 1;
    }
    looked
}

fn count(answers: &[Answer], answer: Answer) -> usize {
    answers.iter().filter(|given| **given == answer).count()
}

on_each_database! {
    async fn two_hundred_for_fifty_places(site: Site) {
        let (party, guests) = a_party_for(&site, "50", 200).await;
        let guests: Vec<&Ctx> = guests.iter().collect();
        let answers = all_say(party, &guests, "yes").await;
        assert_eq!((count(&answers, Answer::Yes), count(&answers, Answer::Waiting)), (50, 150));

        let written = rows::guests(&site, party).await;
        let of = |index: usize| written[index].answer();
        assert!((0..200).all(|index| of(index) == answers[index]), "everybody is told what is written");
        let line = queue(&site, party).await;
        assert_eq!(line.len(), 150);

        let leaving: Vec<&Ctx> = (0..200).filter(|index| of(*index) == Answer::Yes).take(30).map(|index| guests[index]).collect();
        let answers = all_say(party, &leaving, "no").await;
        assert_eq!(count(&answers, Answer::No), 30);
        let moved_up: Vec<_> = who_said(&site, party, "yes").await.into_iter().filter(|invite| invite.moved_up_at.is_some()).collect();
        let mut first_thirty = line[..30].to_vec();
        first_thirty.sort();
        assert_eq!(moved_up.iter().map(|invite| invite.id).collect::<Vec<_>>(), first_thirty);
        assert_eq!(queue(&site, party).await, line[30..], "the others keep their order");
        is_full_and_no_fuller(&site, party, 50).await;
    }

    /// The same without the lock: whoever looks before the others have written takes a place that is gone.
    async fn without_the_lock_places_are_given_twice(site: Site) {
        let (party, guests) = a_party_for(&site, "50", 200).await;
        let said = |guest: &Ctx| {
            let ctx = with_new_form(guest);
            async move { rsvps::answer_unlocked(&ctx, party, &form("yes", 0)).await.expect("an answer") }
        };
        let answers = at_once(guests.iter().map(said)).await;
        let given = who_said(&site, party, "yes").await.len();
        assert_eq!(given, count(&answers, Answer::Yes));
        assert!(given > 50, "{given} of 50 places are given: this race proves nothing");
    }

    async fn companions_count_and_never_exceed_the_places(site: Site) {
        let (party, guests) = a_party_for(&site, "50", 60).await;
        let site = Arc::new(site);
        let stop = Arc::new(AtomicBool::new(false));
        let counting = tokio::spawn(keep_counting(site.clone(), party, 50, stop.clone()));
        for wave in 0..3 {
            let said = |(index, guest): (usize, &Ctx)| {
                let ctx = with_new_form(guest);
                let answer = if (index + wave) % 4 == 3 { "no" } else { "yes" };
                let form = form(answer, ((index + wave) % 3) as i32);
                async move { rsvps::answer(&ctx, party, &form).await }
            };
            let answers: Vec<Result<Answer>> = at_once(guests.iter().enumerate().map(said)).await;
            for answer in answers {
                // Who has a place and would bring more than fit keeps what they have.
                assert!(matches!(answer, Ok(_) | Err(AppError::Invalid(_))), "{answer:?}");
            }
            is_full_and_no_fuller(&site, party, 50).await;
        }
        stop.store(true, Ordering::Relaxed);
        assert!(counting.await.expect("never too many") > 0);
    }

    /// Also where two come in the same millisecond or the clocks of two instances differ.
    async fn who_comes_later_stands_behind(site: Site) {
        let (party, guests) = a_party_for(&site, "1", 12).await;
        let mut told = Vec::new();
        for guest in &guests {
            told.push(rsvps::answer(&with_new_form(guest), party, &form("yes", 0)).await.expect("an answer"));
            site.clock.advance(SignedDuration::from_secs(-60));
        }
        assert_eq!((told[0], count(&told, Answer::Waiting)), (Answer::Yes, 11));
        let arrived: Vec<_> = rows::guests(&site, party).await[1..].iter().map(|invite| invite.id).collect();
        assert_eq!(queue(&site, party).await, arrived);

        let mut last = Browser::new(site.router.clone());
        last.get(&format!("/i/{}", guests[11].facts.guest_of[0].1)).await.is(303);
        last.get(&format!("/p/{party}")).await.is(200).says("You are number 11 in line.");

        let mut second = Browser::new(site.router.clone());
        second.get(&format!("/i/{}", guests[1].facts.guest_of[0].1)).await.is(303);
        second.get(&format!("/p/{party}")).await.says("You are next.");
        rsvps::answer(&with_new_form(&guests[0]), party, &form("no", 0)).await.expect("an answer");
        second.get(&format!("/p/{party}")).await.is(200).says("you moved up from the waitlist");
        last.get(&format!("/p/{party}")).await.says("You are number 10 in line.");
    }
}
