//! Packages from npm: installs a folder's `package-lock.json`, only when it changed. Runs no install scripts.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process::{execute, find_on_path, output, step};
use crate::project::Project;
use crate::stamp::Stamp;

/// Installs what `folder`'s `package-lock.json` names into its `node_modules`.
///
/// # Errors
/// When Node is missing or too old, or npm fails.
pub fn install(project: &Project, folder: &Path) -> Result<()> {
    let version = version()?;
    let modules = folder.join("node_modules");
    let stamp =
        Stamp::of(modules.join(".oauth-apps-stamp"), folder, &["package.json", "package-lock.json"], &[&version])?;
    if stamp.is_fresh() {
        return Ok(());
    }
    let _lock = project.lock("npm")?;
    if stamp.is_fresh() {
        return Ok(());
    }
    step(&format!("Installing the npm packages of {}", folder.strip_prefix(&project.root).unwrap_or(folder).display()));
    let npm = find_on_path(&["npm", "npm.cmd"]).context("npm is not installed: it comes with Node.js 20 or newer")?;
    execute(
        Command::new(npm)
            .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
            .current_dir(folder),
    )?;
    stamp.write()
}

fn version() -> Result<String> {
    let version = output(Command::new("node").arg("--version"))
        .context("install Node.js 20 or newer (Debian: apt-get install nodejs npm)")?;
    let major = version.trim().trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    if major.is_none_or(|major| major < 20) {
        bail!("Node.js {} is too old: install 20 or newer", version.trim());
    }
    Ok(version)
}
