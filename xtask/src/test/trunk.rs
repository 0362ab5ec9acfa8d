//! `trunk build` by hand makes the page that the commands make without Trunk: file by file, of one build of the wasm.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::{Tally, tool};
use crate::page::{self, Profile};
use crate::process::{execute, path_with};
use crate::project::Project;
use crate::stamp::files;

/// Compares them; takes no arguments.
///
/// # Errors
/// When a tool is missing and cannot be installed, or the page does not build.
pub fn run(project: &Project, _arguments: &[String]) -> Result<Tally> {
    let tools = [tool::wasm_bindgen(project)?, tool::trunk(project)?];
    let ours = page::build(project, Profile::Development)?;
    let by_hand = project.work()?.join("page-by-hand");
    fs::create_dir_all(&by_hand).with_context(|| format!("cannot make {}", by_hand.display()))?;
    let mut trunk = Command::new("trunk");
    trunk
        .args(["build", "--skip-version-check", "--log", "warn", "--cargo-profile", "dev", "--dist"])
        .arg(&by_hand)
        .env("PATH", path_with(&tools)?)
        .current_dir(&project.root);
    execute(&mut trunk).context("trunk build fails")?;

    let (ours, by_hand) = (contents(&ours)?, contents(&by_hand)?);
    let differences = differences(&ours, &by_hand);
    for name in &differences {
        eprintln!("trunk build makes another {name}: index.html and Trunk.toml, or xtask/src/page.rs, changed alone");
    }
    Ok(Tally::one(differences.is_empty()))
}

/// The files of a page by their names.
fn contents(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
    let content = |file: PathBuf| {
        let name = file.strip_prefix(folder)?.to_string_lossy().into_owned();
        let bytes = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let html = name.ends_with(".html").then(|| without_space(&String::from_utf8_lossy(&bytes)).into_bytes());
        Ok((name, html.unwrap_or(bytes)))
    };
    files(folder)?.into_iter().map(content).collect()
}

/// The lines that say something: Trunk leaves empty ones where something was.
fn without_space(text: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// The names of the files that one page has alone, or that differ.
fn differences<'a>(one: &'a BTreeMap<String, Vec<u8>>, other: &'a BTreeMap<String, Vec<u8>>) -> BTreeSet<&'a String> {
    one.keys().chain(other.keys()).filter(|name| one.get(*name) != other.get(*name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_another_or_missing_is_a_difference() {
        let page = |files: [&str; 3]| files.map(|file| (file[..1].to_owned(), file.as_bytes().to_vec())).into();
        let (one, other) = (page(["a1", "b1", "c1"]), page(["a1", "b2", "d1"]));
        assert_eq!(differences(&one, &other).into_iter().collect::<Vec<_>>(), ["b", "c", "d"]);
        assert_eq!(without_space("<head>\n    \n  <p>\n"), "<head>\n<p>\n");
    }
}
