//! Serves page and API for development on one port. Says how to sign in; makes the client for the database at hand.

mod watch;

use std::net;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::page::{self, Profile};
use crate::process::{output, step};
use crate::project::Project;
use crate::server::{self, Database};

/// Build page and API server, and serve both on http://127.0.0.1:8000.
///
/// Installs what is missing: the Rust target of the browser, trunk, wasm-bindgen. Needs no Node.js.
#[derive(clap::Args)]
pub struct Options {
    /// The port on 127.0.0.1.
    #[arg(long, default_value_t = 8000)]
    port: u16,
    /// The SQLite file (default: target/dev/oauth-apps.sqlite3, made on first use; its key lies beside it).
    #[arg(long, value_name = "FILE")]
    database: Option<PathBuf>,
    /// Give the development user this many made-up applications.
    #[arg(long, value_name = "N")]
    seed: Option<u32>,
    /// Open the page in the browser.
    #[arg(long)]
    open: bool,
    /// Build again when a file changes (quick profile: larger and slower than what is deployed). Reload by hand.
    #[arg(long)]
    watch: bool,
}

/// Serves until stopped.
///
/// # Errors
/// When something does not build or start.
pub fn run(project: &Project, options: &Options) -> Result<()> {
    if net::TcpListener::bind((net::Ipv4Addr::LOCALHOST, options.port)).is_err() {
        bail!("port {} is taken: stop what listens there, or choose another with --port", options.port);
    }
    let profile = if options.watch { Profile::Development } else { Profile::Release };
    let page = page::build(project, profile)?;
    step("Building the server");
    let binary = server::build(project)?;
    let file = options.database.clone().unwrap_or_else(|| project.target.join("dev/oauth-apps.sqlite3"));
    let database = Database::at(&binary, &file)?;
    let client = database.development_client().context("cannot make a client for development")?;
    if let Some(count) = options.seed {
        output(database.command("seed").args(["--applications", &count.to_string()]))?;
    }
    let address = format!("http://127.0.0.1:{}/", options.port);
    println!("\n  page and API   {address}");
    println!("  client id      {}", client.id);
    println!("  client secret  {}", client.secret);
    println!("  database       {}\n", file.display());
    println!("Sign in with this id and secret; they work for this database alone. Stop with Ctrl-C.");
    if options.open {
        open(&address);
    }
    if options.watch {
        return watch::run(project, &database, options.port, &page);
    }
    become_server(&mut database.serve(options.port, Some(&page)))
}

/// Turns this process into the server, so that whatever stops the one stops the other.
#[cfg(unix)]
fn become_server(server: &mut Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    Err(server.exec()).context("the server does not start")
}

/// Runs the server until it ends.
#[cfg(not(unix))]
fn become_server(server: &mut Command) -> Result<()> {
    crate::process::execute(server)
}

/// Opens `address` in the browser, once the server had a moment to start.
fn open(address: &str) {
    let mut opener = match std::env::consts::OS {
        "windows" => Command::new("explorer"),
        system => {
            let opener = if system == "macos" { "open" } else { "xdg-open" };
            let mut shell = Command::new("sh");
            shell.args(["-c", "sleep 1; exec \"$0\" \"$1\"", opener]);
            shell
        }
    };
    if opener.arg(address).spawn().is_err() {
        step(&format!("No browser opened: go to {address}"));
    }
}
