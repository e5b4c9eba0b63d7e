#!/usr/bin/env bash
# Builds the functions for release, as `sam build` does it, and tells how large they are and how soon they start.
#
#   tests/e2e/functions.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. tests/e2e/tools.sh
need_sam
build_functions
tests/benches/start.py --pairs "${PAIRS:-20}"
