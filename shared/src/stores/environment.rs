//! Time and randomness, injected so that tests and simulations control both.

use std::{future::Future, sync::Arc};

use jiff::Timestamp;

use super::StoreError;

/// Time and randomness, combined in one trait because every implementation provides both and adapters pass them on as one trait object.
pub trait Environment: Send + Sync {
    fn now(&self) -> Timestamp;
    /// Returns 80 random bits for ids, which must be unique but need not be unpredictable.
    fn random_bits(&self) -> [u8; 10];
}

impl<T: Environment + ?Sized> Environment for Arc<T> {
    fn now(&self) -> Timestamp {
        (**self).now()
    }

    fn random_bits(&self) -> [u8; 10] {
        (**self).random_bits()
    }
}

pub trait Sleeper: Send + Sync {
    /// Waits until this time; returns immediately if it has passed.
    fn sleep_until(&self, at: Timestamp) -> impl Future<Output = ()> + Send;
}

/// Unpredictable bits for tokens and secret keys.
pub trait Secrets: Send + Sync {
    /// Returns 256 unpredictable bits.
    ///
    /// # Errors
    ///
    /// [`StoreError::Busy`] if the system cannot supply random bits; there is no fallback.
    fn secret(&self) -> Result<[u8; 32], StoreError>;
}

impl<T: Secrets + ?Sized> Secrets for Arc<T> {
    fn secret(&self) -> Result<[u8; 32], StoreError> {
        (**self).secret()
    }
}
