//! SES: mails are taken, kept as they came, and told of in events.
//!
//! Nothing leaves this machine. What becomes of a mail is decided by its address, as with the service's own mailbox simulator: at
//! `simulator.amazonses.com`, `bounce`, `complaint` and `suppressionlist`, with or without a `+label`, do what they say; every other mail
//! is delivered. A test may script what becomes of the next calls.

use std::{
    collections::VecDeque,
    path::PathBuf,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use axum::{
    Json, Router,
    body::Body,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

pub use self::mail::{MAIL_DIR, TakenMail, read_mails};

mod mail;
mod pages;

use super::{
    Bind, Clock, Credentials, REGION, StartError,
    http::{HttpServer, listen},
    signed,
};

/// Domain of the service's own mailbox simulator.
const SIMULATOR: &str = "simulator.amazonses.com";

/// What [`SesServer::start`] needs.
pub struct SesConfig {
    /// Where to listen.
    pub bind: Bind,
    /// Where mails are kept, one file each; none keeps them for as long as the program lives.
    pub folder: Option<PathBuf>,
    /// The key that requests are signed with.
    pub credentials: Credentials,
    /// What events go by.
    pub clock: Clock,
    /// Mails a second that the account may send.
    pub per_second: f64,
}

/// What becomes of a call instead of what its address says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Too fast.
    Throttled,
    /// The day's mails are used up.
    DayIsFull,
    /// Never.
    Refused,
    /// The account is paused.
    Paused,
    /// The mail is taken, and the answer is lost.
    AnswerLost,
    /// The connection is cut before the mail is taken.
    Cut,
    /// The mail is taken, and no event ever tells.
    Silent,
    /// The mail is taken, and each of its events comes twice.
    Repeated,
    /// The mail is taken, and its events come when [`SesServer::release_events`] is called, the last one first.
    Late,
}

struct Shared {
    mails: Mutex<Vec<TakenMail>>,
    script: Mutex<VecDeque<Option<Fault>>>,
    events: UnboundedSender<Value>,
    pending: AtomicU64,
    calls: Mutex<Vec<Timestamp>>,
    folder: Option<PathBuf>,
    clock: Clock,
    per_second: f64,
    is_paused: std::sync::atomic::AtomicBool,
    held: Mutex<Vec<Value>>,
}

impl Shared {
    fn publish(&self, event: Value) {
        self.pending.fetch_add(1, Ordering::SeqCst);
        if self.events.send(event).is_err() {
            self.pending.fetch_sub(1, Ordering::SeqCst);
        }
    }
}

/// A running SES; dropping it stops it without waiting.
pub struct SesServer {
    http: HttpServer,
    pages: HttpServer,
    shared: Arc<Shared>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl SesServer {
    /// Serves; answers the server and the events that it publishes, as `EventBridge` would deliver them.
    ///
    /// # Errors
    /// - [`StartError::Listen`], [`StartError::Folder`]
    pub async fn start(config: SesConfig) -> Result<(Self, UnboundedReceiver<Value>), StartError> {
        if let Some(folder) = &config.folder {
            let error = |source| StartError::Folder { path: folder.clone(), source };
            std::fs::create_dir_all(folder).map_err(error)?;
        }
        let (listener, address) = listen(&config.bind).await?;
        let (events, published) = unbounded_channel();
        let shared = Arc::new(Shared {
            mails: Mutex::default(),
            script: Mutex::default(),
            events,
            pending: AtomicU64::new(0),
            calls: Mutex::default(),
            folder: config.folder,
            clock: config.clock,
            per_second: config.per_second,
            is_paused: std::sync::atomic::AtomicBool::new(false),
            held: Mutex::default(),
        });
        let router = Router::new()
            .route("/v2/email/outbound-emails", post(take))
            .route("/v2/email/account", get(account))
            .with_state(Arc::clone(&shared));
        let router = signed::guard(router, config.credentials);
        let http = HttpServer::router(listener, address, router);
        // Wherever the rest listens: mails have links that open accounts.
        let (listener, address) = listen(&Bind::loopback()).await?;
        let pages = HttpServer::router(listener, address, pages::router(Arc::clone(&shared)));
        Ok((Self { http, pages, shared }, published))
    }

    /// `http://host:port`, for the SDK's endpoint URL.
    pub fn address(&self) -> String {
        self.http.address()
    }

    /// Where a browser of this machine sees the mails.
    pub fn mailbox_address(&self) -> String {
        self.pages.address()
    }

    /// Publishes the events that were held back.
    pub fn release_events(&self) {
        let held = std::mem::take(&mut *lock(&self.shared.held));
        held.into_iter().rev().for_each(|event| self.shared.publish(event));
    }

    /// Mails that were taken since the start, in their order.
    pub fn mails(&self) -> Vec<TakenMail> {
        lock(&self.shared.mails).clone()
    }

    /// When calls to send came in, the refused ones included.
    pub fn calls(&self) -> Vec<Timestamp> {
        lock(&self.shared.calls).clone()
    }

    /// Decides the next calls, one entry each; nothing lets the address decide.
    pub fn script(&self, faults: impl IntoIterator<Item = Option<Fault>>) {
        lock(&self.shared.script).extend(faults);
    }

    /// Pauses the account, or lets it go on.
    pub fn pause(&self, is_paused: bool) {
        self.shared.is_paused.store(is_paused, Ordering::SeqCst);
    }

    /// Events that were published and not settled yet.
    pub fn events_pending(&self) -> u64 {
        self.shared.pending.load(Ordering::SeqCst)
    }

    /// A count that whoever delivers events takes down by one for each.
    pub fn settle_event(&self) -> impl Fn() + Send + Sync + 'static {
        let shared = Arc::clone(&self.shared);
        move || {
            shared.pending.fetch_sub(1, Ordering::SeqCst);
        }
    }

    /// Lets running requests finish.
    pub async fn stop(self) {
        self.pages.stop().await;
        self.http.stop().await;
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct SendEmail {
    from_email_address: String,
    destination: Destination,
    content: Content,
    #[serde(default)]
    email_tags: Vec<Tag>,
    #[serde(default)]
    reply_to_addresses: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Destination {
    to_addresses: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Content {
    simple: Simple,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Simple {
    subject: Part,
    body: Parts,
    #[serde(default)]
    headers: Vec<Tag>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Parts {
    text: Part,
    html: Part,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Part {
    data: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Tag {
    name: String,
    value: String,
}

fn refuse(status: StatusCode, code: &str, message: &str) -> Response {
    (status, [("x-amzn-errortype", code)], Json(json!({ "message": message }))).into_response()
}

/// An answer whose body breaks off.
fn cut() -> Response {
    let broken = futures_util::stream::once(async { Err::<bytes::Bytes, _>(std::io::Error::other("cut")) });
    Response::new(Body::from_stream(broken))
}

async fn account(State(shared): State<Arc<Shared>>) -> Response {
    let is_paused = shared.is_paused.load(Ordering::SeqCst);
    Json(json!({
        "ProductionAccessEnabled": true,
        "SendingEnabled": !is_paused,
        "EnforcementStatus": if is_paused { "SHUTDOWN" } else { "HEALTHY" },
        "SendQuota": { "Max24HourSend": -1.0, "MaxSendRate": shared.per_second, "SentLast24Hours": 0.0 },
    }))
    .into_response()
}

async fn take(State(shared): State<Arc<Shared>>, Json(request): Json<SendEmail>) -> Response {
    let now = (shared.clock)();
    lock(&shared.calls).push(now);
    let fault = lock(&shared.script).pop_front().flatten();
    if shared.is_paused.load(Ordering::SeqCst) {
        return refuse(StatusCode::BAD_REQUEST, "SendingPausedException", "Sending is paused.");
    }
    match fault {
        Some(Fault::Throttled) => {
            return refuse(StatusCode::TOO_MANY_REQUESTS, "TooManyRequestsException", "Maximum sending rate exceeded.");
        }
        Some(Fault::DayIsFull) => {
            return refuse(StatusCode::TOO_MANY_REQUESTS, "TooManyRequestsException", "Daily message quota exceeded.");
        }
        Some(Fault::Refused) => return refuse(StatusCode::BAD_REQUEST, "MessageRejected", "Not this one."),
        Some(Fault::Paused) => return refuse(StatusCode::BAD_REQUEST, "SendingPausedException", "Sending is paused."),
        Some(Fault::Cut) => return cut(),
        Some(Fault::AnswerLost | Fault::Silent | Fault::Repeated | Fault::Late) | None => {}
    }
    let [to] = request.destination.to_addresses.as_slice() else {
        return refuse(StatusCode::BAD_REQUEST, "BadRequestException", "One address.");
    };
    let number = lock(&shared.mails).len();
    let simple = request.content.simple;
    let language = simple.headers.into_iter().find(|header| header.name.eq_ignore_ascii_case("Content-Language"));
    let mail = TakenMail {
        message_id: format!("{:016x}-{number:06}", now.as_nanosecond()),
        from: request.from_email_address,
        to: to.clone(),
        reply_to: request.reply_to_addresses,
        language: language.map(|header| header.value).unwrap_or_default(),
        subject: simple.subject.data,
        text: simple.body.text.data,
        html: simple.body.html.data,
        tags: request.email_tags.into_iter().map(|tag| (tag.name, tag.value)).collect(),
        sent_at: now,
    };
    if let Some(folder) = &shared.folder
        && mail.keep(folder).is_err()
    {
        return refuse(StatusCode::INTERNAL_SERVER_ERROR, "InternalFailure", "The mail cannot be kept.");
    }
    lock(&shared.mails).push(mail.clone());
    for event in events_of(&mail) {
        match fault {
            Some(Fault::Silent) => {}
            Some(Fault::Late) => lock(&shared.held).push(event),
            Some(Fault::Repeated) => {
                shared.publish(event.clone());
                shared.publish(event);
            }
            _ => shared.publish(event),
        }
    }
    if fault == Some(Fault::AnswerLost) { cut() } else { Json(json!({ "MessageId": mail.message_id })).into_response() }
}

fn events_of(mail: &TakenMail) -> Vec<Value> {
    let (local, domain) = mail.to.split_once('@').unwrap_or_default();
    let name = if domain == SIMULATOR { local.split('+').next().unwrap_or_default() } else { "" };
    let kinds: &[&str] = match name {
        "bounce" | "suppressionlist" => &["Send", "Bounce"],
        "complaint" => &["Send", "Delivery", "Complaint"],
        _ => &["Send", "Delivery"],
    };
    kinds.iter().map(|kind| event(kind, mail)).collect()
}

/// An event of a mail as `EventBridge` delivers it.
pub fn event(kind: &str, mail: &TakenMail) -> Value {
    let tags: serde_json::Map<String, Value> =
        mail.tags.iter().map(|(name, value)| (name.clone(), json!([value]))).collect();
    let mut detail = json!({
        "eventType": kind,
        "mail": {
            "timestamp": mail.sent_at, "source": mail.from, "messageId": mail.message_id, "destination": [mail.to],
            "tags": tags,
        },
    });
    let (name, told) = match kind {
        "Bounce" => {
            ("bounce", json!({ "bounceType": "Permanent", "bounceSubType": "General", "timestamp": mail.sent_at }))
        }
        "Delivery" => ("delivery", json!({ "timestamp": mail.sent_at })),
        "Complaint" => ("complaint", json!({ "timestamp": mail.sent_at })),
        "Reject" => ("reject", json!({ "reason": "Bad content" })),
        _ => ("send", json!({})),
    };
    detail[name] = told;
    json!({
        "version": "0", "id": mail.message_id, "detail-type": format!("Email {kind}"), "source": "aws.ses",
        "account": super::ACCOUNT, "time": mail.sent_at, "region": REGION, "resources": [], "detail": detail,
    })
}
