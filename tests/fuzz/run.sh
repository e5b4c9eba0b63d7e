#!/usr/bin/env bash
# Fuzzes all targets, or the given ones, for SECONDS each. Stops at the first finding, which is saved in findings/.
#
#   tests/fuzz/run.sh SECONDS [TARGET…]
#
# Needs only the stable toolchain and a C++ compiler: libFuzzer's coverage comes from an LLVM pass, and the address
# sanitizer, which needs nightly, would find little in a program without unsafe code. New inputs that increase the coverage
# are kept in the build folder for the next run; corpus/ contains the ones worth committing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
seconds=${1:?pass the seconds for each target}
shift
targets=("$@")
((${#targets[@]})) || targets=(decode header quotes plan fix key workbook corrections roster undo http events)

build=${CARGO_TARGET_DIR:-$PWD/../../target}/fuzz
host=$(rustc -vV | sed -n 's/^host: //p')
coverage="-Cpasses=sancov-module -Ccodegen-units=1"
for argument in level=4 inline-8bit-counters pc-table trace-compares; do
    coverage+=" -Cllvm-args=-sanitizer-coverage-$argument"
done
# The functions' targets need the AWS SDK, which takes minutes to build.
features=(--no-default-features --features libfuzzer)
for target in "${targets[@]}"; do
    [[ $target != http && $target != events ]] || features=(--features libfuzzer)
done
# An explicit --target keeps the coverage flags out of build scripts and macros.
CARGO_TARGET_DIR=$build RUSTFLAGS=$coverage \
    cargo build --quiet --profile fuzz --package rollcall-fuzz "${features[@]}" --target "$host"

for target in "${targets[@]}"; do
    grown=$build/corpus/$target
    mkdir -p "$grown" findings
    log=$(mktemp)
    fuzzer=$build/$host/fuzz/rollcall-fuzz
    [[ $target != http && $target != events ]] || fuzzer+=-functions
    echo "== $target, $seconds s"
    if ! ROLLCALL_FUZZ_TARGET=$target "$fuzzer" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024 -max_len=4096 \
        -dict=dictionary.txt -artifact_prefix="findings/$target-" -print_final_stats=1 -seed="${FUZZ_SEED:-1}" \
        "$grown" "corpus/$target" >"$log" 2>&1; then
        tail -n 60 "$log"
        echo "$target: finding saved in tests/fuzz/findings"
        exit 1
    fi
    grep -E '^stat::(number_of_executed_units|average_exec_per_sec|peak_rss_mb)|^Done' "$log" || true
    rm "$log"
done
