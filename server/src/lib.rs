//! Soirée as a process: everything that only the binary needs.

#![recursion_limit = "512"]

pub mod assets;
pub mod cli;
pub mod complete;
pub mod config;
pub mod demo;
pub mod forms;
pub mod guest_link;
pub mod health;
pub mod imaging;
pub mod jobs;
pub mod live;
pub mod media;
pub mod pages;
pub mod rate;
pub mod router;
pub mod secret;
pub mod security;
pub mod session;
pub mod state;
pub mod storage;
pub mod telemetry;
pub mod uploads;
pub mod viewer;
pub mod worker;
