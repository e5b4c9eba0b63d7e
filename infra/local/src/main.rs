//! The program `rollcall`.

use std::{process::ExitCode, time::Duration};

use clap::Parser;
use rollcall_local::cli::{self, Cli};

/// How long tasks may still run after the command has ended; their data is on disk by then.
const LAST_TASKS: Duration = Duration::from_secs(2);

fn main() -> ExitCode {
    let arguments = Cli::parse();
    // Whatever this program writes contains personal data: files are 0600 and folders 0700 from the start.
    #[cfg(unix)]
    rustix::process::umask(rustix::fs::Mode::RWXG | rustix::fs::Mode::RWXO);
    match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => {
            let exit = runtime.block_on(cli::run(arguments));
            runtime.shutdown_timeout(LAST_TASKS);
            exit
        }
        Err(error) => {
            eprintln!("error: cannot start threads: {error}");
            ExitCode::FAILURE
        }
    }
}
