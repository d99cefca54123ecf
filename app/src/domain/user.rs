//! People with an account.

use serde::{Deserialize, Serialize};

use super::{
    Form, PictureId, Problem, Problems, UserId,
    language::Language,
    password::Password,
    text::{clean, line, optional, text},
    time::Millis,
};

text!(
    /// How a person is called on pages.
    DisplayName, line, max 60
);
text!(
    /// A few words about oneself.
    Bio, optional, max 300
);

/// The unique handle in `/u/{username}`: lower case, 3–30 of `a-z 0-9 . _ -`, beginning with a letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Username(String);

const RESERVED: [&str; 14] = [
    "admin",
    "administrator",
    "root",
    "soiree",
    "support",
    "help",
    "api",
    "system",
    "moderator",
    "me",
    "settings",
    "login",
    "signup",
    "null",
];

impl Username {
    /// Reads a username as typed, with or without a leading `@`, in any case.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let name = clean(text).trim_start_matches('@').to_lowercase();
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "._-".contains(c);
        if name.is_empty() {
            Err(Problem::Missing)
        } else if !(3..=30).contains(&name.len())
            || !name.starts_with(|c: char| c.is_ascii_lowercase())
            || !name.chars().all(allowed)
        {
            Err(Problem::NotAUsername)
        } else if RESERVED.contains(&name.as_str()) {
            Err(Problem::ReservedUsername)
        } else {
            Ok(Self(name))
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// An e-mail address, lower case, in the shape that mail servers accept (RFC 5321 lengths).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Email(String);

impl Email {
    /// Accepts what looks like an address, with any letter case.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let mail = clean(text).to_lowercase();
        if mail.is_empty() {
            return Err(Problem::Missing);
        }
        let (local, domain) = mail.rsplit_once('@').ok_or(Problem::NotAnEmail)?;
        let label = |l: &str| {
            (1..=63).contains(&l.len())
                && !l.starts_with('-')
                && !l.ends_with('-')
                && l.chars().all(|c| c.is_alphanumeric() || c == '-')
        };
        let local_fits = (1..=64).contains(&local.len())
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.contains("..")
            && local.chars().all(|c| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c));
        let domain_fits = domain.contains('.') && domain.split('.').all(label);
        if local_fits && domain_fits && mail.len() <= 254 { Ok(Self(mail)) } else { Err(Problem::NotAnEmail) }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The sign-up form as typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SignupForm {
    pub username: String,
    pub email: String,
    pub display_name: String,
    pub password: String,
    /// A picture that was uploaded with the form.
    pub photo: String,
}

/// A sign-up that may be carried out.
pub struct Signup {
    pub username: Username,
    pub email: Email,
    pub display_name: DisplayName,
    pub password: Password,
    pub photo: Option<PictureId>,
}

impl SignupForm {
    /// Errors: all fields that are wrong.
    pub fn parse(&self) -> Result<Signup, Problems> {
        let mut form = Form::default();
        let username = form.field("username", Username::parse(&self.username));
        let email = form.field("email", Email::parse(&self.email));
        let display_name = form.field("display_name", DisplayName::parse(&self.display_name));
        let personal = [self.username.as_str(), &self.email, &self.display_name];
        let password = form.field("password", Password::parse(&self.password, &personal));
        let photo = form.field("photo", optional_picture(&self.photo));
        let whole = (|| {
            Some(Signup {
                username: username?,
                email: email?,
                display_name: display_name?,
                password: password?,
                photo: photo?,
            })
        })();
        form.finish(whole)
    }
}

/// The profile form as typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ProfileForm {
    pub display_name: String,
    pub bio: String,
    pub photo: String,
    pub remove_photo: String,
    /// Of mails; empty to leave it as it is.
    pub language: String,
}

/// A profile change that may be carried out.
pub struct ProfileChange {
    pub display_name: DisplayName,
    pub bio: Bio,
    pub photo: Option<PictureId>,
    pub remove_photo: bool,
    pub language: Option<Language>,
}

impl ProfileForm {
    /// Errors: all fields that are wrong.
    pub fn parse(&self) -> Result<ProfileChange, Problems> {
        let mut form = Form::default();
        let display_name = form.field("display_name", DisplayName::parse(&self.display_name));
        let bio = form.field("bio", Bio::parse(&self.bio));
        let photo = form.field("photo", optional_picture(&self.photo));
        let remove_photo = !self.remove_photo.is_empty();
        let language = (!self.language.is_empty()).then(|| form.field("language", self.language.parse()));
        let whole = (|| {
            Some(ProfileChange {
                display_name: display_name?,
                bio: bio?,
                photo: photo?,
                remove_photo,
                language: language.flatten(),
            })
        })();
        form.finish(whole)
    }
}

/// The identifier of an uploaded picture, or nothing.
pub(super) fn optional_picture(text: &str) -> Result<Option<PictureId>, Problem> {
    if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(|_| Problem::PictureGone) }
}

/// A person as pages show them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    pub id: UserId,
    pub username: String,
    pub name: String,
    pub photo: Option<PictureId>,
    /// Looks after the whole site. Known of the viewer alone.
    #[serde(default)]
    pub admin: bool,
    /// When the account ends, because its owner said so. Known of the viewer alone.
    #[serde(default)]
    pub leaves_at: Option<Millis>,
}

/// My own account, as the settings show it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Account {
    pub person: Person,
    pub email: String,
    pub bio: String,
    /// Whether they can get in by password.
    pub has_password: bool,
    /// Whether the language of mails can be chosen: the address has to be verified, and the site to send any.
    pub may_choose_language: bool,
    /// As chosen; nothing where the browser decides.
    pub language: Option<Language>,
}

/// One of my sessions, as the settings show it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SessionInfo {
    /// The stored hash of the session's identifier; useless as a cookie.
    pub handle: String,
    /// Browser and system in a few words.
    pub device: String,
    /// The network from which it was last used; may be empty.
    pub place: String,
    /// When it was last used, ready to be read.
    pub last_used: String,
    pub current: bool,
}

/// What deleting my account would do, said before it is done.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct DeletionPreview {
    /// Titles of parties that only I host: they are deleted.
    pub parties_deleted: Vec<String>,
    /// Titles of parties that others host with me: they stay.
    pub parties_kept: Vec<String>,
    /// How many of my answers to other people's parties are withdrawn.
    pub answers_withdrawn: u64,
    /// How many of my posts and replies on boards are deleted.
    pub posts_deleted: u64,
    /// How many of my photos in albums are deleted.
    pub photos_deleted: u64,
    /// So many days there are to come back; none if it is done at once.
    pub days: i64,
    /// Whether the account has a password to confirm with.
    pub has_password: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usernames() {
        assert_eq!(Username::parse(" @Ana.B ").unwrap().as_str(), "ana.b");
        for bad in ["ab", "1ana", "ana banana", "änna", "a/b/c", "<b>x</b>", &"a".repeat(31)] {
            assert_eq!(Username::parse(bad), Err(Problem::NotAUsername), "{bad}");
        }
        assert_eq!(Username::parse("Admin"), Err(Problem::ReservedUsername));
        assert_eq!(Username::parse("  "), Err(Problem::Missing));
    }

    #[test]
    fn addresses() {
        assert_eq!(Email::parse(" Ana@Example.ORG ").unwrap().as_str(), "ana@example.org");
        assert!(Email::parse("a+tag@sub.example.co").is_ok());
        for bad in
            ["ana", "ana@", "@example.org", "ana@localhost", "a b@example.org", "a@ex..org", "a@-x.org", "a..b@x.org"]
        {
            assert_eq!(Email::parse(bad), Err(Problem::NotAnEmail), "{bad}");
        }
    }

    #[test]
    fn a_form_tells_all_problems_at_once() {
        let problems = SignupForm::default().parse().err().unwrap();
        assert_eq!(problems.0.len(), 4);
    }
}
