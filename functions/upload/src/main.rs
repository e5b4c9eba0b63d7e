//! `POST /imports`: an import and a presigned address for its file.

use lambda_runtime::Error;
use rollcall_upload::App;

#[tokio::main]
async fn main() -> Result<(), Error> {
    let app = App::from_env()?;
    rollcall_edge::start::run_http(|request| rollcall_upload::handle(&app, request)).await
}
