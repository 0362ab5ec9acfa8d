//! The server against OAuth libraries that others wrote, in Python and Node, each with a database of its own.

use std::process::Command;

use anyhow::{Context, Result, bail};

use super::Tally;
use crate::process::{Background, step, tee};
use crate::project::Project;
use crate::server::{Database, free_port, wait_for};
use crate::{node, python, server};

/// Runs them; `arguments` go to both.
///
/// # Errors
/// When a library cannot be installed or the server does not start.
pub fn run(project: &Project, arguments: &[String]) -> Result<Tally> {
    let folder = project.root.join("server/tests/peers");
    let (python_check, node_check) = (folder.join("check.py"), folder.join("check.mjs"));
    if !python_check.is_file() || !node_check.is_file() {
        bail!("server/tests/peers/check.py or check.mjs is missing");
    }
    let mut python = Command::new(python::environment(project, &folder.join("requirements.txt"))?);
    python.arg(python_check);
    node::install(project, &folder)?;
    let mut javascript = Command::new("node");
    javascript.arg(node_check);

    let binary = server::build(project)?;
    let mut tally = Tally::default();
    for (name, mut check) in [("python", python), ("node", javascript)] {
        let database = Database::fresh(&binary, &project.work()?.join("peers").join(name))?;
        // Nothing listens there: the checks read where they are sent, and do not go.
        let callback = "http://127.0.0.1:9/callback";
        let client = database.development_client(&[callback.to_owned()])?;
        let password = database.new_password(&client.user)?;
        let port = free_port()?;
        let mut running = Background::start(database.serve(port, None).env("OAUTH_APPS_LOG", "warn"))?;
        wait_for(&mut running, port).context("the server does not start")?;
        step(&format!("Peers in {name}"));
        check
            .args(arguments)
            .env("BASE_URL", format!("http://127.0.0.1:{port}"))
            .env("CLIENT_ID", &client.id)
            .env("CLIENT_SECRET", &client.secret)
            .env("PAGE_CLIENT_ID", client.page_id.unwrap_or_default())
            .env("CALLBACK", callback)
            .env("USER_NAME", &client.user)
            .env("USER_PASSWORD", password)
            .env("PYTHONUNBUFFERED", "1")
            .current_dir(&folder);
        let (status, said) = tee(&mut check)?;
        // A check ends at its first failure.
        let passed = said.lines().filter(|line| line.starts_with("ok:")).count() as u64;
        tally.add(Tally { passed, ..Tally::one(status.success()) });
    }
    Ok(tally)
}
