#!/usr/bin/env bash
# The fix file in a real spreadsheet: a file with forty different mistakes is imported; its fix file is opened in LibreOffice, mended
# cell by cell, saved as CSV and imported again. It ends `completed`, with every user of the first file in the table: once where
# mistakes reject the file, once where they are skipped.
#
#   tests/e2e/spreadsheet.sh                    builds the debug program and tries it
#   ROLLCALL=path/to/rollcall tests/e2e/spreadsheet.sh     tries that one
#
# Status 77: LibreOffice or its bridge to Python is not to be had.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source tests/e2e/tools.sh
mkdir -p "$tools"

# The bridge belongs to Debian's own Python.
python=/usr/bin/python3
need_package soffice libreoffice-calc-nogui
if ! "$python" -c 'import uno' 2>/dev/null; then
    [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null || skip "python3-uno is not installed, and cannot be without root and apt"
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends python3-uno; } \
        >"$tools/python3-uno.log" 2>&1 || skip "python3-uno could not be installed: $(tail -n 1 "$tools/python3-uno.log")"
    "$python" -c 'import uno' 2>/dev/null || skip "python3-uno was installed, and cannot be imported"
fi

rollcall=${ROLLCALL:-}
if [[ -z $rollcall ]]; then
    cargo build --quiet --bin rollcall
    rollcall=$CARGO_TARGET_DIR/debug/rollcall
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export NO_PROXY='*' no_proxy='*'
timeout 300 "$python" tests/e2e/spreadsheet.py "$rollcall" "$work"
