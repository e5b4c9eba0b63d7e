//! The invitation and sign-in routes, and the steps of invitation batches.

use lambda_runtime::Error;
use rollcall_functions::{App, invite, start};

#[tokio::main]
async fn main() -> Result<(), Error> {
    let app = App::from_env(invite::PARTS)?;
    start::run_http_or_events(|request| invite::handle(&app, request), |event| invite::handle_steps(&app, event)).await
}
