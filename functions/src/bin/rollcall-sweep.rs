//! Sweeps imports, invitations, reports and feeds every minute.

use lambda_runtime::Error;
use rollcall_functions::{
    start,
    sweep::{self, App},
};

#[tokio::main]
async fn main() -> Result<(), Error> {
    let app = App::from_env()?;
    start::run_events(|event| sweep::handle(&app, event)).await
}
