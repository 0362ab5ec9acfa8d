//! Builds again what changed while the server runs. Looks at the files twice a second; reloads no browser, since that
//! would take a script that the page's Content-Security-Policy refuses.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::sleep;
use std::time::{Duration, SystemTime};

use anyhow::Result;
use signal_hook::consts::{SIGINT, SIGTERM};

use super::page_client::Served;
use crate::page::{self, Profile};
use crate::process::{Background, step};
use crate::project::Project;
use crate::server::{self, Database};
use crate::stamp::files;

const SERVER: [&str; 5] = ["server/src", "server/templates", "server/migrations", "server/Cargo.toml", "Cargo.toml"];

/// Serves `served` until stopped.
///
/// # Errors
/// When the server does not start.
pub fn run(project: &Project, database: &Database, port: u16, served: &Served) -> Result<()> {
    let stop = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM] {
        signal_hook::flag::register(signal, Arc::clone(&stop))?;
    }
    let start = || Background::start(&mut database.serve_for_development(port, &served.folder));
    let mut running = Some(start()?);
    let mut page_seen = newest(project, &page::INPUTS)?;
    let mut server_seen = newest(project, &SERVER)?;
    while !stop.load(Ordering::Relaxed) {
        sleep(Duration::from_millis(500));
        let page_now = newest(project, &page::INPUTS)?;
        let server_now = newest(project, &SERVER)?;
        if page_now != page_seen {
            page_seen = page_now;
            match page::build(project, Profile::Development).and_then(|built| served.copy(&built)) {
                Ok(()) => step("The page is new: reload it"),
                Err(error) => step(&format!("{error:#}: waiting for a change")),
            }
        }
        if server_now != server_seen {
            server_seen = server_now;
            step("Building the server");
            match server::build(project) {
                Ok(_) => {
                    drop(running.take());
                    running = Some(start()?);
                    step("The server is new");
                }
                Err(error) => step(&format!("{error:#}: waiting for a change")),
            }
        }
    }
    Ok(())
}

/// When the files changed last, and how many there are.
fn newest(project: &Project, inputs: &[&str]) -> Result<(Option<SystemTime>, usize)> {
    let mut times = Vec::new();
    for input in inputs {
        for file in files(&project.root.join(input))? {
            // An editor may have replaced the file meanwhile.
            times.extend(file.metadata().and_then(|about| about.modified()));
        }
    }
    Ok((times.iter().max().copied(), times.len()))
}
