//! Serves a router, for the embedded servers and for the API in front of them.
//!
//! `axum::serve` has no time limit for request heads, so half-open requests could use up all file descriptors. It also lets hyper send a
//! cached `Date` header. After the system clock is set back, this header would be in the future, and clients that adjust their clock to it
//! would sign with a future time.

use std::{convert::Infallible, future::Future, io, net::SocketAddr, pin::pin, time::Duration};

use axum::{Router, body::Body, extract::ConnectInfo};
use hyper::{
    body::{Body as _, Incoming},
    header::{CONNECTION, EXPECT, HeaderValue},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use tokio::{
    net::{TcpListener, TcpStream},
    task::JoinSet,
};
use tower::ServiceExt;

/// Pause after `accept` fails, usually because all file descriptors are in use.
const PAUSE: Duration = Duration::from_secs(1);

/// Serves until `stopping` completes, then finishes the requests in progress. `head_within` limits both the time to receive a request head
/// and the idle time of a connection.
pub async fn serve(listener: TcpListener, router: Router, head_within: Duration, stopping: impl Future<Output = ()>) {
    let (graceful, mut connections) = (GracefulShutdown::new(), JoinSet::new());
    let mut stopping = pin!(stopping);
    loop {
        let accepted = tokio::select! {
            () = &mut stopping => break,
            Some(_) = connections.join_next() => continue,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, peer)) => {
                connections.spawn(graceful.watch(connection(stream, peer, router.clone(), head_within)));
            }
            Err(error) if is_of_connection(&error) => {}
            Err(error) => {
                tracing::error!(%error, "cannot accept a connection");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
    drop(listener);
    graceful.shutdown().await;
}

fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    head_within: Duration,
) -> http1::Connection<
    TokioIo<TcpStream>,
    impl hyper::service::HttpService<Incoming, ResBody = Body, Future: Send, Error = Infallible>,
> {
    // A response is often a head and a small body. With Nagle's algorithm, the second packet would wait 40 ms for the client's delayed
    // acknowledgement.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "cannot disable Nagle's algorithm");
    }
    let service = service_fn(move |mut request: hyper::Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        // hyper sends `100 Continue` when the body is read. If the body is empty, a client that waits for it gets only the final response,
        // and boto3 cannot read the next response on the same connection.
        let closes = request.headers().contains_key(EXPECT) && request.body().is_end_stream();
        let response = router.clone().oneshot(request.map(Body::new));
        async move {
            let mut response = response.await?;
            if closes {
                response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
            }
            Ok::<_, Infallible>(response)
        }
    });
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(head_within)
        .auto_date_header(false)
        .serve_connection(TokioIo::new(stream), service)
}

/// Returns `true` if only the new connection failed, so that the next one can be accepted immediately.
fn is_of_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionRefused | ConnectionAborted | ConnectionReset)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test ends at the first surprise")]

    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    use super::*;

    async fn start(head_within: Duration) -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = Router::new().route("/", get(|| async { "here" }));
        tokio::spawn(serve(listener, router, head_within, std::future::pending()));
        address
    }

    #[tokio::test]
    async fn response_has_no_date_and_half_a_request_is_closed() {
        let address = start(Duration::from_secs(2)).await;
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(b"GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await.unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).await.unwrap();
        assert!(text.ends_with("here") && !text.to_lowercase().contains("\r\ndate:"), "{text}");

        let mut expecting = TcpStream::connect(address).await.unwrap();
        let head = b"GET / HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\nexpect: 100-continue\r\n\r\n";
        expecting.write_all(head).await.unwrap();
        let closed = tokio::time::timeout(Duration::from_secs(20), expecting.read_to_string(&mut text)).await;
        assert!(closed.is_ok() && text.contains("connection: close\r\n"), "{text}");

        let mut half = TcpStream::connect(address).await.unwrap();
        half.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n").await.unwrap();
        let closed = tokio::time::timeout(Duration::from_secs(20), half.read_to_end(&mut Vec::new())).await;
        assert!(closed.is_ok(), "the connection is still open");
    }
}
