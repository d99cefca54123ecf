//! No column of the database is forgotten: each is told, or there is a reason why not.

use std::collections::HashMap;

use app::{
    backend::{
        Ctx,
        accounts::export::{Part, part},
        db::catalog,
        entities::{follows, mail_languages, unsubscribes, users},
    },
    domain::time::Millis,
};
use sea_orm::{ActiveValue::Set, EntityTrait};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    migrations::entities::all_are_kept,
    support::{Site, a_person},
};

/// Tables, where their rows stand, and the columns; after `=` how they are called there, unless that is the same.
const TOLD: &[(&str, &str, &str)] = &[
    (
        "users",
        "account.json",
        "id username email email_verified_at display_name=name bio=about photo_id=photo muted_notifications \
         admin=looks_after_the_site untaggable=nobody_tags_me created_at=made_at second_factor leaves_at",
    ),
    (
        "address_changes",
        "account.json/new_address",
        "email old_confirmed_at=confirmed_at_the_old_one_at new_confirmed_at=confirmed_at_the_new_one_at \
         created_at=asked_at",
    ),
    ("calendar_feeds", "account.json/calendar_feed", "token_hash=on created_at=made_at"),
    ("digests", "account.json/mails/digest", "kinds sent_at=last_sent_at"),
    ("mail_languages", "account.json/mails/language", "language chosen=chosen_by_me noted_at"),
    ("unsubscribes", "account.json/mails/turned_off", "scope=mails created_at=since"),
    ("sessions", "devices.json", "device place created_at=logged_in_at seen_at=last_used_at expires_at=ends_at"),
    ("passkeys", "ways-in.json/passkeys", "name created_at=made_at used_at=last_used_at"),
    ("recovery_codes", "ways-in.json/recovery_codes", "created_at=made_at"),
    ("identities", "ways-in.json/logins", "provider issuer subject email created_at=connected_at used_at=last_used_at"),
    ("api_tokens", "ways-in.json/api_tokens", "name scopes created_at=made_at expires_at=ends_at used_at=last_used_at"),
    ("webhooks", "ways-in.json/webhooks", "id url topics created_at=added_at delivered_at=last_arrived_at paused_at"),
    (
        "webhook_deliveries",
        "ways-in.json/webhooks/undelivered",
        "id event attempts=attempts_in_vain last_error failed_at=given_up_at created_at=happened_at post_id=post party_id=party",
    ),
    (
        "parties",
        "parties.json",
        "id title description place flat address latitude longitude time_zone first_entry last_entry cover_id=cover \
         cover_alt=cover_description theme cancelled_at created_at=made_at updated_at=changed_at \
         sequence=version_for_calendars",
    ),
    (
        "parties",
        "parties.json/settings",
        "visibility guest_list address_shown capacity plus_ones deadline paused=answers_paused posting board_closed",
    ),
    (
        "parties",
        "parties.json/album",
        "album_uploads=uploads album_approval=approval album_shown=shown album_reveal_at=revealed_at \
         album_closed=closed",
    ),
    ("parties", "parties.json/series", "series_id=id series_at=this_date"),
    ("series", "parties.json/series", "id every count=dates time_zone first_entry=first_date created_at=made_at"),
    ("hosts", "parties.json", "party_id=id co_host created_at=host_since"),
    ("reminders", "parties.json", "party_id=id minutes=minutes_before_which_guests_are_reminded"),
    (
        "invites",
        "invitations.json",
        "id party_id=party name email answer plus_ones message opened_at last_opened_at answered_at queued_at=waits_since \
         moved_up_at checked_in_at created_at=invited_at",
    ),
    (
        "posts",
        "posts.json",
        "id party_id=party parent_id=reply_to text announcement pinned_at edited_at created_at=posted_at",
    ),
    ("post_pictures", "posts.json", "post_id=id picture_id=pictures/id alt=pictures/description"),
    (
        "photos",
        "photos.json/photos",
        "id party_id=party picture_id=file name original=kept_as_sent bytes width height status=state failure hidden \
         approved caption taken_at taken_offset=minutes_east_of_utc camera lens exposure latitude longitude place \
         created_at=added_at",
    ),
    ("photo_tags", "photos.json/photos", "photo_id=id tag=tags"),
    ("photo_comments", "photos.json/comments", "photo_id=photo text created_at=at"),
    ("photo_likes", "photos.json/likes", "photo_id=photo created_at=at"),
    ("photo_people", "photos.json/tagged", "photo_id=photo created_at=at"),
    ("photo_reports", "photos.json/reports", "photo_id=photo party_id=party reason note created_at=at closed_at"),
    ("reports", "reports.json", "post_id=post party_id=party reason note created_at=at closed_at"),
    ("reactions", "reactions.json", "post_id=post kind=reaction created_at=at"),
    ("follows", "people.json/following", "followed_id=username created_at=since"),
    ("follows", "people.json/followers", "follower_id=username"),
    ("blocks", "people.json/blocked", "blocked_id=username created_at=since"),
    (
        "notifications",
        "notifications.json",
        "kind party_id=party post_id=post photo_id=photo count created_at=first_at updated_at=last_at read_at",
    ),
    (
        "mails",
        "mails.json",
        "kind party_id=party message_key=message_id state reason attempts=attempts_in_vain queued_at sent_at \
         settled_at",
    ),
];

/// Tables, columns (or all of them), and why they stay here.
const UNTOLD: &[(&str, &str, &str)] = &[
    ("users", "password_hash", "a secret"),
    ("calendar_feeds", "generation", "the secret address is made from it"),
    ("mail_languages", "address_mark", "made from the address, which is told"),
    ("unsubscribes", "address_mark", "made from the address, which is told"),
    ("unsubscribes", "party_id", "the scope names it"),
    ("sessions", "id_hash data", "what keeps a browser logged in"),
    ("passkeys", "id credential_hash credential", "keys"),
    ("recovery_codes", "code_hash", "a secret"),
    ("identities", "id", "a number"),
    ("api_tokens", "id token_hash", "a secret"),
    ("webhook_deliveries", "webhook_id", "they stand with their webhook"),
    ("webhook_deliveries", "body", "about other people as they were then; the guest lists tell what still is"),
    ("parties", "withdrawn", "a counter for answers by mail"),
    ("invites", "note", "words of the hosts to themselves"),
    ("invites", "token_hash generation", "the link is a secret of who got it"),
    ("invites", "untaggable", "of guests with an account, the account tells"),
    ("posts", "removed_at", "nobody's any more"),
    ("post_pictures", "place", "they stand in their order"),
    ("photos", "content_hash thumbhash sorted_at", "made from the file, which is in the archive, and its times"),
    ("photo_comments", "id", "a number"),
    ("photo_likes", "id", "a number"),
    ("photo_people", "id", "a number"),
    ("photo_reports", "id", "a number"),
    ("reports", "id", "a number"),
    ("reactions", "id", "a number"),
    ("blocks", "blocker_id", "who was blocked is not told"),
    ("notifications", "id group_key", "a number, and what makes two of them one"),
    ("notifications", "actor_id", "somebody else, who may not want to be seen any more"),
    ("mails", "id content", "a number, and a sealed letter on its way"),
    ("events", "*", "tell open pages to look again"),
    ("jobs", "*", "work on what the other tables hold"),
    ("login_failures", "*", "counters under hashes"),
    ("mailed_tokens", "*", "secrets; that they were sent is told"),
    ("photo_terms", "*", "an index of what is told"),
    ("pictures", "*", "the files themselves are in the archive"),
    ("requests", "*", "answers to forms, for a day"),
    ("tasks", "*", "nobody's"),
];

/// They say whose a row is.
const OWNER: [&str; 2] = ["user_id", "invite_id"];

#[tokio::test(flavor = "multi_thread")]
async fn every_column_is_told_or_there_is_a_reason() {
    let site = Site::new().await;
    let person = all_are_kept(site.database.db.schema()).await;
    in_company(&site, &person).await;
    let ctx = Ctx { user: Some(person.person()), ..site.state.command_ctx() };
    let mut files: HashMap<&str, Value> = HashMap::new();
    for file in Part::ALL {
        let text = part(&ctx, file).await.unwrap_or_else(|error| panic!("{}: {error:?}", file.file()));
        files.insert(file.file(), serde_json::from_str(&text).expect("JSON"));
    }
    let mut missing = Vec::new();
    let mut known = 0;
    for table in catalog::tables(site.database.db.read()).await.expect("a catalog") {
        for column in table.columns.iter().map(|column| column.name.as_str()) {
            let told = told(&table.name, column);
            let untold = untold(&table.name, column);
            known += told.len() + usize::from(untold);
            let owner = OWNER.contains(&column);
            if told.len() + usize::from(untold) != 1 && !owner {
                missing.push(format!("{}.{column} stands in {told:?}, left out: {untold}", table.name));
            }
            for place in told {
                let mut steps = place.split('/');
                let file = &files[steps.next().expect("a file")];
                let path: Vec<&str> = steps.collect();
                if !is_there(file, &path) {
                    missing.push(format!("{}.{column} is not at {place}", table.name));
                }
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
    assert!(known > 200, "only {known} columns");
    let all: String = files.values().map(Value::to_string).collect();
    for secret in ["$$$", &"f".repeat(64)] {
        assert!(!all.contains(secret), "{secret}");
    }
}

/// What all rows about one account alone cannot hold: somebody else, and settings of the very address.
async fn in_company(site: &Site, person: &users::Model) {
    let db = site.database.db.write();
    let bob = a_person(site, "bob").await.person.id.0;
    let follows = |follower: Uuid, followed: Uuid| follows::ActiveModel {
        follower_id: Set(follower),
        followed_id: Set(followed),
        created_at: Set(1),
    };
    let both = [follows(person.id, bob), follows(bob, person.id)];
    follows::Entity::insert_many(both).exec_without_returning(db).await.expect("two who follow each other");
    let mark = site.state.services.links.address_mark(&person.email);
    let since: Millis = 1;
    let language = mail_languages::ActiveModel {
        address_mark: Set(mark.clone()),
        language: Set("de".to_owned()),
        chosen: Set(true),
        noted_at: Set(since),
    };
    mail_languages::Entity::insert(language).exec_without_returning(db).await.expect("a language");
    let nothing = unsubscribes::ActiveModel {
        address_mark: Set(mark),
        scope: Set("everything".to_owned()),
        party_id: Set(None),
        created_at: Set(since),
    };
    unsubscribes::Entity::insert(nothing).exec_without_returning(db).await.expect("mails that are turned off");
}

/// Where a column stands, as `file/key/key`.
fn told(table: &str, column: &str) -> Vec<String> {
    let of_this = TOLD.iter().filter(|(name, ..)| *name == table);
    let places = of_this.flat_map(|(_, place, columns)| columns.split_whitespace().map(move |entry| (place, entry)));
    let found = places.filter_map(|(place, entry)| {
        let (name, key) = entry.split_once('=').unwrap_or((entry, entry));
        (name == column).then(|| format!("{place}/{key}"))
    });
    found.collect()
}

fn untold(table: &str, column: &str) -> bool {
    let named = |columns: &str| columns == "*" || columns.split_whitespace().any(|name| name == column);
    UNTOLD.iter().any(|(name, columns, _)| *name == table && named(columns))
}

/// Whether something stands there, in at least one of the things of a list.
fn is_there(value: &Value, path: &[&str]) -> bool {
    match (value, path) {
        (Value::Array(things), _) => things.iter().any(|thing| is_there(thing, path)),
        (value, []) => !value.is_null(),
        (value, [key, rest @ ..]) => value.get(key).is_some_and(|inner| is_there(inner, rest)),
    }
}
