#!/usr/bin/env bash
# Makes the files of this folder from samples/ with LibreOffice: the shapes that a spreadsheet program gives to one list.
#
#   tests/corpus/make.sh
#
# Each list is opened as text, column by column, and saved in UTF-8, UTF-16 and windows-1252 with commas, semicolons and tabs,
# and once as a workbook that is merely called .csv. For windows-1252 the rows stay out that it has no letters for.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

office() { soffice "-env:UserInstallation=file://$work/profile" --headless "$@" >/dev/null 2>&1; }

# Character sets as LibreOffice numbers them.
utf8=76 utf16=65535 latin=1
text_columns=$(seq 40 | sed 's|$|/2|' | paste -sd/)

for list in enrolment learners; do
    cp "../../samples/$list.csv" "$work/$list.csv"
    python3 - "$work/$list.csv" "$work/$list-latin.csv" <<'PY'
import csv, sys

def fits(row):
    try:
        ",".join(row).encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True

with open(sys.argv[1], newline="", encoding="utf-8-sig") as file:
    rows = [row for row in csv.reader(file) if fits(row)]
with open(sys.argv[2], "w", newline="", encoding="utf-8") as file:
    csv.writer(file).writerows(rows)
PY
    for name in "$list" "$list-latin"; do
        office --infilter="CSV:44,34,$utf8,1,$text_columns" --convert-to xlsx --outdir "$work" "$work/$name.csv"
    done
    # save BOOK NAME DELIMITER CHARSET
    save() {
        office --convert-to "csv:Text - txt - csv (StarCalc):$3,34,$4,1,,0,false,true,false" --outdir "$work/out" "$work/$1.xlsx"
        mv "$work/out/$1.csv" "$2.csv"
    }
    save "$list" "$list-utf-8-comma" 44 $utf8
    save "$list" "$list-utf-8-semicolon" 59 $utf8
    save "$list" "$list-utf-16-tab" 9 $utf16
    save "$list-latin" "$list-windows-1252-semicolon" 59 $latin
    save "$list-latin" "$list-windows-1252-tab" 9 $latin
done
cp "$work/learners.xlsx" learners-workbook-renamed.csv
