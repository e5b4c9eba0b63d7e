//! Writes users: handles messages from the chunk queue.

use lambda_runtime::Error;
use rollcall_functions::{App, apply, start};

#[tokio::main]
async fn main() -> Result<(), Error> {
    let app = App::from_env(apply::PARTS)?;
    start::run_events_in_time(|event, left| apply::handle(&app, event, left)).await
}
