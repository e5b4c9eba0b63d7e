#!/usr/bin/env bash
# Tests files in a real spreadsheet program, LibreOffice.
#
# The corrections file: a file with forty different mistakes is imported; its corrections file is opened, corrected cell by cell, saved as
# CSV and imported. After that import, every user of the first file must exist, whether the file was rejected because of its mistakes or the
# rows with mistakes were skipped.
#
# The template as a workbook: it is filled in with values from its lists, then saved as a workbook and as CSV. Both must create the same users.
#
#   tests/e2e/spreadsheet.sh                    builds the debug program and tests it
#   ROLLCALL=path/to/rollcall tests/e2e/spreadsheet.sh     tests that program
#
# Exit status 77: LibreOffice or its Python bridge is not available.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source tests/e2e/tools.sh
mkdir -p "$tools"

# The bridge is only available to Debian's own Python.
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
for script in spreadsheet choices; do
    mkdir "$work/$script"
    timeout 300 "$python" "tests/e2e/$script.py" "$rollcall" "$work/$script"
done
