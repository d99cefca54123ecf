//! What can be wrong with a field, and a reader that collects every problem of a form at once.

use std::fmt;

use serde::{Deserialize, Serialize};

/// One thing that is wrong with one field. A closed list: each has one message that says what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Problem {
    Missing,
    TooShort { min: usize },
    TooLong { max: usize },
    NotAnEmail,
    NotAUsername,
    ReservedUsername,
    Taken,
    SameAddress,
    NotANumber,
    OutOfRange { min: i64, max: i64 },
    NotATime,
    TimeDoesNotExist,
    UnknownTimeZone,
    EndsBeforeItStarts,
    DeadlineAfterEnd,
    TooFarAway,
    NotAPosition,
    NotAChoice,
    CommonPassword,
    PasswordHasYourName,
    WrongPassword,
    LogInAgain,
    NoPasskey,
    TooManyPasskeys { max: u64 },
    WrongCode,
    PasswordsDiffer,
    TypeTheTitle,
    NotAPicture,
    HeicPicture,
    PictureTooLarge { megabytes: u64 },
    PictureTooManyPixels { megapixels: u64 },
    PictureDamaged,
    PictureGone,
    NoSuchUser,
    AlreadyInvited,
    NobodyChosen,
    NothingUnderstood,
    NotEnoughPlaces { left: i64 },
    TooManyLines { max: usize },
    GuestListFull { max: usize },
    TooManyPictures { max: usize },
    TooManyPhotos { max: usize },
    NotACalendar,
    NoEvent,
    CalendarTooLarge { kilobytes: usize },
    NotADate,
    CountOrUntil,
    NoOtherDate,
    TooManyDates { max: usize },
    TooManyCopies { max: usize },
    AlreadyRepeats,
    TooManyTags { max: usize },
    AlbumFull { max: u64 },
    NotToBeTagged,
    NothingChosen,
    TooMany { max: usize },
    NotAWebAddress,
    PrivateAddress,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => write!(f, "Please fill this in."),
            Self::TooShort { min } => write!(f, "Please use at least {min} characters."),
            Self::TooLong { max } => write!(f, "Please use at most {max} characters."),
            Self::NotAnEmail => write!(f, "That does not look like an e-mail address. Example: ana@example.org."),
            Self::NotAUsername => {
                write!(f, "Please use 3–30 letters, digits, dots, dashes or underscores, beginning with a letter.")
            }
            Self::ReservedUsername => write!(f, "That name is kept for the site. Please choose another."),
            Self::Taken => write!(f, "Somebody already uses this. Please choose another."),
            Self::SameAddress => write!(f, "That is your address already."),
            Self::NotANumber => write!(f, "Please enter a whole number."),
            Self::OutOfRange { min, max } => write!(f, "Please choose a number from {min} to {max}."),
            Self::NotATime => write!(f, "Please enter a date and a time."),
            Self::TimeDoesNotExist => {
                write!(f, "The clocks go forward then: this time does not exist. Please choose another.")
            }
            Self::UnknownTimeZone => write!(f, "Please choose a time zone from the list, like Europe/Berlin."),
            Self::EndsBeforeItStarts => write!(f, "Last entry must be after first entry."),
            Self::DeadlineAfterEnd => write!(f, "The answer deadline must be before last entry."),
            Self::TooFarAway => write!(f, "Please choose a date between the years 2000 and 2200."),
            Self::NotAPosition => {
                write!(f, "Please enter latitude and longitude in degrees, like 52.52 and 13.405, or leave both empty.")
            }
            Self::NotAChoice => write!(f, "Please choose one of the options."),
            Self::CommonPassword => write!(f, "That is among the most common passwords. Please choose another."),
            Self::PasswordHasYourName => write!(f, "Please leave your name and e-mail out of the password."),
            Self::WrongPassword => write!(f, "That is not your current password."),
            Self::LogInAgain => write!(f, "Please log out and in again, then try it within ten minutes."),
            Self::NoPasskey => {
                write!(
                    f,
                    "There came no passkey. It needs JavaScript and a device that knows passkeys. Please try again."
                )
            }
            Self::TooManyPasskeys { max } => write!(f, "Please remove one first: you can have {max} passkeys."),
            Self::WrongCode => write!(f, "That is none of your codes, or it was used. Please try another."),
            Self::PasswordsDiffer => write!(f, "The two passwords differ."),
            Self::TypeTheTitle => {
                write!(f, "Please type the name exactly as shown, so that nothing is deleted by mistake.")
            }
            Self::NotAPicture => write!(f, "That file is not a picture. Please choose a JPEG, PNG, WebP or GIF."),
            Self::HeicPicture => {
                write!(
                    f,
                    "HEIC pictures cannot be read yet. Please share it as JPEG (“most compatible”) and try again."
                )
            }
            Self::PictureTooLarge { megabytes } => write!(f, "Please choose a picture of at most {megabytes} MB."),
            Self::PictureTooManyPixels { megapixels } => {
                write!(f, "Please choose a picture of at most {megapixels} megapixels.")
            }
            Self::PictureDamaged => write!(f, "That picture is damaged. Please try another copy of it."),
            Self::PictureGone => write!(f, "The picture has to be chosen again."),
            Self::NoSuchUser => write!(f, "Nobody here has that username."),
            Self::AlreadyInvited => write!(f, "This person is already on the guest list."),
            Self::NobodyChosen => write!(f, "Please choose at least one person."),
            Self::TooManyLines { max } => write!(f, "Please paste at most {max} lines at once."),
            Self::GuestListFull { max } => write!(f, "A guest list holds at most {max} guests."),
            Self::TooManyPictures { max } => write!(f, "Please choose at most {max} pictures."),
            Self::TooManyPhotos { max } => {
                write!(f, "Only {max} photos fit at once. The first {max} have arrived; please add the others again.")
            }
            Self::NotACalendar => write!(f, "That file is not a calendar. Please choose one that ends in .ics."),
            Self::NoEvent => write!(f, "There is no event in that file. Please choose another."),
            Self::CalendarTooLarge { kilobytes } => write!(f, "Please choose a file of at most {kilobytes} kB."),
            Self::NotADate => write!(f, "Please enter a date."),
            Self::CountOrUntil => write!(f, "Please fill in one of the two: how many dates, or the last day."),
            Self::NoOtherDate => write!(f, "There is no other date until then. Please choose a later day."),
            Self::TooManyDates { max } => {
                write!(f, "A party repeats at most {max} times. Please choose an earlier day.")
            }
            Self::TooManyCopies { max } => {
                write!(f, "Guests times dates may be at most {max}. Please choose fewer dates.")
            }
            Self::AlreadyRepeats => write!(f, "This party repeats already."),
            Self::TooManyTags { max } => write!(f, "Please use at most {max} tags."),
            Self::AlbumFull { max } => write!(f, "Everybody may add at most {max} photos. Please remove some first."),
            Self::NotToBeTagged => write!(f, "This person cannot be tagged here."),
            Self::NothingChosen => write!(f, "Please tick at least one box."),
            Self::TooMany { max } => write!(f, "You can have {max} of these. Please remove one first."),
            Self::NotAWebAddress => write!(f, "Please enter a web address that begins with https://."),
            Self::PrivateAddress => {
                write!(f, "That address lies in a private network, where this site does not go. Please choose another.")
            }
            Self::NotEnoughPlaces { left: 0 } => write!(f, "There is no more room. Your own place is safe."),
            Self::NotEnoughPlaces { left } => write!(f, "There is room for {left} more. Your own place is safe."),
            Self::NothingUnderstood => write!(f, "No line could be understood. Write one guest per line."),
        }
    }
}

/// All that is wrong with a form: field name and problem, in the order of the form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problems(pub Vec<(String, Problem)>);

impl Problems {
    /// A single problem with a single field.
    pub fn one(field: &str, problem: Problem) -> Self {
        Self(vec![(field.to_owned(), problem)])
    }

    /// The first problem of a field.
    pub fn of(&self, field: &str) -> Option<&Problem> {
        self.0.iter().find(|(name, _)| name == field).map(|(_, problem)| problem)
    }
}

/// Reads a form field by field and keeps every problem, so that people see all of them at once.
#[derive(Default)]
pub struct Form(Problems);

impl Form {
    /// The parsed value, or `None` with the problem noted under `field`.
    pub fn field<T>(&mut self, field: &str, parsed: Result<T, Problem>) -> Option<T> {
        parsed.map_err(|problem| self.problem(field, problem)).ok()
    }

    /// Notes a problem that no single parser finds.
    pub fn problem(&mut self, field: &str, problem: Problem) {
        self.0.0.push((field.to_owned(), problem));
    }

    /// The whole, if `whole` is there and nothing was wrong.
    pub fn finish<T>(self, whole: Option<T>) -> Result<T, Problems> {
        match whole {
            Some(whole) if self.0.0.is_empty() => Ok(whole),
            _ => Err(self.0),
        }
    }
}
