//! HTTP for all embedded servers: listening, serving and stopping.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use axum::Router;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::{Bind, StartError, serve::serve};

pub(super) const AWS_JSON: &str = "application/x-amz-json-1.0";

/// A server that runs until it is stopped or dropped.
#[derive(Debug)]
pub(super) struct HttpServer {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl HttpServer {
    pub(super) fn router(listener: TcpListener, address: SocketAddr, router: Router) -> Self {
        let (stop, stopped) = oneshot::channel::<()>();
        let task = tokio::spawn(async move {
            // Dropping the server also drops the sender, which stops the task.
            let stopping = async move { drop(stopped.await) };
            serve(listener, router, HEAD_WITHIN, stopping).await;
        });
        Self { address, stop, task }
    }

    /// Returns `http://host:port`, at which clients on this machine can reach the server.
    pub(super) fn address(&self) -> String {
        format!("http://{}", reachable(self.address))
    }

    /// Stops the server; running requests have [`GRACE`] to finish.
    pub(super) async fn stop(self) {
        let Self { stop, mut task, .. } = self;
        drop(stop);
        if tokio::time::timeout(GRACE, &mut task).await.is_err() {
            task.abort();
        }
    }
}

/// Maximum time to receive a request head, and maximum idle time of a connection. It is longer than the SDK keeps an idle connection, so
/// that no request is sent over a connection that is being closed.
const HEAD_WITHIN: Duration = Duration::from_mins(2);

/// How long [`HttpServer::stop`] waits for running requests. On loopback, they take milliseconds; a request that takes longer is assumed to
/// come from a client that has gone away.
pub(super) const GRACE: Duration = Duration::from_secs(5);

/// Opens a listener. The returned address contains the port, even if the system selected it.
pub(super) async fn listen(bind: &Bind) -> Result<(TcpListener, SocketAddr), StartError> {
    let error = |source: io::Error| StartError::Listen { host: bind.host.clone(), port: bind.port, source };
    let listener = TcpListener::bind((bind.host.as_str(), bind.port)).await.map_err(error)?;
    let address = listener.local_addr().map_err(error)?;
    Ok((listener, address))
}

/// Returns the address for clients on this machine: loopback if the server listens on all interfaces.
pub(super) fn reachable(address: SocketAddr) -> SocketAddr {
    if address.ip().is_unspecified() {
        SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), address.port())
    } else {
        address
    }
}

/// Returns `true` if a host, with or without a port, is `localhost` or a loopback address.
pub fn is_loopback(authority: &str) -> bool {
    let host = host_of(authority);
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// Returns `true` if a host, with or without a port, is an IP address. A host name is less safe: an attacker's name server could resolve it
/// to this machine (DNS rebinding).
pub fn is_ip_address(authority: &str) -> bool {
    host_of(authority).parse::<IpAddr>().is_ok()
}

fn host_of(authority: &str) -> &str {
    match authority.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => authority.split(':').next().unwrap_or_default(),
    }
}
