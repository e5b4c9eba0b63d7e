//! The list of users: every filter, alone and combined with others.

use rollcall_tests::{TestStack, enrolment, learners};
use serde_json::json;

#[tokio::test]
async fn users_are_found_by_every_filter() {
    let test = TestStack::start().await;
    let rows = [
        "1,Ann,Lee,ann@example.org,Acme GmbH,,en,,,,",
        "1,Bea,Lee,Annika@example.org,Brio SA,Été,fr,,,,",
        "0,Cid,Lee,cid@example.org,Acme GmbH,,en,,,,",
        "1,Dan,Lee,dan@example.org,Brio SA,,en,,,,",
    ];
    test.import(enrolment(&rows[..3]), json!({ "send_invitations": true })).await;
    test.import(enrolment(&rows[3..]), json!({})).await;
    test.import(learners(&["Eve,Lee,eve@münchen.de,,,en"]), json!({ "layout": "learners" })).await;
    for (query, expected) in [
        ("", "ann Annika cid dan eve"),
        ("?q=ann", "ann Annika"),
        ("?q=ANN", "ann Annika"),
        ("?q=ann@", "ann"),
        ("?q=nn", ""),
        ("?q=zoe", ""),
        ("?q=eve@MÜNCHEN", "eve"),
        ("?q=eve@münchen.d", "eve"),
        ("?email=%20ANN@example.org", "ann"),
        ("?email=Eve@MÜNCHEN.de", "eve"),
        ("?email=eve@xn--mnchen-3ya.de", "eve"),
        ("?email=eve@münchen.d", ""),
        ("?email=ann", ""),
        ("?email=%20", ""),
        ("?email=zoe@example.org", ""),
        ("?email=annika@example.org&company=co-brio&status=pending&name=lee&q=ann", "Annika"),
        ("?email=annika@example.org&company=co-acme", ""),
        ("?email=ann@example.org&status=disabled", ""),
        ("?email=ann@example.org&invitation=none", ""),
        ("?email=ann@example.org&name=bea", ""),
        ("?email=ann@example.org&q=b", ""),
        ("?email=ann@example.org&identifier=1", ""),
        ("?company=Acme%20GmbH", "ann cid"),
        ("?company=co-brio", "Annika dan"),
        ("?company=Absent", ""),
        ("?company=co-brio&q=d", "dan"),
        ("?status=disabled", "cid"),
        ("?status=pending", "ann Annika dan eve"),
        ("?status=active", ""),
        ("?invitation=none", "dan eve"),
        ("?invitation=held", "cid"),
        ("?invitation=queued", "ann Annika"),
        ("?invitation=queued&company=co-acme&status=pending&q=a", "ann"),
    ] {
        let users = test.list(&format!("/users{query}"), 2).await;
        let names: Vec<&str> =
            users.iter().map(|user| user["email"].as_str().unwrap().split_once('@').unwrap().0).collect();
        assert_eq!(names.join(" "), expected, "{query}");
    }
    let user = test.user("annika@example.org").await;
    assert_eq!(
        (&user["company"], &user["cohort"], &user["language"]),
        (&json!("Brio SA"), &json!("Été"), &json!("fr"))
    );
    assert_eq!((&user["status"], &user["invitation"]), (&json!("pending"), &json!("queued")));
}
