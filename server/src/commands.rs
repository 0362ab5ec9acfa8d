//! The subcommands, one file each, and how a failure ends the process.

mod development_client;
mod key_file;
mod seed;
mod serve;
mod user;

use std::{
    io::{self, Write as _},
    process::ExitCode,
};

use clap::Parser as _;

use crate::{
    config::{Cli, Command, StoreOptions},
    store::{self, Store},
};

pub use key_file::read_key;
pub use serve::serve;

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The configuration is wrong: exit code 2.
    #[error("{0}")]
    Configuration(String),
    /// Something went wrong later: exit code 1.
    #[error("{0}")]
    Running(String),
}

impl From<store::Error> for Failure {
    fn from(error: store::Error) -> Self {
        Self::Running(error.to_string())
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Running(error.to_string())
    }
}

/// Reads the command line and does what it says. A failure is one line on standard error.
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
    let done = match cli.command.unwrap_or_else(|| Command::Serve(Box::new(cli.serve))) {
        Command::Serve(options) => serve(*options).await,
        Command::Seed(options) => seed::seed(&options).await,
        Command::User(options) => user::set(&options).await,
        Command::DevelopmentClient(options) => development_client::show(&options).await,
        Command::Openapi => print_document(),
    };
    match done {
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

async fn open(options: &StoreOptions) -> Result<Store, Failure> {
    let key = read_key(options)?;
    Store::open(&options.database, key).await.map_err(|error| match error {
        store::Error::WrongKey => Failure::Configuration(error.to_string()),
        error => Failure::Configuration(format!("cannot open {}: {error}", options.database)),
    })
}

fn print_document() -> Result<(), Failure> {
    let text = crate::document().to_pretty_json().map_err(|error| Failure::Running(error.to_string()))?;
    Ok(writeln!(io::stdout(), "{text}")?)
}
