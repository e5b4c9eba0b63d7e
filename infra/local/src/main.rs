//! The program `rollcall`: parses the arguments, makes new files private, and runs the command.

use std::{num::NonZero, process::ExitCode, thread, time::Duration};

use rollcall_local::{cli, stack::IMPORT_WORKERS};
use tokio::runtime::Builder;

/// How long tasks may continue to run after the command has ended. Nothing is lost if they are then aborted: their data is on disk.
const LAST_TASKS: Duration = Duration::from_secs(2);

fn main() -> ExitCode {
    let arguments = cli::parse();
    // Everything that this program writes may contain personal data: files are 0600 and folders 0700 from the start.
    #[cfg(unix)]
    rustix::process::umask(rustix::fs::Mode::RWXG | rustix::fs::Mode::RWXO);
    match Builder::new_multi_thread().worker_threads(threads()).enable_all().build() {
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

/// Returns the number of threads: one per processor, plus one per import worker. An import worker may compute for a long time between two
/// await points; meanwhile, the other threads respond to requests.
fn threads() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get) + IMPORT_WORKERS
}
