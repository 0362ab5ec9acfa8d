//! Measures the reference server: how many lists it answers in a second, beside the bare framework. `server/examples/hello.rs` is
//! that, on the same connections; `server/examples/load.rs` asks both.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::process::{Background, cargo, execute, output, step};
use crate::project::Project;
use crate::server::{self, Database};

/// Measure how many lists the reference server answers in a second, beside a bare "hello" of the same framework.
///
/// Needs an idle machine for a minute or two. Both are built as the server is deployed, and run on this machine beside what
/// asks them, in turns. Prints a table in Markdown: medians, least and most in brackets.
#[derive(clap::Args)]
pub struct Options {
    /// How often each of them is measured.
    #[arg(long, value_name = "N", default_value_t = 5)]
    runs: u32,
    /// How long each run takes.
    #[arg(long, value_name = "SECONDS", default_value_t = 4)]
    seconds: u32,
    /// How many connections ask at once.
    #[arg(long, value_name = "N", default_value_t = 50)]
    connections: u32,
}

/// What one run of `server/examples/load.rs` prints.
#[derive(Deserialize)]
struct Run {
    answers: u64,
    seconds: f64,
    p50: u32,
    p99: u32,
}

/// Something that answers, and what was measured of it.
struct Row {
    title: &'static str,
    url: String,
    token: Option<String>,
    runs: Vec<Run>,
    _program: Background,
}

/// Builds, seeds, starts and measures.
///
/// # Errors
/// When something does not build or start, or a question fails.
pub fn run(project: &Project, options: &Options) -> Result<()> {
    step("Building the server and what asks it (profile release)");
    // In one go: the examples need more of some crates, and cargo would make those twice.
    let build = ["build", "--quiet", "--release", "--package", "oauth-apps-server", "--bins", "--examples"];
    execute(cargo().args(build).current_dir(&project.root)).context("the server does not build")?;
    let binary = project.binary("release", "oauth-apps-server");
    let example = |name: &str| project.target.join("release/examples").join(name);
    let lists = [("list of 20", 20), ("list of 1,000", 1_000)]
        .map(|(title, count)| list(project, &binary, title, count))
        .into_iter()
        .collect::<Result<Vec<_>>>()?;
    // What the bytes of the shorter list cost alone.
    let mut rows = hello(&example("hello"), lists.first().map(length).transpose()?.unwrap_or_default())?;
    rows.extend(lists);
    let mut busy = Vec::new();
    for round in 0..options.runs {
        step(&format!("Round {} of {}", round + 1, options.runs));
        for row in &mut rows {
            busy.extend(busy_share(Duration::from_millis(500)));
            row.runs.push(load(&example("load"), options, row)?);
        }
    }
    print(options, &rows, &busy);
    Ok(())
}

/// The bare framework, that says it once, and so often that its answers have so many bytes.
fn hello(binary: &Path, length: usize) -> Result<Vec<Row>> {
    let times = length / "Hello".len();
    let row = |(title, path): (&'static str, String)| {
        let port = server::free_port()?;
        let mut program = start(Command::new(binary).arg(port.to_string()))?;
        server::wait_for(&mut program, port)?;
        let url = format!("http://127.0.0.1:{port}/{path}");
        Ok(Row { title, url, token: None, runs: Vec::new(), _program: program })
    };
    [("hello", String::new()), ("hello, as long as a list of 20", times.to_string())].into_iter().map(row).collect()
}

/// A server whose user has so many applications.
fn list(project: &Project, binary: &Path, title: &'static str, count: u32) -> Result<Row> {
    let database = Database::fresh(binary, &super::peers::work(project)?.join(format!("server-{count}")))?;
    // The client that asks is the user's, too.
    let client = database.development_client(&[])?;
    let seeds = (count - 1).to_string();
    output(database.command("seed").args(["--user", &client.user, "--applications", &seeds]))?;
    let port = server::free_port()?;
    let mut program = start(&mut database.serve(port, None))?;
    server::wait_for(&mut program, port)?;
    let base = format!("http://127.0.0.1:{port}");
    let form = [("grant_type", "client_credentials"), ("client_id", &client.id), ("client_secret", &client.secret)];
    let mut answer = ureq::post(format!("{base}/o/token/")).send_form(form).context("the server gives no token")?;
    let answer: serde_json::Value = serde_json::from_str(&answer.body_mut().read_to_string()?)?;
    let token = answer.get("access_token").and_then(|token| token.as_str()).map(str::to_owned);
    Ok(Row { title, url: format!("{base}/o/apps/"), token, runs: Vec::new(), _program: program })
}

/// How many bytes the answer has.
fn length(row: &Row) -> Result<usize> {
    let authorization = format!("Bearer {}", row.token.as_deref().unwrap_or_default());
    let mut answer =
        ureq::get(&row.url).header("Authorization", authorization).call().context("the server gives no list")?;
    Ok(answer.body_mut().read_to_vec()?.len())
}

/// Starts a server that says nothing here. What it logs is written, as where it is deployed, but kept by nobody.
fn start(command: &mut Command) -> Result<Background> {
    Background::start(command.stdout(Stdio::null()).stderr(Stdio::null()))
}

fn load(binary: &Path, options: &Options, row: &Row) -> Result<Run> {
    let mut load = Command::new(binary);
    load.args([options.connections.to_string(), options.seconds.to_string(), row.url.clone()]);
    if let Some(token) = &row.token {
        load.env("OAUTH_APPS_TOKEN", token);
    }
    Ok(serde_json::from_str(&output(&mut load)?)?)
}

fn print(options: &Options, rows: &[Row], busy: &[f64]) {
    let rates = |row: &Row| row.runs.iter().map(|run| run.answers as f64 / run.seconds).collect::<Vec<_>>();
    let base = rows.first().map(|row| median(rates(row))).unwrap_or_default();
    println!("| | requests a second | against hello | p50 | p99 |\n|---|--:|--:|--:|--:|");
    for row in rows {
        let rates = rates(row);
        let (least, most) =
            rates.iter().fold((f64::MAX, 0.0_f64), |(least, most), rate| (least.min(*rate), most.max(*rate)));
        let time = |of: fn(&Run) -> u32| median(row.runs.iter().map(|run| f64::from(of(run)) / 1_000.0));
        let (p50, p99) = (time(|run| run.p50), time(|run| run.p99));
        let rate = median(rates);
        println!(
            "| {} | {rate:.0} ({least:.0}–{most:.0}) | {:.2}x | {p50:.2} ms | {p99:.2} ms |",
            row.title,
            rate / base
        );
    }
    println!("machine: {}", machine());
    println!("{} interleaved runs of {} s, {} connections", options.runs, options.seconds, options.connections);
    match busy.iter().copied().reduce(f64::max) {
        Some(most) => println!(
            "busy outside of the runs: {:.0} % of all cores, at most {:.0} %",
            busy.iter().sum::<f64>() / busy.len() as f64 * 100.0,
            most * 100.0
        ),
        None => println!("how busy the machine was is not known on this system"),
    }
}

/// The one in the middle, or the upper one of the two.
fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut values = values.into_iter().collect::<Vec<_>>();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

/// The processor, how many cores it has, and the system.
fn machine() -> String {
    let file = |name: &str| fs::read_to_string(name).unwrap_or_default();
    let (processor, system) = (file("/proc/cpuinfo"), file("/etc/os-release"));
    let value = |text: &str, name: &str, sign: char| {
        let line = text.lines().find(|line| line.starts_with(name))?;
        Some(line.split_once(sign)?.1.trim().trim_matches('"').to_owned())
    };
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let processor = value(&processor, "model name", ':').unwrap_or_else(|| "unknown processor".to_owned());
    let system = value(&system, "PRETTY_NAME", '=').unwrap_or_else(|| std::env::consts::OS.to_owned());
    format!("{processor}, {cores} cores, {system}")
}

/// How much of all cores is busy while this process waits, from 0 to 1; nothing where the system does not tell.
fn busy_share(time: Duration) -> Option<f64> {
    let counters = || {
        let text = fs::read_to_string("/proc/stat").ok()?;
        let times = text.lines().next()?.split_whitespace().skip(1).take(8);
        let times = times.map(str::parse).collect::<Result<Vec<u64>, _>>().ok()?;
        let all = times.iter().sum::<u64>();
        // The fourth and the fifth are idle, and waiting for a disk.
        Some((all - times.get(3)? - times.get(4)?, all))
    };
    let before = counters()?;
    sleep(time);
    let after = counters()?;
    Some((after.0 - before.0) as f64 / (after.1 - before.1).max(1) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_in_the_middle_whatever_the_order() {
        assert!((median([3.0, 1.0, 2.0]) - 2.0).abs() < f64::EPSILON);
        assert!((median([]) - 0.0).abs() < f64::EPSILON);
    }
}
