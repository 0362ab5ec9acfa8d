//! Starts the server or one of its commands. Everything is in the library.

use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    oauth_apps_server::commands::run().await
}
