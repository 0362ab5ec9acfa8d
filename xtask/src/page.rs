//! Builds the plain page with Trunk: un-bundled, as `serve` shows it and `dist` starts from. Needs no Node.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::cargo_tool;
use crate::paths;
use crate::process::{execute, path_with, step};
use crate::project::Project;
use crate::stamp::Stamp;

/// What the page is made from.
pub const INPUTS: [&str; 8] = [
    "src",
    "style",
    "index.html",
    "Cargo.toml",
    "Cargo.lock",
    "Trunk.toml",
    "xtask/src/stylesheet.rs",
    "xtask/src/languages.rs",
];

/// How much the compiler optimises.
#[derive(Clone, Copy, PartialEq)]
pub enum Profile {
    /// `wasm-release`: small.
    Release,
    /// `dev`: quick to build.
    Development,
}

/// Builds the page unless nothing changed, and answers its folder.
///
/// # Errors
/// When a tool is missing and cannot be installed, or the build fails.
pub fn build(project: &Project, profile: Profile) -> Result<PathBuf> {
    let (name, cargo_profile) = match profile {
        Profile::Release => ("page", "wasm-release"),
        Profile::Development => ("page-dev", "dev"),
    };
    let _lock = project.lock(name)?;
    // Not Trunk's own folder: whoever calls `trunk build` by hand writes there with another profile.
    let folder = project.work()?.join(name);
    // Not for development: its build is that of the browser's tests, and cargo makes everything again for other flags.
    let flags = (profile == Profile::Release).then(|| paths::flags(project));
    let more = flags.as_deref().into_iter().collect::<Vec<_>>();
    let stamp = Stamp::of(project.work()?.join(format!("{name}.stamp")), &project.root, &INPUTS, &more)?;
    if stamp.is_fresh() && folder.join("index.html").is_file() {
        return Ok(folder);
    }
    cargo_tool::wasm_target()?;
    let tools = [cargo_tool::wasm_bindgen(project)?, cargo_tool::trunk(project)?];
    step(&format!("Building the page (profile {cargo_profile})"));
    stamp.forget();
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    execute(
        Command::new("trunk")
            .args(["build", "--skip-version-check", "--log", "warn", "--cargo-profile", cargo_profile, "--dist"])
            .arg(&folder)
            .env("PATH", path_with(&tools)?)
            .envs(flags.map(|flags| (paths::FLAGS, flags)))
            .current_dir(&project.root),
    )
    .context("the page does not build")?;
    stamp.write()?;
    Ok(folder)
}
