//! Runs the tests, each kind by its own tool, and sums up. A kind that fails does not stop the others.

mod bench;
mod browser;
mod deploy;
mod e2e;
mod native;
mod peers;
mod tally;
mod tool;
mod trunk;

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::process::step;
use crate::project::Project;
use tally::Tally;

/// Install what is missing and run every test, or the kinds that are named.
#[derive(clap::Args)]
pub struct Options {
    /// Which tests (default: all).
    #[arg(value_enum)]
    kinds: Vec<Kind>,
    /// Passed on to the test runner of the kind, after `--`.
    #[arg(last = true)]
    arguments: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, clap::ValueEnum)]
enum Kind {
    /// Wire types, server, xtask; and the examples in the documentation.
    Native,
    /// The library in a browser (tests/browser).
    Browser,
    /// Page, element and server together (tests/e2e, Playwright).
    E2e,
    /// The server against libraries that others wrote (server/tests/peers).
    Peers,
    /// The configurations in deploy/ under their real server.
    Deploy,
    /// The page as `trunk build` by hand makes it.
    Trunk,
    /// Whether the pages that ours is measured beside do the same (tests/bench).
    Bench,
}

/// Runs the tests.
///
/// # Errors
/// When a test fails or cannot run.
pub fn run(project: &Project, options: &Options) -> Result<()> {
    let all = vec![Kind::Native, Kind::Peers, Kind::Browser, Kind::Trunk, Kind::Deploy, Kind::E2e, Kind::Bench];
    let kinds = if options.kinds.is_empty() { all } else { options.kinds.clone() };
    if !options.arguments.is_empty() && kinds.len() != 1 {
        bail!("name one kind of test for the arguments after --, as in: cargo xtask test native -- --help");
    }
    let mut results = Vec::new();
    for kind in kinds {
        let test = match kind {
            Kind::Native => native::run,
            Kind::Browser => browser::run,
            Kind::E2e => e2e::run,
            Kind::Peers => peers::run,
            Kind::Deploy => deploy::run,
            Kind::Trunk => trunk::run,
            Kind::Bench => bench::run,
        };
        step(&format!("Testing: {}", name(kind)));
        let start = Instant::now();
        let result = test(project, &options.arguments);
        if let Err(error) = &result {
            eprintln!("error: {}: {error:#}", name(kind));
        }
        results.push((kind, result, start.elapsed()));
    }
    println!("\n{:<9} {:>7} {:>7} {:>8} {:>9}", "tests", "passed", "failed", "skipped", "seconds");
    for (kind, result, took) in &results {
        println!("{}", line(name(*kind), result, *took));
    }
    let failed: Vec<&str> =
        results.iter().filter(|(_, result, _)| !succeeded(result)).map(|(kind, ..)| name(*kind)).collect();
    if !failed.is_empty() {
        bail!("tests failed: {}", failed.join(", "));
    }
    Ok(())
}

fn succeeded(result: &Result<Tally>) -> bool {
    result.as_ref().is_ok_and(|tally| tally.failed == 0)
}

fn line(name: &str, result: &Result<Tally>, took: Duration) -> String {
    let seconds = took.as_secs_f64();
    match result {
        Ok(Tally { passed, failed, skipped }) => {
            let verdict = if *failed > 0 { "  FAILED" } else { "" };
            format!("{name:<9} {passed:>7} {failed:>7} {skipped:>8} {seconds:>9.1}{verdict}")
        }
        Err(_) => format!("{name:<9} {:>7} {:>7} {:>8} {seconds:>9.1}  DID NOT RUN TO THE END", "-", "-", "-"),
    }
}

fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Native => "native",
        Kind::Browser => "browser",
        Kind::E2e => "e2e",
        Kind::Peers => "peers",
        Kind::Deploy => "deploy",
        Kind::Trunk => "trunk",
        Kind::Bench => "bench",
    }
}
