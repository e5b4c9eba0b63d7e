//! Takes events of the mail service.

use lambda_runtime::Error;
use rollcall_feedback::App;

#[tokio::main]
async fn main() -> Result<(), Error> {
    let app = App::from_env()?;
    rollcall_edge::start::run_events(|event| rollcall_feedback::handle(&app, event)).await
}
