//! Serves page and API for development on one port. Says how to sign in: as a person, whose password is new each time,
//! or with a client; both are of the database at hand.

mod page_client;
mod watch;

use std::net;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::page::{self, Profile};
use crate::process::{in_parallel, output, step};
use crate::project::Project;
use crate::server::{self, Database};
use page_client::Served;

/// Build page and API server, and serve both on http://127.0.0.1:8000.
///
/// Installs what is missing: the Rust target of the browser. Needs no Node.js.
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
    step("Building the server");
    let (page, binary) = in_parallel(|| page::build(project, profile), || server::build(project))?;
    let file = options.database.clone().unwrap_or_else(|| project.target.join("dev/oauth-apps.sqlite3"));
    let database = Database::at(&binary, &file)?;
    // The browser takes the two names for two origins.
    let addresses = ["127.0.0.1", "localhost"].map(|name| format!("http://{name}:{}/", options.port));
    let client = database.development_client(&addresses).context("cannot make a client for development")?;
    let page_client = client.page_id.context("the server made no client for the page")?;
    let password = database.new_password(&client.user).context("cannot make a user for development")?;
    let served = Served::new(project, options.port, page_client)?;
    served.copy(&page)?;
    if let Some(count) = options.seed {
        output(database.command("seed").args(["--applications", &count.to_string()]))?;
    }
    println!("\n  page and API   {}", addresses[0]);
    println!("  in a portal    {}demo.html", addresses[0]);
    println!("  user           {}", client.user);
    println!("  password       {password}");
    println!("  database       {}\n", file.display());
    println!("Sign in with this user and password, which is new at each start. Stop with Ctrl-C.");
    println!("Or with credentials, for this database alone: client id {}, secret {}", client.id, client.secret);
    if options.open {
        open(&addresses[0]);
    }
    if options.watch {
        return watch::run(project, &database, options.port, &served);
    }
    become_server(&mut database.serve_for_development(options.port, &served.folder))
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
