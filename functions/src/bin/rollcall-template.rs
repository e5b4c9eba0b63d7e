//! `GET /layouts`.

use lambda_runtime::Error;
use rollcall_functions::{
    start,
    template::{self, App},
};

#[tokio::main]
async fn main() -> Result<(), Error> {
    let app = App::from_env();
    start::run_http(|request| template::handle(&app, request)).await
}
