//! Users and the catalog.

use lambda_runtime::Error;
use rollcall_directory::App;

#[tokio::main]
async fn main() -> Result<(), Error> {
    let app = App::from_env()?;
    rollcall_edge::start::run_http(|request| rollcall_directory::handle(&app, request)).await
}
