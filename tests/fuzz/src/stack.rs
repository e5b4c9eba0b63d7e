//! The functions of a stack whose stores refuse every call without connecting.

use std::{
    future::Future,
    sync::{Arc, LazyLock, Mutex},
};

use rollcall_aws::{AccessKey, Aws, Endpoints, Part, Settings};
use rollcall_domain::settings::Defaults;
use rollcall_functions::{App, accept, http::Access, log_lines::Lines, portal, send, template};
use serde_json::Value;
use tokio::runtime::{Builder, Runtime};
use tracing_subscriber::{filter::LevelFilter, layer::SubscriberExt};

pub(crate) struct Stack {
    runtime: Runtime,
    pub(crate) app: App,
    pub(crate) accept: accept::App,
    pub(crate) portal: portal::App,
    pub(crate) send: send::App,
    pub(crate) template: template::App,
}

pub(crate) static STACK: LazyLock<Stack> = LazyLock::new(|| match Stack::new() {
    Ok(stack) => stack,
    Err(error) => panic!("cannot create the stack: {error}"),
});

impl Stack {
    fn new() -> Result<Self, Box<dyn std::error::Error>> {
        let key = AccessKey { id: "id".into(), secret: "secret".into(), session_token: None };
        let nameless = Settings::new("eu-central-1", key);
        // `accept` and `send` do not start without names. Their calls fail before the SDK connects, since the addresses are not URLs.
        let mut named = nameless.clone();
        let address = || Some("no URL".to_owned());
        named.endpoints = Endpoints { dynamodb: address(), s3: address(), sqs: address(), ses: address() };
        named.parts.extend(Part::ALL.map(|part| (part, "none".to_owned())));
        let (nameless, named) = (Aws::new(nameless), Aws::new(named));
        let sender = send::Sender {
            tenant_name: "Acme".to_owned(),
            mail_from: "portal@acme.example".to_owned(),
            reply_to: None,
            activation_url: "https://acme.example/activate".to_owned(),
            portal_url: None,
            logo_url: None,
            default_language: "en".to_owned(),
        };
        Ok(Self {
            runtime: Builder::new_current_thread().enable_time().build()?,
            app: App::new(&nameless, Access::default(), Defaults::default(), &[])?,
            accept: accept::App::new(&named)?,
            portal: portal::App::new("https:", portal::Tenant::default()),
            send: send::App::new(&named, sender)?,
            template: template::App::default(),
        })
    }

    pub(crate) fn run<T>(&self, future: impl Future<Output = T>) -> T {
        self.runtime.block_on(future)
    }

    /// Runs a handler. Returns its result and the lines that it logs, each of which must be a JSON object.
    pub(crate) fn run_logged<T>(&self, future: impl Future<Output = T>) -> (T, Vec<Value>) {
        let written = Arc::new(Mutex::new(Vec::new()));
        let sink = Arc::clone(&written);
        let lines = Lines::new(None, move |line: &str| {
            assert!(line.ends_with('\n') && line.matches('\n').count() == 1, "{line}");
            let Ok(line @ Value::Object(_)) = serde_json::from_str(line) else { panic!("not a log line: {line}") };
            if let Ok(mut written) = sink.lock() {
                written.push(line);
            }
        });
        let subscriber = tracing_subscriber::registry().with(lines).with(LevelFilter::INFO);
        let done = tracing::subscriber::with_default(subscriber, || self.run(future));
        let lines = written.lock().map(|mut written| std::mem::take(&mut *written)).unwrap_or_default();
        (done, lines)
    }
}
