#!/usr/bin/env bash
# End to end under `sam local`: the functions in containers, behind `rollcall serve --lambda-endpoint`.
#
#   tests/e2e/sam_local.sh
#
# Needs root, or a Docker daemon with the image of the functions; without them the script is skipped. The servers listen on the address of
# Docker's bridge, which only this machine and its containers can reach; the API listens on loopback.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. tests/e2e/tools.sh

work=$(mktemp -d)
started=()
clean_up() {
    local pid
    for pid in "${started[@]:-}" "$docker_pid"; do
        [[ -n $pid ]] && kill "$pid" 2>/dev/null && { wait "$pid"; } 2>/dev/null
    done
    rm -rf "$work"
}
trap clean_up EXIT

need_sam
need_docker "$work"
need_browser
build_functions
cargo build --quiet --bin rollcall

port=$(python3 -c 'import socket; print(socket.create_server(("127.0.0.1", 0)).getsockname()[1])')
"$CARGO_TARGET_DIR/debug/rollcall" --data-dir "$work/data" serve --port 0 --lambda-endpoint "http://127.0.0.1:$port" \
    --servers-host "$gateway" >"$work/serve.out" 2>"$work/serve.err" &
started+=("$!")
for ((tries = 0; tries < 100; tries++)); do
    grep -q start-lambda "$work/serve.out" && break
    kill -0 "${started[0]}" 2>/dev/null || { cat "$work/serve.err"; exit 1; }
    sleep 0.1
done
AXE=$axe BROWSER_PYTHON=$tools/browser/bin/python \
    "$tools/sam/bin/python" tests/e2e/sam_local.py "$built" "$work/data/sam-local.json" "$work/serve.out" || {
    tail -n 20 "$work/serve.err"
    exit 1
}
