//! Records SES events.

use lambda_runtime::Error;
use rollcall_functions::{App, feedback, start};

#[tokio::main]
async fn main() -> Result<(), Error> {
    let app = App::from_env(feedback::PARTS)?;
    start::run_events(|event| feedback::handle(&app, event)).await
}
