//! Drops what the wasm and its JavaScript make for nobody. Each side keeps the other's leftovers alive: the generated
//! script holds classes that our scripts do not use, and the wasm exports the code behind them, which imports more.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use super::glue::{self, Glue, Names};
use super::module::Scripts;
use super::sections;
use super::wasm::Optimiser;
use crate::project::Project;

/// The wasm in `page`, optimised, and the scripts that fit it.
///
/// # Errors
/// When a tool fails, or wasm-bindgen's output is not as expected.
pub fn shrink(project: &Project, page: &Path) -> Result<(Vec<u8>, Scripts)> {
    let module = page.join("oauth-apps_bg.wasm");
    let wasm = fs::read(&module).with_context(|| format!("cannot read {}", module.display()))?;
    let mut scripts = Scripts::read(page)?;
    let optimiser = Optimiser::of(project, &wasm)?;
    let mut glue = Glue::read(scripts.glue()?)?;

    let wasm = prune(project, &optimiser, wasm, &mut glue, &mut scripts)?;
    let wasm = optimiser.optimised(&wasm)?;
    // The optimiser found more that is dead.
    let wasm = prune(project, &optimiser, wasm, &mut glue, &mut scripts)?;

    let wasm = rename(&wasm, glue, &mut scripts)?;
    let (named, exports) = (glue::exports(&scripts.joined(project)?)?, sections::exports(&wasm)?);
    ensure!(named == exports.into_iter().collect(), "the wasm does not export what its JavaScript uses: {named:?}");
    Ok((wasm, scripts))
}

/// Drops exports that the scripts do not use and imports that the wasm does not use, until all are used.
fn prune(
    project: &Project,
    optimiser: &Optimiser<'_>,
    mut wasm: Vec<u8>,
    glue: &mut Glue,
    scripts: &mut Scripts,
) -> Result<Vec<u8>> {
    loop {
        *scripts.glue()? = glue.text();
        let used = glue::exports(&scripts.joined(project)?)?;
        let same = used.into_iter().map(|name| (name.clone(), name)).collect::<Names>();
        wasm = optimiser.pruned(&sections::with_exports(&wasm, &same)?)?;
        if !glue.retain(&sections::imports(&wasm)?)? {
            return Ok(wasm);
        }
    }
}

/// Gives short names to all that both sides name.
fn rename(wasm: &[u8], glue: Glue, scripts: &mut Scripts) -> Result<Vec<u8>> {
    const MODULE: &str = "a";
    let (imports, exports) = (sections::imports(wasm)?, sections::exports(wasm)?);
    let imports = glue::short_names(imports.iter().map(|(_, name)| name.as_str()));
    let exports = glue::short_names(exports.iter().map(String::as_str));
    *scripts.glue()? = glue.renamed(MODULE, &imports, &exports)?;
    sections::with_exports(&sections::with_imports(wasm, MODULE, &imports)?, &exports)
}
