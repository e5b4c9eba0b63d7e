//! Why a step of an import did not come to its end.

use thiserror::Error;

use crate::{import::IllegalTransition, stores::StoreError};

/// Why a step did not come to its end. Each variant is one decision of the caller.
#[derive(Debug, Error)]
pub enum FlowError {
    /// A store failed; if it was busy, the platform delivers the event again.
    #[error("a store failed")]
    Store(#[from] StoreError),
    /// Another worker has the import now, or a person has ended it: nothing is left to do here.
    #[error("another worker or a person has taken the import over")]
    Lost,
    /// Others write as fast as we do: the work is returned to its queue, and continues from what was written.
    #[error("{what} keeps changing")]
    Contended {
        /// What.
        what: &'static str,
    },
    /// The rows of an ended import are past their retention.
    #[error("the rows of the import are no longer retained")]
    NotRetained,
    /// An object that an earlier step stored does not exist, or is not complete.
    #[error("the {what} of the import is missing")]
    Missing {
        /// Which object.
        what: &'static str,
    },
    /// An object that an earlier step stored cannot be parsed.
    #[error("the stored {what} of the import cannot be read")]
    Undecodable {
        /// Which object.
        what: &'static str,
        /// What the parser reported: positions, no cells.
        #[source]
        source: serde_json::Error,
    },
    /// An object cannot be written in its format.
    #[error("the {what} of the import cannot be written")]
    Unencodable {
        /// Which object.
        what: &'static str,
        /// Why: positions, no cells.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A step tried what the state of the import forbids.
    #[error("the import is in another state")]
    Illegal(#[from] IllegalTransition),
}

impl FlowError {
    /// Returns `true` if trying again would end the same way, so that the import is ended instead.
    pub fn is_final(&self) -> bool {
        match self {
            Self::Store(StoreError::Refused { .. })
            | Self::Missing { .. }
            | Self::Undecodable { .. }
            | Self::Unencodable { .. }
            | Self::Illegal(_) => true,
            Self::Store(StoreError::Busy { .. }) | Self::Lost | Self::Contended { .. } | Self::NotRetained => false,
        }
    }
}
