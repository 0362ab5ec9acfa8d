//! "Hello" from the server's own framework, on its own connections, at the port that is given: what `cargo xtask bench server`
//! compares the server with. No middleware, no database. `/20` says it 20 times.

use std::{env, error::Error, future::pending, net::Ipv4Addr, time::Duration};

use axum::{Router, extract::Path, routing::get};
use oauth_apps_server::connections::{self, Limits};
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let port = env::args().nth(1).ok_or("hello PORT")?.parse()?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
    let routes = Router::new()
        .route("/", get(async || "Hello"))
        .route("/{times}", get(async |Path(times): Path<usize>| "Hello".repeat(times)));
    // The defaults of `serve`.
    let limits = Limits { headers: Duration::from_secs(15), response: Duration::from_secs(30), connections: 200 };
    connections::serve(listener, routes, limits, pending()).await;
    Ok(())
}
