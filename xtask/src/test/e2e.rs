//! Playwright against the optimised page as the server delivers it, and the npm package in portals that embed it. The specs
//! start their own servers: ours, two authorization servers that others wrote, in Python and Node, and those of the portals.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::Tally;
use crate::process::execute;
use crate::project::Project;
use crate::{browser, dist, node, python, server};

/// The tag of specs that measure time: they run by themselves, after all others.
const ALONE: &str = "@alone";

/// Runs them; `arguments` go to Playwright.
///
/// # Errors
/// When something is missing or does not build.
pub fn run(project: &Project, arguments: &[String]) -> Result<Tally> {
    let folder = project.root.join("tests/e2e");
    if !folder.join("package.json").is_file() {
        bail!("tests/e2e/package.json is missing");
    }
    let chromium = browser::chromium(project)?;
    browser::quick_start(project)?;
    node::install(project, &folder)?;
    let python = python::environment(project, &folder.join("authorization-servers/django/requirements.txt"))?;
    if arguments.is_empty() {
        execute(Command::new("node").args(["node_modules/typescript/bin/tsc", "--noEmit"]).current_dir(&folder))
            .context("the types of tests/e2e are wrong")?;
    }
    let page = dist::build(project, false)?;
    portals(project, &folder.join("portals"))?;
    let binary = server::build(project)?;
    let playwright = |arguments: &[&str]| {
        let mut playwright = Command::new("node");
        playwright
            .args(["node_modules/@playwright/test/cli.js", "test"])
            .args(arguments)
            .env("OAUTH_APPS_SERVER_BIN", &binary)
            .env("OAUTH_APPS_DIST", &page)
            .env("OAUTH_APPS_PKG", project.root.join("pkg"))
            .env("OAUTH_APPS_PYTHON", &python)
            .env("CHROMIUM", &chromium)
            .current_dir(&folder);
        Tally::of(&mut playwright)
    };
    if !arguments.is_empty() {
        return playwright(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
    }
    let mut tally = playwright(&["--grep-invert", ALONE])?;
    tally.add(playwright(&["--grep", ALONE, "--workers", "1"])?);
    Ok(tally)
}

/// Packs and installs the npm package in `folder`, and builds the portals there that embed it. What is there stays.
fn portals(project: &Project, folder: &Path) -> Result<()> {
    node::install(project, folder)?;
    let mut setup = Command::new("node");
    setup.arg("setup.js").env("OAUTH_APPS_PKG", project.root.join("pkg")).current_dir(folder);
    execute(&mut setup).context("the portals of tests/e2e cannot be built")
}
