//! Sends invitations and reports: handles messages from the e-mail queue.

use lambda_runtime::Error;
use rollcall_functions::{
    send::{self, App},
    start,
};

#[tokio::main]
async fn main() -> Result<(), Error> {
    let app = App::from_env()?;
    start::run_events_in_time(|event, left| send::handle(&app, event, left)).await
}
