//! Checks what a review should not have to: format, lints, and the invariants of ARCHITECTURE.md.

mod architecture;
mod arrows;
mod files;
mod links;
mod requirements;
mod source;

use anyhow::{Context, Result, bail};

use crate::process::{cargo, execute, step};
use crate::project::Project;
use crate::rust;

/// Check format, lints (warnings denied) and the house's invariants.
#[derive(clap::Args)]
pub struct Options {
    /// The invariants alone, which take no compiling.
    #[arg(long)]
    invariants: bool,
    /// Print which tests check each rule of security and each fault, and nothing else.
    #[arg(long)]
    requirements: bool,
}

type Check = fn(&Project) -> Result<()>;

/// Something that breaks a rule.
#[derive(Debug, PartialEq)]
pub struct Finding {
    /// Relative to the project's root.
    pub file: String,
    /// Counted from 1; 0 for the whole file.
    pub line: usize,
    /// The rule, and what to do.
    pub text: String,
}

/// Runs every check and reports all findings.
///
/// # Errors
/// When a check fails.
pub fn run(project: &Project, options: &Options) -> Result<()> {
    if options.requirements {
        print!("{}", requirements::map(&files::sources(project)?));
        return Ok(());
    }
    step("Checking the invariants");
    let mut failures = Vec::new();
    let findings = invariants(project)?;
    for Finding { file, line, text } in &findings {
        match line {
            0 => println!("{file}: {text}"),
            _ => println!("{file}:{line}: {text}"),
        }
    }
    if !findings.is_empty() {
        failures.push(format!("invariants ({})", findings.len()));
    }
    if !options.invariants {
        let rest: [(&str, Check); 3] =
            [("format", format), ("lints", native_lints), ("lints for the browser", browser_lints)];
        for (name, check) in rest {
            step(&format!("Checking {name}"));
            if let Err(error) = check(project) {
                println!("{error:#}");
                failures.push(name.to_owned());
            }
        }
    }
    if !failures.is_empty() {
        bail!("check failed: {}", failures.join(", "));
    }
    println!("all checks passed");
    Ok(())
}

fn invariants(project: &Project) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    let mut names = Vec::new();
    let sources = files::sources(project)?;
    findings.extend(requirements::check(&sources));
    findings.extend(links::check(&project.root, &sources));
    for (name, text) in sources {
        findings.extend(files::check(&name, &text));
        if name.ends_with(".rs") {
            findings.extend(arrows::check(&name, &text));
        } else if name.starts_with("src/") && name.ends_with(".js") {
            findings.extend(arrows::check_script(&name, &text));
        }
        names.push(name);
    }
    findings.extend(architecture::check(&project.root, &names));
    Ok(findings)
}

fn format(project: &Project) -> Result<()> {
    execute(cargo().args(["fmt", "--all", "--check"]).current_dir(&project.root)).context("run: cargo fmt --all")
}

fn native_lints(project: &Project) -> Result<()> {
    // Apart, so that the features of one package do not leak into the other.
    let page = ["-p", "oauth-apps", "--no-default-features", "--features", "typescript"];
    let rest = ["--workspace", "--exclude", "oauth-apps"];
    for packages in [&page[..], &rest] {
        clippy(project, packages, &["--all-targets"])?;
    }
    Ok(())
}

fn browser_lints(project: &Project) -> Result<()> {
    rust::wasm_target()?;
    let mut targets = vec!["--target", "wasm32-unknown-unknown", "--lib", "--bins"];
    if project.root.join("tests/browser/main.rs").is_file() {
        targets.extend(["--test", "browser"]);
    }
    clippy(project, &["-p", "oauth-apps"], &targets)?;
    let client = ["-p", "oauth-apps", "--no-default-features", "--features", "client"];
    clippy(project, &client, &["--target", "wasm32-unknown-unknown", "--lib", "--bins"])
}

fn clippy(project: &Project, packages: &[&str], targets: &[&str]) -> Result<()> {
    let mut clippy = cargo();
    clippy.args(["clippy", "--locked", "--quiet"]).args(packages).args(targets).args(["--", "--deny", "warnings"]);
    execute(clippy.current_dir(&project.root))
}
