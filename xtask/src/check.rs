//! Checks what a review should not have to: format, lints, and the invariants of ARCHITECTURE.md.

mod architecture;
mod arrows;
mod circles;
mod citations;
mod crates;
mod files;
mod finding;
mod imports;
mod links;
mod modules;
mod requirements;
mod tokens;

use anyhow::{Context, Result, bail};

use crate::process::{cargo, execute, step};
use crate::project::Project;
use crate::rust;
use finding::Finding;
use modules::Modules;

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
    let sources = files::sources(project)?;
    let names: Vec<String> = sources.iter().map(|(name, _)| name.clone()).collect();
    let (rust, mut findings) = tokens::parse(&sources);
    for (name, text) in &sources {
        findings.extend(files::check(name, text));
        if name.ends_with("Cargo.toml") {
            findings.extend(files::check_manifest(name, text));
        } else if name.starts_with("src/") && name.ends_with(".js") {
            findings.extend(arrows::check_script(name, text));
        }
    }
    for (name, file) in &rust {
        findings.extend(files::check_sql(name, file));
        findings.extend(arrows::check(name, file));
    }
    let modules = Modules::read(&crates::find(&sources), &rust);
    findings.extend(modules.unread(rust.keys().copied()));
    findings.extend(circles::check(&imports::all(&modules)));
    findings.extend(citations::check(&sources));
    findings.extend(requirements::check(&sources));
    findings.extend(links::check(&project.root, &sources));
    findings.extend(architecture::check(&project.root, &names));
    Ok(findings)
}

fn format(project: &Project) -> Result<()> {
    execute(cargo().args(["fmt", "--all", "--check"]).current_dir(&project.root)).context("run: cargo fmt --all")
}

fn native_lints(project: &Project) -> Result<()> {
    // Apart, so that the features of one package do not leak into the other.
    let page = ["-p", "oauth-apps", "--no-default-features", "--features", "typescript"];
    let rest = ["--workspace", "--exclude", "oauth-apps", "--exclude", "erased-view"];
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
    clippy(project, &["-p", "erased-view"], &["--target", "wasm32-unknown-unknown", "--lib", "--test", "browser"])?;
    let client = ["-p", "oauth-apps", "--no-default-features", "--features", "client"];
    clippy(project, &client, &["--target", "wasm32-unknown-unknown", "--lib", "--bins"])
}

fn clippy(project: &Project, packages: &[&str], targets: &[&str]) -> Result<()> {
    let mut clippy = cargo();
    clippy.args(["clippy", "--locked", "--quiet"]).args(packages).args(targets).args(["--", "--deny", "warnings"]);
    execute(clippy.current_dir(&project.root))
}
