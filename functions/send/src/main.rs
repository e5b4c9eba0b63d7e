//! Takes messages from the queue of mails: sends invitations.

use lambda_runtime::Error;
use rollcall_send::App;

#[tokio::main]
async fn main() -> Result<(), Error> {
    let app = App::from_env()?;
    rollcall_edge::start::run_events(|event| rollcall_send::handle(&app, event)).await
}
