#!/usr/bin/env bash
# Tests the running API against its description: schemathesis generates valid and invalid requests from infra/openapi.yaml and checks
# statuses, media types, headers and bodies.
#
#   tests/e2e/openapi.sh                    builds the debug program and tests it
#   ROLLCALL=path/to/rollcall tests/e2e/openapi.sh     tests that program
#
# The requests are the same in every run. They take about 90 seconds; the limit is three minutes. Schemathesis is installed once beside the
# build folder. Exit status 77: it cannot be installed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

schemathesis_version=4.32.5
cryptography_version=50.0.2
# Maximum number of requests per route and phase. More would take longer without finding other kinds of responses.
examples=${OPENAPI_EXAMPLES:-40}
# Time limit for all requests, in seconds.
within=180

export NO_PROXY='*' no_proxy='*' NO_COLOR=1
unset ROLLCALL_TOKEN

rollcall=${ROLLCALL:-}
if [[ -z $rollcall ]]; then
    cargo build --quiet --bin rollcall
    rollcall=${CARGO_TARGET_DIR:-target}/debug/rollcall
fi

tools=${CARGO_TARGET_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/rollcall/target}-tools/schemathesis-$schemathesis_version
if [[ ! -e $tools/ready ]]; then
    echo "installing schemathesis $schemathesis_version beside the build folder"
    mkdir -p "$tools"
    { python3 -m venv "$tools" && timeout 600 "$tools/bin/pip" install --quiet --disable-pip-version-check \
        "schemathesis==$schemathesis_version" "cryptography==$cryptography_version"; } >"$tools/install.log" 2>&1 || {
        echo "skipped: schemathesis cannot be installed: $(tail -n 1 "$tools/install.log")"
        exit 77
    }
    touch "$tools/ready"
fi
python=$tools/bin/python

work=$(mktemp -d)
started=()
clean_up() {
    local pid
    for pid in "${started[@]:-}"; do
        [[ -z $pid ]] || { kill -9 "$pid" && wait "$pid"; } 2>/dev/null || true
    done
    rm -rf "$work"
}
trap clean_up EXIT

# fail LABEL [FILE]: prints the label and the end of the file, and exits.
fail() {
    echo "FAIL  $1"
    [[ -n ${2:-} ]] && tail -c 20000 "$2"
    exit 1
}

# until_line FILE PATTERN: waits up to half a minute for a line.
until_line() {
    local end=$((SECONDS + 30))
    until grep -q "$2" "$1" 2>/dev/null; do
        ((SECONDS < end)) || fail "no $2" "$1"
        sleep 0.1
    done
}

"$python" tests/e2e/openapi.py examples infra/openapi.yaml

"$python" tests/e2e/openapi.py issuer >"$work/issuer" 2>"$work/issuer.err" &
started+=("$!")
until_line "$work/issuer" '^token '
issuer=$(sed -n 's/^issuer //p' "$work/issuer")
token=$(sed -n 's/^token //p' "$work/issuer")

"$rollcall" --data-dir "$work/data" serve --port 0 --issuer "$issuer" --audience rollcall >"$work/serve" 2>"$work/serve.err" &
started+=("$!")
until_line "$work/serve" 'aws s3 cp'
api=$(sed -n 's/^ *API[^:]* \(http[^ ]*\).*/\1/p' "$work/serve")

ROLLCALL_TOKEN=$token "$rollcall" catalog load samples/catalog.json --api "$api" 2>/dev/null
"$python" tests/e2e/openapi.py prepare "$api" "$token" >"$work/schemathesis.toml" || fail "the stack could not be filled"

# Without `unsupported_method`, which expects 405 where the gateway of HTTP APIs responds with 404.
checks=not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance
checks+=,response_schema_conformance,negative_data_rejection,positive_data_acceptance,ignored_auth
status=0
(cd "$work" && timeout "$within" "$tools/bin/schemathesis" --config-file schemathesis.toml run "$OLDPWD/infra/openapi.yaml" \
    --url "$api" --header "Authorization: Bearer $token" --phases examples,coverage,fuzzing --checks "$checks" \
    --max-examples "$examples" --generation-deterministic --max-redirects 0 --request-timeout 20 --no-color) \
    >"$work/report" 2>&1 || status=$?
((status != 124)) || fail "not within $within s" "$work/report"
((status == 0)) || fail "the API differs from its description" "$work/report"
summary=$(sed -n 's/^ *\([0-9]* generated.*\)/\1/p' "$work/report")
routes=$(sed -n 's/^ *Tested: *\([0-9]*\).*/\1/p' "$work/report")
echo "ok    $routes routes respond as described: $summary"
