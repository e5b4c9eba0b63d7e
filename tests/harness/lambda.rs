//! A Lambda endpoint on loopback that runs the real handlers, as `sam local start-lambda` does in containers.

use std::{
    collections::{BTreeMap, BTreeSet},
    net::Ipv4Addr,
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
};

use axum::{
    Json, Router,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::post,
};
use rollcall_domain::settings::Defaults;
use rollcall_functions::http::Access;
use rollcall_local::stack::{Functions, LambdaEndpoint, Stack, Target};
use serde_json::{Value, json};
use tokio::net::TcpListener;

/// What the endpoint does with an invocation instead of running the handler.
#[derive(Debug, Clone)]
pub enum Behaviour {
    Throttle,
    Fail,
    /// Returns this document, whatever the function would have returned.
    Return(Value),
}

#[derive(Clone)]
pub struct FakeLambda {
    /// The defaults of the functions.
    pub defaults: Defaults,
    url: String,
    state: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    functions: OnceLock<Functions>,
    invocations: Mutex<Invocations>,
}

#[derive(Default)]
struct Invocations {
    next: Vec<(String, Behaviour)>,
    events: Vec<(String, Value)>,
    running: BTreeMap<String, usize>,
    most: usize,
}

impl FakeLambda {
    /// Starts the endpoint without functions; [`serve`](Self::serve) adds them.
    pub async fn start() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let state = Arc::new(Shared::default());
        let router = Router::new().route("/2015-03-31/functions/{name}/invocations", post(invoke));
        let router = router.with_state(Arc::clone(&state));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { defaults: Defaults::default(), url, state }
    }

    /// Returns the configuration of a stack that invokes its functions at this endpoint.
    pub fn endpoint(&self, concurrency: usize) -> LambdaEndpoint {
        LambdaEndpoint { url: self.url.clone(), concurrency, servers_host: Ipv4Addr::LOCALHOST.into() }
    }

    /// Adds the functions, which use this stack's servers.
    pub fn serve(&self, stack: &Stack) {
        let clients = stack.clients();
        let addresses = stack.addresses();
        let functions =
            Functions::new(&addresses.api, &addresses.s3, &Access::default(), self.defaults, |_| clients.clone())
                .unwrap();
        assert!(self.state.functions.set(functions).is_ok(), "an endpoint serves one stack");
    }

    /// Changes what the endpoint does with the next invocation of a function.
    pub fn next(&self, function: &str, behaviour: Behaviour) {
        self.state.lock().next.push((function.to_owned(), behaviour));
    }

    pub fn invoked(&self) -> BTreeSet<String> {
        self.state.lock().events.iter().map(|(name, _)| name.clone()).collect()
    }

    /// Returns the events sent to a function so far, including throttled ones.
    pub fn events(&self, function: &str) -> Vec<Value> {
        let invocations = self.state.lock();
        invocations.events.iter().filter(|(name, _)| name == function).map(|(_, event)| event.clone()).collect()
    }

    /// Returns the greatest number of concurrent invocations of any one function.
    pub fn most_concurrent(&self) -> usize {
        self.state.lock().most
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Invocations> {
        self.invocations.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Records the start of an invocation. Returns what to do instead of running the handler, if anything.
    fn begin(&self, name: &str, event: &Value) -> Option<Behaviour> {
        let mut invocations = self.lock();
        invocations.events.push((name.to_owned(), event.clone()));
        let running = invocations.running.entry(name.to_owned()).or_default();
        *running += 1;
        invocations.most = (*running).max(invocations.most);
        let at = invocations.next.iter().position(|(function, _)| function == name)?;
        Some(invocations.next.remove(at).1)
    }

    fn end(&self, name: &str) {
        if let Some(running) = self.lock().running.get_mut(name) {
            *running -= 1;
        }
    }
}

async fn invoke(State(state): State<Arc<Shared>>, Path(name): Path<String>, Json(event): Json<Value>) -> Response {
    let response = match state.begin(&name, &event) {
        Some(Behaviour::Throttle) => (
            StatusCode::TOO_MANY_REQUESTS,
            Json(json!({ "Reason": "CallerRateLimitExceeded", "message": "Rate Exceeded." })),
        )
            .into_response(),
        Some(Behaviour::Fail) => failed("Sandbox.Timedout", "Task timed out"),
        Some(Behaviour::Return(document)) => Json(document).into_response(),
        None => run(&state, &name, event).await,
    };
    state.end(&name);
    response
}

async fn run(state: &Shared, name: &str, event: Value) -> Response {
    let target = Target::ALL.into_iter().find(|target| target.name() == name);
    let (Some(target), Some(functions)) = (target, state.functions.get()) else {
        let message = json!({ "Type": "User", "Message": format!("Function not found: {name}") });
        return (StatusCode::NOT_FOUND, Json(message)).into_response();
    };
    match functions.invoke_by_name(name, event, target.timeout()).await {
        Ok(result) => Json(result).into_response(),
        Err(error) => failed("Error", &error.to_string()),
    }
}

fn failed(kind: &str, message: &str) -> Response {
    ([("x-amz-function-error", "Unhandled")], Json(json!({ "errorType": kind, "errorMessage": message })))
        .into_response()
}
