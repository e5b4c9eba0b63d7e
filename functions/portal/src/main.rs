//! `GET /`, `GET /activate`, `GET /rollcall-import.js`.

use lambda_runtime::Error;
use rollcall_portal::App;

#[tokio::main]
async fn main() -> Result<(), Error> {
    let app = App::from_env();
    rollcall_edge::start::run_http(|request| rollcall_portal::handle(&app, request)).await
}
