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
pub const INPUTS: [&str; 9] = [
    "src",
    "style",
    "index.html",
    "build.rs",
    "Cargo.toml",
    "Cargo.lock",
    "Trunk.toml",
    "xtask/src/stylesheet.rs",
    "xtask/src/languages.rs",
];

/// The variable that tells `build.rs` to prepare the wasm to be cut.
const PARTS: &str = "OAUTH_APPS_PARTS";

/// How much the compiler optimises.
#[derive(Clone, Copy, PartialEq)]
pub enum Profile {
    /// `wasm-release`: small.
    Release,
    /// `wasm-release`, prepared to be cut into parts: see [`uncut`]. What Trunk makes of the wasm does not work.
    Parts,
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
        Profile::Parts => ("page-parts", "wasm-release"),
        Profile::Development => ("page-dev", "dev"),
    };
    // Both builds of this profile leave their wasm in the same place.
    let _lock = project.lock(cargo_profile)?;
    // Not Trunk's own folder: whoever calls `trunk build` by hand writes there with another profile.
    let folder = project.work()?.join(name);
    // Not for development: its build is that of the browser's tests, and cargo makes everything again for other flags.
    let flags = (profile != Profile::Development).then(|| paths::flags(project));
    let more = flags.iter().map(|(_, flags)| flags.as_str()).collect::<Vec<_>>();
    let stamp = Stamp::of(project.work()?.join(format!("{name}.stamp")), &project.root, &INPUTS, &more)?;
    if stamp.is_fresh() && folder.join("index.html").is_file() {
        return Ok(folder);
    }
    cargo_tool::wasm_target()?;
    let tools = [cargo_tool::wasm_bindgen(project)?, cargo_tool::trunk(project)?];
    step(&format!("Building the page (profile {cargo_profile})"));
    stamp.forget();
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let mut trunk = Command::new("trunk");
    trunk
        .args(["build", "--skip-version-check", "--log", "warn", "--cargo-profile", cargo_profile, "--dist"])
        .arg(&folder)
        .env("PATH", path_with(&tools)?)
        .env_remove(PARTS)
        .envs(flags)
        .current_dir(&project.root);
    if profile == Profile::Parts {
        trunk.env(PARTS, "1");
    }
    execute(&mut trunk).context("the page does not build")?;
    if profile == Profile::Parts {
        let built = project.target.join("wasm32-unknown-unknown").join(cargo_profile).join("oauth-apps.wasm");
        fs::copy(&built, uncut(project)?).with_context(|| format!("cargo made no {}", built.display()))?;
    }
    stamp.write()?;
    Ok(folder)
}

/// What the compiler made for [`Profile::Parts`], before any tool changed it.
///
/// # Errors
/// When the folder for it cannot be made.
pub fn uncut(project: &Project) -> Result<PathBuf> {
    Ok(project.work()?.join("page-parts.wasm"))
}
