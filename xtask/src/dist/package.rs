//! Makes `pkg/`, the npm package: the page's wasm under the same names, its scripts as modules, their types, and the whole
//! module in one file for whoever hands it over. Nothing of it is bundled for a framework; there are no dependencies.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::Value;
use sha2::{Digest, Sha256, Sha384};

use super::asset::Asset;
use super::client;
use super::folder::names;
use super::module::{Assets, Scripts};
use crate::project::Project;
use crate::sizes::{self, Load, Visitor};
use crate::stamp::hex;

/// The modules of the package, and the scripts in `src/embed/js` that they are made of.
const ENTRIES: [(&str, &str); 3] = [("index", "index.js"), ("element", "define.js"), ("client", "client.js")];

/// Entries that are types alone; a module without anything stands beside each.
const TYPES_ALONE: [&str; 3] = ["react", "svelte", "vue"];

/// Puts the package together in `to`. `scripts` know the names of the files in `page` already; the stylesheet becomes
/// text in them, since bundlers treat a file of CSS as they like.
///
/// # Errors
/// When a file is missing or a tool fails.
pub fn assemble(
    project: &Project,
    to: &Path,
    page: &Path,
    assets: &Assets,
    mut scripts: Scripts,
    style: &str,
    whole: &[u8],
) -> Result<()> {
    let sources = project.root.join("src/embed");
    let copy = |asset: &Asset| fs::copy(page.join(&asset.name), to.join(&asset.name));
    copy(&assets.wasm)?;
    for asset in assets.parts.iter().map(|(_, asset)| asset).chain(assets.languages.iter().map(|(_, asset)| asset)) {
        copy(asset)?;
    }
    fs::write(to.join("oauth-apps.wasm"), whole)?;
    for name in ["index.js", "mount.js", "define.js"] {
        let text = fs::read_to_string(sources.join("js").join(name)).with_context(|| format!("cannot read {name}"))?;
        scripts.put(name, text);
    }
    let client = client::build(project)?;
    let client_wasm = format!("oauth-apps-client-{}.wasm", &hex(&Sha256::digest(&client.wasm))[..16]);
    fs::write(to.join(&client_wasm), &client.wasm)?;
    for (name, text) in client.scripts(project, &client_wasm)? {
        scripts.put(&name, text);
    }
    scripts.put(
        "css.js",
        format!(
            "export const css = async () => {};\nexport const partCss = async () => \"\";\nexport const restCss = async () => \"\";\n",
            Value::from(style.trim_end())
        ),
    );
    scripts.split(project, &ENTRIES, to)?;

    for file in names(&sources.join("types"))? {
        fs::copy(sources.join("types").join(&file), to.join(&file))?;
    }
    fs::write(to.join("data.d.ts"), oauth_apps::api::data_types())?;
    for name in TYPES_ALONE {
        fs::write(to.join(format!("{name}.js")), "export {};\n")?;
    }
    for name in ["LICENSE-MIT", "LICENSE-APACHE"] {
        fs::copy(project.root.join(name), to.join(name))?;
    }
    fs::copy(sources.join("README.md"), to.join("README.md"))?;
    let scripts = names(to)?.into_iter().filter(|name| name.ends_with(".js"));
    let integrity = scripts.map(|name| {
        let hash = BASE64_STANDARD.encode(Sha384::digest(fs::read(to.join(&name))?));
        Ok((name, Value::from(format!("sha384-{hash}"))))
    });
    write(&to.join("integrity.json"), &Value::Object(integrity.collect::<Result<_>>()?))?;
    fs::write(to.join("package.json"), manifest(&sources, &client_wasm)?).context("cannot write package.json")
}

/// What the typed client of the package weighs.
///
/// # Errors
/// When it cannot be read.
pub fn client_load(project: &Project) -> Result<Load> {
    let folder = project.root.join("pkg");
    let mut files = names(&folder)?;
    files.retain(|name| name.starts_with("oauth-apps-client-") && name.ends_with(".wasm"));
    ensure!(files.len() == 1, "pkg/ must hold one wasm of the client: {files:?}");
    Ok(Load { visitor: Visitor::Client, files: sizes::weigh(project, &folder, &files, false)? })
}

/// Prints what the package weighs for who loads it.
///
/// # Errors
/// When it cannot be read.
pub fn print(project: &Project) -> Result<()> {
    let folder = project.root.join("pkg");
    let mut files = names(&folder)?;
    files.retain(|name| [".js", ".wasm", ".json"].iter().any(|ending| name.ends_with(ending)));
    files.retain(|name| !["package.json", "integrity.json"].contains(&name.as_str()));
    sizes::print_files("pkg/, bytes", &sizes::weigh(project, &folder, &files, false)?);
    Ok(())
}

/// `src/embed/package.json`, with the version and the final name of the client's wasm. It stays text: the order of its
/// conditions matters.
fn manifest(sources: &Path, client_wasm: &str) -> Result<String> {
    let mut text = fs::read_to_string(sources.join("package.json")).context("cannot read src/embed/package.json")?;
    let places = [
        ("\"version\": \"0.0.0\"", format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"))),
        ("\"./oauth-apps-client_bg.wasm\"", format!("\"./{client_wasm}\"")),
    ];
    for (place, filled) in places {
        ensure!(text.contains(place), "src/embed/package.json must hold: {place}");
        text = text.replace(place, &filled);
    }
    Ok(text)
}

fn write(file: &Path, value: &Value) -> Result<()> {
    let text = serde_json::to_string_pretty(value)?;
    ensure!(!text.is_empty(), "nothing to write");
    fs::write(file, text + "\n").with_context(|| format!("cannot write {}", file.display()))
}
