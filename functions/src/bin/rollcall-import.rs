//! Takes object events: reads and plans files.

use lambda_runtime::Error;
use rollcall_functions::{
    import::{self, App},
    start,
};

#[tokio::main]
async fn main() -> Result<(), Error> {
    let app = App::from_env()?;
    start::run_events(|event| import::handle(&app, event)).await
}
