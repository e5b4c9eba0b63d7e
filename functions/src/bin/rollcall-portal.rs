//! `GET /`, `GET /activate`, `GET /rollcall-import.js`.

use lambda_runtime::Error;
use rollcall_functions::{
    portal::{self, App},
    start,
};

#[tokio::main]
async fn main() -> Result<(), Error> {
    let app = App::from_env();
    start::run_http(|request| portal::handle(&app, request)).await
}
