# Common tasks. `just --list` shows them; docs/src/contributing.md has the rest.

target := env("CARGO_TARGET_DIR", justfile_directory() / "target")

# List the tasks.
default:
    @just --list --unsorted

# Run the tests, or those that match: `just test plan::`.
test *filter:
    cargo test --workspace {{ filter }}

# Format, and lint as CI does.
lint:
    cargo fmt --all
    cargo clippy --workspace --all-targets -- -D warnings

# Run the whole system on this machine.
serve *args:
    cargo run --bin rollcall -- serve {{ args }}

# Import a file on this machine: `just import samples/enrolment.csv --dry-run`.
import *args:
    cargo run --bin rollcall -- import {{ args }}

# Run everything that must pass before a change is merged.
ci:
    .ci/run

# Run each fuzz target for this many seconds.
fuzz seconds="60":
    tests/fuzz/run.sh {{ seconds }}

# Change the code in many small ways, and list the changes that no test detects: `just mutants plan`. Takes hours.
mutants *parts="plan rules decode import invitation corrections undo feed":
    #!/usr/bin/env bash
    set -euo pipefail
    files=()
    for part in {{ parts }}; do
        files+=(--file "shared/src/$part/**" --file "shared/src/$part.rs")
    done
    PROPTEST_CASES=64 cargo mutants --package rollcall-domain "${files[@]}" -- --lib

# Break the code on purpose, one change at a time, and find the first seed of the simulation that notices. Takes hours.
breaks *names:
    tests/simulation/breaks.py {{ names }}

# Measure the writer, whole imports and the decoder.
bench:
    cargo bench --profile program -p rollcall-tests --bench writes
    cargo bench --profile program -p rollcall-tests --bench imports
    cargo run --profile program --bin bench-decode

# Renew the description of the API and the generated pages, check the links and build the manual.
docs:
    cargo run -p rollcall-functions --features openapi --bin rollcall-openapi -- infra/openapi.yaml
    ROLLCALL_DOCS=renew cargo test -p rollcall-tests --test flows manual
    docs/check_links.py
    mdbook build docs --dest-dir "{{ target }}/manual"
    @echo "{{ target }}/manual/index.html"
