//! `serve`: runs the server until a signal stops it, then lets the requests in progress finish.

use std::{
    io::{self, IsTerminal as _, Write as _},
    time::Duration,
};

use tokio::{net::TcpListener, signal, sync::watch};
use tracing_subscriber::EnvFilter;

use super::{failure::Failure, open_store::open_store};
use crate::{
    config::{LogFormat, ServeOptions, Settings},
    connections::{self, Limits},
    passwords,
    router::router,
    state::AppState,
};

/// How long requests in progress may take after the signal.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(10);

/// Serves until SIGTERM or Ctrl-C. Prints `Listening on http://ADDRESS:PORT` on standard output once it is ready.
///
/// # Errors
/// [`Failure::Configuration`] for a wrong option, [`Failure::Running`] when serving fails.
pub async fn serve(options: ServeOptions) -> Result<(), Failure> {
    start_log(&options)?;
    if let Some(folder) = options.page.as_ref().filter(|folder| !folder.join("index.html").is_file()) {
        return Err(Failure::Configuration(format!("--page: there is no {}", folder.join("index.html").display())));
    }
    let store = open_store(&options.store).await?;
    let listener = TcpListener::bind(options.listen)
        .await
        .map_err(|error| Failure::Configuration(format!("--listen: cannot listen on {}: {error}", options.listen)))?;
    let address = listener.local_addr()?;
    let limits = Limits {
        headers: Duration::from_secs(options.header_timeout),
        response: Duration::from_secs(options.request_timeout),
        connections: options.max_connections,
    };
    let state = AppState::new(store.clone(), Settings::new(options, address));
    passwords::warm_up();
    let signal = shutdown_signal();
    // Standard output may be closed: the server runs nevertheless.
    let _ = writeln!(io::stdout(), "Listening on http://{address}").and_then(|()| io::stdout().flush());
    let (stop, mut stopping) = watch::channel(false);
    let mut stopped = stopping.clone();
    let serving = connections::serve(listener, router(state), limits, async move {
        // An error means that the sender was dropped: that stops the server, too.
        let _ = stopped.wait_for(|stop| *stop).await;
    });
    tokio::spawn(async move {
        signal.await;
        tracing::info!("stopping");
        let _ = stop.send(true);
    });
    let shutdown_timeout = async move {
        let _ = stopping.wait_for(|stop| *stop).await;
        tokio::time::sleep(SHUTDOWN_TIMEOUT).await;
    };
    tokio::select! {
        () = serving => {}
        () = shutdown_timeout => tracing::warn!("stopped with requests under way"),
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

/// Completes on SIGTERM or Ctrl-C. The handlers are installed by the call, before the future is polled.
#[cfg(unix)]
fn shutdown_signal() -> impl Future<Output = ()> {
    use signal::unix::{Signal, SignalKind, signal};
    async fn received(signal: io::Result<Signal>) {
        match signal {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    }
    let (interrupted, terminated) = (signal(SignalKind::interrupt()), signal(SignalKind::terminate()));
    async {
        tokio::select! {
            () = received(interrupted) => {}
            () = received(terminated) => {}
        }
    }
}

/// Completes on Ctrl-C.
#[cfg(not(unix))]
fn shutdown_signal() -> impl Future<Output = ()> {
    async {
        if signal::ctrl_c().await.is_err() {
            std::future::pending().await
        }
    }
}
