//! `GET /imports/{id}/export`.

use lambda_runtime::Error;
use rollcall_functions::{App, export, start};

#[tokio::main]
async fn main() -> Result<(), Error> {
    let app = App::from_env(export::PARTS)?;
    start::run_http(|request| export::handle(&app, request)).await
}
