//! The fuzzer for the domain crate: libFuzzer calls the target named by the environment variable `ROLLCALL_FUZZ_TARGET`.
#![no_main]
#![allow(unsafe_code, reason = "libFuzzer finds its entry point by an exported name")]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use rollcall_fuzz::{DOMAIN, Target, chosen};

static TARGET: LazyLock<Target> = LazyLock::new(|| chosen(&DOMAIN));

fuzz_target!(|data: &[u8]| TARGET(data));
