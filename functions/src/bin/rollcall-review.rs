//! Status, rows, problems and findings of imports; confirm, cancel, retry, correct, undo.

use lambda_runtime::Error;
use rollcall_functions::{App, review, start};

#[tokio::main]
async fn main() -> Result<(), Error> {
    let app = App::from_env(review::PARTS)?;
    start::run_http(|request| review::handle(&app, request)).await
}
