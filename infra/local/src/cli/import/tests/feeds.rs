//! Files of feeds.

use super::*;

#[tokio::test]
async fn file_at_the_brake_of_its_feed_is_left_to_a_person() -> Result<(), Box<dyn Error>> {
    let mut waiting = ended("awaiting_confirmation", 5, 0);
    waiting["held"] = json!([{ "limit": "disable_percent", "allowed": 10, "found": 67, "users": 44 }]);
    for dry_run in [false, true] {
        let scene = Scene::new(&[waiting.clone()]).await?;
        let args = ImportArgs { feed: Some("hr".to_owned()), dry_run, ..scene.args() };
        let (mut report, _) = scene.import(&args).await?;
        let body = lock(&scene.shared).bodies[0].clone();
        let is_given =
            ["update_existing", "send_invitations", "on_row_errors", "layout"].map(|name| body.get(name).is_some());
        assert_eq!((&body["feed"], is_given), (&json!("hr"), [false; 4]));
        assert_eq!(lock(&scene.shared).is_cancelled, dry_run, "nothing else ends the import of a dry run");
        assert_eq!((report.end, report.held.len()), (ImportStatus::AwaitingConfirmation, 1));
        report.advice = advice::advice(&report, &args, &Global::default());
        let (mut output, out, _) = captured::output();
        assert_eq!(show(&report, &args, &mut output)?.status(), 5);
        let text = out.text();
        let (headline, limits) = if dry_run {
            ("l’import attendrait une confirmation. Rien n’a été enregistré.\n", "ces limites de son flux\u{a0}:\n")
        } else {
            ("en attente de confirmation\n", "Rien n’a encore été enregistré.\n")
        };
        assert!(text.contains(&format!("people.csv\u{a0}: {headline}")) && text.contains(limits), "{text}");
        assert!(text.contains("  utilisateurs à désactiver\u{a0}: 44 (67\u{a0}%, limite 10\u{a0}%)"), "{text}");
        assert_eq!(text.contains("confirmez l’import\u{a0}: rollcall imports confirm i0"), !dry_run, "{text}");
        let (mut output, out, _) = captured::output();
        show(&report, &ImportArgs { json: true, ..args }, &mut output)?;
        assert_eq!(serde_json::from_str::<Value>(&out.text())?["held"], waiting["held"]);
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn unknown_feed_is_refused_before_the_samples_are_loaded() -> Result<(), Box<dyn Error>> {
    let scene = Scene::new(&[]).await?;
    let args = ImportArgs { feed: Some("nope".to_owned()), ..scene.args() };
    let global = Global { data_dir: Some(scene.data_dir()), ..Global::default() };
    let source = SourceFile::read(&args.file).await?;
    let (mut output, _, err) = captured::output();
    let session = Session::open(&global, &mut output).await?;
    let ended = run_on(&session, &args, &global, &source, Vec::new(), &mut output).await;
    let catalog = session.client().catalog(None).await;
    session.close().await;
    let Err(error) = ended else { panic!("the feed was accepted") };
    assert_eq!(error.exit(), Exit::WrongArguments);
    assert_eq!(error.to_string(), "There is no feed with this name. `rollcall feeds` lists the feeds.");
    assert!(catalog?.companies.is_empty());
    assert_eq!(err.text(), "", "nothing was loaded");
    Ok(())
}

#[tokio::test]
async fn report_on_a_file_of_a_feed_has_the_first_users_that_it_updates_and_disables() -> Result<(), Box<dyn Error>> {
    for (updated, disabled, listed) in [(0, 0, [0, 0]), (0, 1, [0, 10]), (12, 44, [10, 10])] {
        let mut completed = ended("completed", 5, 0);
        completed["summary"]["updated"] = json!(updated);
        completed["summary"]["disabled"] = json!(disabled);
        let scene = Scene::new(&[completed]).await?;
        let (report, _) = scene.import(&ImportArgs { feed: Some("hr".to_owned()), ..scene.args() }).await?;
        assert_eq!([report.changed.len(), report.disabled.len()], listed);
        let first = |rows: &[RowResponse]| rows.first().map(|row| row.user.email.clone());
        assert_eq!(first(&report.changed), (updated > 0).then(|| "updated0@example.org".to_owned()));
        assert_eq!(first(&report.disabled), (disabled > 0).then(|| "disabled0@example.org".to_owned()));
    }
    Ok(())
}

#[tokio::test]
async fn dry_run_of_a_file_of_a_feed_ends_as_the_feed_treats_errors() -> Result<(), Box<dyn Error>> {
    let mut waiting = ended("awaiting_confirmation", 5, 2);
    waiting["options"] = json!({ "on_row_errors": "skip" });
    let scene = Scene::new(&[waiting]).await?;
    let args = ImportArgs { feed: Some("hr".to_owned()), dry_run: true, ..scene.args() };
    let (report, _) = scene.import(&args).await?;
    assert_eq!((report.end, report.summary.created), (ImportStatus::Completed, 5));
    Ok(())
}

#[tokio::test]
async fn file_of_a_feed_in_test_mode_is_reported_as_a_dry_run() -> Result<(), Box<dyn Error>> {
    let mut tested = ended("cancelled", 5, 2);
    tested["options"] = json!({ "on_row_errors": "skip", "dry_run": true });
    let mut held = tested.clone();
    held["held"] = json!([{ "limit": "disable_percent", "allowed": 10, "found": 67, "users": 44 }]);
    for (state, end, exit) in
        [(tested, ImportStatus::Completed, Exit::PartlyFailed), (held, ImportStatus::AwaitingConfirmation, Exit::Held)]
    {
        for dry_run in [false, true] {
            let scene = Scene::new(std::slice::from_ref(&state)).await?;
            let args = ImportArgs { feed: Some("hr".to_owned()), dry_run, json: true, ..scene.args() };
            let (report, messages) = scene.import(&args).await?;
            assert!(!lock(&scene.shared).is_cancelled);
            assert_eq!((report.is_dry_run, report.end, report.summary.created), (true, end, 5));
            assert_eq!(messages.contains("in test mode"), !dry_run, "{messages}");
            let (mut output, out, _) = captured::output();
            assert_eq!(show(&report, &args, &mut output)?, exit);
            let document: Value = serde_json::from_str(&out.text())?;
            assert_eq!((&document["status"], &document["dry_run"]), (&json!("cancelled"), &json!(true)));
            assert!(document["files"]["csv"].is_string(), "{document}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn file_of_a_feed_that_a_person_cancelled_has_no_result() -> Result<(), Box<dyn Error>> {
    let mut cancelled = ended("cancelled", 0, 0);
    cancelled["options"] = json!({ "on_row_errors": "skip", "dry_run": true });
    let scene = Scene::new(&[cancelled]).await?;
    lock(&scene.shared).exports.clear();
    let args = ImportArgs { feed: Some("hr".to_owned()), dry_run: true, ..scene.args() };
    let (report, _) = scene.import(&args).await?;
    assert_eq!((report.end, Exit::of_import(report.end, &report.summary)), (ImportStatus::Cancelled, Exit::Refused));
    Ok(())
}
