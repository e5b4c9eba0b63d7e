//! Reads and plans files: handles object events and resume messages.

use lambda_runtime::Error;
use rollcall_functions::{App, import, start};

#[tokio::main]
async fn main() -> Result<(), Error> {
    let app = App::from_env(import::PARTS)?;
    start::run_events(|event| import::handle(&app, event)).await
}
