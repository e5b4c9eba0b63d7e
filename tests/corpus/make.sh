#!/usr/bin/env bash
# Creates the files of this folder from samples/ with LibreOffice: the forms in which a spreadsheet program saves the same list.
#
#   tests/corpus/make.sh
#
# Each list is opened with every column as text, and saved in five combinations of encoding (UTF-8, UTF-16, windows-1252) and
# delimiter (comma, semicolon, tab). The workbook of learners is also saved under a name that ends with .csv. Rows that cannot be
# encoded in windows-1252 are left out of its files.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

office() { soffice "-env:UserInstallation=file://$work/profile" --headless "$@" >/dev/null 2>&1; }

# LibreOffice's numbers of the character sets.
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
