//! The weight of files: raw, gzip, brotli; and the budget of the first load (design: performance).

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process::output;
use crate::project::Project;

/// What the first load may weigh, in bytes of brotli 11.
pub const BUDGET: u64 = 120_000;

/// What a file weighs, in bytes.
#[derive(Debug)]
pub struct Size {
    /// The file's name in its folder.
    pub file: String,
    raw: u64,
    gzip: u64,
    brotli: u64,
}

/// Weighs `files` of `folder`; with `write`, leaves the compressed files beside them.
///
/// # Errors
/// When Node is missing or a file cannot be read.
pub fn weigh(project: &Project, folder: &Path, files: &[String], write: bool) -> Result<Vec<Size>> {
    let mut node = Command::new("node");
    node.arg(project.root.join("xtask/compress.mjs"));
    if write {
        node.arg("--write");
    }
    let lines = output(node.arg(folder).args(files))?;
    lines.lines().map(|line| read(line).with_context(|| format!("unexpected answer: {line}"))).collect()
}

/// Prints a table of `sizes` and their total.
pub fn print(sizes: &[Size]) {
    println!("{:<40} {:>9} {:>9} {:>9}", "first load, bytes", "raw", "gzip 9", "brotli 11");
    let total = |of: fn(&Size) -> u64| sizes.iter().map(of).sum::<u64>();
    for Size { file, raw, gzip, brotli } in sizes {
        println!("{file:<40} {raw:>9} {gzip:>9} {brotli:>9}");
    }
    let (raw, gzip, brotli) = (total(|size| size.raw), total(|size| size.gzip), total(|size| size.brotli));
    println!("{:<40} {raw:>9} {gzip:>9} {brotli:>9}", "total");
}

/// Compares the first load with the budget, and refuses one above it.
///
/// # Errors
/// When it is above.
pub fn check_budget(sizes: &[Size]) -> Result<()> {
    let total: u64 = sizes.iter().map(|size| size.brotli).sum();
    if total > BUDGET {
        bail!("the first load is {total} bytes of brotli, {} above the budget of {BUDGET}", total - BUDGET);
    }
    println!("{} % of the budget of {BUDGET} bytes of brotli", total * 100 / BUDGET);
    Ok(())
}

fn read(line: &str) -> Option<Size> {
    let json: serde_json::Value = serde_json::from_str(line).ok()?;
    let number = |name: &str| json.get(name)?.as_u64();
    Some(Size {
        file: json.get("file")?.as_str()?.to_owned(),
        raw: number("raw")?,
        gzip: number("gzip")?,
        brotli: number("brotli")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(brotli: u64) -> Vec<Size> {
        vec![Size { file: "index.html".into(), raw: brotli, gzip: brotli, brotli }]
    }

    #[test]
    fn a_first_load_above_the_budget_is_refused() {
        assert!(check_budget(&page(BUDGET)).is_ok());
        assert!(check_budget(&page(BUDGET + 1)).is_err());
    }
}
