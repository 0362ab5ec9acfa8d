//! What the page needs of Rust beyond cargo.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::process::{execute, output, step};

/// Adds rustc's target for the browser when missing.
///
/// # Errors
/// When rustup is missing or cannot add it.
pub fn wasm_target() -> Result<()> {
    const TARGET: &str = "wasm32-unknown-unknown";
    let libraries = output(Command::new("rustc").args(["--print", "target-libdir", "--target", TARGET]))?;
    if Path::new(libraries.trim()).is_dir() {
        return Ok(());
    }
    step(&format!("Adding the Rust target {TARGET}"));
    execute(Command::new("rustup").args(["target", "add", TARGET]))
        .with_context(|| format!("install the Rust target {TARGET}, then try again"))
}
