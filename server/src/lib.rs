//! Soirée as a process: everything that only the binary needs.

#![recursion_limit = "512"]

pub mod again;
pub mod album;
mod archive;
pub mod assets;
pub mod backup;
pub mod calendars;
pub mod cli;
pub mod complete;
pub mod config;
mod content_type;
pub mod demo;
mod etag;
pub mod export;
pub mod forms;
pub mod guest_link;
pub mod health;
pub mod housekeeping;
pub mod imaging;
pub mod jobs;
pub mod live;
pub mod logins;
pub mod mail;
pub mod mailbox;
pub mod media;
pub mod metrics;
pub mod pages;
pub mod probe;
mod quiet;
pub mod rate;
pub mod replies;
pub mod router;
pub mod secret;
pub mod security;
pub mod session;
pub mod state;
pub mod storage;
pub mod telemetry;
pub mod uploads;
pub mod v1;
pub mod viewer;
pub mod webhooks;
