//! The routes of invitations and sign-ins, and the steps of runs.

use lambda_runtime::Error;
use rollcall_invite::App;

#[tokio::main]
async fn main() -> Result<(), Error> {
    let app = App::from_env()?;
    rollcall_edge::start::run_http_or_events(
        |request| rollcall_invite::handle(&app, request),
        |event| rollcall_invite::handle_steps(&app, event),
    )
    .await
}
