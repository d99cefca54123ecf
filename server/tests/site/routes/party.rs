//! `/parties/new`, `/p/{party}`, and what hosts do with a party as a whole.

mod cancel;
mod create;
mod delete;
mod duplicate;
mod edit;
mod repeat;
