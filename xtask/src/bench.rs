//! Measures what this version weighs, and names the machine. No times yet: they need competitors in the same run.

use std::fs;
use std::thread::available_parallelism;

use anyhow::Result;

use crate::project::Project;
use crate::{dist, sizes};

/// Print the weight of the first load of dist/ (raw, gzip, brotli) and the machine.
#[derive(clap::Args)]
pub struct Options {}

/// Prints the machine and the sizes.
///
/// # Errors
/// When `dist/` cannot be built, or a first load is above its budget.
pub fn run(project: &Project, _options: &Options) -> Result<()> {
    let folder = dist::build(project, false)?;
    println!("machine: {}", machine());
    let loads = dist::first_loads(project, &folder)?;
    sizes::print(&loads);
    sizes::check_budgets(&loads)
}

fn machine() -> String {
    let cpus = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpus.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let model = model.map_or("unknown CPU", |(_, model)| model);
    let cores = available_parallelism().map_or(0, usize::from);
    format!("{model}, {cores} cores, {} {}", std::env::consts::OS, std::env::consts::ARCH)
}
