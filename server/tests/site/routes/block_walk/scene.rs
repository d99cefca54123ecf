//! Parties at which everybody has left traces: as host, co-host and guest, on lists and boards.

use app::domain::{InviteId, PartyId, PhotoId};

use crate::support::{Browser, Site, a_party, a_person, invite, jpeg, on_photo, prepare, rows, send_photos};

/// Names that stand in no text of the site.
pub const ONE: &str = "quillon";
pub const OTHER: &str = "zarabeth";
pub const THIRD: &str = "wendelin";
/// The other one without login, in a browser that has opened the personal links alone.
pub const OTHER_BY_LINK: &str = "zarabeth by link";

/// A word in all that somebody posts and adds, which stands in no text of the site. Unlike a name, those who look after the
/// site may read it.
pub fn voice(username: &str) -> &'static str {
    match username {
        ONE => "brindle",
        OTHER => "marzipan",
        _ => "juniper",
    }
}

/// A party with what its addresses are made of.
pub struct Place {
    pub party: String,
    pub invites: Vec<String>,
    pub posts: Vec<String>,
    pub photos: Vec<String>,
}

pub struct Scene {
    pub site: Site,
    one: Browser,
    other: Browser,
    other_by_link: Browser,
    third: Browser,
    pub places: Vec<Place>,
}

impl Scene {
    pub async fn new(site: Site) -> Self {
        let (one, other) = (person(&site, ONE).await, person(&site, OTHER).await);
        let third = person(&site, THIRD).await;
        for username in [ONE, OTHER] {
            rows::make_admin(&site, username).await;
        }
        let other_by_link = site.visitor();
        let mut scene = Self { site, one, other, other_by_link, third, places: Vec::new() };
        for (follower, followed) in [(ONE, OTHER), (OTHER, ONE), (THIRD, ONE), (THIRD, OTHER), (ONE, THIRD)] {
            scene.browser(follower).post("/api/people/follow", &[("username", followed)]).await.is(303);
        }
        scene.party(ONE, &[OTHER], &[THIRD], "guests").await;
        scene.party(OTHER, &[ONE], &[THIRD], "everyone").await;
        scene.party(THIRD, &[ONE, OTHER], &[], "guests").await;
        scene.party(ONE, &[], &[OTHER, THIRD], "everyone").await;
        scene.party(OTHER, &[], &[ONE, THIRD], "guests").await;
        scene.party(THIRD, &[], &[ONE, OTHER], "everyone").await;
        scene.party(ONE, &[THIRD], &[OTHER], "hosts").await;
        scene.party(OTHER, &[], &[], "everyone").await;
        scene
    }

    pub fn browser(&mut self, username: &str) -> &mut Browser {
        match username {
            ONE => &mut self.one,
            OTHER => &mut self.other,
            OTHER_BY_LINK => &mut self.other_by_link,
            _ => &mut self.third,
        }
    }

    /// A party with hosts and guests who have said yes, with notes about them and with words on its board.
    async fn party(&mut self, host: &str, co_hosts: &[&str], guests: &[&str], guest_list: &str) {
        let first = self.site.in_hours(1);
        let plan = a_party().with("time_zone", "UTC").with("first_entry", &first).with("guest_list", guest_list);
        let party = plan.by(self.browser(host)).await;
        let id = party.to_string();
        for username in co_hosts {
            self.browser(host).post("/api/hosts/add", &[("party", &id), ("username", username)]).await.is(303);
        }
        for username in guests {
            self.guest(party, host, username).await;
        }
        let people: Vec<&str> = [host].iter().chain(co_hosts).chain(guests).copied().collect();
        let mut posts = self.board(&id, &people).await;
        if guests.contains(&OTHER) {
            let text = format!("{} by link", voice(OTHER));
            posts.push(write(&mut self.other_by_link, &id, "", &text).await);
        }
        let invites = rows::guests(&self.site, party).await;
        let invites = invites.into_iter().map(|guest| InviteId(guest.id).to_string()).collect();
        let photos = self.album(party, &people).await;
        self.places.push(Place { party: id, invites, posts, photos });
    }

    async fn guest(&mut self, party: PartyId, host: &str, username: &str) {
        let id = party.to_string();
        let mut host = self.browser(host).clone();
        let token = invite(&self.site, &mut host, party, &format!("@{username}")).await.remove(0);
        if username == OTHER {
            self.other_by_link.get(&format!("/i/{token}")).await.is(303);
        }
        let words = format!("{username} comes");
        let answer = [("party", id.as_str()), ("answer", "yes"), ("plus_ones", "1"), ("message", &words)];
        self.browser(username).post("/api/rsvps/answer", &answer).await.is(303);
        let guest = InviteId(rows::guest(&self.site, party, &full_name(username)).await.id).to_string();
        let note = format!("{username} sings");
        host.post("/api/invites/note", &[("party", &id), ("invite", &guest), ("note", &note)]).await.is(303);
    }

    /// Everybody adds a photo with words, and then likes, tags themselves, says something and reports, wherever they may.
    async fn album(&mut self, party: PartyId, people: &[&str]) -> Vec<String> {
        for username in people {
            let fields = [("caption", format!("{} shows this", voice(username))), ("tags", format!("{username} tag"))];
            let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            send_photos(self.browser(username), party, &fields, &[&jpeg(40, 30)]).await.is(303);
        }
        prepare(&self.site).await;
        let photos = rows::photos(&self.site, party).await;
        for photo in &photos {
            for username in people {
                let words = format!("{username} says");
                for (verb, fields) in [
                    ("like", vec![("on", "1")]),
                    ("tag", vec![]),
                    ("comment", vec![("text", words.as_str())]),
                    ("report", vec![("reason", "other"), ("note", words.as_str())]),
                ] {
                    on_photo(self.browser(username), verb, party, photo.id.into(), &fields).await;
                }
            }
        }
        photos.into_iter().map(|photo| PhotoId(photo.id).to_string()).collect()
    }

    /// Everybody posts, answers the one before, likes what they answer, and reports it.
    async fn board(&mut self, party: &str, people: &[&str]) -> Vec<String> {
        let mut posts = Vec::new();
        for username in people {
            posts.push(write(self.browser(username), party, "", &format!("{} was here", voice(username))).await);
        }
        let firsts = posts.clone();
        for (index, username) in people.iter().enumerate() {
            let before = &firsts[(index + people.len() - 1) % people.len()];
            posts.push(write(self.browser(username), party, before, &format!("{} answers", voice(username))).await);
            let like = [("party", party), ("post", before), ("reaction", "heart"), ("on", "1")];
            self.browser(username).post("/api/board/react", &like).await.is(303);
            if people.len() > 1 {
                let note = format!("{username} objects");
                let report = [("party", party), ("post", before), ("reason", "other"), ("note", &note)];
                self.browser(username).post("/api/board/report", &report).await.is(303);
            }
        }
        posts
    }
}

/// Somebody with a photo and words about them.
async fn person(site: &Site, username: &str) -> Browser {
    let mut browser = a_person(site, username).await.browser;
    let (name, bio) = (full_name(username), format!("Call me {username}"));
    let fields = [("display_name", name.as_str()), ("bio", bio.as_str())];
    browser.post_file("/api/accounts/change_profile", &fields, "photo", &jpeg(60, 60)).await.is(303);
    browser
}

fn full_name(username: &str) -> String {
    format!("{username} the first")
}

/// Writes on the board; the answer is the post.
async fn write(browser: &mut Browser, party: &str, reply_to: &str, text: &str) -> String {
    let fields = [("party", party), ("reply_to", reply_to), ("text", text)];
    let answer = browser.post("/api/board/add", &fields).await;
    let post = answer.is(303).location().rsplit_once("#post-").map(|(_, post)| post.to_owned());
    post.unwrap_or_else(|| panic!("{} names a post", answer.location()))
}
