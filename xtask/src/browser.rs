//! Programs from the system: Chromium, its driver, nginx, and what the quick start's programs need. From the environment, the PATH, or apt on Debian as root.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use anyhow::{Context, Result, bail};

use crate::process::{execute, find_on_path, output, step};
use crate::project::Project;

/// Finds Chromium: `$CHROMIUM`, else from the PATH, else installed.
///
/// # Errors
/// When it is missing and cannot be installed.
pub fn chromium(project: &Project) -> Result<PathBuf> {
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
    ensure(project, "CHROMIUM", &names, "chromium")
}

/// Finds Chromium's driver: `$CHROMEDRIVER`, else from the PATH, else installed.
///
/// # Errors
/// When it is missing and cannot be installed.
pub fn chromedriver(project: &Project) -> Result<PathBuf> {
    ensure(project, "CHROMEDRIVER", &["chromedriver"], "chromium-driver")
}

/// Finds nginx: `$NGINX`, else from the PATH, else installed.
///
/// # Errors
/// When it is missing and cannot be installed.
pub fn nginx(project: &Project) -> Result<PathBuf> {
    let outside_the_path = Path::new("/usr/sbin/nginx");
    if env::var_os("NGINX").is_none() && outside_the_path.is_file() {
        return Ok(outside_the_path.to_owned());
    }
    ensure(project, "NGINX", &["nginx"], "nginx-light")
}

/// Finds what the programs of the quick start need: Go, jq and curl, each from the PATH, else installed.
///
/// # Errors
/// When one is missing and cannot be installed.
pub fn quick_start(project: &Project) -> Result<()> {
    for (variable, name, package) in [("GO", "go", "golang-go"), ("JQ", "jq", "jq"), ("CURL", "curl", "curl")] {
        ensure(project, variable, &[name], package)?;
    }
    Ok(())
}

/// Whether this user is root, for whom Chromium refuses its sandbox.
pub fn is_root() -> bool {
    output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

fn ensure(project: &Project, variable: &str, names: &[&str], package: &str) -> Result<PathBuf> {
    if let Some(file) = env::var_os(variable).map(PathBuf::from) {
        if !file.is_file() {
            bail!("{variable} is {}, which is not a file", file.display());
        }
        return Ok(file);
    }
    if let Some(file) = find_on_path(names) {
        return Ok(file);
    }
    let debian = fs::exists("/etc/debian_version").unwrap_or(false);
    if !debian || !is_root() {
        bail!("{package} is missing: install it (Debian: apt-get install {package}), or set {variable} to its path");
    }
    let _lock = project.lock("apt")?;
    step(&format!("Installing {package} from Debian (some minutes, once)"));
    execute(Command::new("apt-get").args(["update", "-qq"]))?;
    execute(
        Command::new("apt-get")
            .args(["install", "-y", "-qq", "--no-install-recommends", package])
            .env("DEBIAN_FRONTEND", "noninteractive"),
    )?;
    find_on_path(names).with_context(|| format!("{package} was installed, but is not on the PATH"))
}
