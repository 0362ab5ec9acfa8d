//! The tests that need no browser: cargo nextest when present, else cargo test; then the documentation's examples.

use anyhow::Result;

use super::Tally;
use crate::process::{cargo, output};
use crate::project::Project;

/// Runs them; `arguments` go to the test runner.
///
/// # Errors
/// When they do not build.
pub fn run(project: &Project, arguments: &[String]) -> Result<Tally> {
    // Apart, so that the features of one package do not leak into the other.
    let page = ["-p", "oauth-apps", "--no-default-features", "--features", "typescript"];
    let rest = ["--workspace", "--exclude", "oauth-apps", "--exclude", "erased-view"];
    let nextest = output(cargo().args(["nextest", "--version"]).current_dir(&project.root)).is_ok();
    let mut tally = Tally::default();
    for packages in [&page[..], &rest] {
        let mut test = cargo();
        if nextest {
            test.args(["nextest", "run", "--no-tests", "pass", "--no-fail-fast"]).args(packages).args(arguments);
        } else {
            test.args(["test", "--no-fail-fast", "--all-targets"]).args(packages).arg("--").args(arguments);
        }
        tally.add(Tally::of(test.current_dir(&project.root))?);
    }
    if arguments.is_empty() {
        for package in [&["oauth-apps", "--no-default-features"][..], &["erased-view"], &["part"]] {
            let mut examples = cargo();
            examples.args(["test", "--doc", "-p"]).args(package);
            tally.add(Tally::of(examples.current_dir(&project.root))?);
        }
    }
    Ok(tally)
}
