//! An HTTP server whose responses are chosen by a test, for what the embedded servers cannot do.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use rollcall_aws::{AccessKey, Settings};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

/// Returns settings for clients that accept any credentials. The caller adds endpoints and parts.
pub(crate) fn settings() -> Settings {
    let key = AccessKey { id: "id".into(), secret: "secret".into(), session_token: None };
    Settings::new("eu-central-1", key)
}

/// Starts a server that adds `header` to each response. Returns its URL and the number of connections.
///
/// `respond` receives the first line and the body of a request. It returns the status and the body of the response, or `None` to close the
/// connection instead.
pub(crate) async fn start<R>(header: &'static str, respond: R) -> (String, Arc<AtomicUsize>)
where
    R: Fn(&str, &[u8]) -> Option<(&'static str, String)> + Clone + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let connections = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&connections);
    tokio::spawn(async move {
        while let Ok((connection, _)) = listener.accept().await {
            count.fetch_add(1, Ordering::Relaxed);
            tokio::spawn(respond_to_all(connection, header, respond.clone()));
        }
    });
    (url, connections)
}

/// Responds to the requests of one connection.
async fn respond_to_all<R>(connection: TcpStream, header: &'static str, respond: R)
where
    R: Fn(&str, &[u8]) -> Option<(&'static str, String)>,
{
    let mut connection = BufReader::new(connection);
    while let Some((line, body)) = next_request(&mut connection).await {
        let Some((status, body)) = respond(&line, &body) else { return };
        let head = format!("HTTP/1.1 {status}\r\n{header}\r\ncontent-length: {}\r\n\r\n", body.len());
        connection.write_all((head + &body).as_bytes()).await.unwrap();
    }
}

/// Reads a request. Returns its first line and its body, or `None` at the end of the connection.
async fn next_request(connection: &mut BufReader<TcpStream>) -> Option<(String, Vec<u8>)> {
    let (mut first, mut length) = (String::new(), 0_usize);
    loop {
        let mut line = String::new();
        if connection.read_line(&mut line).await.unwrap_or(0) == 0 {
            return None;
        }
        if first.is_empty() {
            first = line;
            continue;
        }
        let line = line.trim_end().to_ascii_lowercase();
        if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        if line.is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    connection.read_exact(&mut body).await.ok()?;
    Some((first, body))
}
