//! Packages from PyPI: a virtual environment per requirements file, kept in the cache under the hash of its contents.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use anyhow::{Context, Result};

use crate::process::{execute, find_on_path, output, step};
use crate::project::Project;
use crate::stamp::Stamp;

/// Answers the Python of an environment with what the file `requirements` names.
///
/// # Errors
/// When Python is missing or pip fails.
pub fn environment(project: &Project, requirements: &Path) -> Result<PathBuf> {
    let python = find_on_path(&["python3", "python"]).context("install Python 3.11 or newer")?;
    let version = output(Command::new(&python).arg("--version"))?;
    let text = fs::read_to_string(requirements).with_context(|| format!("cannot read {}", requirements.display()))?;
    let name = crate::stamp::hex(&<sha2::Sha256 as sha2::Digest>::digest(format!("{version}{text}")));
    let folder = project.cache.join(format!("python-{}", &name[..16]));
    let inside = folder.join(if env::consts::FAMILY == "windows" { "Scripts/python.exe" } else { "bin/python" });
    let stamp = Stamp::of(folder.join("oauth-apps-stamp"), &project.root, &[], &[&name])?;
    if stamp.is_fresh() {
        return Ok(inside);
    }
    let _lock = project.lock("python")?;
    if !stamp.is_fresh() {
        step(&format!("Installing the Python packages of {}", requirements.display()));
        execute(Command::new(python).args(["-m", "venv", "--clear"]).arg(&folder))
            .context("Python's venv module is missing (Debian: apt-get install python3-venv)")?;
        execute(
            Command::new(&inside)
                .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"])
                .arg(requirements),
        )?;
        stamp.write()?;
    }
    Ok(inside)
}
