//! `serve`: listens until it is told to stop, then lets the requests under way finish.

use std::{
    io::{self, IsTerminal as _, Write as _},
    time::Duration,
};

use tokio::{net::TcpListener, signal, sync::watch};
use tracing_subscriber::EnvFilter;

use super::{Failure, open};
use crate::{
    App, app,
    config::{LogFormat, ServeOptions, Settings},
    connections::{self, Limits},
    passwords,
};

/// How long requests under way may take after the signal to stop.
const GRACE: Duration = Duration::from_secs(10);

/// Serves until SIGTERM or Ctrl-C. Prints `Listening on http://ADDRESS:PORT` on standard output once it is ready.
///
/// # Errors
/// [`Failure::Configuration`] for a wrong option, [`Failure::Running`] when serving fails.
pub async fn serve(options: ServeOptions) -> Result<(), Failure> {
    start_log(&options)?;
    if let Some(folder) = options.page.as_ref().filter(|folder| !folder.join("index.html").is_file()) {
        return Err(Failure::Configuration(format!("--page: there is no {}", folder.join("index.html").display())));
    }
    let store = open(&options.store).await?;
    let listener = TcpListener::bind(options.listen)
        .await
        .map_err(|error| Failure::Configuration(format!("--listen: cannot listen on {}: {error}", options.listen)))?;
    let address = listener.local_addr()?;
    let limits = Limits {
        headers: Duration::from_secs(options.header_timeout),
        answer: Duration::from_secs(options.request_timeout),
        connections: options.max_connections,
    };
    let state = App::new(store.clone(), Settings::new(options, address));
    passwords::warm_up();
    // Nobody may be reading: that is no reason not to serve.
    let _ = writeln!(io::stdout(), "Listening on http://{address}").and_then(|()| io::stdout().flush());
    let (stop, mut stopping) = watch::channel(false);
    let mut stopped = stopping.clone();
    let serving = connections::serve(listener, app(state), limits, async move {
        // An error means that the sender is gone: stop then too.
        let _ = stopped.wait_for(|stop| *stop).await;
    });
    tokio::spawn(async move {
        told_to_stop().await;
        tracing::info!("stopping");
        let _ = stop.send(true);
    });
    let out_of_grace = async move {
        let _ = stopping.wait_for(|stop| *stop).await;
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        () = serving => {}
        () = out_of_grace => tracing::warn!("stopped with requests under way"),
    }
    store.close().await;
    Ok(())
}

fn start_log(options: &ServeOptions) -> Result<(), Failure> {
    let filter = EnvFilter::try_new(&options.log).map_err(|error| Failure::Configuration(format!("--log: {error}")))?;
    let log =
        tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr).with_ansi(io::stderr().is_terminal());
    let started = match options.log_format {
        LogFormat::Text => log.try_init(),
        LogFormat::Json => log.json().try_init(),
    };
    started.map_err(|error| Failure::Running(format!("the log cannot start: {error}")))
}

/// Waits for SIGTERM or Ctrl-C.
async fn told_to_stop() {
    let interrupted = async {
        if signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminated = async {
        match signal::unix::signal(signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        () = interrupted => {}
        () = terminated => {}
    }
}
