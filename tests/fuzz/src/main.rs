//! The fuzzer: libFuzzer calls the target named by the variable `ROLLCALL_FUZZ_TARGET`.
#![no_main]
#![allow(unsafe_code, reason = "libFuzzer finds its entry point by an exported name")]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use rollcall_fuzz::{TARGETS, Target};

static TARGET: LazyLock<Target> = LazyLock::new(|| {
    let name = std::env::var("ROLLCALL_FUZZ_TARGET").unwrap_or_default();
    let Some((_, target)) = TARGETS.into_iter().find(|(known, _)| *known == name) else {
        panic!("ROLLCALL_FUZZ_TARGET must be one of {:?}", TARGETS.map(|(known, _)| known));
    };
    target
});

fuzz_target!(|data: &[u8]| TARGET(data));
