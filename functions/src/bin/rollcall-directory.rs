//! Users and the catalog.

use lambda_runtime::Error;
use rollcall_functions::{
    directory::{self, App},
    start,
};

#[tokio::main]
async fn main() -> Result<(), Error> {
    let app = App::from_env()?;
    start::run_http(|request| directory::handle(&app, request)).await
}
