#!/usr/bin/env bash
# End to end in the cloud's place: `sam deploy` of the template to an AWS emulator on loopback, two tenants side by side.
#
#   tests/e2e/emulator.sh
#
# Needs python3, openssl and cargo; the rest is installed once beside the build output. All servers are on loopback and end with it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. tests/e2e/tools.sh
need_sam
need_emulator
build_functions
"$tools/emulator/bin/python" tests/e2e/emulator.py "$built"
