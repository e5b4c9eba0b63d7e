#!/usr/bin/env bash
# infra/fleet.py on an AWS emulator on loopback: five tenants, one of which fails.
#
#   tests/e2e/fleet.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. tests/e2e/tools.sh
need_sam
need_emulator
build_functions
"$tools/emulator/bin/python" tests/e2e/fleet.py "$built"
