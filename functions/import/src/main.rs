//! Takes object events: reads and plans files.

use lambda_runtime::Error;
use rollcall_import::App;

#[tokio::main]
async fn main() -> Result<(), Error> {
    let app = App::from_env()?;
    rollcall_edge::start::run_events(|event| rollcall_import::handle(&app, event)).await
}
