//! What each address answers, one file per group of addresses.

mod access;
mod admin;
mod answers;
mod bad_input;
mod block;
mod block_walk;
mod board;
mod follow;
mod guests;
mod held_form;
mod home;
mod hosts;
mod idempotency;
mod invite_link;
mod login;
mod logout;
mod notifications;
mod parties;
mod party;
mod people;
mod profile;
mod public_link;
mod queries;
mod security;
mod settings;
mod signup;
