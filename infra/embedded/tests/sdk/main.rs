//! The embedded servers, driven by the official clients.
#![allow(clippy::unwrap_used, reason = "a test ends at the first surprise")]

mod dynamodb;
mod s3;
mod sqs;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use aws_sdk_s3::config::SharedHttpClient;
use jiff::{SignedDuration, Timestamp};
use rollcall_embedded::{Clock, Credentials};

const ACCESS_KEY_ID: &str = "AKIDLOCAL";
const SECRET_ACCESS_KEY: &str = "local-secret";

fn credentials() -> Credentials {
    Credentials { access_key_id: ACCESS_KEY_ID.to_owned(), secret_access_key: SECRET_ACCESS_KEY.to_owned() }
}

fn http_client() -> SharedHttpClient {
    aws_smithy_http_client::Builder::new().build_http()
}

/// A clock that changes only when the test advances it.
#[derive(Clone)]
struct TestClock(Arc<AtomicI64>);

impl TestClock {
    fn new() -> Self {
        Self(Arc::new(AtomicI64::new(1_700_000_000_000)))
    }

    fn advance(&self, by: SignedDuration) {
        self.0.fetch_add(i64::try_from(by.as_millis()).unwrap(), Ordering::Relaxed);
    }

    fn clock(&self) -> Clock {
        let ms = Arc::clone(&self.0);
        Arc::new(move || Timestamp::from_millisecond(ms.load(Ordering::Relaxed)).unwrap())
    }
}
