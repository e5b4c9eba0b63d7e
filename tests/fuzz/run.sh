#!/usr/bin/env bash
# Fuzzes every target for some seconds, or the targets that are named; a finding ends it and is kept in findings/.
#
#   tests/fuzz/run.sh SECONDS [TARGET…]
#
# Needs nothing but the stable toolchain and a C++ compiler: the coverage that libFuzzer steers by is a pass of LLVM, and the
# address sanitizer, which stable lacks, has little to find in a program without unsafe code of its own. New inputs that reach
# further are kept beside the build output and are begun with again; corpus/ is what is worth keeping.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
seconds=${1:?how many seconds for each target}
shift
targets=("$@")
((${#targets[@]})) || targets=(decode header quotes plan fix key)

build=${CARGO_TARGET_DIR:-$PWD/../../target}/fuzz
host=$(rustc -vV | sed -n 's/^host: //p')
coverage="-Cpasses=sancov-module -Ccodegen-units=1"
for argument in level=4 inline-8bit-counters pc-table trace-compares; do
    coverage+=" -Cllvm-args=-sanitizer-coverage-$argument"
done
# A target platform of its own keeps the coverage out of build scripts and macros.
CARGO_TARGET_DIR=$build RUSTFLAGS=$coverage \
    cargo build --quiet --profile fuzz --package rollcall-fuzz --features libfuzzer --target "$host"
fuzzer=$build/$host/fuzz/rollcall-fuzz

for target in "${targets[@]}"; do
    grown=$build/corpus/$target
    mkdir -p "$grown" findings
    log=$(mktemp)
    echo "== $target, $seconds s"
    if ! ROLLCALL_FUZZ_TARGET=$target "$fuzzer" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024 -max_len=4096 \
        -dict=dictionary.txt -artifact_prefix="findings/$target-" -print_final_stats=1 -seed="${FUZZ_SEED:-1}" \
        "$grown" "corpus/$target" >"$log" 2>&1; then
        tail -n 60 "$log"
        echo "$target: a finding, kept in tests/fuzz/findings"
        exit 1
    fi
    grep -E '^stat::(number_of_executed_units|average_exec_per_sec|peak_rss_mb)|^Done' "$log" || true
    rm "$log"
done
