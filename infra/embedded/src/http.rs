//! Listening, serving and stopping, the same for every embedded server.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use axum::Router;
use axum::serve::ListenerExt;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::{Bind, StartError};

/// A server that runs until it is stopped or dropped.
#[derive(Debug)]
pub(super) struct HttpServer {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl HttpServer {
    /// Serves a router on a listener of [`listen`].
    pub(super) fn router(listener: TcpListener, address: SocketAddr, router: Router) -> Self {
        let (stop, stopped) = oneshot::channel::<()>();
        let task = tokio::spawn(async move {
            // An answer is often a head and a small body: with Nagle's algorithm the second packet would wait for
            // the client's delayed acknowledgement, 40 ms.
            let listener = listener.tap_io(|stream| {
                if let Err(error) = stream.set_nodelay(true) {
                    tracing::debug!(%error, "cannot turn Nagle's algorithm off");
                }
            });
            // A dropped sender means a dropped server, which is to stop just the same.
            let stopping = async move { drop(stopped.await) };
            if let Err(error) = axum::serve(listener, router).with_graceful_shutdown(stopping).await {
                tracing::error!(%error, %address, "an embedded server ended");
            }
        });
        Self { address, stop, task }
    }

    /// `http://host:port`, as clients of this machine reach it.
    pub(super) fn address(&self) -> String {
        format!("http://{}", reachable(self.address))
    }

    /// Lets running requests finish, for at most [`GRACE`].
    pub(super) async fn stop(self) {
        let Self { stop, mut task, .. } = self;
        drop(stop);
        if tokio::time::timeout(GRACE, &mut task).await.is_err() {
            task.abort();
        }
    }
}

/// How long [`HttpServer::stop`] waits for running requests.
///
/// All requests of the stack are on loopback and take milliseconds: what lasts longer is a client that went away in
/// the middle of a request.
const GRACE: Duration = Duration::from_secs(5);

/// Opens the listener, so that the port is known before anything is served.
pub(super) async fn listen(bind: &Bind) -> Result<(TcpListener, SocketAddr), StartError> {
    let error = |source: io::Error| StartError::Listen { host: bind.host.clone(), port: bind.port, source };
    let listener = TcpListener::bind((bind.host.as_str(), bind.port)).await.map_err(error)?;
    let address = listener.local_addr().map_err(error)?;
    Ok((listener, address))
}

/// "Every interface" is no destination: clients of this machine use loopback then.
pub(super) fn reachable(address: SocketAddr) -> SocketAddr {
    if address.ip().is_unspecified() {
        SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), address.port())
    } else {
        address
    }
}

/// Whether a host, with or without a port, is this machine.
pub fn is_loopback(authority: &str) -> bool {
    let host = match authority.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => authority.split(':').next().unwrap_or_default(),
    };
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}
