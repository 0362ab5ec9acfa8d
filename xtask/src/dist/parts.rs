//! Cuts the wasm into the parts that `src/page/parts.rs` declares, and runs wasm-bindgen on the main module. What several
//! parts share goes where all of them have it and nobody else pays for it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};

use super::folder::empty;
use super::sections;
use super::wasm::Optimiser;
use crate::process::{cargo, output};
use crate::project::Project;
use crate::sizes::Visitor;
use crate::{bindgen, page};

/// Every part, and which others must be there before it. The facade fetches a part and what it needs at the same time,
/// and all parts in this order when the browser has time.
///
/// The main module has what the first two share. What `list` shares with `session`, which comes without it, would burden
/// there whoever is not signed in: [`SHARED`] is for that. What `signin` shares with `session` is some hundred bytes: they
/// are in the main module, so that a renewal does not wait for the sign-in page.
const PARTS: [(&str, &[&str]); 5] = [
    ("signin", &[]),
    ("list", &[SHARED]),
    ("session", &[SHARED]),
    ("dialogs", &["signin", "list", "session", SHARED]),
    (SHARED, &[]),
];

/// A part that no function names: it is made of what other parts share, where there is such a thing.
const SHARED: &str = "shared";

/// What the names of exports hold that nobody uses: classes of `wasm-streams`, which Leptos brings for functions of a server.
/// The cut takes what is exported for what is needed, and each of them would keep its code in the main module.
const UNUSED: &str = "intounderlying";

/// The part that each kind of visitor needs first.
pub const FIRST: [(Visitor, &str); 2] = [(Visitor::NotSignedIn, "signin"), (Visitor::SignedIn, "list")];

/// A part of the module that is a file of its own.
pub struct Part {
    /// Its name in `src/page/parts.rs` and `assets.js`.
    pub name: &'static str,
    /// The parts that must be there before this one.
    pub needs: Vec<&'static str>,
    /// Its code. It imports memory and table of the main module, which it fills, and exports nothing.
    pub wasm: Vec<u8>,
}

/// The parts that must be there before `part`, where they exist.
pub fn needs(part: &str) -> &'static [&'static str] {
    PARTS.into_iter().find(|(name, _)| *name == part).map_or(&[], |(_, needs)| needs)
}

/// Cuts what the compiler made; answers the main module and its parts, and what may optimise them. The main module
/// replaces the one in `page`, and so does the script that belongs to it.
///
/// # Errors
/// When a tool fails, or a part that is needed at once is missing.
pub fn cut<'a>(project: &'a Project, page: &Path) -> Result<(Optimiser<'a>, Vec<u8>, Vec<Part>)> {
    let folder = project.work()?.join("parts");
    empty(&folder)?;
    let whole = folder.join("whole.wasm");
    fs::write(&whole, without_unused(&fs::read(page::unsplit_wasm(project)?)?)?)?;
    let mut split = cargo();
    split.args(["run", "--quiet", "--package", "split", "--"]).arg(&whole).arg(&folder);
    let files = read(&output(split.current_dir(&project.root)).context("the wasm cannot be cut")?);
    let homes = homes(&files)?;
    let exists = |part: &str| homes.contains_key(part);
    ensure!(FIRST.iter().all(|(_, first)| exists(first)), "a part of {FIRST:?} is missing: {:?}", homes.keys());
    // The parts need the table of functions.
    bindgen::bind(&bindgen::build(project)?, &folder.join("main.wasm"), page, &["--keep-lld-exports"])?;

    let main = fs::read(page.join("oauth-apps_bg.wasm")).context("wasm-bindgen made no wasm")?;
    let optimiser = Optimiser::of(project, &main)?;
    let read = |file: &str| fs::read(folder.join(file)).with_context(|| format!("the cut left no {file}"));
    let files = |module: &str| {
        let files = homes.get(module).into_iter().flatten();
        files.map(|file| read(file)).collect::<Result<Vec<_>>>()
    };
    let main = optimiser.merged(&main, "__wasm_split", &files(MAIN)?)?;
    let mut parts = Vec::new();
    for (name, needs) in PARTS.into_iter().filter(|(name, _)| exists(name)) {
        let needs = needs.iter().copied().filter(|name| exists(name)).collect();
        parts.push(Part { name, needs, wasm: joined(&optimiser, &files(name)?)? });
    }
    Ok((optimiser, main, parts))
}

/// `wasm` without the exports that nobody uses.
fn without_unused(wasm: &[u8]) -> Result<Vec<u8>> {
    let used = sections::exports(wasm)?.into_iter().filter(|name| !name.contains(UNUSED));
    sections::with_exports(wasm, &used.map(|name| (name.clone(), name)).collect())
}

/// One module of all the files that belong to a part.
fn joined(optimiser: &Optimiser<'_>, files: &[Vec<u8>]) -> Result<Vec<u8>> {
    let (first, more) = files.split_first().context("a part has at least one file")?;
    // What belongs to the main module is handed on to the files that become one with the first.
    let first = sections::with_imports_exported(&imported_from_main(first)?)?;
    let joined = optimiser.merged(&first, "__wasm_split", more)?;
    // A file may need something of the main module that the first one does not.
    sections::with_exports(&imported_from_main(&joined)?, &BTreeMap::new())
}

fn imported_from_main(wasm: &[u8]) -> Result<Vec<u8>> {
    let same = sections::imports(wasm)?.into_iter().map(|(_, name)| (name.clone(), name)).collect();
    sections::with_imports(wasm, MAIN, &same)
}

/// What the parts import the main module as, once they are one with what they share.
pub const MAIN: &str = "main";

/// Each file that the cut left, and the parts that need it: `split` prints them. Always in one order, a part's own file
/// before what it shares.
fn read(lines: &str) -> Vec<(String, BTreeSet<String>)> {
    let mut files = BTreeMap::<String, BTreeSet<String>>::new();
    for (part, file) in lines.lines().filter_map(|line| line.split_once(' ')) {
        files.entry(format!("{file}.wasm")).or_default().insert(part.to_owned());
    }
    let mut files = files.into_iter().collect::<Vec<_>>();
    files.sort_by_key(|(_, parts)| parts.len());
    files
}

/// The files that belong to each module, as [`home`] has it.
fn homes(files: &[(String, BTreeSet<String>)]) -> Result<BTreeMap<&str, Vec<&str>>> {
    let mut homes = BTreeMap::<&str, Vec<&str>>::new();
    for (file, parts) in files {
        if let Some(unknown) = parts.iter().find(|part| PARTS.iter().all(|(name, _)| name != part)) {
            bail!("xtask/src/dist/parts.rs must say which parts come before {unknown}");
        }
        homes.entry(home(parts)).or_default().push(file);
    }
    Ok(homes)
}

/// The module that a file which `parts` need belongs to: one of them that all the others come after, else what is made
/// of such files, else the main module.
fn home(parts: &BTreeSet<String>) -> &str {
    let is_home = |home: &&str| parts.iter().all(|part| part == home || needs(part).contains(home));
    parts.iter().map(String::as_str).chain([SHARED]).find(is_home).unwrap_or(MAIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn home_of(parts: &[&str]) -> String {
        home(&parts.iter().map(|part| (*part).to_owned()).collect()).to_owned()
    }

    #[test]
    fn what_one_part_needs_is_in_that_part() {
        for (part, _) in PARTS {
            assert_eq!(home_of(&[part]), part);
        }
    }

    #[test]
    fn what_each_first_part_needs_is_in_the_main_module() {
        assert_eq!(home_of(&["signin", "list"]), MAIN);
        assert_eq!(home_of(&["signin", "list", "session"]), MAIN);
        assert_eq!(home_of(&["signin", "list", "session", "dialogs"]), MAIN);
    }

    #[test]
    fn what_a_part_shares_with_those_that_come_after_it_is_in_that_part() {
        assert_eq!(home_of(&["list", "dialogs"]), "list");
        assert_eq!(home_of(&["signin", "dialogs"]), "signin");
        assert_eq!(home_of(&["session", "dialogs"]), "session");
    }

    #[test]
    fn the_session_waits_for_no_sign_in_page() {
        assert_eq!(home_of(&["signin", "session"]), MAIN);
        assert_eq!(home_of(&["signin", "session", "dialogs"]), MAIN);
    }

    #[test]
    fn what_the_list_shares_with_the_session_burdens_nobody_who_is_not_signed_in() {
        assert_eq!(home_of(&["list", "session"]), SHARED);
        assert_eq!(home_of(&["list", "session", "dialogs"]), SHARED);
    }

    #[test]
    fn each_file_is_in_one_module_that_every_part_which_needs_it_has() -> Result<()> {
        let files = read("signin a\nlist a\nlist split_list\ndialogs b\nlist b\nsession c\nlist c\n");
        let homes = homes(&files)?;
        assert_eq!(homes.get(MAIN), Some(&vec!["a.wasm"]));
        assert_eq!(homes.get("list"), Some(&vec!["split_list.wasm", "b.wasm"]));
        assert_eq!(homes.get(SHARED), Some(&vec!["c.wasm"]));
        assert_eq!(homes.len(), 3);
        Ok(())
    }

    #[test]
    fn what_nobody_uses_is_no_longer_exported() -> Result<()> {
        // A section with two exports of one function.
        let exports = b"\x02\x04main\0\0\x18intounderlyingsink_close\0\0";
        let wasm = [b"\0asm\x01\0\0\0\x07", &[u8::try_from(exports.len())?][..], exports].concat();
        assert_eq!(sections::exports(&without_unused(&wasm)?)?, ["main"]);
        Ok(())
    }

    #[test]
    fn a_part_that_nothing_is_known_of_is_an_error_that_names_it() {
        let files = read("details split_details\n");
        assert!(homes(&files).is_err_and(|error| error.to_string().contains("before details")));
    }
}
