//! The tools of npm that make what is shipped smaller: esbuild and binaryen.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::process::output;
use crate::project::Project;

/// Runs esbuild on `entry` and answers what it makes. The browsers are those of docs/deployment.md.
///
/// # Errors
/// When esbuild fails.
pub fn esbuild(project: &Project, entry: Option<&Path>, arguments: &[&str]) -> Result<String> {
    output(
        Command::new("node")
            .arg(project.root.join("xtask/node_modules/esbuild/bin/esbuild"))
            .args(["--target=es2022,chrome125,firefox128,safari17", "--charset=utf8", "--legal-comments=none"])
            .args(["--log-level=warning", "--log-override:empty-import-meta=error"])
            .args(arguments)
            .args(entry),
    )
}

/// Runs a tool of binaryen.
///
/// # Errors
/// When it fails.
pub fn binaryen(project: &Project, tool: &str, arguments: &[String]) -> Result<()> {
    let folder = project.root.join("xtask/node_modules/binaryen/bin");
    // It would say of each module that it does not know all kinds of names.
    output(Command::new("node").arg(folder.join(tool)).args(arguments)).with_context(|| format!("{tool} failed"))?;
    Ok(())
}
