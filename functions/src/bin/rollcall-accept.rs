//! `POST /invitations/accept`.

use lambda_runtime::Error;
use rollcall_functions::{
    accept::{self, App},
    start,
};

#[tokio::main]
async fn main() -> Result<(), Error> {
    let app = App::from_env()?;
    start::run_http(|request| accept::handle(&app, request)).await
}
