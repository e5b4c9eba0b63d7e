//! Takes events of the mail service.

use lambda_runtime::Error;
use rollcall_functions::{
    feedback::{self, App},
    start,
};

#[tokio::main]
async fn main() -> Result<(), Error> {
    let app = App::from_env()?;
    start::run_events(|event| feedback::handle(&app, event)).await
}
