//! The command line: runs the subcommand, each of which has its own file, and turns a failure into the exit code.

mod development_client;
mod failure;
mod key_file;
mod open_store;
mod seed;
mod serve;
mod user;

use std::{
    io::{self, Write as _},
    process::ExitCode,
};

use clap::Parser as _;

use crate::{
    config::{Cli, Command},
    router,
};

pub use failure::Failure;
pub use key_file::read_key;
pub use serve::serve;

/// Runs the subcommand of the command line. A failure is one line on standard error.
pub async fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) if error.use_stderr() => {
            let text = error.to_string();
            let lines: Vec<&str> = text.lines().map(str::trim).take_while(|line| !line.starts_with("Usage:")).collect();
            let text = lines.join(" ").replace("For more information, try '--help'.", "");
            return fail(&Failure::Configuration(text.trim_start_matches("error: ").trim().to_owned()));
        }
        Err(help) => {
            // Help or version, on standard output; nothing is left to do if that is closed.
            let _ = help.print();
            return ExitCode::SUCCESS;
        }
    };
    let result = match cli.command.unwrap_or_else(|| Command::Serve(Box::new(cli.serve))) {
        Command::Serve(options) => serve(*options).await,
        Command::Seed(options) => seed::seed(&options).await,
        Command::User(options) => user::set_password(&options).await,
        Command::DevelopmentClient(options) => development_client::show(&options).await,
        Command::Openapi => print_openapi(),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => fail(&failure),
    }
}

fn fail(failure: &Failure) -> ExitCode {
    // Nothing is left to do if standard error is closed.
    let _ = writeln!(io::stderr(), "error: {failure}");
    match failure {
        Failure::Configuration(_) => ExitCode::from(2),
        Failure::Running(_) => ExitCode::FAILURE,
    }
}

fn print_openapi() -> Result<(), Failure> {
    let text = router::document().to_pretty_json().map_err(|error| Failure::Running(error.to_string()))?;
    Ok(writeln!(io::stdout(), "{text}")?)
}
