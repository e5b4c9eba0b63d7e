//! Takes chunks of plans from the queue: writes users.

use lambda_runtime::Error;
use rollcall_apply::App;

#[tokio::main]
async fn main() -> Result<(), Error> {
    let app = App::from_env()?;
    rollcall_edge::start::run_events_in_time(|event, left| rollcall_apply::handle(&app, event, left)).await
}
