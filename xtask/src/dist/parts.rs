//! Cuts the wasm into the parts that `src/apps/part.rs` declares, and runs wasm-bindgen on the main one. What several
//! parts share goes to one that all of them come after: then no visitor waits for a file more.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use super::folder::empty;
use super::sections;
use super::wasm::Optimiser;
use crate::process::{cargo, output};
use crate::project::Project;
use crate::{bindgen, page};

/// A visitor needs one of them at once: whoever is not signed in the one, whoever is the other.
pub const FIRST: [&str; 2] = ["signin", "list"];

/// A part of the module that is a file of its own.
pub struct Part {
    /// Its name in `src/apps/part.rs` and `assets.js`.
    pub name: String,
    /// Its code. It imports memory and table of the main module, which it fills, and exports nothing.
    pub wasm: Vec<u8>,
}

impl Part {
    /// The parts that must be there before this one.
    pub fn needs(&self) -> &'static [&'static str] {
        if FIRST.contains(&self.name.as_str()) { &[] } else { &FIRST }
    }
}

/// Cuts what the compiler made; answers the main module and its parts, and what may optimise them. The main module
/// replaces the one in `page`, and so does the script that belongs to it.
///
/// # Errors
/// When a tool fails, or a part that is needed at once is missing.
pub fn cut<'a>(project: &'a Project, page: &Path) -> Result<(Optimiser<'a>, Vec<u8>, Vec<Part>)> {
    let folder = project.work()?.join("parts");
    empty(&folder)?;
    let mut split = cargo();
    split.args(["run", "--quiet", "--package", "split", "--"]).arg(page::unsplit_wasm(project)?).arg(&folder);
    let files = read(&output(split.current_dir(&project.root)).context("the wasm cannot be cut")?);
    let names = files.iter().flat_map(|(_, parts)| parts).collect::<BTreeSet<_>>();
    ensure!(FIRST.iter().all(|first| names.iter().any(|name| name == first)), "no part is one of {FIRST:?}: {names:?}");
    // The parts need the table of functions.
    bindgen::bind(&bindgen::build(project)?, &folder.join("main.wasm"), page, &["--keep-lld-exports"])?;

    let main = fs::read(page.join("oauth-apps_bg.wasm")).context("wasm-bindgen made no wasm")?;
    let optimiser = Optimiser::of(project, &main)?;
    let read = |file: &str| sections::without_names(&fs::read(folder.join(file))?);
    let merged = |name: &str, first: &[u8]| {
        let more = files.iter().filter(|(file, parts)| *file != own(name) && home(parts) == name);
        optimiser.merged(first, "__wasm_split", &more.map(|(file, _)| read(file)).collect::<Result<Vec<_>>>()?)
    };
    let part = |name: &String| {
        // What belongs to the main module is handed on to the files that become one with the part.
        let wasm = read(&own(name))?;
        let same = sections::imports(&wasm)?.into_iter().map(|(_, name)| (name.clone(), name)).collect();
        let wasm = sections::with_imports_exported(&sections::with_imports(&wasm, MAIN, &same)?)?;
        let wasm = merged(name, &wasm)?;
        Ok(Part { name: name.clone(), wasm: sections::with_exports(&wasm, &BTreeMap::new())? })
    };
    let (main, parts) = (merged(MAIN, &main)?, names.into_iter().map(part).collect::<Result<Vec<_>>>()?);
    // The facade fetches them in this order when the browser has time.
    let (mut parts, later): (Vec<_>, Vec<_>) = parts.into_iter().partition(|part| part.needs().is_empty());
    parts.extend(later);
    Ok((optimiser, main, parts))
}

/// The file of what a part shares with no other.
fn own(part: &str) -> String {
    format!("split_{part}.wasm")
}

/// What the parts import the main module as, once they are one with what they share.
pub const MAIN: &str = "main";

/// Each file that the cut left, and the parts that need it: `split` prints them.
fn read(lines: &str) -> Vec<(String, BTreeSet<String>)> {
    let mut files = Vec::<(String, BTreeSet<String>)>::new();
    for (part, file) in lines.lines().filter_map(|line| line.split_once(' ')) {
        let file = format!("{file}.wasm");
        match files.iter_mut().find(|(known, _)| *known == file) {
            Some((_, parts)) => drop(parts.insert(part.to_owned())),
            None => files.push((file, BTreeSet::from([part.to_owned()]))),
        }
    }
    files
}

/// The module that a file which `parts` need belongs to.
fn home(parts: &BTreeSet<String>) -> &str {
    let first = parts.iter().filter(|part| FIRST.contains(&part.as_str())).collect::<Vec<_>>();
    match (&first[..], parts.len()) {
        ([part], _) => part,
        ([], 1) => parts.first().map_or(MAIN, |part| part),
        _ => MAIN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_several_parts_share_goes_where_all_of_them_have_it() {
        let files = read("signin a\nlist a\nlist split_list\ndialogs b\nlist b\ndialogs split_dialogs\n");
        let homes = files.iter().map(|(file, parts)| (file.as_str(), home(parts))).collect::<Vec<_>>();
        assert_eq!(
            homes,
            [("a.wasm", MAIN), ("split_list.wasm", "list"), ("b.wasm", "list"), ("split_dialogs.wasm", "dialogs")]
        );
    }
}
