//! Makes what JavaScript calls a wasm through: wasm-bindgen's own library in a small program (`xtask/bind`), so that cargo
//! sees to its version, and nothing has to be installed.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::process::{cargo, execute};
use crate::project::Project;

/// Builds the program and answers it.
///
/// # Errors
/// When it does not build.
pub fn build(project: &Project) -> Result<PathBuf> {
    execute(cargo().args(["build", "--locked", "--quiet", "--package", "bind"]).current_dir(&project.root))
        .context("what binds the wasm to JavaScript does not build")?;
    Ok(project.binary("debug", "bind"))
}

/// Leaves `oauth-apps.js` and `oauth-apps_bg.wasm`, made of `wasm`, in `folder`; `options` are those of the program.
///
/// # Errors
/// When `wasm` is not as the compiler leaves it.
pub fn bind(program: &Path, wasm: &Path, folder: &Path, options: &[&str]) -> Result<()> {
    execute(Command::new(program).arg(wasm).arg(folder).args(options)).context("the wasm cannot be bound to JavaScript")
}
