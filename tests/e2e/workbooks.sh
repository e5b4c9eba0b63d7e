#!/usr/bin/env bash
# Imports workbooks created by other programs: openpyxl, XlsxWriter, SheetJS, LibreOffice, and the XML that Google Sheets and the Open XML
# SDK write.
# Each cell must be imported as the sheet shows it, or refused. Files that unpack to far more than their size must be refused within
# limits on time and memory.
#
#   tests/e2e/workbooks.sh                    builds the debug program and tests it
#   ROLLCALL=path/to/rollcall tests/e2e/workbooks.sh     tests that program
#
# Exit status 77: a package could not be installed. Without LibreOffice, the parts that need it are omitted.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source tests/e2e/tools.sh
mkdir -p "$tools"

command -v python3 >/dev/null || skip "python3 is not installed"
command -v npm >/dev/null || skip "npm is not installed"
venv workbooks openpyxl==3.1.5 xlsxwriter==3.3.1
sheetjs=$tools/sheetjs/node_modules
[[ -f $sheetjs/xlsx/xlsx.js ]] || npm install --silent --prefix "$tools/sheetjs" xlsx@0.18.5 >"$tools/sheetjs.log" 2>&1 ||
    skip "SheetJS could not be installed: $(tail -n 1 "$tools/sheetjs.log")"

rollcall=${ROLLCALL:-}
if [[ -z $rollcall ]]; then
    cargo build --quiet --bin rollcall
    rollcall=$CARGO_TARGET_DIR/debug/rollcall
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
timeout 300 "$tools/workbooks/bin/python" tests/e2e/workbooks.py "$rollcall" "$work" "$sheetjs"
