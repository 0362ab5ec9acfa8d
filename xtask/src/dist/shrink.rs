//! Drops what the wasm and its JavaScript make for nobody. Each side keeps the other's leftovers alive: the generated
//! script holds classes that our scripts do not use, and the wasm exports the code behind them, which imports more.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Result, ensure};

use super::glue::{self, Glue, Names};
use super::ledger;
use super::module::Scripts;
use super::parts::{self, Part};
use super::sections;
use super::wasm::Optimiser;
use crate::project::Project;

/// The wasm of the page, optimised, and what belongs to it.
pub struct Shrunk {
    /// The main module.
    pub wasm: Vec<u8>,
    /// Its parts.
    pub parts: Vec<Part>,
    /// All of it in one module, for who hands it over in one piece. It has the same imports and exports.
    pub whole: Vec<u8>,
    /// The scripts that fit them.
    pub scripts: Scripts,
}

/// Makes the page's wasm and scripts small.
///
/// # Errors
/// When a tool fails, or wasm-bindgen's output is not as expected.
pub fn shrink(project: &Project, page: &Path) -> Result<Shrunk> {
    let (optimiser, wasm, mut parts) = parts::cut(project, page)?;
    let mut scripts = Scripts::read(page)?;
    for part in &mut parts {
        part.wasm = optimiser.optimised_part(&part.wasm)?;
    }
    let (wasm, glue) = optimised(project, &optimiser, wasm, &parts, &mut scripts)?;

    let codes = parts.iter().map(|part| part.wasm.clone()).collect::<Vec<_>>();
    let mut whole = optimiser.optimised(&optimiser.merged(&wasm, parts::MAIN, &codes)?)?;
    let wasm = rename(&wasm, Some(&mut whole), &mut parts, glue, &mut scripts)?;
    check(project, &wasm, &parts, &scripts)?;
    ledger::keep(project, &wasm, &parts)?;
    for part in &mut parts {
        part.wasm = sections::without_names(&part.wasm)?;
    }
    let (wasm, whole) = (sections::without_names(&wasm)?, sections::without_names(&whole)?);
    Ok(Shrunk { wasm, parts, whole, scripts })
}

/// Makes a module without parts and its scripts small; answers the module.
///
/// # Errors
/// As [`shrink`].
pub fn shrink_one(project: &Project, wasm: Vec<u8>, scripts: &mut Scripts) -> Result<Vec<u8>> {
    let (wasm, glue) = optimised(project, &Optimiser::of(project, &wasm)?, wasm, &[], scripts)?;
    let wasm = rename(&wasm, None, &mut [], glue, scripts)?;
    check(project, &wasm, &[], scripts)?;
    sections::without_names(&wasm)
}

/// The module and the generated script without what nobody uses, under their old names.
fn optimised(
    project: &Project,
    optimiser: &Optimiser<'_>,
    wasm: Vec<u8>,
    parts: &[Part],
    scripts: &mut Scripts,
) -> Result<(Vec<u8>, Glue)> {
    let mut glue = Glue::read(scripts.glue()?)?;
    let kept = imported(parts)?;
    let mut wasm = prune(project, optimiser, wasm, &kept, &mut glue, scripts)?;
    // The optimiser finds more that is dead, and without that more to optimise.
    for _ in 0..2 {
        wasm = optimiser.optimised(&wasm)?;
        wasm = prune(project, optimiser, wasm, &kept, &mut glue, scripts)?;
    }
    Ok((wasm, glue))
}

/// Refuses a module that does not export what others use of it.
fn check(project: &Project, wasm: &[u8], parts: &[Part], scripts: &Scripts) -> Result<()> {
    let mut named = glue::exports(&scripts.joined(project)?)?;
    named.extend(imported(parts)?);
    let exports = sections::exports(wasm)?.into_iter().collect();
    ensure!(named == exports, "the wasm does not export what others use of it: {named:?}, {exports:?}");
    Ok(())
}

/// What the parts import from the main module.
fn imported(parts: &[Part]) -> Result<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    for part in parts {
        names.extend(sections::imports(&part.wasm)?.into_iter().map(|(_, name)| name));
    }
    Ok(names)
}

/// Drops exports that neither the scripts nor the parts use (`kept`), and imports that the wasm does not use, until all are used.
fn prune(
    project: &Project,
    optimiser: &Optimiser<'_>,
    mut wasm: Vec<u8>,
    kept: &BTreeSet<String>,
    glue: &mut Glue,
    scripts: &mut Scripts,
) -> Result<Vec<u8>> {
    loop {
        *scripts.glue()? = glue.text();
        let mut used = glue::exports(&scripts.joined(project)?)?;
        used.extend(kept.iter().cloned());
        let same = used.into_iter().map(|name| (name.clone(), name)).collect::<Names>();
        wasm = optimiser.pruned(&sections::with_exports(&wasm, &same)?)?;
        if !glue.retain(&sections::imports(&wasm)?)? {
            return Ok(wasm);
        }
    }
}

/// Gives short names to all that several sides name.
fn rename(
    wasm: &[u8],
    whole: Option<&mut Vec<u8>>,
    parts: &mut [Part],
    glue: Glue,
    scripts: &mut Scripts,
) -> Result<Vec<u8>> {
    const MODULE: &str = "a";
    let (imports, exports) = (sections::imports(wasm)?, sections::exports(wasm)?);
    let imports = glue::short_names(imports.iter().map(|(_, name)| name.as_str()));
    let exports = glue::short_names(exports.iter().map(String::as_str));
    *scripts.glue()? = glue.renamed(MODULE, &imports, &exports)?;
    if !parts.is_empty() {
        scripts.rename_module(MODULE)?;
    }
    for part in parts {
        part.wasm = sections::with_imports(&part.wasm, MODULE, &exports)?;
    }
    if let Some(whole) = whole {
        *whole = sections::with_exports(&sections::with_imports(whole, MODULE, &imports)?, &exports)?;
    }
    sections::with_exports(&sections::with_imports(wasm, MODULE, &imports)?, &exports)
}
