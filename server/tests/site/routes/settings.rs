//! `/settings` and below.

mod delete;
mod erased;
mod export;
mod grace;
mod password;
mod profile;
mod sessions;
mod tokens;
