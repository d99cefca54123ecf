//! What mails say, in every language.

use super::*;
use crate::domain::{NotificationId, notification::Kind};

fn supper() -> Occasion {
    Occasion {
        language: Language::English,
        title: "Supper".to_owned(),
        host: Some("Ana".to_owned()),
        replies: true,
        first_entry: 1_795_291_200_000,
        last_entry: None,
        time_zone: "Europe/Berlin".to_owned(),
        place: "The roof".to_owned(),
        deadline: None,
    }
}

#[test]
fn invitations_say_who_what_when_and_where() {
    let words = invitation(&supper());
    assert_eq!(words.subject, "Ana invites you: Supper");
    let facts: Vec<_> = words.facts.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(facts, ["When", "Where"]);
    assert!(words.facts[0].1.ends_with("(Europe/Berlin)"), "{:?}", words.facts);
    let unseen = Occasion { host: None, ..supper() };
    assert_eq!(invitation(&unseen).subject, "Your host invites you: Supper");
}

#[test]
fn changes_say_what_is_different() {
    let subject = |time, place| change(&supper(), Moved { time, place }).subject;
    assert_eq!(subject(true, false), "Please note: the time has changed for Supper");
    assert_eq!(subject(false, true), "Please note: the place has changed for Supper");
    assert_eq!(subject(false, false), "Please note: time or place has changed for Supper");
    assert_eq!(subject(true, true), "Please note: time and place have changed for Supper");
}

#[test]
fn nobody_is_told_to_reply_to_nobody() {
    let silent = Occasion { replies: false, ..supper() };
    type Written = fn(&Occasion) -> Words;
    let lasts: [(Written, usize); 3] = [(cancellation, 2), (uninvited, 3), (deleted, 3)];
    for (words, all) in lasts {
        let count = |to: &Occasion| words(to).paragraphs.len();
        assert_eq!((count(&supper()), count(&silent)), (all, all - 1));
    }
}

#[test]
fn reminders_tell_how_soon_and_what_was_answered() {
    assert_eq!(reminder(&supper(), Answer::Yes, 2_880).subject, "In 2 days: Supper");
    assert_eq!(reminder(&supper(), Answer::Maybe, 180).subject, "In 3 hours: Supper");
    assert_eq!(reminder(&supper(), Answer::Yes, 60).paragraphs[0], "Supper begins in 1 hour.");
    assert!(reminder(&supper(), Answer::Pending, 90).paragraphs[1].contains("not answered"));
}

#[test]
fn messages_keep_their_paragraphs() {
    let words = announcement(&supper(), "Hello\n\n\nBring shoes\nand ice");
    assert_eq!(words.paragraphs[1..], ["Hello", "Bring shoes\nand ice"]);
}

fn line(kind: Kind, count: i32) -> Line {
    Line {
        id: NotificationId::new(),
        kind,
        party: None,
        title: "Supper".to_owned(),
        post: None,
        photo: None,
        actor: None,
        count,
        unread: true,
        at: 0,
    }
}

#[test]
fn digests_of_one_line_say_it_at_once() {
    let digest = |language, lines: &[Line]| digest(language, "Ana", lines);
    let one = [line(Kind::Follow, 1)];
    assert_eq!(digest(Language::English, &one).subject, "Somebody follows you");
    assert_eq!(digest(Language::German, &one).subject, "Jemand folgt dir");
    let three = digest(Language::English, &[1, 2, 3].map(|count| line(Kind::Answer, count)));
    assert_eq!(three.subject, "3 new things for you");
    assert_eq!(three.paragraphs[1..3], ["• A guest answered your invitation to Supper", "• 2 new answers for Supper"]);
    for language in Language::ALL {
        let lines: Vec<Line> = Kind::ALL.iter().flat_map(|kind| [line(*kind, 1), line(*kind, 7)]).collect();
        for words in digest(*language, &lines).paragraphs.iter().skip(1) {
            assert!(words.contains("Supper") || words.chars().filter(|c| *c == ' ').count() < 4, "{words}");
        }
    }
}

/// All mails about a party, to somebody with a name.
fn all(to: &Occasion) -> Vec<Words> {
    let moved = [(true, true), (true, false), (false, true)].map(|(time, place)| change(to, Moved { time, place }));
    let reminders = Answer::ALL.iter().map(|answer| reminder(to, *answer, 180));
    let receipts = [Unheard::Outdated, Unheard::Closed, Unheard::Waiting].map(|why| receipt(to, why));
    let mut all = vec![
        invitation(to),
        revival(to),
        cancellation(to),
        waitlist_move(to),
        announcement(to, "Bring shoes"),
        nudge(to),
    ];
    all.extend(moved.into_iter().chain(reminders).chain(receipts));
    all
}

#[test]
fn every_language_says_everything_in_its_own_words() {
    let english: Vec<Words> = all(&supper());
    for language in Language::ALL {
        let to = Occasion { language: *language, deadline: Some(1_795_291_200_000), ..supper() };
        let words = all(&to);
        for (words, english) in words.iter().zip(&english) {
            assert!(words.subject.contains("Supper") && !words.button.is_empty(), "{words:?}");
            assert!(words.paragraphs.iter().all(|paragraph| !paragraph.contains("  ")), "{words:?}");
            assert_eq!(words.subject == english.subject, *language == Language::English, "{words:?}");
        }
        assert_eq!(words[0].facts.len(), 3, "{:?}", words[0].facts);
        assert!(words[0].facts[0].1.contains("2026") && words[0].facts[0].1.contains("21:00"), "{words:?}");
        for kind in TokenKind::ALL {
            let words = link(*language, kind, "@ana", "new@example.org");
            assert!(words.paragraphs.concat().contains("@ana") && !words.subject.is_empty(), "{words:?}");
        }
        assert!(hello(*language, "Zoë").contains("Zoë") && !no_more(*language).is_empty());
    }
}

#[test]
fn last_words_lead_nowhere() {
    for language in Language::ALL {
        let to = Occasion { language: *language, ..supper() };
        let (uninvited, deleted) = (uninvited(&to), deleted(&to));
        assert_ne!(uninvited.subject, deleted.subject);
        for words in [uninvited, deleted] {
            assert!(words.subject.contains("Supper") && words.paragraphs[0].contains("Supper"), "{words:?}");
            assert!(words.button.is_empty() && words.facts.len() == 1, "{words:?}");
            assert!(words.paragraphs.iter().all(|paragraph| !paragraph.contains("  ")), "{words:?}");
            let english = words.paragraphs[1].contains("your calendar");
            assert_eq!(english, *language == Language::English, "{words:?}");
        }
    }
}

#[test]
fn dates_are_as_people_write_them() {
    let when = |language| Occasion { language, ..supper() }.facts().remove(0).1;
    assert_eq!(when(Language::English), "Saturday, 21 November 2026, 21:00 (Europe/Berlin)");
    assert_eq!(when(Language::German), "Samstag, 21. November 2026, 21:00 Uhr (Europe/Berlin)");
    assert_eq!(when(Language::French), "samedi 21 novembre 2026 à 21:00 (Europe/Berlin)");
    assert_eq!(when(Language::Spanish), "sábado, 21 de noviembre de 2026, 21:00 (Europe/Berlin)");
    let both = Occasion { last_entry: Some(1_795_302_000_000), ..supper() };
    let when = "Saturday, 21 November 2026, 21:00 – Sunday, 22 November 2026, 00:00 (Europe/Berlin)";
    assert_eq!(both.facts()[0].1, when);
}

#[test]
fn every_kind_says_why() {
    for kind in MailKind::ALL {
        assert!(why(Language::English, *kind).starts_with("You get this mail"));
        assert!(Language::ALL.iter().all(|language| !why(*language, *kind).is_empty()));
    }
}
