//! Takes connections and answers their requests: so many at once, and none that waits for its client for ever.
//!
//! hyper's timer ends a connection whose next request does not come in time, idle ones too; an answer that nobody reads
//! ends it as well. When all places are taken, the network with the most connections gives one up for the newcomer: the
//! one that has waited longest for its client. One whose request is being answered is left alone.

mod places;

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

use self::places::{Place, Places};
use crate::network::Network;

/// How long it takes to look again when the system gives no more connections.
const RECOVERY: Duration = Duration::from_millis(50);
/// The most bytes of headers that are kept of a connection.
const HEADERS: usize = 65_536;

/// What a client may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Time for the headers of a request, from the connection's start or the answer before.
    pub headers: Duration,
    /// Time in which an answer must get on.
    pub answer: Duration,
    /// Connections at once.
    pub connections: usize,
}

/// Serves `routes` until `stop`, then lets the requests under way finish.
pub async fn serve(listener: TcpListener, routes: Router, limits: Limits, stop: impl Future<Output = ()>) {
    let places = Arc::new(Places::new(limits.connections));
    let (stopping, stopped) = watch::channel(false);
    let mut tasks = JoinSet::new();
    let mut stop = pin!(stop);
    loop {
        tokio::select! {
            () = &mut stop => break,
            Some(_) = tasks.join_next() => {}
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => places.enter(Network::of(peer.ip()), |place| {
                    tasks.spawn(answer(stream, peer, place, routes.clone(), limits, stopped.clone()))
                }),
                Err(error) => {
                    tracing::debug!(%error, "a connection could not be taken");
                    places.make_room();
                    tokio::time::sleep(RECOVERY).await;
                }
            },
        }
    }
    drop(listener);
    // Fails when there is no connection to tell.
    let _ = stopping.send(true);
    while tasks.join_next().await.is_some() {}
}

async fn answer(
    stream: TcpStream,
    peer: SocketAddr,
    place: Arc<Place>,
    routes: Router,
    limits: Limits,
    mut stopping: watch::Receiver<bool>,
) {
    let routes = TowerToHyperService::new(routes);
    let service = service_fn(|request: hyper::Request<Incoming>| {
        place.asked(request.body().is_end_stream());
        let mut request = request.map(|body| Body::new(Arriving { body, place: Arc::clone(&place) }));
        request.extensions_mut().insert(ConnectInfo(peer));
        let answer = routes.call(request);
        let place = &place;
        async move {
            let answer = answer.await;
            place.answered();
            answer
        }
    });
    let mut stream = TimeoutWriter::new(stream);
    stream.set_timeout(Some(limits.answer));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.headers)
        .max_buf_size(HEADERS)
        .serve_connection(TokioIo::new(Box::pin(stream)), service);
    let mut connection = pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => Some(ended),
        // An error means that the sender is gone: stop then too.
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

/// The body of a request; tells when all of it is there.
struct Arriving {
    body: Incoming,
    place: Arc<Place>,
}

impl http_body::Body for Arriving {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        if frame.is_none() || self.body.is_end_stream() {
            self.place.has_sent_all();
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
