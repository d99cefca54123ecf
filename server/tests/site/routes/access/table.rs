//! The table. `link` and `invited` are what the host chose: anyone with the link sees the party, or invited guests alone.
//! `other` is a guest of another party, `user` somebody with an account who has nothing to do with the party, and `deleted`
//! a host whose account is gone, but whose browser does not know. 303 is what was carried out. Whoever has to log in is
//! told so (401) without a word on whether there is such a party. The page for deleting tells co-hosts that it is for
//! hosts. The post on the board is the guest's, and somebody reported it: hosts do not change it, but may remove it or
//! leave it. So is the photo in the album, but its words hosts may change. The site keeps mails in the development
//! outbox, which is empty, and nobody was ever sent the link of a row.

mod functions;
mod pages;

/// Who sees the party of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Visibility {
    Link,
    Invited,
}

/// What a route answers to each viewer.
#[derive(Debug)]
pub struct Row {
    pub route: String,
    /// Nothing where it makes no difference.
    pub visibility: Option<Visibility>,
    pub expected: [u16; 7],
}

impl Row {
    /// What somebody gets who has nothing to do with the party, but looks after the whole site.
    pub fn for_admin(&self) -> u16 {
        match self.route.as_str() {
            "/admin" | "/admin/reports" => 200,
            "/api/admin/overview" | "/api/admin/reports" | "/api/board/dismiss" | "/api/board/delete" => 303,
            "/api/admin/photo_reports" | "/api/album/dismiss" | "/api/album/delete" => 303,
            _ => self.expected[3],
        }
    }

    /// Server functions are posted to.
    pub fn is_change(&self) -> bool {
        self.route.starts_with("/api/")
    }
}

/// The table as rows.
pub fn rows() -> Vec<Row> {
    let lines = [pages::TABLE, functions::TABLE].into_iter().flat_map(str::lines);
    lines.filter(|line| line.starts_with('/')).map(row).collect()
}

fn row(line: &str) -> Row {
    let mut words = line.split_whitespace();
    let route = words.next().expect("a route").to_owned();
    let visibility = match words.next() {
        Some("link") => Some(Visibility::Link),
        Some("invited") => Some(Visibility::Invited),
        Some("-") => None,
        other => panic!("{other:?} in {line}"),
    };
    let expected: Vec<u16> = words.map(|status| status.parse().expect("a status")).collect();
    Row { route, visibility, expected: expected.try_into().unwrap_or_else(|_| panic!("{line} has seven columns")) }
}
