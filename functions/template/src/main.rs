//! `GET /template` and `GET /layouts`.

use lambda_runtime::Error;
use rollcall_template::App;

#[tokio::main]
async fn main() -> Result<(), Error> {
    let app = App::from_env();
    rollcall_edge::start::run_http(|request| rollcall_template::handle(&app, request)).await
}
