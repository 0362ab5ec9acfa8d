//! Every command of this repository: `cargo xtask --help`. Needs cargo alone; the commands install what else they use.
//!
//! This file is the command line; each command lives in the file of its name. No logic here.
#![expect(clippy::print_stdout, reason = "a command line tool: results go to stdout, progress to stderr")]

mod bench;
mod bindgen;
mod browser;
mod check;
mod dist;
mod languages;
mod node;
mod page;
mod paths;
mod process;
mod project;
mod python;
mod rust;
mod serve;
mod server;
mod sizes;
mod stamp;
mod stylesheet;
mod test;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::project::Project;

/// Build, serve, test and check oauth-apps. What is missing gets installed; only cargo is needed to begin.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Serve(serve::Options),
    Test(test::Options),
    Check(check::Options),
    Dist(dist::Options),
    Bench(bench::Options),
    #[command(hide = true)]
    Assets(stylesheet::Options),
}

fn main() -> ExitCode {
    let command_line = CommandLine::parse();
    let done = Project::find().and_then(|project| match command_line.command {
        Command::Serve(options) => serve::run(&project, &options),
        Command::Test(options) => test::run(&project, &options),
        Command::Check(options) => check::run(&project, &options),
        Command::Dist(options) => dist::run(&project, &options),
        Command::Bench(options) => bench::run(&project, &options),
        Command::Assets(options) => stylesheet::run(&project, &options),
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
