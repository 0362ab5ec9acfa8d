//! Builds the typed client's own wasm, without a page, and the script that belongs to it.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use super::asset;
use super::folder::empty;
use super::module::Scripts;
use super::shrink::shrink_one;
use crate::process::{cargo, execute, step};
use crate::project::Project;
use crate::stamp::Stamp;
use crate::{bindgen, node, page, paths, rust};

/// What `src/embed/js/client.js` calls the generated script.
pub const GLUE: &str = "oauth-apps-client.js";
/// The wasm's name in `src/embed/js/client.js`, as bundlers look for it.
pub const WASM: &str = "oauth-apps-client_bg.wasm";
/// Our scripts: the first reaches the others and [`GLUE`].
pub const SCRIPTS: [&str; 10] = [
    "client.js",
    "client-options.js",
    "secrets.js",
    "allow.js",
    "dom.js",
    "errors.js",
    "module.js",
    "own.js",
    "policy.js",
    "words.js",
];

/// Where wasm-bindgen's script would look for the wasm by itself. Bundlers must not see a file that there is not.
const DEFAULT_URL: &str = "    if (module_or_path === undefined) {
        module_or_path = new URL('oauth-apps_bg.wasm', import.meta.url);
    }
";

/// The client's module.
pub struct ClientModule {
    /// The wasm, optimised; [`WASM`] in the scripts.
    pub wasm: Vec<u8>,
    /// The script that wasm-bindgen made for it, without what `client.js` does not use: [`GLUE`].
    pub glue: String,
}

/// Builds the module unless nothing changed.
///
/// # Errors
/// When a tool is missing and cannot be installed, or the build fails.
pub fn build(project: &Project) -> Result<ClientModule> {
    const PROFILE: &str = "wasm-release";
    let _lock = project.lock(PROFILE)?;
    let folder = project.work()?.join("client");
    let (wasm, glue) = (folder.join(WASM), folder.join(GLUE));
    let flags = paths::flags(project);
    let how = ["xtask/src/dist", "xtask/src/paths.rs", "xtask/package-lock.json"];
    let inputs = page::INPUTS.into_iter().chain(how).collect::<Vec<_>>();
    let stamp = Stamp::of(project.work()?.join("client.stamp"), &project.root, &inputs, &[&flags.1])?;
    if !(stamp.is_fresh() && wasm.is_file() && glue.is_file()) {
        stamp.forget();
        node::install(project, &project.root.join("xtask"))?;
        rust::wasm_target()?;
        step(&format!("Building the typed client (profile {PROFILE})"));
        let mut build = cargo();
        build
            .args(["build", "--locked", "--quiet", "--package", "oauth-apps", "--bin", "oauth-apps-client"])
            .args(["--no-default-features", "--features", "client"])
            .args(["--profile", PROFILE, "--target", "wasm32-unknown-unknown"])
            .envs([flags])
            .current_dir(&project.root);
        execute(&mut build).context("the typed client does not build")?;
        let built = project.target.join("wasm32-unknown-unknown").join(PROFILE).join("oauth-apps-client.wasm");
        empty(&folder)?;
        let module = shrink(project, &built, &folder)?;
        fs::write(&wasm, &module.wasm)?;
        fs::write(&glue, &module.glue)?;
        stamp.write()?;
    }
    Ok(ClientModule { wasm: fs::read(&wasm)?, glue: fs::read_to_string(&glue)? })
}

/// Runs wasm-bindgen on what cargo built, in `folder`, and makes both its files small.
fn shrink(project: &Project, built: &Path, folder: &Path) -> Result<ClientModule> {
    // By the name of the page's: what changes the script knows it.
    bindgen::bind(&bindgen::build(project)?, built, folder, &[])?;
    let wasm = fs::read(folder.join("oauth-apps_bg.wasm")).context("wasm-bindgen made no wasm")?;
    let glue = fs::read_to_string(folder.join("oauth-apps.js")).context("wasm-bindgen made no script")?;
    ensure!(glue.contains(DEFAULT_URL), "wasm-bindgen's script looks for the wasm in another way: see {}", file!());
    let mut scripts = Scripts::new(scripts(project, glue.replace(DEFAULT_URL, ""))?, SCRIPTS[0], GLUE);
    let wasm = shrink_one(project, wasm, &mut scripts)?;
    Ok(ClientModule { wasm, glue: scripts.glue()?.clone() })
}

impl ClientModule {
    /// Our scripts and the generated one, which know the wasm under the name `wasm` beside them, and what it must hash to.
    ///
    /// # Errors
    /// When one cannot be read, or lacks a place for the name or the hash.
    pub fn scripts(&self, project: &Project, wasm: &str) -> Result<Vec<(String, String)>> {
        let mut files = scripts(project, self.glue.clone())?;
        let (name, client) = &mut files[0];
        let url = |file: &str| format!("new URL(\"./{file}\", import.meta.url)");
        let integrity = |hash: &str| format!("const WASM_INTEGRITY = \"{hash}\";");
        for (from, to) in [(url(WASM), url(wasm)), (integrity(""), integrity(&asset::integrity(&self.wasm)))] {
            ensure!(client.matches(&from).count() == 1, "{name} must hold this once: {from}");
            *client = client.replace(&from, &to);
        }
        Ok(files)
    }
}

/// Our scripts and the generated one.
fn scripts(project: &Project, glue: String) -> Result<Vec<(String, String)>> {
    let read = |name: &str| Ok((name.to_owned(), fs::read_to_string(project.root.join("src/embed/js").join(name))?));
    SCRIPTS.into_iter().map(read).chain([Ok((GLUE.to_owned(), glue))]).collect()
}
