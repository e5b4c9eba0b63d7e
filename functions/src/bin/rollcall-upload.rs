//! `POST /imports`: creates an import and a presigned URL for its file.

use lambda_runtime::Error;
use rollcall_functions::{App, start, upload};

#[tokio::main]
async fn main() -> Result<(), Error> {
    let app = App::from_env(upload::PARTS)?;
    start::run_http(|request| upload::handle(&app, request)).await
}
