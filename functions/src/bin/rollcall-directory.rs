//! The routes for users, the catalog, choices, templates and feeds.

use lambda_runtime::Error;
use rollcall_functions::{App, directory, start};

#[tokio::main]
async fn main() -> Result<(), Error> {
    let app = App::from_env(directory::PARTS)?;
    start::run_http(|request| directory::handle(&app, request)).await
}
