#!/usr/bin/env bash
# The dialog in a browser on the embedded stack: both layouts, every step with axe-core in both themes and at 320 pixels, keyboard only, all
# languages, workbooks, exports, reloads, lost networks, tabs, refusals, expired tokens, undo, feeds, hostile cells, 100 MB, a killed stack,
# and the samples for portals: a plain page, React and Vue with the packed npm package.
#
#   tests/e2e/browser.sh                    builds the debug program and tests it
#   ROLLCALL=path/to/rollcall tests/e2e/browser.sh     tests that program
#   BROWSER=firefox tests/e2e/browser.sh    in Firefox instead of Chromium: fewer parts, to save time
#
# Arguments select parts of tests/e2e/browser/dialog.py. SCREENSHOTS=FOLDER keeps a picture of each step, light and dark, wide and
# narrow. Exit status 77: a tool is not available.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source tests/e2e/tools.sh
need_browser
need_bundler

rollcall=${ROLLCALL:-}
if [[ -z $rollcall ]]; then
    cargo build --quiet --bin rollcall
    rollcall=$CARGO_TARGET_DIR/debug/rollcall
fi

work=$(mktemp -d)
serving=
clean_up() {
    # The tests kill the first server and record the process id of its replacement.
    [[ ! -f $work/serving ]] || serving=$(<"$work/serving")
    if [[ -n $serving ]] && kill "$serving" 2>/dev/null; then
        while kill -0 "$serving" 2>/dev/null; do sleep 0.1; done
    fi
    rm -rf "$work"
}
trap clean_up EXIT

: >"$work/serve"
"$rollcall" serve --port 0 --accept-workbooks --data-dir "$work/data" >"$work/serve" 2>"$work/serve.err" &
serving=$!
disown "$serving"
api=
for ((tries = 0; tries < 300; tries++)); do
    api=$(awk '$1 == "API" { print $2 }' "$work/serve")
    [[ -z $api ]] || break
    kill -0 "$serving" 2>/dev/null || { cat "$work/serve.err"; exit 1; }
    sleep 0.1
done
[[ -n $api ]] || { echo "FAIL  serve printed no address within 30 s"; exit 1; }
"$rollcall" catalog load samples/catalog.json --api "$api" >/dev/null
export SERVING=$serving ROLLCALL=$rollcall DATA=$work/data
timeout 1200 "$browser_python" tests/e2e/browser/dialog.py "$api" "$axe" "$work" "$@"
