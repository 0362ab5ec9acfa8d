//! The weight of files: raw, gzip, brotli; and the budgets of the first loads.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::process::output;
use crate::project::Project;

/// Who fetches something before it can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visitor {
    /// Sees the sign-in page.
    NotSignedIn,
    /// Sees the list.
    SignedIn,
    /// A script that uses the typed client, without a page. Its host bundles the scripts, so that the wasm alone counts.
    Client,
}

impl Visitor {
    /// What the first load may weigh for this visitor, in bytes of brotli 11. The page's are to become
    /// 125,000 and 140,000, and the client's 55,000 again; until then these figures keep them from growing. Lists that are read
    /// while they come in, and kept packed, took 4 kB of the client; with rows that are filled again, 1.5 kB of the page.
    pub fn budget(self) -> u64 {
        match self {
            Self::NotSignedIn => 132_000,
            Self::SignedIn => 165_300,
            Self::Client => 56_500,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::NotSignedIn => "not signed in",
            Self::SignedIn => "signed in",
            Self::Client => "typed client",
        }
    }
}

/// What a file weighs, in bytes.
#[derive(Debug)]
pub struct Size {
    /// The file's name in its folder.
    pub file: String,
    /// As it is.
    pub raw: u64,
    gzip: u64,
    /// With brotli 11.
    pub brotli: u64,
}

/// What one kind of visitor fetches before the page can be used.
#[derive(Debug)]
pub struct Load {
    /// Who that is.
    pub visitor: Visitor,
    /// What is fetched.
    pub files: Vec<Size>,
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

/// Prints a table of files that are fetched together, with its total.
pub fn print_load(who: &str, files: &[Size]) {
    print_files(&format!("first load, {who}, bytes"), files);
    let total = |of: fn(&Size) -> u64| files.iter().map(of).sum::<u64>();
    let total = [total(|size| size.raw), total(|size| size.gzip), total(|size| size.brotli)];
    println!("{:<40} {:>9} {:>9} {:>9}", "total", total[0], total[1], total[2]);
}

/// Prints a table for each visitor, with its total.
pub fn print(loads: &[Load]) {
    for load in loads {
        print_load(load.visitor.name(), &load.files);
    }
}

/// Compares each first load with its budget, and refuses what is above it.
///
/// # Errors
/// When one is above.
pub fn check_budgets(loads: &[Load]) -> Result<()> {
    let mut above = Vec::new();
    for load in loads {
        let (name, budget, total) =
            (load.visitor.name(), load.visitor.budget(), load.files.iter().map(|size| size.brotli).sum::<u64>());
        println!("{name}: {} % of the budget of {budget} bytes of brotli", total * 100 / budget);
        if total > budget {
            above.push(format!("{name}: {total} bytes of brotli, {} above {budget}", total - budget));
        }
    }
    ensure!(above.is_empty(), "a first load is above its budget: {}", above.join("; "));
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

    fn load(visitor: Visitor, brotli: u64) -> Load {
        Load { visitor, files: vec![Size { file: "index.html".into(), raw: brotli, gzip: brotli, brotli }] }
    }

    #[test]
    fn a_first_load_above_its_own_budget_is_refused_whoever_has_it() {
        let all = [Visitor::NotSignedIn, Visitor::SignedIn, Visitor::Client];
        assert!(check_budgets(&all.map(|visitor| load(visitor, visitor.budget()))).is_ok());
        for one in all {
            let loads = all.map(|visitor| load(visitor, visitor.budget() + u64::from(visitor == one)));
            assert!(check_budgets(&loads).is_err_and(|error| error.to_string().contains(one.name())));
        }
    }
}
