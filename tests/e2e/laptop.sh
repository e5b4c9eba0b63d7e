#!/usr/bin/env bash
# End to end on one machine: the built program from the outside, using only bash, curl and python3, and the AWS CLI if it is installed.
#
#   tests/e2e/laptop.sh                    builds the debug program and tests it
#   ROLLCALL=path/to/rollcall tests/e2e/laptop.sh     tests that program
#
# All files are in a temporary folder that is deleted at the end; servers are stopped by process id. Prints one line for each check.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

# The program calls loopback only, so the environment's proxies must not be used.
export NO_PROXY='*' no_proxy='*' NO_COLOR=1
unset ROLLCALL_TOKEN

for tool in curl python3; do
    command -v "$tool" >/dev/null || { echo "FAIL  $tool is needed and not installed"; exit 1; }
done

rollcall=${ROLLCALL:-}
if [[ -z $rollcall ]]; then
    cargo build --quiet --bin rollcall
    rollcall=${CARGO_TARGET_DIR:-target}/debug/rollcall
fi

work=$(mktemp -d)
started=()
clean_up() {
    local pid
    for pid in "${started[@]:-}"; do
        [[ -n $pid ]] && kill -9 "$pid" 2>/dev/null && { wait "$pid"; } 2>/dev/null
    done
    [[ -z ${small_is_mounted:-} ]] || umount "$work/small" 2>/dev/null || true
    rm -rf "$work"
}
trap clean_up EXIT

ok() { echo "ok    $1"; }

# fail LABEL: prints the label and the latest output, and exits.
fail() {
    echo "FAIL  $1"
    local file
    for file in "$work/out" "$work/err" "$work/serve.err"; do
        [[ -s $file ]] && { echo "--- ${file##*/}"; tail -c 2000 "$file"; echo; }
    done
    exit 1
}

# run STATUS COMMAND…: runs the program; its exit status must be this one. Output is in out, messages in err.
run() {
    local wanted=$1 status=0
    shift
    "$rollcall" "$@" >"$work/out" 2>"$work/err" || status=$?
    [[ $status == "$wanted" ]] || fail "rollcall $* exits with $status, not $wanted"
}

# is_true EXPRESSION [FILE]: evaluates a Python expression over the JSON document `d`.
is_true() {
    python3 - "$1" "${2:-$work/out}" <<'PY'
import json, sys
try:
    d = json.load(open(sys.argv[2], encoding="utf-8"))
except ValueError:
    sys.exit(1)
def problems(code): return [p for p in d["problems"] if p["code"] == code]
sys.exit(0 if eval(sys.argv[1]) else 1)
PY
}

# want LABEL EXPRESSION [FILE]
want() { is_true "$2" "${3:-$work/out}" && ok "$1" || fail "$1: not true: $2"; }

# value EXPRESSION [FILE]: prints the value of the expression.
value() {
    python3 -c 'import json, sys; d = json.load(open(sys.argv[2], encoding="utf-8")); print(eval(sys.argv[1]))' \
        "$1" "${2:-$work/out}"
}

# edit FROM TO CODE: edits a copy of a CSV file; `rows` contains its records as lists, `at` the index of each label.
edit() {
    python3 - "$@" <<'PY'
import csv, sys
source, target, code = sys.argv[1:]
rows = list(csv.reader(open(source, encoding="utf-8-sig", newline="")))
at = {label: place for place, label in enumerate(rows[0])}
exec(code)
with open(target, "w", encoding="utf-8-sig", newline="") as file:
    csv.writer(file).writerows(rows)
PY
}

# call METHOD PATH [curl arguments]: calls the API; writes the body to out and the status to standard output.
call() {
    local method=$1 path=$2
    shift 2
    curl -sS -o "$work/out" -w '%{http_code}' -X "$method" "$api$path" "$@"
}

# expect_status STATUS LABEL METHOD PATH [curl arguments]
expect_status() {
    local wanted=$1 label=$2 status
    shift 2
    status=$(call "$@") || fail "$label: no response"
    [[ $status == "$wanted" ]] && ok "$label → $wanted" || fail "$label: $status, not $wanted"
}

# until_true SECONDS LABEL COMMAND…: repeats the command until it succeeds; fails after this many seconds.
until_true() {
    local end=$((SECONDS + $1)) label=$2
    shift 2
    until "$@"; do
        ((SECONDS < end)) || fail "$label: timed out"
        sleep 0.1
    done
}

echo "== the command line"
data=$work/data
run 0 --data-dir "$data" import samples/enrolment.csv --json
want "a first import creates" 'd["status"] == "completed" and d["summary"]["created"] > 0 and d["summary"]["failed"] == 0'
rows=$(value 'd["summary"]["created"]')
run 0 import samples/enrolment.csv --json --data-dir "$data"
want "the same file again: all $rows skipped" "d['summary']['skipped'] == $rows and d['summary']['created'] == 0"

edit samples/enrolment.csv "$work/edited.csv" '
for row in rows[1:4]: row[at["job_role"]] = "Night porter"'
run 0 --data-dir "$data" import "$work/edited.csv" --update-existing --json
want "three roles changed: exactly 3 updated" "d['summary']['updated'] == 3 and d['summary']['skipped'] == $rows - 3"

run 0 --data-dir "$data" users --json
cp "$work/out" "$work/users.json"
want "the list has $rows users" "len(d['items']) == $rows"

edit samples/enrolment.csv "$work/misspelt.csv" '
for row in rows[1:]:
    row[at["email"]] = "new." + row[at["email"]]
    row[:] = ["Forklft Basics" if cell == "Forklift Basics" else cell for cell in row]'
run 3 --data-dir "$data" import "$work/misspelt.csv" --on-row-errors skip --json
want "a misspelled title rejects the whole file" 'd["status"] == "rejected" and d["summary"]["created"] == 0'
want "… and is named with its company and the nearest title" '
(lambda p: p["found"] == "Forklft Basics" and p["company"] == "Harbour & Vale Ltd" and p["suggestions"][0] == "Forklift Basics"
 and p["rows"] == len(p["first_rows"]) > 0)(problems("course-unmatched")[0])'
run 0 --data-dir "$data" users --json
cmp -s "$work/out" "$work/users.json" && ok "… and no user is new or changed" || fail "a rejected import changed the users"

edit samples/enrolment.csv "$work/header.csv" 'rows[0][at["companyName"]] = "companyname"'
run 3 --data-dir "$data" import "$work/header.csv" --json
want "the label companyname is refused and companyName suggested" '
d["status"] == "rejected" and any("companyName" in p["suggestions"] for p in problems("header-column-unknown"))'

edit samples/learners.csv "$work/many.csv" '
rows[1:] = [["Ada", "King", f"ada.{n}@example.org", "", "GB", "en"] for n in range(251)]'
run 3 --data-dir "$data" import "$work/many.csv" --layout learners --json
want "251 learners are refused, with the count and the limit" '
(lambda m: "250" in m and "251" in m)(problems("file-too-many-rows")[0]["message"])'
run 4 --data-dir "$data" import samples/broken-learners.csv --layout learners --on-row-errors skip --json --out "$work/results"
want "rows with errors are skipped: 5 failed, 15 created" 'd["summary"]["failed"] == 5 and d["summary"]["created"] == 15'
fix=$(value 'd["files"]["fix"]')
python3 - "$fix" <<'PY' && ok "… and the corrections file contains those five" || fail "the corrections file does not contain the five rows"
import csv, sys
rows = list(csv.DictReader(open(sys.argv[1], encoding="utf-8-sig", newline="")))
sys.exit(0 if len(rows) == 5 and all(row["import_status"] == "failed" and row["import_problems"] for row in rows) else 1)
PY

tried=$work/tried
run 0 --data-dir "$tried" import samples/enrolment.csv --dry-run --json
want "a dry run reports what would be created" "d['dry_run'] and d['summary']['created'] == $rows and 'fix' not in d['files']"
want "… its result is still awaiting confirmation" 'd["status"] == "awaiting_confirmation" and d["finished_at"] is None' \
    "$(value 'd["files"]["json"]')"
run 0 --data-dir "$tried" catalog show
want "… it stores no sample catalog" 'd["companies"] == []'
run 2 --data-dir "$tried" import samples/enrolment.csv --out samples/enrolment.csv/results
run 0 --data-dir "$tried" users --json
want "an unwritable results folder is reported before anything is imported" 'd["items"] == []'

echo "== the HTTP API"
served=$work/served
"$rollcall" --data-dir "$served" serve --port 0 >"$work/serve.out" 2>"$work/serve.err" &
server=$!
started+=("$server")
until_true 30 "serve prints its addresses" grep -q 'aws s3 cp' "$work/serve.out"
api=$(sed -n 's/^ *API[^:]* \(http[^ ]*\).*/\1/p' "$work/serve.out")
s3=$(sed -n 's/^ *S3 *\(http[^ ]*\).*/\1/p' "$work/serve.out")
uploads=$(sed -n 's/^ *S3 .*buckets \([^, ]*\), .*/\1/p' "$work/serve.out")
results=$(sed -n 's/^ *S3 .*buckets [^, ]*, \([^ ]*\).*/\1/p' "$work/serve.out")
[[ -n $api ]] && ok "serve responds at $api" || fail "serve printed no address"
run 0 catalog load samples/catalog.json --api "$api"
ok "the catalog is loaded over --api"
status=0
"$rollcall" --data-dir "$served" users >"$work/out" 2>"$work/err" || status=$?
[[ $status == 1 ]] && grep -q -- "--api $api" "$work/err" && ok "a second program reports which server uses the data" || fail "two programs use one data directory"

bytes=$(wc -c <samples/enrolment.csv | tr -d ' ')
expect_status 201 "requesting an upload" POST /imports -H 'content-type: application/json' \
    -d "{\"file_name\":\"people.csv\",\"size_bytes\":$bytes,\"confirm\":true}"
id=$(value 'd["import_id"]')
url=$(value 'd["upload"]["url"]')
headers=()
while IFS= read -r header; do headers+=(-H "$header"); done < <(value '"\n".join(f"{k}: {v}" for k, v in d["upload"]["headers"].items())')
put() { curl -sS -o "$work/out" -w '%{http_code}' -X PUT "${headers[@]}" --data-binary "@$1" "$url"; }
{ cat samples/enrolment.csv; printf x; } >"$work/longer.csv"
for try in "$work/longer.csv 403 one byte more" "samples/enrolment.csv 200 the file" "samples/enrolment.csv 412 the file once more"; do
    read -r file wanted label <<<"$try"
    status=$(put "$file")
    [[ $status == "$wanted" ]] && ok "PUT of $label → $wanted" || fail "PUT of $label: $status, not $wanted"
done
has_status() { call GET "/imports/$1" >/dev/null && is_true "d['status'] == '$2'"; }
until_true 30 "the import waits for confirmation" has_status "$id" awaiting_confirmation
want "it waits and shows the planned result" "d['summary']['created'] == $rows and d['progress']['rows_total'] == $rows"
expect_status 200 "listing its rows" GET "/imports/$id/rows?outcome=created&limit=1000"
want "… all $rows of them" "len(d['items']) == $rows and d['next_cursor'] is None"

curl -sS -o /dev/null -w '%{http_code}' -X POST "$api/imports/$id/confirm" -H 'content-type: application/json' \
    -d '{"ignore_errors":false}' >"$work/confirm" &
confirm=$!
curl -sS -o /dev/null -w '%{http_code}' -X POST "$api/imports/$id/cancel" >"$work/cancel" &
wait "$confirm" "$!"
case "$(cat "$work/confirm") $(cat "$work/cancel")" in
    "202 409") winner=confirm ;;
    "409 202") winner=cancel ;;
    *) fail "confirm and cancel at once: $(cat "$work/confirm") and $(cat "$work/cancel")" ;;
esac
ok "confirm and cancel at once: $winner wins, the other gets 409"
expect_status 202 "$winner again" POST "/imports/$id/$winner" -H 'content-type: application/json' -d '{"ignore_errors":false}'
[[ $winner == confirm ]] && ended=completed || ended=cancelled
until_true 30 "the import is $ended" has_status "$id" "$ended"
run 0 users --api "$api" --json
[[ $winner == confirm ]] && there=$rows || there=0
want "… and $there users are there" "len(d['items']) == $there"

run 0 import samples/enrolment.csv --api "$api" --json --out "$work/over-api"
want "the command line imports over --api" 'd["status"] == "completed"'
id=$(value 'd["import_id"]')
expect_status 200 "requesting the export's URL" GET "/imports/$id/export?format=json" -H 'accept: application/json'
curl -sS -o "$work/by-address.json" "$(value 'd["url"]')"
status=$(curl -sS -L -o "$work/by-redirect.json" -w '%{http_code}' "$api/imports/$id/export?format=json")
[[ $status == 200 ]] && cmp -s "$work/by-address.json" "$work/by-redirect.json" && ok "… and a redirect leads to the same file" ||
    fail "the export by redirect: $status"
curl -sS -L -o "$work/export.csv" "$api/imports/$id/export?format=csv"
call GET "/imports/$id" >/dev/null
python3 - "$work/export.csv" "$work/out" "$work/by-address.json" <<'PY' && ok "CSV, JSON and summary have the same counts" || fail "the exports and the summary differ"
import collections, csv, json, sys
table, view, document = sys.argv[1:]
rows = list(csv.DictReader(open(table, encoding="utf-8-sig", newline="")))
summary = json.load(open(view, encoding="utf-8"))["summary"]
document = json.load(open(document, encoding="utf-8"))
counts = collections.Counter(row["status"] for row in rows)
outcomes = ("created", "updated", "skipped", "failed")
courses = sum(len(row["courses_assigned"].splitlines()) for row in rows)
same = all(counts[name] == summary[name] == len(document[name]) for name in outcomes)
sys.exit(0 if same and len(rows) > 0 and courses == summary["course_assignments"] and document["summary"] == summary else 1)
PY

echo "== files dropped into the bucket"
if command -v aws >/dev/null && aws --version >/dev/null 2>&1; then
    export AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null AWS_EC2_METADATA_DISABLED=true
    AWS_ACCESS_KEY_ID=$(sed -n 's/.*access key \([^,]*\),.*/\1/p' "$work/serve.out")
    AWS_SECRET_ACCESS_KEY=$(sed -n 's/.*secret key \([^,]*\),.*/\1/p' "$work/serve.out")
    AWS_REGION=$(sed -n 's/.* region \([^ ]*\)$/\1/p' "$work/serve.out")
    export AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_REGION AWS_DEFAULT_REGION="$AWS_REGION"
    aws s3 cp "$work/edited.csv" "s3://$uploads/drop/team one.csv" --endpoint-url "$s3" --no-progress \
        --metadata update-existing=true,on-row-errors=skip >"$work/out" 2>"$work/err" || fail "aws s3 cp"
    dropped() { call GET '/imports?limit=1000' >/dev/null && is_true 'any(i["source"] == "drop" and i["status"] == "completed" for i in d["items"])'; }
    until_true 30 "a dropped file is imported" dropped
    want "a dropped file is imported with the options of its metadata" '
(lambda i: i["file"]["name"] == "team one.csv" and i["options"]["update_existing"] and i["options"]["on_row_errors"] == "skip"
 and i["summary"]["updated"] == 3)([i for i in d["items"] if i["source"] == "drop"][0])'
    aws s3 ls "s3://$results/drop/" --endpoint-url "$s3" >"$work/out" 2>"$work/err" || fail "aws s3 ls"
    for ending in result.csv result.json; do
        grep -Eq "team one\.[0-9TZ]+-[0-9a-z]{26}\.$ending$" "$work/out" || fail "no result …$ending for the dropped key"
    done
    ok "its results have the dropped key as prefix"
else
    echo "skipped: the aws command line is not installed, so nothing was dropped into the bucket"
fi
kill -INT "$server"
status=0
{ wait "$server"; } 2>/dev/null || status=$?
started=()
[[ $status == 0 ]] && ok "serve stops cleanly on request" || fail "serve ended with $status"

echo "== invitations"
data=$work/invited
run 0 --data-dir "$data" import samples/enrolment.csv --send-invitations --json
sent=$(value 'd["summary"]["invitations"]')
run 0 --data-dir "$data" users --json
cp "$work/out" "$work/users"
run 0 --data-dir "$data" mailbox --json
want "one mail for each of $sent enabled users" "len(d['items']) == len({m['to'] for m in d['items']}) == $sent > 0"
want "each mail has its members" 'all(set(m) == {"to", "subject", "language", "text", "html", "sent_at"} for m in d["items"])'
python3 - "$work/users" "$work/out" "$data/mail" <<'PY' && ok "each mail is in its recipient's language and a valid .eml file" || fail "a mail has the wrong language or content"
import email, email.policy, glob, json, sys
users = {u["email"].lower(): u for u in json.load(open(sys.argv[1], encoding="utf-8"))["items"]}
mails = {m["to"]: m for m in json.load(open(sys.argv[2], encoding="utf-8"))["items"]}
for to, mail in mails.items():
    base = users[to]["language"].split("-")[0]
    assert mail["language"].split("-")[0] == (base if base in ("en", "fr", "de", "es", "it", "nl", "pl", "pt") else "en"), mail["language"]
    assert users[to]["name"] in mail["text"] and "#token=" in mail["text"]
files = glob.glob(sys.argv[3] + "/*.eml")
assert len(files) == len(mails)
for path in files:
    raw = open(path, "rb").read()
    read = email.message_from_bytes(raw, policy=email.policy.default)
    mail = mails[read["To"]]
    assert raw.isascii() and not read.defects and read["Subject"] == mail["subject"], path
    for kind in ("plain", "html"):
        assert read.get_body((kind,)).get_content().splitlines() == mail["text" if kind == "plain" else "html"].splitlines()
PY
feed=$work/invited-by-a-feed
run 0 --data-dir "$feed" feeds set staff --send-invitations
run 0 --data-dir "$feed" import samples/enrolment.csv --feed staff
! grep -q 'rollcall invite' "$work/out" && ok "a feed's import does not advise inviting the users whom it has invited" || fail "the advice contradicts the feed"
run 0 --data-dir "$feed" mailbox --json
want "a feed's import sends its e-mails before the command ends" "len(d['items']) == $sent"
run 0 --data-dir "$data" mailbox
grep -q '/activate#token=' "$work/out" && ok "mailbox shows the links" || fail "mailbox shows no link"
run 0 --data-dir "$data" import samples/enrolment.csv --send-invitations --json
run 0 --data-dir "$data" mailbox --json
want "a second import sends no mail" "len(d['items']) == $sent"
token=$(value 'd["items"][0]["text"].split("#token=")[1].split()[0]')
"$rollcall" --data-dir "$data" serve --port 0 >"$work/invited.out" 2>"$work/serve.err" &
server=$!
started+=("$server")
until_true 30 "serve prints its addresses" grep -q 'aws s3 cp' "$work/invited.out"
api=$(sed -n 's/^ *API[^:]* \(http[^ ]*\).*/\1/p' "$work/invited.out")
mailbox=$(sed -n 's/^ *Mailbox *\(http[^ ]*\).*/\1/p' "$work/invited.out")
run 0 --data-dir "$data" mailbox --json
want "mailbox works beside serve" "len(d['items']) == $sent"
[[ $(curl -fsS "$mailbox" | grep -c '<iframe') -ge 1 ]] && ok "the page of the mailbox shows the mails" || fail "no mail on $mailbox"
accept() { curl -sS -o "$work/out" -w '%{http_code}' -H 'content-type: application/json' -d "{\"token\":\"$1\"}" "$api/invitations/accept"; }
for _ in {1..10}; do curl -fsS -o "$work/page" "$api/activate"; done
[[ $(accept "$token") == 200 ]] && ok "opening the page ten times does not use up the link" || fail "the link does not work"
[[ $(accept "$token") == 404 ]] || fail "the link works twice"
python3 -c 'import json, sys; d = json.load(open(sys.argv[1])); d.pop("request_id"); print(d)' "$work/out" >"$work/second"
[[ $(accept wrong) == 404 ]] || fail "a wrong token is not refused"
python3 -c 'import json, sys; d = json.load(open(sys.argv[1])); d.pop("request_id"); print(d)' "$work/out" | cmp -s - "$work/second" \
    && ok "a used link and a wrong one get the same response" || fail "a wrong token and a used one differ"
kill -INT "$server"
{ wait "$server"; } 2>/dev/null || fail "serve did not stop cleanly"
started=()

echo "== killed in the middle"
# A fast machine may finish before the kill; the next attempt then has more rows.
for count in 5000 20000 80000; do
    data=$work/killed-$count
    python3 - "$work/big.csv" "$count" <<'PY'
import sys
with open(sys.argv[1], "w", encoding="utf-8") as file:
    file.write("enabled,name,email,companyName,languageCode,module requested 1\n")
    for n in range(int(sys.argv[2])):
        file.write(f"1,Nora,nora.{n}@example.org,Harbour & Vale Ltd,en-GB,Forklift Basics\n")
PY
    "$rollcall" --data-dir "$data" import "$work/big.csv" --json >"$work/out" 2>"$work/err" &
    program=$!
    started=("$program")
    api=
    rows_are_in() {
        [[ -n $api ]] || api=$(sed -n 2p "$data/lock" 2>/dev/null) || true
        if [[ -n $api ]] && curl -sS -o "$work/view" "$api/imports?limit=1" 2>/dev/null; then
            is_true 'd["items"][0]["progress"]["rows_applied"] > 0' "$work/view" 2>/dev/null && return 0
        fi
        ! kill -0 "$program" 2>/dev/null
    }
    until_true 120 "some rows are imported" rows_are_in
    kill -9 "$program" 2>/dev/null || true
    { wait "$program"; } 2>/dev/null || true
    started=()
    applied=$(value 'd["items"][0]["progress"]["rows_applied"]' "$work/view")
    run 0 --data-dir "$data" import "$work/big.csv" --json
    grep -q 'Resuming import' "$work/err" && break
done
grep -q 'Resuming import' "$work/err" || fail "the program was never killed in the middle"
ok "killed with $applied of $count rows imported"
grep -q 'of big.csv was interrupted and continues to write users now' "$work/err" || fail "the import that continues is not named"
want "started again it continues: completed, all $count created" \
    "d['status'] == 'completed' and d['summary']['created'] == d['summary']['course_assignments'] == $count and d['summary']['failed'] == 0"
run 0 --data-dir "$data" users --json
want "$count users, each once" "len(d['items']) == len({u['email'] for u in d['items']}) == $count"

echo "== interrupted before it writes"
data=$work/interrupted
python3 - "$work/wrong.csv" <<'PY'
import sys
with open(sys.argv[1], "w", encoding="utf-8") as file:
    file.write("enabled,name,email,companyName,languageCode\n")
    file.writelines(f"1,Wrong,wrong.{n}@example.org,Harbour & Vale Ltd,en-GB\n" for n in range(200_000))
PY
"$rollcall" --data-dir "$data" import "$work/wrong.csv" >"$work/out" 2>"$work/err" &
program=$!
started=("$program")
has_id() { grep -qs '"import_id":"' "$data"/unfinished/*.json; }
until_true 60 "the import begins" has_id
kill -INT "$program"
status=0
{ wait "$program"; } 2>/dev/null || status=$?
started=()
[[ $status == 130 ]] && grep -q 'was cancelled. It has written no users' "$work/err" && ok "Ctrl-C cancels an import that has not written users" ||
    fail "an interrupted import exits with $status"
run 0 --data-dir "$data" import samples/enrolment.csv --dry-run
run 0 --data-dir "$data" users --json
want "the next command does not carry it out" "not d['items']"

echo "== the data directory is private"
# Checked with the usual umask, with which other accounts could read everything.
(umask 022; "$rollcall" --data-dir "$work/private" import samples/enrolment.csv --send-invitations --json >"$work/out" 2>"$work/err") \
    || fail "an import with umask 022"
open_to_others=$(find "$work/private" \( -perm /077 \) -printf '%M %p\n')
[[ -z $open_to_others ]] || fail "others can read: $open_to_others"
ok "no file or folder of $(find "$work/private" | wc -l) can be read by another account"

echo "== a full disk"
mkdir "$work/small"
if mount -t tmpfs -o size=12m,mode=700 tmpfs "$work/small" 2>/dev/null; then
    small_is_mounted=1
    "$rollcall" --data-dir "$work/small/data" import "$work/big.csv" --json >"$work/out" 2>"$work/err" &
    program=$!
    started=("$program")
    until_true 120 "a full disk is reported in plain words" grep -q 'is full: free up some space' "$work/err"
    ok "a full disk is reported: $(grep -o 'the disk that contains .*' "$work/err" | head -n 1 | sed "s#$work/##")"
    kill -0 "$program" 2>/dev/null || fail "the program ended on a full disk"
    mount -o remount,size=400m "$work/small"
    wait "$program" || fail "the import did not continue after space was freed"
    started=()
    want "with free space, the import completes" "d['status'] == 'completed' and d['summary']['created'] == $count"
    umount "$work/small"
    small_is_mounted=
else
    echo "skip  a full disk: this account may not mount a small file system"
fi

echo "all checks passed"
