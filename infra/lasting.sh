#!/usr/bin/env bash
# Prints the part of template.yaml that outlives its stack, the table and the buckets, as a template of its own: for a new stack that
# takes them on. docs/src/upgrade-and-delete.md says how.
#
#   infra/lasting.sh >lasting.yaml
set -euo pipefail
awk '
    /^[A-Za-z]/ { section = $1; kept = section ~ /^(AWSTemplateFormatVersion|Description|Parameters|Conditions|Resources):$/ }
    section == "Resources:" && /^  [A-Za-z#]/ { kept = /^  (Table|UploadsBucket|ResultsBucket):$/ }
    section == "Resources:" && /^Resources:$/ { kept = 1 }
    # The API is not there yet; the next deploy adds its origin again.
    /AllowedOrigins:/ { sub(/, !Sub .*\]/, "]") }
    # The table has one condition; those of what is left out would be conditions of nothing.
    kept && !(section == "Conditions:" && /^  / && !/^  IsWarm:/)
' "$(dirname "${BASH_SOURCE[0]}")/../template.yaml"
