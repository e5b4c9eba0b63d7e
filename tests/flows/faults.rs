//! Faulty calls to the table: throttled, cut off, or executed but reported as failed. The result must equal that of an undisturbed import.

use rollcall_tests::{Faults, Recorder, TestOptions, TestStack, many};
use serde_json::{Value, json};

const ONE_IN: u64 = 10;

/// Imports a file. Returns its summary, its CSV export, and the users without ids and times.
async fn end_of(test: &TestStack, file: &str, options: Value) -> (Value, String, Vec<Value>) {
    let import = test.import(file, options).await;
    assert_eq!(import["status"], "completed", "{import}");
    let csv = test.export(import["import_id"].as_str().unwrap(), "csv").await;
    (import["summary"].clone(), String::from_utf8(csv).unwrap(), users(test).await)
}

async fn users(test: &TestStack) -> Vec<Value> {
    let mut users = test.users().await;
    for user in &mut users {
        for member in ["user_id", "created_at", "updated_at"] {
            user.as_object_mut().unwrap().remove(member);
        }
    }
    users
}

#[tokio::test]
async fn imports_with_failing_writes_match_undisturbed_ones() {
    let (first, then) = (many(603), many(703).replace(",Spring,", ",Autumn,"));
    let undisturbed = TestStack::start().await;
    let faults = Faults::one_in(ONE_IN, 20_261);
    let options = TestOptions { recorder: Recorder::failing(&faults), ..TestOptions::default() };
    let disturbed = TestStack::start_with(options).await;
    for (file, options) in [(&first, json!({})), (&then, json!({ "update_existing": true })), (&then, json!({}))] {
        let expected = end_of(&undisturbed, file, options.clone()).await;
        let found = end_of(&disturbed, file, options).await;
        assert_eq!(found.0, expected.0);
        assert!(found.1 == expected.1, "the CSV differs");
        assert!(found.2 == expected.2, "the users differ");
    }
    let counts = faults.counts();
    assert!(counts.iter().all(|times| *times > 0), "a kind of fault never occurred: {counts:?}");
    undisturbed.stop().await;
    disturbed.stop().await;
}
