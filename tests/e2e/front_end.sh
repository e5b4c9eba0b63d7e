#!/usr/bin/env bash
# Checks the front end: types, lints, format, tests, and whether the committed dist/ is up to date. The package for portals is packed,
# installed into an empty project, and type-checked there.
#
#   tests/e2e/front_end.sh
#
# Exit status 77: a tool is not available.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source tests/e2e/tools.sh
mkdir -p "$tools"

command -v npm >/dev/null || skip "npm is not installed"
for folder in functions/portal functions/portal/package; do
    (cd "$folder" && npm ci --silent --no-audit --no-fund >"$tools/npm.log" 2>&1) ||
        skip "the packages of $folder could not be installed: $(tail -n 1 "$tools/npm.log")"
    (cd "$folder" && npm run --silent check)
done
