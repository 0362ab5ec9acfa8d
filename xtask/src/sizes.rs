//! The weight of files: raw, gzip, brotli; and the budget of the first load (design: performance).

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process::output;
use crate::project::Project;

/// What the first load may weigh, in bytes of brotli 11. It was 140,000 before views, signals and JSON became Leptos' and
/// serde's, and is to be 125,000 for who is not signed in and 140,000 for who is. Until then this keeps it from growing.
pub const BUDGET: u64 = 206_000;

/// What a file weighs, in bytes.
#[derive(Debug)]
pub struct Size {
    /// The file's name in its folder.
    pub file: String,
    raw: u64,
    gzip: u64,
    brotli: u64,
}

/// What one kind of visitor fetches before the page can be used.
#[derive(Debug)]
pub struct Load {
    /// Who that is.
    pub visitor: &'static str,
    /// What is fetched.
    pub files: Vec<Size>,
}

impl Load {
    fn total(&self, of: fn(&Size) -> u64) -> u64 {
        self.files.iter().map(of).sum()
    }
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

/// Prints a table of files.
pub fn print_files(title: &str, files: &[Size]) {
    println!("{title:<40} {:>9} {:>9} {:>9}", "raw", "gzip 9", "brotli 11");
    for Size { file, raw, gzip, brotli } in files {
        println!("{file:<40} {raw:>9} {gzip:>9} {brotli:>9}");
    }
}

/// Prints a table for each visitor, with its total.
pub fn print(loads: &[Load]) {
    for load in loads {
        let title = format!("first load, {}, bytes", load.visitor);
        print_files(&title, &load.files);
        let total = [load.total(|size| size.raw), load.total(|size| size.gzip), load.total(|size| size.brotli)];
        println!("{:<40} {:>9} {:>9} {:>9}", "total", total[0], total[1], total[2]);
    }
}

/// Compares the largest first load with the budget, and refuses one above it.
///
/// # Errors
/// When it is above.
pub fn check_budget(loads: &[Load]) -> Result<()> {
    let totals = loads.iter().map(|load| (load.total(|size| size.brotli), load.visitor));
    let (total, visitor) = totals.max().context("nobody loads anything")?;
    if total > BUDGET {
        bail!("the first load, {visitor}, is {total} bytes of brotli, {} above {BUDGET}", total - BUDGET);
    }
    println!("{} % of the budget of {BUDGET} bytes of brotli, {visitor}", total * 100 / BUDGET);
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

    fn load(visitor: &'static str, brotli: u64) -> Load {
        Load { visitor, files: vec![Size { file: "index.html".into(), raw: brotli, gzip: brotli, brotli }] }
    }

    #[test]
    fn a_first_load_above_the_budget_is_refused_whoever_has_it() {
        assert!(check_budget(&[load("one", BUDGET), load("other", 1)]).is_ok());
        assert!(check_budget(&[load("one", BUDGET + 1), load("other", 1)]).is_err());
        assert!(check_budget(&[load("one", 1), load("other", BUDGET + 1)]).is_err());
    }
}
