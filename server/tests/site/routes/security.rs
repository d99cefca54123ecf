//! What protects every response.

mod cookies;
mod headers;
mod limits;
mod origin;
mod policy;
