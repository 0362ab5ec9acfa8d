//! The files of deploy/ under the real nginx (and Caddy, when it is on the PATH), in front of the real API server.
//! Only the lines that the files mark with EDIT are changed for it.

mod expect;
mod http;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::Tally;
use crate::process::{Background, execute, find_on_path, step};
use crate::project::Project;
use crate::server::{self, Client, Database, free_port, wait_for};
use crate::stamp::files;
use crate::{browser, dist};

/// Runs them; takes no arguments.
///
/// # Errors
/// When a program is missing or does not start.
pub fn run(project: &Project, _arguments: &[String]) -> Result<Tally> {
    let built = dist::build(project, false)?;
    let binary = server::build(project)?;
    let folder = project.work()?.join("deploy");
    let database = Database::fresh(&binary, &folder)?;
    let client = database.development_client(&[])?;
    let page = with_hidden_files(&built, &folder.join("page"))?;

    let place =
        Place { folder: &folder, page: &page, port: free_port()?, plain: Some(free_port()?), api: free_port()? };
    let mut tally = behind("nginx", nginx(project, &place)?, &place, &database, &client)?;

    // Caddy leads to HTTPS by itself, where it has a name to get a certificate for.
    let place = Place { port: free_port()?, plain: None, api: free_port()?, ..place };
    if let Some(caddy) = caddy(project, &place)? {
        tally.add(behind("caddy", caddy, &place, &database, &client)?);
    } else {
        step("Caddy is not on the PATH: deploy/Caddyfile is not tested");
        tally.skipped += 1;
    }
    Ok(tally)
}

/// Where a configuration runs.
struct Place<'a> {
    folder: &'a Path,
    page: &'a Path,
    port: u16,
    /// Where it leads plain HTTP to HTTPS.
    plain: Option<u16>,
    api: u16,
}

impl Place<'_> {
    /// Where people reach it.
    fn base(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

/// A copy of the page `built` in `folder`, with files beside it that nobody may see.
fn with_hidden_files(built: &Path, folder: &Path) -> Result<PathBuf> {
    for file in files(built)? {
        let copy = folder.join(file.strip_prefix(built)?);
        fs::create_dir_all(copy.parent().unwrap_or(folder))?;
        fs::copy(&file, copy)?;
    }
    for hidden in expect::HIDDEN {
        let file = folder.join(hidden);
        fs::create_dir_all(file.parent().unwrap_or(folder))?;
        fs::write(file, "hidden")?;
    }
    Ok(folder.to_owned())
}

/// Checks the server that `front` starts, with an API behind it that has its address as issuer, as the files say.
fn behind(server: &str, mut front: Command, place: &Place, database: &Database, client: &Client) -> Result<Tally> {
    let mut api = database.serve(place.api, Some(place.page));
    api.args(["--issuer", &place.base(), "--https", "--trusted-proxy", "127.0.0.1"]).env("OAUTH_APPS_LOG", "warn");
    let mut api = Background::start(&mut api)?;
    wait_for(&mut api, place.api).context("the API server does not start")?;
    let mut front = Background::start(&mut front)?;
    wait_for(&mut front, place.port).with_context(|| format!("{server} does not start"))?;
    Ok(tally(server, place, client))
}

fn tally(server: &str, place: &Place, client: &Client) -> Tally {
    let base = place.base();
    let api = format!("http://127.0.0.1:{}", place.api);
    let mut tally = Tally::default();
    let plain = place.plain.map(|port| ("plain_http_leads_to_https_under_the_configured_name", expect::redirect(port)));
    for (name, result) in expect::all(&base, &api, place.page, client).into_iter().chain(plain) {
        match &result {
            Ok(()) => eprintln!("ok      {server}: {name}"),
            Err(error) => eprintln!("FAILED  {server}: {name}: {error:#}"),
        }
        tally.add(Tally::one(result.is_ok()));
    }
    tally
}

fn nginx(project: &Project, place: &Place) -> Result<Command> {
    let nginx = browser::nginx(project)?;
    let text = fs::read_to_string(project.root.join("deploy/nginx.conf"))?;
    let site = edited(
        &text,
        &[
            ("server 127.0.0.1:8000;", &format!("server 127.0.0.1:{};", place.api)),
            ("listen 80;", &format!("listen 127.0.0.1:{};", place.plain.context("no port for plain HTTP")?)),
            // Without a certificate: TLS is nginx's own.
            ("listen 443 ssl;", &format!("listen 127.0.0.1:{};", place.port)),
            ("    ssl_certificate /etc/ssl/oauth-apps.pem;", ""),
            ("    ssl_certificate_key /etc/ssl/oauth-apps.key;", ""),
            ("root /srv/oauth-apps;", &format!("root \"{}\";", place.page.display())),
        ],
    )?;
    fs::write(place.folder.join("site.conf"), site)?;
    let user = if browser::is_root() { "user root;" } else { "" };
    let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
    let temporary: String = temporary.iter().map(|name| format!("{name}_temp_path temporary;\n")).collect();
    let main = format!(
        "{user}\ndaemon off;\nmaster_process off;\npid nginx.pid;\nerror_log stderr warn;\nevents {{}}\n\
         http {{\naccess_log access.log;\n{temporary}include site.conf;\n}}\n"
    );
    let file = place.folder.join("nginx.conf");
    fs::write(&file, main)?;
    let start = || {
        let mut command = Command::new(&nginx);
        command.arg("-p").arg(place.folder).arg("-c").arg(&file).args(["-e", "stderr"]);
        command
    };
    execute(start().args(["-t", "-q"])).context("deploy/nginx.conf is not valid")?;
    Ok(start())
}

fn caddy(project: &Project, place: &Place) -> Result<Option<Command>> {
    let Some(caddy) = find_on_path(&["caddy"]) else {
        return Ok(None);
    };
    let text = fs::read_to_string(project.root.join("deploy/Caddyfile"))?;
    let site = edited(
        &text,
        &[
            ("oauth-apps.example.com {", &format!("http://127.0.0.1:{} {{", place.port)),
            ("root * /srv/oauth-apps", &format!("root * \"{}\"", place.page.display())),
            ("reverse_proxy 127.0.0.1:8000", &format!("reverse_proxy 127.0.0.1:{}", place.api)),
        ],
    )?;
    let file = place.folder.join("Caddyfile");
    fs::write(&file, format!("{{\n\tadmin off\n}}\n{site}"))?;
    let mut command = Command::new(caddy);
    command.args(["run", "--adapter", "caddyfile", "--config"]).arg(file);
    let home = place.folder.join("caddy");
    command.env("HOME", &home).env("XDG_DATA_HOME", &home).env("XDG_CONFIG_HOME", &home);
    Ok(Some(command))
}

/// `text` with each value replaced.
fn edited(text: &str, edits: &[(&str, &str)]) -> Result<String> {
    let mut edited = text.to_owned();
    for (from, to) in edits {
        if edited.matches(from).count() != 1 {
            bail!("the configuration must hold this once: {from}");
        }
        edited = edited.replacen(from, to, 1);
    }
    Ok(edited)
}
