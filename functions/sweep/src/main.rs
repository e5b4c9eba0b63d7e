//! Runs on a schedule: wakes, closes or ends imports that do not move.

use lambda_runtime::Error;
use rollcall_sweep::App;

#[tokio::main]
async fn main() -> Result<(), Error> {
    let app = App::from_env()?;
    rollcall_edge::start::run_events(|event| rollcall_sweep::handle(&app, event)).await
}
