//! Shared markup.

mod avatar;
mod empty;
mod error_page;
mod fields;
mod flash;
mod follow_button;
mod form;
mod held_form;
mod icon;
mod kept_form;
mod layout;
mod leaving;
mod load;
mod login_form;
mod new_person;
mod other_ways;
mod party_card;
mod party_fields;
mod person_link;
mod refresh;

pub use avatar::Avatar;
pub use empty::Empty;
pub use error_page::ErrorPage;
pub use fields::{
    CheckField, DocumentField, FileField, FilesField, RadioField, SelectField, TextArea, TextField, picture_hint,
    picture_kinds,
};
pub use flash::FlashMessage;
pub use follow_button::FollowButton;
pub use form::{ErrorSummary, FormScope, PostForm};
pub use icon::Icon;
pub use layout::{Footer, Head, Header};
pub use leaving::Leaving;
pub use load::{awaited, load};
pub use login_form::LoginForm;
pub use new_person::NewPersonFields;
pub use other_ways::OtherWays;
pub use party_card::PartyCards;
pub use party_fields::PartyFields;
pub use person_link::PersonLink;
pub use refresh::Refresh;
