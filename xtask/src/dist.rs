//! Makes `dist/`, the static page as it is deployed, and `pkg/`, the npm package: optimised, minified, with hashed names
//! and integrity; the page with precompressed files. Integrity is computed after minifying, of the bytes that are served.

mod asset;
mod client;
mod folder;
mod glue;
mod html;
mod ledger;
mod module;
mod package;
mod parts;
mod sections;
mod shrink;
mod tools;
mod wasm;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::process::step;
use crate::project::Project;
use crate::sizes::{self, Load, Visitor};
use crate::stamp::Stamp;
use crate::{languages, node, page, paths, stylesheet};
use asset::{integrity, publish};
use folder::{empty, names, replace};
use module::Assets;
use shrink::Shrunk;
use tools::esbuild;

/// Make dist/, the optimised static page, and pkg/, the npm package; print their sizes, the page's against its budget, and
/// which crates its bytes come from.
///
/// Needs Node.js 20 for esbuild and wasm-opt.
#[derive(clap::Args)]
pub struct Options {
    /// Build again even when nothing changed.
    #[arg(long)]
    force: bool,
}

/// Makes `dist/` and prints what the first load weighs.
///
/// # Errors
/// When a step fails or a first load is above its budget.
pub fn run(project: &Project, options: &Options) -> Result<()> {
    let folder = build(project, options.force)?;
    let loads = first_loads(project, &folder)?;
    sizes::print(&loads);
    package::print(project)?;
    ledger::print(project, &folder)?;
    sizes::check_budgets(&loads)
}

/// Makes `dist/` and `pkg/` unless nothing changed, and returns the absolute path of the first.
///
/// # Errors
/// When a step fails.
pub fn build(project: &Project, force: bool) -> Result<PathBuf> {
    let _lock = project.lock("dist")?;
    let page = page::build(project, page::Profile::Parts)?;
    let folder = project.root.join("dist");
    let stamp = || {
        let how = [
            "xtask/src/dist.rs",
            "xtask/src/dist",
            "xtask/src/paths.rs",
            "xtask/compress.mjs",
            "xtask/split/src",
            "xtask/package-lock.json",
            "dist",
            "pkg",
        ];
        let inputs = page::INPUTS.into_iter().chain(how).collect::<Vec<_>>();
        Stamp::of(project.work()?.join("dist.stamp"), &project.root, &inputs, &[])
    };
    if !force && stamp()?.is_fresh() {
        return Ok(folder);
    }
    node::install(project, &project.root.join("xtask"))?;
    step("Optimising the page");
    let (dist, pkg) = (project.work()?.join("dist"), project.work()?.join("pkg"));
    empty(&dist)?;
    empty(&pkg)?;
    assemble(project, &page, &dist, &pkg)?;
    replace(&dist, &folder)?;
    replace(&pkg, &project.root.join("pkg"))?;
    stamp()?.write()?;
    Ok(folder)
}

/// Weighs what a browser fetches before the page can be used, for each kind of visitor, and the typed client.
///
/// # Errors
/// When `folder` or the package cannot be read.
pub fn first_loads(project: &Project, folder: &Path) -> Result<Vec<Load>> {
    let mut names = names(folder)?;
    names.retain(|name| name == "index.html" || name.starts_with("oauth-apps-"));
    // A language other than English comes when somebody wants it.
    names.retain(|name| !name.ends_with(".json"));
    names.retain(|name| !name.ends_with(".br") && !name.ends_with(".gz"));
    let part = |name: &str| Some(name.strip_prefix("oauth-apps-")?.rsplit_once('-')?.0.to_owned());
    let load = |(visitor, first): (Visitor, &str)| {
        let comes = |part: String| part == first || parts::needs(first).contains(&part.as_str());
        let needed = names.iter().filter(|name| part(name).is_none_or(comes)).cloned();
        Ok(Load { visitor, files: sizes::weigh(project, folder, &needed.collect::<Vec<_>>(), false)? })
    };
    parts::FIRST.into_iter().map(load).chain([package::client_load(project)]).collect()
}

fn assemble(project: &Project, page: &Path, to: &Path, pkg: &Path) -> Result<()> {
    let Shrunk { wasm, parts, whole, mut scripts } = shrink::shrink(project, page)?;
    let wasm = publish(to, None, "wasm", &wasm)?;
    let parts = parts.into_iter().map(|part| {
        let asset = publish(to, Some(part.name), "wasm", &part.wasm)?;
        Ok((part, asset))
    });
    let parts = parts.collect::<Result<Vec<_>>>()?;
    let minified = |name: &str| esbuild(project, Some(&page.join(name)), &["--minify"]);
    let mut style = minified(stylesheet::NAME)?;
    let css = publish(to, None, "css", style.as_bytes())?;
    let mut part_css = Vec::new();
    for part in stylesheet::PARTS {
        let text = minified(&stylesheet::of_part(part))?;
        part_css.push((part, publish(to, Some(part), "css", text.as_bytes())?));
        style.push_str(&text);
    }
    let mut languages = Vec::new();
    for language in languages::names(project)? {
        let texts = fs::read(page.join(languages::file_name(&language)))?;
        languages.push((language, publish(to, None, "json", &texts)?));
    }
    let assets = Assets { wasm, parts, whole_integrity: integrity(&whole), css, part_css, languages };
    scripts.fill(&assets)?;
    let js = publish(to, None, "js", scripts.minified(project)?.as_bytes())?;

    let index = fs::read_to_string(page.join("index.html")).context("the page has no index.html")?;
    fs::write(to.join("index.html"), html::with_assets(&index, &js, &assets.css, &assets.wasm)?)?;

    for name in names(page)? {
        // What is not code of the page, such as an icon, keeps its name.
        let code = [".js", ".wasm", ".css", ".d.ts"].iter().any(|ending| name.ends_with(ending))
            || assets.languages.iter().any(|(language, _)| languages::file_name(language) == name);
        if !code && name != "index.html" {
            let target = to.join(&name);
            fs::create_dir_all(target.parent().unwrap_or(to))?;
            fs::copy(page.join(&name), target)?;
        }
    }
    package::assemble(project, pkg, to, &assets, scripts, &style, &whole)?;
    for folder in [to, pkg] {
        let shipped = names(folder)?.into_iter().map(|name| Ok((name.clone(), fs::read(folder.join(name))?)));
        paths::check(project, &shipped.collect::<Result<Vec<_>>>()?)?;
    }
    // index.html and config.json are edited by whoever deploys: a compressed twin would hide the edit.
    let mut assets = names(to)?;
    assets.retain(|name| name.starts_with("oauth-apps-") || !(name == "index.html" || name.ends_with(".json")));
    sizes::weigh(project, to, &assets, true)?;
    Ok(())
}
