#!/usr/bin/env bash
# Builds the functions for release like `sam build`, and prints their size and start time.
#
#   tests/e2e/functions.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. tests/e2e/tools.sh
need_sam
build_functions
tests/benches/start.py --pairs "${PAIRS:-20}"
