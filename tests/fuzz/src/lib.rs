//! Properties that must be true for any input. A target panics if its property is violated.
//!
//! `run.sh` fuzzes the targets; `cargo test` replays the inputs in `corpus/`.

mod corrections;
mod decode;
#[cfg(feature = "functions")]
mod events;
mod fix;
#[cfg(feature = "functions")]
mod http;
mod imports;
mod key;
#[cfg(test)]
mod noise;
mod plan;
mod quotes;
mod roster;
#[cfg(feature = "functions")]
mod stack;
mod undo;
mod workbook;
mod world;

/// A property of arbitrary bytes.
pub type Target = fn(&[u8]);

/// The targets for the domain crate, each with its name, which is also the name of its folder in `corpus/`.
pub const DOMAIN: [(&str, Target); 10] = [
    ("decode", decode::decode),
    ("header", decode::header),
    ("quotes", quotes::damaged),
    ("plan", plan::plan),
    ("fix", fix::round_trip),
    ("key", key::object_key),
    ("workbook", workbook::workbook),
    ("corrections", corrections::corrections),
    ("roster", roster::roster),
    ("undo", undo::undo),
];

/// The targets for the functions. They have a separate fuzzer, because the AWS SDK has eight times as many coverage counters as the domain
/// crate, and clearing them would halve the speed of the other targets. Building it takes minutes.
#[cfg(feature = "functions")]
pub const FUNCTIONS: [(&str, Target); 2] = [("http", http::request), ("events", events::event)];

/// Returns the target named by the environment variable `ROLLCALL_FUZZ_TARGET`.
pub fn chosen(targets: &[(&str, Target)]) -> Target {
    let name = std::env::var("ROLLCALL_FUZZ_TARGET").unwrap_or_default();
    let Some((_, target)) = targets.iter().find(|(known, _)| *known == name) else {
        let known: Vec<&str> = targets.iter().map(|(known, _)| *known).collect();
        panic!("ROLLCALL_FUZZ_TARGET must be one of {known:?}");
    };
    *target
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use std::{fs, path::Path};

    use super::*;

    #[test]
    fn corpus_is_replayed_by_every_target() {
        let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
        #[cfg(feature = "functions")]
        let targets = DOMAIN.into_iter().chain(FUNCTIONS);
        #[cfg(not(feature = "functions"))]
        let targets = DOMAIN;
        for (name, target) in targets {
            let files: Vec<_> = fs::read_dir(corpus.join(name)).unwrap().map(|entry| entry.unwrap().path()).collect();
            assert!(!files.is_empty(), "{name}");
            for file in files {
                println!("{}", file.display());
                target(&fs::read(file).unwrap());
            }
        }
    }
}
