//! Many invitations under faults: throttling, lost responses, killed senders, repeated events and messages.
//!
//! `ROLLCALL_TEST_MAILS` sets the number of invitations; the default suits a debug build.

use std::{collections::BTreeMap, sync::Mutex, time::Duration};

use futures_util::future::join_all;
use jiff::{SignedDuration, Timestamp};
use rollcall_embedded::ses::Fault;
use rollcall_tests::{TestOptions, TestStack, enrolment};
use serde_json::{Value, json};

/// The account's limit in e-mails per second: low enough that a debug build reaches it.
const MAILS_A_SECOND: f64 = 40.0;
const MAILS: usize = 300;
/// Number of concurrent senders: a call whose response is lost blocks its sender until the client's timeout.
const SENDERS: usize = 64;
/// Maximum number of rounds until every invitation has been handled.
const ROUNDS_MAX: usize = 60;

/// Reproducible pseudo-random numbers: a linear congruential generator with the constants of Knuth's MMIX.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

/// Imports users in files of 500 rows: one chunk, which the function `import` applies directly.
async fn import(test: &TestStack, count: usize) {
    for first in (0..count).step_by(500) {
        let rows: Vec<String> = (first..count.min(first + 500))
            .map(|n| format!("1,Ann,Lee,ann{n}@example.org,Acme GmbH,,en,,,,"))
            .collect();
        let file = enrolment(&rows.iter().map(String::as_str).collect::<Vec<_>>());
        let id = test.upload(&file, json!({ "send_invitations": true })).await;
        let key = format!("uploads/{id}.csv");
        let event = test.event(&key, file.len(), &test.etag(&key).await, "01");
        test.invoke_import(event).await.unwrap();
        assert_eq!(test.get(&format!("/imports/{id}")).await["status"], "completed");
    }
}

/// Receives and deletes a message from the mail queue, so that a killed sender loses it.
async fn take_message(test: &TestStack) -> Option<Vec<String>> {
    let (sqs, url) = (test.stack().clients().sqs(), &test.stack().addresses().mail_queue);
    let received = sqs.receive_message().queue_url(url).max_number_of_messages(1).send().await.unwrap();
    let message = received.messages.unwrap_or_default().pop()?;
    sqs.delete_message().queue_url(url).receipt_handle(message.receipt_handle.unwrap()).send().await.unwrap();
    let body: Value = serde_json::from_str(&message.body.unwrap()).unwrap();
    Some(serde_json::from_value(body["user_ids"].clone()).unwrap())
}

/// Sends until the queue is empty. About one in 20 messages is processed by a sender that is killed, and one in 20 is delivered twice.
async fn send(test: &TestStack, dice: &Mutex<Dice>) {
    while let Some(user_ids) = take_message(test).await {
        let (fate, within_ms) = {
            let mut dice = dice.lock().unwrap();
            (dice.below(20), dice.below(1_500))
        };
        match fate {
            0 => {
                drop(tokio::time::timeout(Duration::from_millis(within_ms), test.invoke_send(&user_ids)).await);
            }
            1 => drop(join_all([test.invoke_send(&user_ids), test.invoke_send(&user_ids)]).await),
            _ => drop(test.invoke_send(&user_ids).await),
        }
    }
}

fn most_in_a_second(calls: &[Timestamp]) -> usize {
    let window =
        |from: usize| calls[from..].iter().take_while(move |at| **at < calls[from] + SignedDuration::from_secs(1));
    (0..calls.len()).map(|from| window(from).count()).max().unwrap_or(0)
}

async fn events_are_taken(test: &TestStack) {
    while test.stack().ses().events_pending() > 0 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn invitations_under_faults_are_sent_once_or_marked_unconfirmed() {
    let count = std::env::var("ROLLCALL_TEST_MAILS").ok().and_then(|text| text.parse().ok()).unwrap_or(MAILS);
    let options = TestOptions { workers: false, mails_per_second: MAILS_A_SECOND, ..TestOptions::default() };
    let test = TestStack::start_with(options).await;
    import(&test, count).await;
    let dice = Mutex::new(Dice(7));
    // 5 % are throttled, 2 % accepted with a lost response, and 1 % cut off before the call; some events are late or repeated.
    let faults = (0..count * 2).map(|_| match dice.lock().unwrap().below(100) {
        0..5 => Some(Fault::Throttled),
        5..7 => Some(Fault::ResponseLost),
        7 => Some(Fault::Cut),
        8..13 => Some(Fault::Late),
        13..23 => Some(Fault::Repeated),
        _ => None,
    });
    test.stack().ses().script(faults.collect::<Vec<_>>());

    let mut first_round = 0..0;
    let mut waiting = count;
    for round in 0..ROUNDS_MAX {
        let before = test.stack().ses().calls().len();
        test.invoke_sweep().await.unwrap();
        join_all((0..SENDERS).map(|_| send(&test, &dice))).await;
        events_are_taken(&test).await;
        if round == 0 {
            first_round = before..test.stack().ses().calls().len();
        }
        waiting = test.list("/users?invitation=queued", 1_000).await.len();
        if waiting == 0 {
            break;
        }
        // The users in a killed sender's message are queued again after ten minutes.
        test.clock().advance(SignedDuration::from_mins(11));
        test.stack().ses().release_events();
    }
    assert_eq!(waiting, 0, "invitations are still queued");
    test.stack().ses().release_events();
    events_are_taken(&test).await;
    test.clock().advance(SignedDuration::from_mins(16));
    for _ in 0..count.div_ceil(100) {
        test.invoke_sweep().await.unwrap();
    }

    let mut emails: BTreeMap<String, usize> = BTreeMap::new();
    for mail in test.emails() {
        *emails.entry(mail.to).or_default() += 1;
    }
    assert!(emails.values().all(|sent| *sent == 1), "a second mail was sent");
    let mut unconfirmed = 0;
    for user in test.users().await {
        let (email, state) = (user["email"].as_str().unwrap(), user["invitation"].as_str().unwrap());
        match state {
            "delivered" => assert_eq!(emails.remove(email), Some(1), "{email}"),
            // The sender was killed or the connection was cut: no e-mail, no event, and the outcome is unknown.
            "unconfirmed" => {
                assert_eq!(emails.remove(email), None, "an event should have confirmed it: {email}");
                unconfirmed += 1;
            }
            other => panic!("{email} is {other}"),
        }
    }
    assert!(emails.is_empty() && unconfirmed > 0 && unconfirmed < count / 5, "{unconfirmed} of {count}: {emails:?}");

    let calls = test.stack().ses().calls();
    let most = most_in_a_second(&calls);
    let burst = &calls[first_round];
    let seconds = (burst[burst.len() - 1] - burst[0]).total(jiff::Unit::Second).unwrap();
    let rate = (burst.len() - 1) as f64 / seconds;
    eprintln!(
        "{count} invitations: {} calls, {unconfirmed} unconfirmed; at most {most} in one second, {rate:.1} of {MAILS_A_SECOND} per second",
        calls.len()
    );
    // A call starts in its slot, but its arrival depends on the machine, so more calls can arrive in one second.
    assert!(most as f64 <= MAILS_A_SECOND * 1.25, "{most} calls in a second");
    test.abandon().await;
}
