//! Requests that an import is resumed.

use crate::{
    ids::ImportId,
    stores::{ResumeMessage, ResumeQueue},
};

/// Sends the message that resumes an import, to continue or announce it. If sending fails, the import is left to the sweep.
pub(super) async fn resume_soon(stores: &impl ResumeQueue, id: &ImportId) {
    if let Err(error) = stores.send_resume(&ResumeMessage { import_id: id.clone() }).await {
        tracing::warn!(import_id = %id, %error, "import {id} is left to the sweep");
    }
}
