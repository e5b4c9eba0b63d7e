//! A relay between functions and a service. It delays requests, as a network and a distant service would.

use std::{
    net::{Ipv4Addr, TcpListener as StdListener},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use rollcall_aws::Endpoints;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{
        TcpListener, TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
    sync::mpsc,
    time::{Instant, sleep_until},
};

/// Maximum number of bytes read from a request at once.
const PIECE_BYTES: usize = 64 << 10;
/// Maximum number of pieces of a request delayed at the same time: enough for a 5 MiB part, which has 80 full pieces.
const PIECES_MAX: usize = 256;

#[derive(Debug, Clone, Copy)]
pub(crate) struct Latency {
    /// Delay for most requests.
    pub(crate) usual: Duration,
    /// Delay for every hundredth request.
    pub(crate) slow: Duration,
}

impl Latency {
    /// Starts a relay to each service. Returns the relays' addresses.
    pub(crate) fn between(self, endpoints: &Endpoints) -> Endpoints {
        let relay = |service: &Option<String>| service.as_ref().map(|service| self.start(service));
        Endpoints {
            dynamodb: relay(&endpoints.dynamodb),
            s3: relay(&endpoints.s3),
            sqs: relay(&endpoints.sqs),
            ses: relay(&endpoints.ses),
        }
    }

    fn start(self, service: &str) -> String {
        let listener = StdListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap();
        let listener = TcpListener::from_std(listener).unwrap();
        let service = service.trim_start_matches("http://").to_owned();
        let requests = Arc::new(AtomicU64::new(0));
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let Ok(server) = TcpStream::connect(&service).await else { continue };
                for stream in [&client, &server] {
                    stream.set_nodelay(true).unwrap();
                }
                let (from_client, to_client) = client.into_split();
                let (from_server, to_server) = server.into_split();
                let has_response = Arc::new(AtomicBool::new(true));
                let delays = Delays { latency: self, requests: Arc::clone(&requests), has_response };
                tokio::spawn(forward_responses(from_server, to_client, Arc::clone(&delays.has_response)));
                tokio::spawn(delays.requests(from_client, to_server));
            }
        });
        format!("http://{address}")
    }
}

/// The delays for requests on one connection.
struct Delays {
    latency: Latency,
    /// Number of requests on all connections so far.
    requests: Arc<AtomicU64>,
    /// Whether the response to the latest request has arrived, so that the next bytes begin another request.
    has_response: Arc<AtomicBool>,
}

impl Delays {
    /// Forwards requests. The delays of a request's pieces overlap.
    async fn requests(self, mut client: OwnedReadHalf, mut server: OwnedWriteHalf) {
        let (sender, mut pieces) = mpsc::channel::<(Instant, Vec<u8>)>(PIECES_MAX);
        tokio::spawn(async move {
            while let Some((at, piece)) = pieces.recv().await {
                sleep_until(at).await;
                if server.write_all(&piece).await.is_err() {
                    return;
                }
            }
        });
        let mut delay = self.latency.usual;
        loop {
            let mut piece = vec![0; PIECE_BYTES];
            let Ok(length @ 1..) = client.read(&mut piece).await else { return };
            if self.has_response.swap(false, Ordering::Relaxed) {
                let is_slow = self.requests.fetch_add(1, Ordering::Relaxed) % 100 == 99;
                delay = if is_slow { self.latency.slow } else { self.latency.usual };
            }
            piece.truncate(length);
            if sender.send((Instant::now() + delay, piece)).await.is_err() {
                return;
            }
        }
    }
}

/// Forwards responses without a delay.
async fn forward_responses(mut server: OwnedReadHalf, mut client: OwnedWriteHalf, has_response: Arc<AtomicBool>) {
    let mut piece = vec![0; PIECE_BYTES];
    while let Ok(length @ 1..) = server.read(&mut piece).await {
        has_response.store(true, Ordering::Relaxed);
        if client.write_all(&piece[..length]).await.is_err() {
            return;
        }
    }
}
