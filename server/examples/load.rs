//! Asks a server the same over and over, for `cargo xtask bench server`: `load CONNECTIONS SECONDS URL`. The access token comes
//! from `OAUTH_APPS_TOKEN`, where one is needed.
//!
//! Each connection sends its next request when it has read the answer to the one before. Prints one line of JSON: how many
//! were answered, in how long, and the time from request to end of the answer, in microseconds.
#![expect(clippy::print_stdout, reason = "prints what it measured")]

use std::{
    env,
    error::Error,
    time::{Duration, Instant},
};

use axum::http::{Request, StatusCode, Uri, header};
use http_body_util::{BodyExt as _, Empty};
use hyper::{
    body::Bytes,
    client::conn::http1::{SendRequest, handshake},
};
use hyper_util::rt::TokioIo;
use serde_json::json;
use tokio::{net::TcpStream, task::JoinSet};

type Failure = Box<dyn Error + Send + Sync>;

/// How long before anything is counted: connections, caches and branch predictors are warm then.
const WARM_UP: Duration = Duration::from_millis(500);

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let [connections, seconds, url] =
        env::args().skip(1).collect::<Vec<_>>().try_into().map_err(|_| "load CONNECTIONS SECONDS URL")?;
    let url: Uri = url.parse()?;
    let token = env::var("OAUTH_APPS_TOKEN").ok();
    let start = Instant::now() + WARM_UP;
    let end = start + Duration::from_secs_f64(seconds.parse()?);
    let mut tasks = JoinSet::new();
    for _ in 0..connections.parse()? {
        tasks.spawn(ask(url.clone(), token.clone(), start, end));
    }
    let mut times = Vec::new();
    while let Some(done) = tasks.join_next().await {
        times.extend(done??);
    }
    times.sort_unstable();
    let share = |part: usize| times.get(times.len() * part / 100).copied().unwrap_or_default();
    let line =
        json!({ "answers": times.len(), "seconds": (end - start).as_secs_f64(), "p50": share(50), "p99": share(99) });
    println!("{line}");
    Ok(())
}

/// Asks on one connection until `end`; answers how many microseconds each question took that began after `start`.
async fn ask(url: Uri, token: Option<String>, start: Instant, end: Instant) -> Result<Vec<u32>, Failure> {
    let authority = url.authority().ok_or("the URL has no host")?.clone();
    let stream = TcpStream::connect(authority.as_str()).await?;
    stream.set_nodelay(true)?;
    let (mut sender, connection) = handshake(TokioIo::new(stream)).await?;
    tokio::spawn(connection);
    let mut request = Request::get(url.path()).header(header::HOST, authority.as_str());
    if let Some(token) = token {
        request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
    }
    let request = request.body(Empty::<Bytes>::new())?;
    let mut times = Vec::new();
    loop {
        let asked = Instant::now();
        if asked >= end {
            return Ok(times);
        }
        answer(&mut sender, request.clone()).await?;
        if asked >= start {
            times.push(u32::try_from(asked.elapsed().as_micros())?);
        }
    }
}

/// Sends a request and reads its answer to the end.
async fn answer(sender: &mut SendRequest<Empty<Bytes>>, request: Request<Empty<Bytes>>) -> Result<(), Failure> {
    sender.ready().await?;
    let mut response = sender.send_request(request).await?;
    if response.status() != StatusCode::OK {
        return Err(format!("the server answers {}", response.status()).into());
    }
    while let Some(frame) = response.frame().await {
        frame?;
    }
    Ok(())
}
