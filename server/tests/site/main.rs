//! Tests of the whole site, in this process: requests in, responses out, each test with a database of its own.

#[macro_use]
mod support;

mod backup;
mod doctor;
mod faults;
mod jobs;
mod live;
mod mail;
mod migrations;
mod pictures;
mod races;
mod routes;
mod sessions;
mod sweep;
mod telemetry;
