//! `POST /invitations/accept`.

use lambda_runtime::Error;
use rollcall_accept::App;

#[tokio::main]
async fn main() -> Result<(), Error> {
    let app = App::from_env()?;
    rollcall_edge::start::run_http(|request| rollcall_accept::handle(&app, request)).await
}
