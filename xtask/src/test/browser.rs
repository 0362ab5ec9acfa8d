//! wasm-bindgen's tests in headless Chromium. As root Chromium runs without its sandbox, which it would refuse.

use std::fs;
use std::path::Path;

use anyhow::{Result, bail};
use serde_json::json;

use super::{Tally, tool};
use crate::process::cargo;
use crate::project::Project;
use crate::{browser, rust};

/// Runs them; `arguments` go to the tests.
///
/// # Errors
/// When a tool is missing or they do not build.
pub fn run(project: &Project, arguments: &[String]) -> Result<Tally> {
    if !project.root.join("tests/browser/main.rs").is_file() {
        bail!("tests/browser/main.rs is missing");
    }
    rust::wasm_target()?;
    let chromium = browser::chromium(project)?;
    let driver = browser::chromedriver(project)?;
    let runner = tool::wasm_bindgen(project)?.join("wasm-bindgen-test-runner");
    let capabilities = project.work()?.join("webdriver.json");
    fs::write(&capabilities, self::capabilities(&chromium, browser::is_root()))?;
    let mut tally = Tally::default();
    for package in ["oauth-apps", "erased-view"] {
        let mut test = cargo();
        test.args(["test", "-p", package, "--target", "wasm32-unknown-unknown", "--test", "browser", "--"])
            .args(arguments)
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", &runner)
            .env("CHROMEDRIVER", &driver)
            .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", &capabilities)
            .env("WASM_BINDGEN_TEST_ONLY_WEB", "1")
            .current_dir(&project.root);
        tally.add(Tally::of(&mut test)?);
    }
    Ok(tally)
}

fn capabilities(chromium: &Path, root: bool) -> String {
    let mut flags = vec![
        "headless",
        "disable-gpu",
        "disable-quic",
        "no-first-run",
        "disable-background-networking",
        "disable-component-update",
        "disable-sync",
        "disable-dev-shm-usage",
    ];
    if root {
        flags.push("no-sandbox");
    }
    json!({ "goog:chromeOptions": { "binary": chromium, "args": flags } }).to_string()
}
