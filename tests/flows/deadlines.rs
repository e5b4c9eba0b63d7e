//! Workers that run out of time.

use std::time::Duration;

use rollcall_domain::stores::ChunkMessage;
use rollcall_functions::apply::HANDED_BACK_BEFORE;
use rollcall_tests::{TestStack, many};

#[tokio::test]
async fn chunk_returned_at_any_moment_gives_the_undisturbed_result() {
    let file = many(400);
    let undisturbed = TestStack::start().await;
    let import = undisturbed.import(file.clone(), serde_json::json!({})).await;
    let expected = undisturbed.export(import["import_id"].as_str().unwrap(), "csv").await;
    undisturbed.stop().await;

    let test = TestStack::start().await;
    let import_id = test.import_without_chunks(file).await;
    let key = test.plan_key(import_id.as_str(), "plan.ndjson").await;
    let length = test.result(&key).await.len() as u64;
    let message = ChunkMessage { import_id: import_id.clone(), chunk: 0, offset: 0, length };
    // The first attempt gets no time at all, and each further one a little more, so that they stop at different points.
    let mut handed_back = 0;
    let mut left = HANDED_BACK_BEFORE;
    while test.invoke_apply(&message, left).await.is_err() {
        handed_back += 1;
        left += Duration::from_millis(10 * handed_back);
    }
    assert!(handed_back > 0, "a worker without time must return its chunk");
    // A worker that ran out of time while completing the import leaves a lease, and the next worker leaves this to the sweep. The first
    // sweep finds that the chunk has been written, which is progress; the second one sends the chunk again.
    for _ in 0..2 {
        test.clock().advance(jiff::SignedDuration::from_mins(2));
        test.invoke_sweep().await.unwrap();
    }
    let import = test.wait(import_id.as_str(), &["completed"]).await;
    assert_eq!(import["summary"]["created"], 400, "{import}");
    assert_eq!(test.export(import_id.as_str(), "csv").await, expected, "after {handed_back} workers");
    test.stop().await;
}
