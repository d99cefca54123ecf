//! `/settings` and below.

mod delete;
mod password;
mod profile;
mod sessions;
