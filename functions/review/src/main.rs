//! Status, rows and problems of imports; confirm, cancel, retry.

use lambda_runtime::Error;
use rollcall_review::App;

#[tokio::main]
async fn main() -> Result<(), Error> {
    let app = App::from_env()?;
    rollcall_edge::start::run_http(|request| rollcall_review::handle(&app, request)).await
}
