#!/usr/bin/env bash
# Imports ROWS users with two courses each using a build with the profile `program`, and writes as many with the usual Python
# code (usual.py) into the same embedded DynamoDB in the same run. Then the learning platform Kolibri imports the first 1,000
# of them with its own command into its own SQLite database (kolibri_import.py). Prints the rows/s of each and the peak
# memory of the whole stack.
#
#   tests/benches/compare.sh [ROWS]
#
# KOLIBRI_VENV is the path of a virtual environment for Kolibri; it is created if needed, and kept.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
rows=${1:-10000}
work=$(mktemp -d)
serve=
trap '[[ -z $serve ]] || kill "$serve" 2>/dev/null || true; rm -rf "$work"' EXIT
program=${ROLLCALL:-${CARGO_TARGET_DIR:-target}/program/rollcall}
[[ -n ${ROLLCALL:-} ]] || cargo build --profile program --quiet --bin rollcall

python3 - "$rows" "$work/users.csv" <<'PY'
import csv, sys
rows, path = int(sys.argv[1]), sys.argv[2]
with open(path, "w", newline="", encoding="utf-8") as file:
    out = csv.writer(file)
    out.writerow("enabled,name,last_name,email,companyName,cohortName,languageCode,job_role,region,module requested 1,module requested 2".split(","))
    for n in range(rows):
        out.writerow([1, f"Ann {n}", f"Lee {n}", f"ann.lee.{n}@example.org", "Harbour & Vale Ltd", "Spring Intake", "en-GB",
                      f"Role {n % 17}", "North", "Presenting Well", "Negotiation, Step by Step"])
PY
python3 -m venv "$work/venv" && "$work/venv/bin/pip" --quiet --disable-pip-version-check install boto3

"$program" serve --port 0 --data-dir "$work/data" >"$work/serve.out" 2>"$work/serve.err" &
serve=$!
for _ in $(seq 200); do grep -qs 'http://' "$work/serve.out" && break; sleep 0.1; done
address() { grep -iE "^ *$1\b" "$work/serve.out" | grep -oE 'http://[0-9.]+:[0-9]+' | head -1; }
api=$(address API) dynamodb=$(address DynamoDB)
"$program" catalog load samples/catalog.json --api "$api" >/dev/null

begun=$(date +%s.%N)
"$program" import "$work/users.csv" --api "$api" --json --out "$work/out" >"$work/import.json"
ended=$(date +%s.%N)
peak=$(awk '/VmHWM/ { print $2 }' "/proc/$serve/status")
python3 - "$rows" "$begun" "$ended" "$peak" "$work/import.json" <<'PY'
import json, sys
rows, begun, ended, peak = int(sys.argv[1]), float(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4])
summary = json.load(open(sys.argv[5]))["summary"]
assert summary["created"] == rows and summary["course_assignments"] == 2 * rows, summary
print(f"rollcall, upload to result files: {rows} rows in {ended - begun:.2f} s: {rows / (ended - begun):.0f} rows/s; "
      f"peak memory of the whole stack, servers included: {peak / 1024:.0f} MiB")
PY
key=$(sed -n 's/.*access key \([^,]*\),.*/\1/p' "$work/serve.out")
secret=$(sed -n 's/.*secret key \([^,]*\),.*/\1/p' "$work/serve.out")
printf 'python, batch_writer alone: '
AWS_ENDPOINT_URL=$dynamodb AWS_REGION=eu-west-1 AWS_DEFAULT_REGION=eu-west-1 AWS_ACCESS_KEY_ID=$key AWS_SECRET_ACCESS_KEY=$secret \
    "$work/venv/bin/python" tests/benches/usual.py "$work/users.csv" rollcall

# Kolibri does not need the servers, which would compete with it for the cores.
kill "$serve" && { wait "$serve" || true; }
serve=
venv=${KOLIBRI_VENV:-$work/kolibri-venv}
[[ -x $venv/bin/python ]] || python3 -m venv "$venv"
if ! "$venv/bin/python" -c 'import kolibri' 2>/dev/null &&
    ! "$venv/bin/pip" --quiet --disable-pip-version-check install kolibri >"$work/kolibri.log" 2>&1; then
    echo "kolibri, bulkimportusers: not run, pip cannot install it for $("$venv/bin/python" --version):" \
        "$(grep ERROR "$work/kolibri.log" | tail -1)"
    exit
fi
# Only a thousand: Kolibri hashes a password for each user and compares each name with all earlier ones.
if KOLIBRI_HOME=$work/kolibri "$venv/bin/python" tests/benches/kolibri_import.py \
    "$work/users.csv" "$((rows < 1000 ? rows : 1000))" >"$work/kolibri.log" 2>&1; then
    tail -1 "$work/kolibri.log"
else
    echo "kolibri, bulkimportusers: failed; the end of its log:"
    tail -15 "$work/kolibri.log"
    exit 1
fi
