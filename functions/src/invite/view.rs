//! Runs and the sending as the API shows them.

use rollcall_domain::invitation::{BatchSource, InvitationBatch, Sending};
use serde_json::{Value, json};

/// A run.
pub(crate) fn run(run: &InvitationBatch) -> Value {
    let mut shown = json!(run.invited);
    let (import_id, company_id) = match &run.source {
        BatchSource::Import(id) => (Some(id), None),
        BatchSource::Uninvited(company) => (None, company.as_ref()),
    };
    if let Value::Object(members) = &mut shown {
        members.insert("run_id".to_owned(), json!(run.batch_id));
        members.insert("status".to_owned(), json!(run.status));
        members.insert("import_id".to_owned(), json!(import_id));
        members.insert("company_id".to_owned(), json!(company_id));
        members.insert("resend".to_owned(), json!(run.resend));
        members.insert("started_by".to_owned(), json!(run.started_by));
        members.insert("created_at".to_owned(), json!(run.created_at));
        members.insert("finished_at".to_owned(), json!(run.finished_at));
    }
    shown
}

/// How the sending stands.
pub(crate) fn sending(sending: &Sending) -> Value {
    json!({
        "status": if sending.stopped.is_some() { "stopped" } else { "running" },
        "reason": sending.stopped.map(|stop| stop.reason),
        "stopped_at": sending.stopped.map(|stop| stop.at),
        "mails_per_second": sending.rate,
        "sent": sending.sent,
        "bounced": sending.bounced,
    })
}
