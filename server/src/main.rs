//! `soiree`: see `soiree --help`.
#![recursion_limit = "512"]

use std::process::ExitCode;

/// Pages are made of many small pieces; this halves what they cost.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    match server::cli::run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("soiree: {error:#}");
            ExitCode::FAILURE
        }
    }
}
