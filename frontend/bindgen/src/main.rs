//! `bindgen FROM TO`: what `wasm-bindgen --target web` does, without the half of that program that runs tests, and always
//! in the version that Cargo.lock holds.

use std::env::args;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<()> {
    let [from, to] =
        args().skip(1).collect::<Vec<_>>().try_into().ok().context("which wasm file, and to which folder?")?;
    Bindgen::new().input_path(from).out_name("soiree").web(true)?.typescript(false).generate(to)
}
