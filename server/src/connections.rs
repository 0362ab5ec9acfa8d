//! Accepts connections and serves their requests: a limited number at once, and none that waits for its client for ever.
//!
//! hyper's timer closes a connection whose next request does not arrive in time, idle ones too; so does a timeout for a
//! response that nobody reads. When no slot is free, a connection of the network with the most connections is closed for
//! the newcomer: the one that has been waiting for its client longest. One whose request is being answered stays open.

mod slots;

use std::{
    net::SocketAddr,
    pin::{Pin, pin},
    sync::Arc,
    task::{Context, Poll, ready},
    time::Duration,
};

use axum::{
    Router,
    body::{Body, Bytes},
    extract::ConnectInfo,
};
use http_body::{Body as _, Frame, SizeHint};
use hyper::{
    body::Incoming,
    server::conn::http1,
    service::{Service as _, service_fn},
};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::watch,
    task::JoinSet,
};
use tokio_io_timeout::TimeoutWriter;

use self::slots::{Slot, Slots};
use crate::network::Network;

/// The pause before the next try when the system accepts no connection.
const ACCEPT_RETRY: Duration = Duration::from_millis(50);
/// The most bytes of headers that are buffered for a connection.
const HEADER_BUFFER: usize = 65_536;

/// The limits of connections.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Time for the headers of a request, from the connection's start or the answer before.
    pub headers: Duration,
    /// Time without progress after which a response is given up.
    pub response: Duration,
    /// Connections at once.
    pub connections: usize,
}

/// Serves `routes` until `stop`, then lets the requests in progress finish.
pub async fn serve(listener: TcpListener, routes: Router, limits: Limits, stop: impl Future<Output = ()>) {
    let slots = Arc::new(Slots::new(limits.connections));
    let (stopping, stopped) = watch::channel(false);
    let mut tasks = JoinSet::new();
    let mut stop = pin!(stop);
    loop {
        tokio::select! {
            () = &mut stop => break,
            Some(_) = tasks.join_next() => {}
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => slots.admit(Network::of(peer.ip()), |slot| {
                    tasks.spawn(serve_connection(stream, peer, slot, routes.clone(), limits, stopped.clone()))
                }),
                Err(error) => {
                    tracing::debug!(%error, "a connection could not be taken");
                    slots.evict();
                    tokio::time::sleep(ACCEPT_RETRY).await;
                }
            },
        }
    }
    drop(listener);
    // Fails if there is no connection.
    let _ = stopping.send(true);
    while tasks.join_next().await.is_some() {}
}

async fn serve_connection(
    stream: TcpStream,
    peer: SocketAddr,
    slot: Arc<Slot>,
    routes: Router,
    limits: Limits,
    mut stopping: watch::Receiver<bool>,
) {
    let routes = TowerToHyperService::new(routes);
    let service = service_fn(|request: hyper::Request<Incoming>| {
        slot.request_started(request.body().is_end_stream());
        let mut request = request.map(|body| Body::new(TrackedBody { body, slot: Arc::clone(&slot) }));
        request.extensions_mut().insert(ConnectInfo(peer));
        let response = routes.call(request);
        let slot = &slot;
        async move {
            let response = response.await;
            slot.response_started();
            response
        }
    });
    let mut stream = TimeoutWriter::new(stream);
    stream.set_timeout(Some(limits.response));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.headers)
        .max_buf_size(HEADER_BUFFER)
        .serve_connection(TokioIo::new(Box::pin(stream)), service);
    let mut connection = pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => Some(ended),
        // An error means that the sender was dropped: that stops it, too.
        () = async { drop(stopping.wait_for(|stop| *stop).await) } => None,
    };
    let ended = match ended {
        Some(ended) => ended,
        None => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::trace!(%error, "a connection ended early");
    }
}

/// The body of a request, which tells the slot when all of it has arrived.
struct TrackedBody {
    body: Incoming,
    slot: Arc<Slot>,
}

impl http_body::Body for TrackedBody {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        if frame.is_none() || self.body.is_end_stream() {
            self.slot.request_complete();
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
