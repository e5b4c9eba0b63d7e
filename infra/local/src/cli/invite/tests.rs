use std::{
    error::Error,
    sync::{Arc, Mutex, PoisonError},
};

use axum::{
    Json, Router,
    http::StatusCode,
    routing::{get, post},
};
use serde_json::{Value, json};

use super::*;
use crate::cli::{client::served, output::captured};

type Bodies = Arc<Mutex<Vec<Value>>>;

fn counts(queued: u64, unknown: u64) -> Value {
    json!({"queued": queued, "already_invited": 2, "already_active": 0, "disabled": 1, "unknown": unknown})
}

/// Creates an API that responds to a dry run with counts, and to other requests with `response`.
fn api(bodies: &Bodies, response: Value) -> Router {
    let bodies = Arc::clone(bodies);
    let invite = async move |Json(body): Json<Value>| {
        bodies.lock().unwrap_or_else(PoisonError::into_inner).push(body.clone());
        Json(if body["dry_run"] == true { counts(48, 0) } else { response.clone() })
    };
    let batch = async || {
        let mut batch = counts(1_500, 0);
        batch["status"] = "completed".into();
        Json(batch)
    };
    Router::new().route("/invitations", post(invite)).route("/invitations/{run_id}", get(batch))
}

fn args() -> InviteArgs {
    InviteArgs {
        emails: Vec::new(),
        import: Some("i1".to_owned()),
        company: None,
        all: false,
        resend: false,
        dry_run: false,
        yes: false,
        json: false,
    }
}

/// Runs a command, and returns its exit, standard output, requests and question.
async fn ended(
    args: &InviteArgs,
    response: Value,
    says: Option<bool>,
) -> Result<(Exit, String, Vec<Value>, String), Box<dyn Error>> {
    let bodies = Bodies::default();
    let client = served(api(&bodies, response)).await?;
    let (mut output, out, _) = captured::output();
    let mut question = String::new();
    let mut ask = |text: &str| {
        text.clone_into(&mut question);
        Ok(says == Some(true))
    };
    let asker: Option<Asker<'_>> = if says.is_some() { Some(&mut ask) } else { None };
    let exit = invite(&client, args, asker, &mut output).await?;
    let bodies = bodies.lock().unwrap_or_else(PoisonError::into_inner).clone();
    Ok((exit, out.text(), bodies, question))
}

#[tokio::test]
async fn invitations_are_sent_after_the_number_was_confirmed() -> Result<(), Box<dyn Error>> {
    let (exit, out, bodies, question) = ended(&args(), counts(48, 0), Some(true)).await?;
    assert_eq!(question, "Send invitations to 48 users? Left out: 2 already invited, 1 disabled.");
    let request = json!({"import_id": "i1", "resend": false});
    assert_eq!(bodies, [json!({"import_id": "i1", "resend": false, "dry_run": true}), request.clone()]);
    assert_eq!(exit, Exit::Done);
    assert!(out.starts_with("  invited                       48\n"), "{out}");

    let (exit, out, bodies, _) = ended(&args(), counts(48, 0), Some(false)).await?;
    assert_eq!((exit, out.as_str(), bodies.len()), (Exit::Refused, "", 1));

    let (exit, _, bodies, _) = ended(&args(), counts(48, 0), None).await?;
    assert_eq!((exit, bodies), (Exit::Done, vec![request]));
    Ok(())
}

#[tokio::test]
async fn no_one_is_invited_if_the_answer_cannot_be_read() -> Result<(), Box<dyn Error>> {
    let bodies = Bodies::default();
    let client = served(api(&bodies, counts(48, 0))).await?;
    let (mut output, _, _) = captured::output();
    let mut ask = |_: &str| Err::<bool, _>(io::Error::from(io::ErrorKind::InvalidData));
    let ended = invite(&client, &args(), Some(&mut ask), &mut output).await;
    assert!(matches!(ended, Err(CliError::Answer(_))), "{ended:?}");
    let bodies = bodies.lock().unwrap_or_else(PoisonError::into_inner).clone();
    assert!(bodies.iter().all(|body| body["dry_run"] == true), "{bodies:?}");
    Ok(())
}

#[tokio::test]
async fn dry_run_only_counts() -> Result<(), Box<dyn Error>> {
    let args = InviteArgs { dry_run: true, json: true, company: Some("H & V".to_owned()), import: None, ..args() };
    let (exit, out, bodies, _) = ended(&args, counts(0, 9), None).await?;
    let body = json!({"all_uninvited": true, "company": "H & V", "resend": false, "dry_run": true});
    assert_eq!((exit, bodies), (Exit::Done, vec![body]));
    let document: Value = serde_json::from_str(&out)?;
    let counted =
        json!({"dry_run": true, "queued": 48, "already_invited": 2, "already_active": 0, "disabled": 1, "unknown": 0});
    assert_eq!(document, counted);
    Ok(())
}

#[tokio::test]
async fn many_addresses_are_sent_in_several_requests_and_unknown_ones_show_in_the_exit() -> Result<(), Box<dyn Error>> {
    let emails = (0..1_001).map(|at| format!("p{at}@example.org")).collect();
    let args = InviteArgs { emails, import: None, resend: true, ..args() };
    let (exit, out, bodies, _) = ended(&args, counts(500, 1), None).await?;
    let sizes: Vec<_> = bodies.iter().map(|body| body["emails"].as_array().map_or(0, Vec::len)).collect();
    assert_eq!(sizes, [1_000, 1]);
    assert!(bodies.iter().all(|body| body["resend"] == true));
    assert_eq!(exit, Exit::PartlyFailed);
    assert!(out.starts_with("  invited                    1,000\n"), "{out}");

    let unknown = json!({"queued": 0, "already_invited": 0, "already_active": 0, "disabled": 0, "unknown": 1});
    assert_eq!(ended(&args, unknown, None).await?.0, Exit::Refused);
    Ok(())
}

#[tokio::test]
async fn invitation_batch_is_awaited() -> Result<(), Box<dyn Error>> {
    let (exit, out, _, _) = ended(&args(), json!({"run_id": "r1"}), None).await?;
    assert_eq!(exit, Exit::Done);
    assert!(out.starts_with("  invited                    1,500\n"), "{out}");
    Ok(())
}

#[tokio::test]
async fn import_that_was_undone_is_reported() -> Result<(), Box<dyn Error>> {
    for (undo_status, is_reported) in [(Some("completed"), true), (Some("cancelled"), false), (None, false)] {
        let undone_by = undo_status.map(|_| "i2");
        let import =
            json!({"import_id": "i1", "status": "completed", "undone_by": undone_by, "undo_status": undo_status});
        let import = get(async move || Json(import.clone()));
        let client = served(api(&Bodies::default(), counts(1, 3)).route("/imports/{id}", import)).await?;
        let (mut output, _, err) = captured::output();
        assert_eq!(invite(&client, &args(), None, &mut output).await?, Exit::PartlyFailed);
        let note = "Import i1 was undone by i2. Only users whom the undo did not remove can be invited.";
        assert_eq!(err.text().contains(note), is_reported, "{undo_status:?}");
    }
    Ok(())
}

#[tokio::test]
async fn company_that_does_not_exist_is_refused() -> Result<(), Box<dyn Error>> {
    let none = json!({"queued": 0, "already_invited": 0, "already_active": 0, "disabled": 0, "unknown": 0});
    let companies = json!({"companies": [{"id": "hv", "name": "Harbour & Vale Ltd", "aliases": ["H & V"]}]});
    for (company, may_read, exit) in [
        ("Harbour & Vale", true, Exit::Refused),
        ("Harbour & Vale Ltd", true, Exit::Done),
        ("H  & V", true, Exit::Done),
        ("hv", true, Exit::Done),
        ("Harbour & Vale", false, Exit::Done),
    ] {
        let (catalog, status) = (companies.clone(), if may_read { StatusCode::OK } else { StatusCode::FORBIDDEN });
        let catalog = get(async move || (status, Json(catalog.clone())));
        let client = served(api(&Bodies::default(), none.clone()).route("/catalog", catalog)).await?;
        for json in [false, true] {
            let args = InviteArgs { company: Some(company.to_owned()), import: None, json, ..args() };
            let (mut output, out, err) = captured::output();
            assert_eq!(invite(&client, &args, None, &mut output).await?, exit, "{company}");
            let is_refused = exit == Exit::Refused;
            assert_eq!(err.text().contains("there is no company \"Harbour & Vale\""), is_refused, "{company}");
            assert_eq!(out.text().is_empty(), is_refused && !json, "{company}");
        }
    }
    Ok(())
}
