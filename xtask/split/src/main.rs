//! Cuts a wasm file into parts at the cuts that `crates/part` declares: `split FILE FOLDER` leaves `main.wasm` and
//! the other files there, and prints which part needs which of them, a pair on each line. A program of its own, since
//! nothing but `cargo xtask dist` needs what it depends on.

use std::io::Write as _;
use std::path::PathBuf;

use anyhow::{Context, Result, anyhow};
use wasm_split_cli_support::{Options, transform};

fn main() -> Result<()> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let (file, folder) = arguments.next().zip(arguments.next()).context("usage: split FILE FOLDER")?;
    let wasm = std::fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
    let main = folder.join("main.wasm");
    let mut options = Options::new(&wasm);
    options.output_dir = &folder;
    options.main_out_path = &main;
    let split = transform(options).map_err(|report| anyhow!("{report:?}"))?;
    let mut lines = String::new();
    for (part, files) in split.prefetch_map {
        files.iter().for_each(|file| lines.extend([&part, " ", file, "\n"]));
    }
    std::io::stdout().write_all(lines.as_bytes())?;
    Ok(())
}
