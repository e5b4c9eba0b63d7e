#!/usr/bin/env bash
# Checks template.yaml and samconfig.toml without an AWS account: linters on the source and on SAM's translation of it, the list of the
# functions' permissions, rules for what only AWS rejects, the template for adopting resources, the parameters of each stack, and the costs.
#
#   tests/e2e/template.sh [--write]      --write also rewrites the list of permissions
#
# Needs python3; the linters are installed once beside the build folder. No data of the project is sent anywhere.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. tests/e2e/tools.sh
need_sam
venv lint cfn-lint==1.58.0 cfn-lint-serverless==0.3.6
# In a separate environment, since it needs another version of boto3 than SAM.
venv checkov checkov==3.3.30

made=$CARGO_TARGET_DIR/template
mkdir -p "$made"
# The linters need a Region and credentials, but do not call AWS.
export AWS_DEFAULT_REGION=eu-west-1 AWS_ACCESS_KEY_ID=nobody AWS_SECRET_ACCESS_KEY=nobody AWS_EC2_METADATA_DISABLED=true

# quietly NAME COMMAND…: prints one line if the command succeeds, otherwise its output.
quietly() {
    local name=$1 log=$made/log begun=$SECONDS
    shift
    "$@" >"$log" 2>&1 || { cat "$log"; echo "$name: failed, see above"; return 1; }
    echo "$name: no findings ($((SECONDS - begun)) s)"
}

# Runs first, since it reports line numbers.
quietly "cfn-lint with serverless-rules" "$tools/lint/bin/cfn-lint" --append-rules cfn_lint_serverless.rules --template template.yaml
"$tools/sam/bin/python" tests/e2e/granted.py "$made/translated.json" "$@"
"$tools/sam/bin/python" tests/e2e/rules.py "$made/translated.json"
"$tools/sam/bin/python" tests/e2e/parameters.py
quietly "sam validate --lint" sam validate --lint --template-file template.yaml
quietly "cfn-lint of the translated template" "$tools/lint/bin/cfn-lint" --template "$made/translated.json"
# The template for a new stack that adopts an existing table and buckets. W2001: it leaves some parameters unused.
"$tools/lint/bin/python" infra/lasting.py >"$made/lasting.yaml"
quietly "cfn-lint of infra/lasting.py" "$tools/lint/bin/cfn-lint" --ignore-checks W2001 --template "$made/lasting.yaml"
"$tools/lint/bin/python" tests/e2e/adoption.py "$made/translated.json"
checkov=("$tools/checkov/bin/checkov" --config-file infra/checkov.yaml --framework cloudformation --compact --quiet)
# Only the last line is shown: the lines before it are the tables of the manual.
"$tools/lint/bin/python" docs/costs.py >"$made/costs" || { tail -n 1 "$made/costs"; exit 1; }
tail -n 1 "$made/costs"
quietly "checkov" "${checkov[@]}" --file template.yaml
quietly "checkov of the translated template" "${checkov[@]}" --file "$made/translated.json"
