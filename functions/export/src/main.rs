//! `GET /imports/{id}/export`.

use lambda_runtime::Error;
use rollcall_export::App;

#[tokio::main]
async fn main() -> Result<(), Error> {
    let app = App::from_env()?;
    rollcall_edge::start::run_http(|request| rollcall_export::handle(&app, request)).await
}
