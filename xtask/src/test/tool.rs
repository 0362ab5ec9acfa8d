//! Tools that come from crates.io, in the version that the project needs: from the PATH, from the cache, or installed
//! into the cache. Out of reach for all commands but `test`: compiling them takes minutes that nobody else should wait.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::process::{cargo, execute, find_on_path, output, step};
use crate::project::Project;

/// How a tool is compiled. It runs for seconds, and with its own profile takes twice as long to compile, or more.
const PROFILE: [(&str, &str); 3] = [
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0"),
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
];

/// Answers the folder of `trunk`, installed when missing. Runs `wasm-bindgen` from the PATH.
///
/// # Errors
/// When it cannot be installed.
pub fn trunk(project: &Project) -> Result<PathBuf> {
    // Without what it fetches other tools with.
    ensure(project, "trunk", &["trunk"], "0.21.14", &["--no-default-features"])
}

/// Answers the folder of `wasm-bindgen` and its test runner, in the version of `Cargo.lock`; installed when missing.
///
/// # Errors
/// When `Cargo.lock` names no version, or it cannot be installed.
pub fn wasm_bindgen(project: &Project) -> Result<PathBuf> {
    let lock = fs::read_to_string(project.root.join("Cargo.lock")).context("Cargo.lock is missing: run cargo fetch")?;
    let version = locked_version(&lock, "wasm-bindgen").context("Cargo.lock names no wasm-bindgen")?;
    ensure(project, "wasm-bindgen-cli", &["wasm-bindgen", "wasm-bindgen-test-runner"], version, &[])
}

fn ensure(project: &Project, package: &str, binaries: &[&str], version: &str, features: &[&str]) -> Result<PathBuf> {
    let folders =
        binaries.iter().map(|binary| find_on_path(&[binary]).and_then(|file| Some(file.parent()?.to_owned())));
    if let Some(folders) = folders.collect::<Option<Vec<_>>>()
        && folders.iter().all(|folder| Some(folder) == folders.first())
        && folders.iter().zip(binaries).all(|(folder, binary)| is_version(&folder.join(binary), version))
        && let Some(folder) = folders.into_iter().next()
    {
        return Ok(folder);
    }
    let root = project.cache.join(format!("{package}-{version}"));
    let folder = root.join("bin");
    let works = || binaries.iter().all(|binary| is_version(&folder.join(binary), version));
    if !works() {
        fs::create_dir_all(&project.cache).with_context(|| format!("cannot make {}", project.cache.display()))?;
        let _lock = project.lock(package)?;
        if !works() {
            step(&format!("Installing {package} {version} (some minutes, once)"));
            let mut install = cargo();
            install.args(["install", package, "--version", version, "--locked", "--root"]).arg(&root);
            install.args(features).envs(PROFILE);
            execute(&mut install)
                .with_context(|| format!("install it by hand: cargo install {package} --version {version} --locked"))?;
        }
    }
    Ok(folder)
}

fn is_version(binary: &Path, version: &str) -> bool {
    output(Command::new(binary).arg("--version")).is_ok_and(|said| said.split_whitespace().any(|word| word == version))
}

fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_the_one_of_the_lock_file() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"1.0.0\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.129\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen"), Some("0.2.129"));
        assert_eq!(locked_version(lock, "trunk"), None);
    }
}
