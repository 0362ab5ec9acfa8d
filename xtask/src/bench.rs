//! Measures this version: what it weighs, and how fast it is beside the same page in other frameworks (`tests/bench`). Builds
//! and starts everything; what is measured and how, and the arithmetic, are in TypeScript there.

mod load;
pub mod peers;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::process::execute;
use crate::project::Project;
use crate::{browser, dist, server, sizes};
use peers::Peer;

/// What this repository's page is called among the pages.
const OURS: &str = "ours";

/// Measure how fast the page is, beside the same page in other frameworks; print what each first load weighs.
///
/// Needs Node.js 20 and Chromium, and an idle machine: some 20 minutes of it, or 5 with --quick. Prints a table in Markdown;
/// tests/bench/README.md says what each row means.
#[derive(clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Options {
    #[command(subcommand)]
    instead: Option<Instead>,
    /// Fewer runs, and no row with 100,000 applications.
    #[arg(long)]
    quick: bool,
    /// The pages to measure, separated by commas: ours, vanilla and the other folders of tests/bench/peers (default: all).
    /// The first of the table is what the others are compared with.
    #[arg(long, value_name = "PAGE", value_delimiter = ',')]
    only: Vec<String>,
    /// The rows to measure, separated by commas (default: all).
    #[arg(long, value_name = "ROW", value_delimiter = ',')]
    rows: Vec<String>,
    /// How often each row is measured (default: 5, with --quick 2).
    #[arg(long, value_name = "N")]
    runs: Option<u32>,
    /// Write everything that was measured to a file, too.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Instead of measuring, trace the start of our page, or of those of --only, and name what took longest.
    #[arg(long)]
    trace: bool,
    /// Print what our first loads weigh, and measure nothing.
    #[arg(long)]
    sizes: bool,
}

/// What else can be measured.
#[derive(clap::Subcommand)]
enum Instead {
    Server(load::Options),
}

/// Prints the sizes, then the times.
///
/// # Errors
/// When something does not build, a page does not do what it should, or a first load is above its budget.
pub fn run(project: &Project, options: &Options) -> Result<()> {
    if let Some(Instead::Server(options)) = &options.instead {
        return load::run(project, options);
    }
    let folder = dist::build(project, false)?;
    let loads = dist::first_loads(project, &folder)?;
    sizes::print(&loads);
    if !options.sizes {
        let peers = peers::build(project)?;
        for Peer { name, files, .. } in &peers {
            sizes::print_load(name, files);
        }
        measure(project, options, &pages(options, &peers, &folder)?)?;
    }
    sizes::check_budgets(&loads)
}

/// The pages that were asked for, in the order of the table, as the arguments of the one that measures.
fn pages(options: &Options, peers: &[Peer], ours: &Path) -> Result<Vec<String>> {
    let all = peers.iter().map(|peer| (peer.name.as_str(), peer.folder.as_path())).chain([(OURS, ours)]);
    let all = all.collect::<Vec<_>>();
    let is_one = |asked: &String| all.iter().any(|(name, _)| name == asked);
    if let Some(unknown) = options.only.iter().find(|asked| !is_one(asked)) {
        let names = all.iter().map(|(name, _)| *name).collect::<Vec<_>>();
        bail!("there is no page {unknown:?}: they are {}", names.join(", "));
    }
    let is_wanted = |name: &str| match options.only.as_slice() {
        [] => !options.trace || name == OURS,
        asked => asked.iter().any(|asked| asked == name),
    };
    let wanted = all.into_iter().filter(|(name, _)| is_wanted(name));
    Ok(wanted.map(|(name, folder)| format!("{name}={}", folder.display())).collect())
}

fn measure(project: &Project, options: &Options, pages: &[String]) -> Result<()> {
    let mut node = Command::new("node");
    node.arg(peers::folder(project).join(".build/src/main.js")).args(pages);
    for (flag, is_set) in [("--quick", options.quick), ("--trace", options.trace)] {
        node.args(is_set.then_some(flag));
    }
    if !options.rows.is_empty() {
        node.args(["--rows", &options.rows.join(",")]);
    }
    if let Some(runs) = options.runs {
        node.args(["--runs", &runs.to_string()]);
    }
    if let Some(file) = &options.json {
        node.arg("--json").arg(std::path::absolute(file)?);
    }
    node.env("OAUTH_APPS_SERVER_BIN", server::build_optimised(project)?)
        .env("OAUTH_APPS_BENCH", peers::work(project)?.join("data"))
        .env("CHROMIUM", browser::chromium(project)?);
    execute(&mut node)
}
