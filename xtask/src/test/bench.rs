//! Whether the pages of `tests/bench` do the same as ours, by Playwright, and the arithmetic of the bench. Measures nothing.

use std::process::Command;

use anyhow::Result;

use super::Tally;
use crate::bench::peers;
use crate::project::Project;
use crate::{browser, dist, server};

/// Runs them; `arguments` go to Playwright.
///
/// # Errors
/// When something is missing or does not build.
pub fn run(project: &Project, arguments: &[String]) -> Result<Tally> {
    let chromium = browser::chromium(project)?;
    peers::build(project)?;
    let page = dist::build(project, false)?;
    let binary = server::build(project)?;
    let mut playwright = Command::new("node");
    playwright
        .args(["node_modules/@playwright/test/cli.js", "test"])
        .args(arguments)
        .env("OAUTH_APPS_SERVER_BIN", binary)
        .env("OAUTH_APPS_DIST", page)
        .env("OAUTH_APPS_PEERS", peers::work(project)?.join("peers"))
        .env("CHROMIUM", chromium)
        .current_dir(peers::folder(project));
    Tally::of(&mut playwright)
}
