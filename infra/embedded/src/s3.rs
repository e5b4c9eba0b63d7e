//! S3 with path-style addresses, signature checks, and an event for every object written under a watched prefix.
//!
//! `s3s` implements the protocol, `s3s-fs` stores the bytes, and an index in the ledger maps objects to blobs. Not implemented: versions,
//! encryption, lifecycle rules, access control lists, and creating and deleting buckets.

mod blobs;
mod buckets;
mod condition;
mod cors;
mod index;
mod listing;
mod metadata;
mod multipart;
mod operations;
mod presigned;

use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware;
use axum::response::{IntoResponse, Response};
use s3s::auth::SimpleAuth;
use s3s::service::{S3Service, S3ServiceBuilder};

pub use self::cors::Origins;
pub use self::index::Watched;

use self::blobs::Blobs;
use self::buckets::Buckets;
use self::index::Index;
use super::http::{HttpServer, listen};
use super::object_events::ObjectEvents;
use super::{Bind, Credentials, StartError};

pub struct S3Config {
    pub bind: Bind,
    /// Created if absent.
    pub folder: PathBuf,
    pub buckets: Vec<String>,
    pub credentials: Credentials,
    pub watched: Watched,
    /// Prefixes of the keys whose objects are on the disk before the call that writes them returns, as watched ones are.
    pub durable: Vec<String>,
    /// Where events are recorded; the object index is kept in the same ledger.
    pub events: ObjectEvents,
    pub origins: Origins,
}

/// A running S3. Dropping the value stops the server without waiting.
#[derive(Debug)]
pub struct S3Server {
    http: HttpServer,
}

impl S3Server {
    /// Starts the server, after deleting blobs that belong to no object or multipart upload. A process that is killed can leave such blobs
    /// behind.
    pub async fn start(config: S3Config) -> Result<Self, StartError> {
        let blobs = Blobs::open(&config.folder)?;
        let index = Index::new(config.events, config.watched, config.durable)?;
        for blob in index.unused()? {
            let gone = blobs.delete(&blob).await;
            gone.map_err(|source| StartError::Folder { path: config.folder.clone(), source })?;
            index.forget_blob(&blob)?;
        }
        let mut builder =
            S3ServiceBuilder::new(Buckets { names: config.buckets, blobs, index, joining: Arc::default() });
        builder
            .set_auth(SimpleAuth::from_single(config.credentials.access_key_id, config.credentials.secret_access_key));
        let router = Router::new()
            .fallback(respond)
            .layer(middleware::from_fn(presigned::check))
            .layer(config.origins.layer())
            .with_state(builder.build());
        let (listener, address) = listen(&config.bind).await?;
        Ok(Self { http: HttpServer::router(listener, address, router) })
    }

    /// Returns `http://host:port`, for the SDK's endpoint URL; clients must address buckets by path.
    pub fn address(&self) -> String {
        self.http.address()
    }

    /// Stops the server after waiting up to 5 s for running requests.
    pub async fn stop(self) {
        self.http.stop().await;
    }
}

async fn respond(State(s3): State<S3Service>, request: Request) -> Response {
    match s3.call(request.map(s3s::Body::http_body_unsync)).await {
        Ok(response) => response.map(Body::new),
        Err(error) => {
            tracing::error!(?error, "the embedded S3 failed");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
