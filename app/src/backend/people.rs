//! People among each other: profiles, lists, who follows whom, and who shall not see whom.

mod block;
mod circles;
mod follow;
mod list;
mod pair;
mod profile;

pub use block::{block, unblock};
pub use circles::{
    folded_name, friends, hosted_by, hosted_by_or, hosted_by_or_inviting, inviting, met, names_known_to,
};
pub use follow::{follow, unfollow};
pub use list::list;
pub use profile::profile;

/// Where to go after a change: the list in which it was made, or else the profile.
pub fn back(username: &str, next: &str) -> String {
    let plain = next.bytes().all(|byte| byte.is_ascii_graphic()) && next.len() <= 2_000;
    let inside = next.strip_prefix("/people").is_some_and(|rest| rest.is_empty() || rest.starts_with('?'));
    if plain && inside { next.to_owned() } else { format!("/u/{username}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goes_back_to_lists_and_profiles_alone() {
        assert_eq!(back("ana", "/people?tab=met&after=x.Zo%C3%AB"), "/people?tab=met&after=x.Zo%C3%AB");
        for bad in ["", "/", "/peoples", "/people/x", "https://example.org", "//example.org", "/people?\r\nX: y"] {
            assert_eq!(back("ana", bad), "/u/ana", "{bad}");
        }
    }
}
