//! `/settings` and below.

mod delete;
mod export;
mod grace;
mod password;
mod profile;
mod sessions;
mod tokens;
