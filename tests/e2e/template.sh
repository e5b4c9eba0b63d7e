#!/usr/bin/env bash
# Looks at template.yaml and samconfig.toml without an AWS account: three linters, on the source and on what SAM makes of it, the list of
# what functions may do, and the parameters of each stack.
#
#   tests/e2e/template.sh [--write]      --write: writes the list of permissions anew
#
# Needs python3; the linters are installed once beside the build output. Nothing is sent anywhere.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. tests/e2e/tools.sh
need_sam
venv lint cfn-lint==1.58.0 cfn-lint-serverless==0.3.6
# Of its own: its boto3 is not SAM's.
venv checkov checkov==3.3.30

made=$CARGO_TARGET_DIR/template
mkdir -p "$made"
# Linters ask for a region, and none is called.
export AWS_DEFAULT_REGION=eu-west-1 AWS_ACCESS_KEY_ID=nobody AWS_SECRET_ACCESS_KEY=nobody AWS_EC2_METADATA_DISABLED=true

# quietly NAME COMMAND…: one line if all is well, else what the command says.
quietly() {
    local name=$1 log=$made/log begun=$SECONDS
    shift
    "$@" >"$log" 2>&1 || { cat "$log"; echo "$name: look above"; return 1; }
    echo "$name: nothing found ($((SECONDS - begun)) s)"
}

# First, since it tells the line.
quietly "cfn-lint with serverless-rules" "$tools/lint/bin/cfn-lint" --append-rules cfn_lint_serverless.rules --template template.yaml
"$tools/sam/bin/python" tests/e2e/granted.py "$made/translated.json" "$@"
"$tools/sam/bin/python" tests/e2e/parameters.py
quietly "sam validate --lint" sam validate --lint --template-file template.yaml
quietly "cfn-lint of the translated template" "$tools/lint/bin/cfn-lint" --template "$made/translated.json"
# The template of a new stack that adopts table and buckets; it does not use all of its parameters.
"$tools/lint/bin/python" infra/lasting.py >"$made/lasting.yaml"
quietly "cfn-lint of infra/lasting.py" "$tools/lint/bin/cfn-lint" --ignore-checks W2001 --template "$made/lasting.yaml"
checkov=("$tools/checkov/bin/checkov" --config-file infra/checkov.yaml --framework cloudformation --compact --quiet)
quietly "checkov" "${checkov[@]}" --file template.yaml
quietly "checkov of the translated template" "${checkov[@]}" --file "$made/translated.json"
