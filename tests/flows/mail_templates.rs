//! The content of invitations: the user's language, the tenant's templates, and escaping.

use jiff::SignedDuration;
use reqwest::header;
use rollcall_embedded::ses::AcceptedEmail;
use rollcall_tests::{TestStack, enrolment};
use serde_json::json;

async fn invite(test: &TestStack, rows: &[&str]) {
    let import = test.import(enrolment(rows), json!({ "send_invitations": true })).await;
    assert_eq!(import["status"], "completed", "{import}");
    test.send_due_emails().await;
}

fn mail_to(test: &TestStack, address: &str) -> AcceptedEmail {
    test.emails().into_iter().find(|mail| mail.to == address).expect("a mail was sent")
}

#[tokio::test]
async fn name_that_looks_like_a_link_is_no_part_of_the_mail() {
    let test = TestStack::start().await;
    test.put_result("templates/de/text.txt", "{{name}}: {{link}}".into()).await;
    test.put_result("templates/de/html.html", "<p>{{name}}</p> {{link}}".into()).await;
    test.put_result("templates/de/subject.txt", "{{name}}".into()).await;
    let bait = "Your account is locked. Log in at http://evil.example/login now";
    let rows = [
        format!("1,{bait},Lee,ann@example.org,Acme GmbH,,en,,,,"),
        format!("1,{bait},Lee,bea@example.org,Acme GmbH,,de,,,,"),
        "1,Pay at evil.example,Lee,cid@example.org,Acme GmbH,,fr,,,,".to_owned(),
    ];
    invite(&test, &rows.iter().map(String::as_str).collect::<Vec<_>>()).await;
    assert_eq!(test.user("ann@example.org").await["name"], bait);
    for address in ["ann@example.org", "bea@example.org", "cid@example.org"] {
        let mail = mail_to(&test, address);
        let parts = [&mail.subject, &mail.text, &mail.html];
        assert!(!parts.iter().any(|part| part.contains("evil.example")), "{mail:?}");
        assert!(mail.text.contains(address), "{mail:?}");
    }
}

#[tokio::test]
async fn mail_uses_the_users_language_or_the_tenants_default() {
    let test = TestStack::start().await;
    let tags = ["en-GB", "fr", "fr-CA", "de-AT", "es", "it", "zh-Hant-TW"];
    let rows = tags.map(|tag| format!("1,José,王芳,a-{}@example.org,Acme GmbH,,{tag},,,,", tag.to_lowercase()));
    invite(&test, &rows.each_ref().map(String::as_str)).await;
    for (tag, language, hello) in [
        ("en-gb", "en", "Hello José,"),
        ("fr", "fr", "Bonjour José,"),
        ("fr-ca", "fr", "Bonjour José,"),
        ("de-at", "de", "Guten Tag José,"),
        ("es", "es", "José"),
        ("it", "it", "José"),
        ("zh-hant-tw", "en", "Hello José,"),
    ] {
        let mail = mail_to(&test, &format!("a-{tag}@example.org"));
        assert_eq!(mail.language, language, "{tag}");
        assert!(mail.text.contains(hello) && mail.html.contains(hello), "{}", mail.text);
        assert_eq!(mail.from, "\"Rollcall\" <portal@rollcall.example>");
        assert!(mail.to_eml().is_ascii(), "{}", mail.to_eml());
        let link = format!("/activate#token={}", test.token_of(&mail.to));
        assert_eq!(mail.html.matches(&link).count(), 3, "the button, and the link as text: {}", mail.html);
    }
    test.stop().await;
}

#[tokio::test]
async fn name_with_markup_or_a_placeholder_is_rendered_as_text() {
    let test = TestStack::start().await;
    invite(&test, &["1,<b>{{link}}</b>&,Lee,ann@example.org,Acme GmbH,,en,,,,"]).await;
    let mail = mail_to(&test, "ann@example.org");
    assert!(mail.text.contains("Hello <b>{{link}}</b>&,"), "{}", mail.text);
    assert!(mail.html.contains("Hello &lt;b&gt;{{link}}&lt;/b&gt;&amp;,"), "{}", mail.html);
    test.stop().await;
}

#[tokio::test]
async fn tenant_template_is_used_if_valid_and_reloaded_after_minutes() {
    let test = TestStack::start().await;
    let put = async |language: &str, file: &str, text: &str| {
        test.put_result(&format!("templates/{language}/{file}"), text.into()).await;
    };
    // There is no built-in Dutch template. The tenant's French one lacks the link, and the German one lacks its text and HTML parts.
    for (language, text) in [("nl", "Hoi {{name}}: {{link}}"), ("fr", "Sans lien")] {
        put(language, "subject.txt", "Uw uitnodiging, {{name}}\n").await;
        put(language, "text.txt", text).await;
        put(language, "html.html", &format!("<p>{text}</p>")).await;
    }
    put("de", "subject.txt", "Einladung").await;
    put("de", "notes.txt", "for the office").await;
    let row = |name: &str, tag: &str| format!("1,{name},Lee,{name}@example.org,Acme GmbH,,{tag},,,,");
    invite(&test, &[&row("ann", "nl-BE"), &row("bob", "fr"), &row("cid", "de")]).await;
    let own = mail_to(&test, "ann@example.org");
    assert_eq!((own.language.as_str(), own.subject.as_str()), ("nl", "Uw uitnodiging, ann"));
    assert!(own.html.starts_with("<p>Hoi ann: http"), "{}", own.html);
    assert!(mail_to(&test, "bob@example.org").text.starts_with("Bonjour bob,"));
    assert!(mail_to(&test, "cid@example.org").text.starts_with("Guten Tag cid,"));
    put("nl", "subject.txt", "Welkom").await;
    invite(&test, &[&row("dan", "nl")]).await;
    assert_eq!(mail_to(&test, "dan@example.org").subject, "Uw uitnodiging, dan");
    test.clock().advance(SignedDuration::from_mins(6));
    invite(&test, &[&row("eve", "nl")]).await;
    assert_eq!(mail_to(&test, "eve@example.org").subject, "Welkom");
    test.stop().await;
}

#[tokio::test]
async fn mailbox_pages_are_served_only_to_this_machine() {
    let test = TestStack::start().await;
    invite(&test, &["1,<i>Ann,Lee,ann@example.org,Acme GmbH,,en,,,,"]).await;
    let mailbox = &test.stack().addresses().mailbox;
    assert!(mailbox.starts_with("http://127.0.0.1:"), "{mailbox}");
    let list = test.http().get(mailbox).send().await.unwrap();
    let policy = list.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap().to_owned();
    assert!(policy.starts_with("default-src 'none'") && !policy.contains("script"), "{policy}");
    let list = list.text().await.unwrap();
    assert!(list.contains("ann@example.org") && list.contains("sandbox=") && !list.contains("<i>"), "{list}");
    let url = format!("{mailbox}/{}", mail_to(&test, "ann@example.org").message_id);
    let page = test.http().get(&url).send().await.unwrap();
    let policy = page.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap().to_owned();
    assert!(policy.starts_with("sandbox") && !policy.contains("allow-scripts"), "{policy}");
    assert!(page.text().await.unwrap().contains("Hello &lt;i&gt;Ann,"));
    let elsewhere = test.http().get(&url).header(header::HOST, "mail.example").send().await.unwrap();
    assert_eq!(elsewhere.status(), 403);
    assert_eq!(test.http().get(format!("{mailbox}/none")).send().await.unwrap().status(), 404);
    test.stop().await;
}
