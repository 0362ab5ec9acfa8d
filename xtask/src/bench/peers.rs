//! The pages in other frameworks that ours is measured beside: `tests/bench/peers`, a folder each. Checks the types of all that
//! is in `tests/bench`, and builds it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::node;
use crate::process::{execute, step};
use crate::project::Project;
use crate::sizes::{self, Size};
use crate::stamp::{Stamp, files};

/// What the others are compared with: first in the table.
const BASE: &str = "vanilla";

/// A page that is built.
pub struct Peer {
    /// Its name.
    pub name: String,
    /// Where it is.
    pub folder: PathBuf,
    /// What is fetched before it can be used.
    pub files: Vec<Size>,
}

/// The folder of the bench.
pub fn folder(project: &Project) -> PathBuf {
    project.root.join("tests/bench")
}

/// The folder for what the bench makes; made when missing.
///
/// # Errors
/// When it cannot be made.
pub fn work(project: &Project) -> Result<PathBuf> {
    let folder = project.work()?.join("bench");
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(folder)
}

/// Installs and builds the bench and all peers, compressed as `dist/` is.
///
/// # Errors
/// When npm fails, a type is wrong, or a peer does not build.
pub fn build(project: &Project) -> Result<Vec<Peer>> {
    let bench = folder(project);
    node::install(project, &bench)?;
    let built = work(project)?.join("peers");
    let inputs = ["src", "specs", "peers", "tsconfig.json", "package-lock.json", "playwright.config.ts"];
    let stamp = Stamp::of(work(project)?.join("peers.stamp"), &bench, &inputs, &[])?;
    if !stamp.is_fresh() || !bench.join(".build").is_dir() || !built.is_dir() {
        step("Building the bench and its peers");
        stamp.forget();
        let tsc = |arguments: &[&str]| {
            execute(Command::new("node").arg("node_modules/typescript/bin/tsc").args(arguments).current_dir(&bench))
                .context("the types of tests/bench are wrong")
        };
        tsc(&[])?;
        tsc(&["--noEmit", "--project", "peers"])?;
        execute(Command::new("node").arg("peers/build.mjs").arg(&built).current_dir(&bench))
            .context("the peers of the bench cannot be built")?;
        stamp.write()?;
    }
    let mut peers = names(&bench.join("peers"))?;
    peers.sort_by_key(|name| name != BASE);
    peers.into_iter().map(|name| peer(project, &built, name)).collect()
}

/// The folders that hold a page, by name.
fn names(folder: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))? {
        let entry = entry?;
        if entry.path().join("index.html").is_file() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}

fn peer(project: &Project, built: &Path, name: String) -> Result<Peer> {
    let folder = built.join(&name);
    let mut names = Vec::new();
    for file in files(&folder)? {
        names.extend(file.file_name().map(|name| name.to_string_lossy().into_owned()));
    }
    names.retain(|name| !name.ends_with(".br") && !name.ends_with(".gz"));
    let (page, assets) = names.into_iter().partition::<Vec<_>, _>(|name| name == "index.html");
    let mut files = sizes::weigh(project, &folder, &page, false)?;
    files.extend(sizes::weigh(project, &folder, &assets, true)?);
    Ok(Peer { name, folder, files })
}
