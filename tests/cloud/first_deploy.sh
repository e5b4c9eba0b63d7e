#!/usr/bin/env bash
# Takes half an hour in a real AWS account: deploys a stack into an empty Region, checks what only AWS shows, prints a table and deletes
# everything.
#
#   tests/cloud/first_deploy.sh --region eu-south-1 --sender portal@acme.example
#   tests/cloud/first_deploy.sh --emulator                 tests the script itself, against an emulator on loopback
#
# Uses the credentials of the environment. The sender must be verified in SES in that Region; recipients are addresses of the SES mailbox
# simulator. Costs less than 1 dollar. docs/src/first-deployment.md describes the checks. Needs python3, cargo and a network.
set -euo pipefail
case " $* " in *" --help "* | *" -h "*)
    sed -n '2,/^set /s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
    exit
    ;;
esac
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. tests/e2e/tools.sh
need_sam
need_emulator
build_functions
"$tools/emulator/bin/python" tests/cloud/first_deploy.py "$built" "$@"
