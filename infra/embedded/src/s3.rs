//! S3: path-style, signatures checked, with an event for every object that the stack watches.
//!
//! `s3s` speaks the protocol, `s3s-fs` keeps the bytes, and an index in the ledger says which object is where. Left out
//! on purpose: versions, encryption, lifecycle, access lists, and making and deleting buckets, which the stack does
//! once for all.

mod blobs;
mod buckets;
mod cors;
mod index;
mod listing;

use std::path::PathBuf;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::StatusCode;
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

/// What [`S3Server::start`] needs.
pub struct S3Config {
    /// Where to listen.
    pub bind: Bind,
    /// The folder of the objects, made if absent.
    pub folder: PathBuf,
    /// The names of the buckets.
    pub buckets: Vec<String>,
    /// The key that requests are signed with.
    pub credentials: Credentials,
    /// The objects that events tell of.
    pub watched: Watched,
    /// Where events are recorded; the index of the objects is kept in the same ledger.
    pub events: ObjectEvents,
    /// The pages that may use the buckets.
    pub origins: Origins,
}

/// A running S3; dropping it stops it without waiting.
#[derive(Debug)]
pub struct S3Server {
    http: HttpServer,
}

impl S3Server {
    /// Removes what a killed predecessor left half-written, and serves the buckets.
    ///
    /// # Errors
    /// - [`StartError::Listen`], [`StartError::Folder`], [`StartError::Objects`], [`StartError::Ledger`]
    pub async fn start(config: S3Config) -> Result<Self, StartError> {
        let blobs = Blobs::open(&config.folder)?;
        let index = Index::new(config.events, config.watched)?;
        for blob in index.unused()? {
            let gone = blobs.delete(&blob).await;
            gone.map_err(|source| StartError::Folder { path: config.folder.clone(), source })?;
            index.forget_blob(&blob)?;
        }
        let mut builder = S3ServiceBuilder::new(Buckets { names: config.buckets, blobs, index });
        builder
            .set_auth(SimpleAuth::from_single(config.credentials.access_key_id, config.credentials.secret_access_key));
        let state = Server { s3: builder.build(), origins: config.origins };
        let router = Router::new().fallback(answer).with_state(state);
        let (listener, address) = listen(&config.bind).await?;
        Ok(Self { http: HttpServer::router(listener, address, router) })
    }

    /// `http://host:port`, for the SDK's endpoint URL; clients must address buckets by path.
    pub fn address(&self) -> String {
        self.http.address()
    }

    /// Lets running requests finish.
    pub async fn stop(self) {
        self.http.stop().await;
    }
}

#[derive(Clone)]
struct Server {
    s3: S3Service,
    origins: Origins,
}

async fn answer(State(server): State<Server>, request: Request) -> Response {
    if let Some(answer) = server.origins.answer_preflight(request.method(), request.headers()) {
        return answer;
    }
    let cors = server.origins.headers_for(request.headers());
    let mut response = match server.s3.call(request.map(s3s::Body::http_body_unsync)).await {
        Ok(response) => response.map(Body::new),
        Err(error) => {
            tracing::error!(?error, "the embedded S3 failed");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    };
    response.headers_mut().extend(cors.into_iter().flatten());
    response
}
