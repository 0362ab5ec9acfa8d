//! The reference server as the commands use it: builds it, makes a development client, runs it in the background.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::process::{Background, cargo, execute, output, step};
use crate::project::Project;

/// A client for development, made for one database.
pub struct Client {
    /// Its `client_id`.
    pub id: String,
    /// Its secret: print it for whoever serves the database, put it into no file.
    pub secret: String,
    /// The name of the user whom it belongs to.
    pub user: String,
    /// The `client_id` of the page's public client, if redirect URIs were given.
    pub page_id: Option<String>,
}

/// Builds the server in the dev profile and returns its binary.
///
/// # Errors
/// When it does not build.
pub fn build(project: &Project) -> Result<PathBuf> {
    execute(cargo().args(["build", "--quiet", "--package", "oauth-apps-server"]).current_dir(&project.root))
        .context("the server does not build")?;
    Ok(project.binary("debug", "oauth-apps-server"))
}

/// Builds the server as it is deployed, and returns its binary.
///
/// # Errors
/// When it does not build.
pub fn build_optimised(project: &Project) -> Result<PathBuf> {
    step("Building the server (profile release)");
    execute(
        cargo().args(["build", "--quiet", "--release", "--package", "oauth-apps-server"]).current_dir(&project.root),
    )
    .context("the server does not build")?;
    Ok(project.binary("release", "oauth-apps-server"))
}

/// A database with its key, in a folder that belongs to this user alone.
pub struct Database {
    binary: PathBuf,
    file: PathBuf,
    key: PathBuf,
}

impl Database {
    /// The database `file` for the server `binary`; made on first use.
    ///
    /// # Errors
    /// When its folder cannot be made.
    pub fn at(binary: &Path, file: &Path) -> Result<Self> {
        let file = std::path::absolute(file)?;
        let folder = file.parent().context("the database needs a folder")?;
        make_private(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        let mut key = OsString::from(&file);
        key.push(".key");
        Ok(Self { binary: binary.to_owned(), file, key: key.into() })
    }

    /// An empty database under `folder`, whose former contents are deleted.
    ///
    /// # Errors
    /// When the folder cannot be emptied.
    pub fn fresh(binary: &Path, folder: &Path) -> Result<Self> {
        if folder.exists() {
            fs::remove_dir_all(folder).with_context(|| format!("cannot empty {}", folder.display()))?;
        }
        Self::at(binary, &folder.join("oauth-apps.sqlite3"))
    }

    /// Makes a client that may sign in for development, or answers the one that this database has; and with the redirect
    /// URIs of a page, its public client.
    ///
    /// # Errors
    /// When the server refuses.
    pub fn development_client(&self, redirect_uris: &[String]) -> Result<Client> {
        let mut command = self.command("development-client");
        for uri in redirect_uris {
            command.arg("--redirect-uri").arg(uri);
        }
        let answer = output(&mut command)?;
        let json: serde_json::Value = serde_json::from_str(&answer).context("the server's client is no JSON")?;
        let text = |name: &str| json.get(name).and_then(|value| value.as_str()).map(str::to_owned);
        match (text("client_id"), text("client_secret"), text("user")) {
            (Some(id), Some(secret), Some(user)) => Ok(Client { id, secret, user, page_id: text("page_client_id") }),
            _ => bail!("the server's client has no client_id, client_secret and user"),
        }
    }

    /// Gives the user `name` a new random password and answers it: print it, put it into no file. Who is signed in stays so.
    ///
    /// # Errors
    /// When the server refuses.
    pub fn new_password(&self, name: &str) -> Result<String> {
        let answer = output(self.command("user").args(["--random", "--keep-grants", name]))?;
        let json: serde_json::Value = serde_json::from_str(&answer).context("the server's user is no JSON")?;
        let password = json.get("password").and_then(|value| value.as_str());
        password.map(str::to_owned).context("the server's user has no password")
    }

    /// The server's `subcommand` on this database.
    pub fn command(&self, subcommand: &str) -> Command {
        let mut command = Command::new(&self.binary);
        command
            .arg(subcommand)
            .arg("--database")
            .arg(&self.file)
            .arg("--key-file")
            .arg(&self.key)
            .arg("--create-key")
            // The key comes from its file: the server refuses two.
            .env_remove("OAUTH_APPS_KEY");
        command
    }

    /// The server on `port`, with the page of `page`.
    pub fn serve(&self, port: u16, page: Option<&Path>) -> Command {
        let mut command = self.command("serve");
        command.args(["--listen", &format!("127.0.0.1:{port}")]);
        if let Some(page) = page {
            command.arg("--page").arg(page);
        }
        command
    }

    /// The server for development on `port`, with the page of `page`. Its access tokens live for a quarter of an hour: one
    /// client secret opens the whole account, and the page renews tokens that a person got by signing in.
    pub fn serve_for_development(&self, port: u16, page: &Path) -> Command {
        let mut command = self.serve(port, Some(page));
        command.args(["--token-lifetime", "900"]);
        command
    }
}

/// Makes a folder that its owner alone may enter. One that is there is left as it is.
fn make_private(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// A port that nothing listens on.
///
/// # Errors
/// When the system has none.
pub fn free_port() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

/// Waits until `program` answers on `port`.
///
/// # Errors
/// When it ends, or takes more than 30 seconds.
pub fn wait_for(program: &mut Background, port: u16) -> Result<()> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let start = Instant::now();
    while TcpStream::connect(address).is_err() {
        if let Some(status) = program.exit_status() {
            bail!("it ended with {status} before it listened on {address}");
        }
        if start.elapsed() > Duration::from_secs(30) {
            bail!("nothing listens on {address} after 30 seconds");
        }
        sleep(Duration::from_millis(50));
    }
    Ok(())
}
