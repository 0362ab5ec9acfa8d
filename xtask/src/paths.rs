//! Keeps the folders of the machine that builds out of what is shipped. rustc writes the file of every line that can
//! panic into the program: here those files get names that mean the same everywhere.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::project::Project;

/// The variable that cargo reads the flags of rustc from before all others, for every target, and what separates them.
const ALL: (&str, &str) = ("CARGO_ENCODED_RUSTFLAGS", "\u{1f}");
/// The one for the page alone: what is built for this machine stays as it is. It cannot hold a space in a path.
const PAGE: (&str, &str) = ("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", " ");

/// The variable to set for cargo, and its value: what whoever builds has set in the environment, then the new names of
/// the folders. Flags of cargo's configuration files do not count, so that the page is the same on every machine.
pub fn flags(project: &Project) -> (&'static str, String) {
    let text = |name| env::var(name).ok();
    let words = |text: String| text.split_whitespace().map(str::to_owned).collect();
    let (given, for_all) = match (text(ALL.0), text("RUSTFLAGS"), text(PAGE.0)) {
        (Some(encoded), ..) => (encoded.split(ALL.1).map(str::to_owned).collect(), true),
        (None, Some(plain), _) => (words(plain), true),
        (None, None, Some(plain)) => (words(plain), false),
        (None, None, None) => (Vec::new(), false),
    };
    let flags = with_names(given, &folders(project));
    let (name, separator) =
        if for_all || flags.iter().any(|flag| flag.contains(char::is_whitespace)) { ALL } else { PAGE };
    (name, flags.join(separator))
}

/// Refuses `files` (their names and bytes) when one names a folder of this machine.
///
/// # Errors
/// When one does; the message names it.
pub fn check(project: &Project, files: &[(String, Vec<u8>)]) -> Result<()> {
    let folders = folders(project);
    for (name, bytes) in files {
        for (folder, _) in &folders {
            let text = folder.to_string_lossy();
            if let Some(place) = bytes.windows(text.len()).position(|window| window == text.as_bytes()) {
                let rest = String::from_utf8_lossy(&bytes[place..bytes.len().min(place + 120)]).into_owned();
                bail!("{name} would tell where it was built: {rest}\nsee xtask/src/paths.rs");
            }
        }
    }
    Ok(())
}

/// Folders and what they are called in the page, the most particular last: there, rustc takes the last that fits.
fn folders(project: &Project) -> Vec<(PathBuf, &'static str)> {
    let cargo = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(env::home_dir()?.join(".cargo")));
    let rust = env::var_os("RUSTUP_HOME").map(PathBuf::from).or_else(|| Some(env::home_dir()?.join(".rustup")));
    let mut folders = vec![(project.root.clone(), "."), (project.target.clone(), "target")];
    folders.extend(rust.map(|folder| (folder, "rust")));
    if let Some(cargo) = cargo {
        folders.push((cargo.clone(), "cargo"));
        // Every crate is in a folder of its index: one name for all of them.
        folders.extend(indices(&cargo.join("registry/src")).into_iter().map(|index| (index, "")));
    }
    // `/` itself, for who builds as a user without a home, would rename everything.
    folders.retain(|(folder, _)| folder.is_absolute() && folder.parent().is_some());
    folders
}

fn indices(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    let mut found = entries.filter_map(|entry| Some(entry.ok()?.path())).collect::<Vec<_>>();
    found.sort();
    found
}

fn with_names(mut flags: Vec<String>, folders: &[(PathBuf, &str)]) -> Vec<String> {
    flags.retain(|flag| !flag.is_empty());
    flags.extend(folders.iter().map(|(folder, name)| format!("--remap-path-prefix={}={name}", folder.display())));
    flags
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_that_were_given_are_kept() {
        let folders = [(PathBuf::from("/home/who ever/page"), ".")];
        let flags = with_names(vec!["-Cdebuginfo=0".into(), String::new()], &folders);
        assert_eq!(flags, ["-Cdebuginfo=0", "--remap-path-prefix=/home/who ever/page=."]);
    }

    #[test]
    fn a_file_that_names_a_folder_of_the_machine_is_refused() -> Result<()> {
        let project = Project { root: "/home/me/page".into(), target: "/tmp/target".into(), cache: "/tmp".into() };
        let file = |bytes: &str| [("a.wasm".to_owned(), bytes.as_bytes().to_vec())];
        check(&project, &file("src/main.rs tachys-0.2.19/src/dom.rs"))?;
        let error = check(&project, &file("x/home/me/page/src/main.rs")).err();
        assert!(error.is_some_and(|error| error.to_string().contains("a.wasm")));
        Ok(())
    }
}
