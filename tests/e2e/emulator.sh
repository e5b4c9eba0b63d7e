#!/usr/bin/env bash
# End to end on an AWS emulator on loopback: `sam deploy` of the template for two tenants.
#
#   tests/e2e/emulator.sh
#
# Needs python3, openssl and cargo; the rest is installed once beside the build folder. All servers listen on loopback and stop with the
# script.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. tests/e2e/tools.sh
need_sam
need_emulator
build_functions
"$tools/emulator/bin/python" tests/e2e/emulator.py "$built"
