"""Imports a file with forty mistakes, corrects its corrections file in LibreOffice, and imports it again."""

import csv
import json
import pathlib
import subprocess
import sys

from office import Office

rollcall, work = sys.argv[1], pathlib.Path(sys.argv[2])
corpus = pathlib.Path(__file__).parent.parent / "corpus"
mistakes = json.loads((corpus / "mistakes.json").read_text(encoding="utf-8"))
labels = (
    "enabled,name,last_name,email,companyName,cohortName,languageCode,job_role,region,"
    "module requested 1,module requested 2"
).split(",")
catalog = {
    "companies": [
        {
            "id": "co-acme",
            "name": "Acme GmbH",
            "cohorts": [{"id": "ch-spring", "name": "Spring"}],
            "courses": [{"id": "c-cafe", "title": "Café Etiquette"}],
        },
        {"id": "co-brio", "name": "Brio SA", "cohorts": ["Été"], "courses": []},
    ]
}


def check(is_so, what):
    print(("ok    " if is_so else "FAIL  ") + what)
    if not is_so:
        sys.exit(1)


def sound(n):
    return ["1", "Ann", f"Lee {n}", f"sound{n}@example.org", "Acme GmbH", "", "en", "", "", "Café Etiquette", ""]


def address(n):
    """Returns the address, after its correction, of the row with this mistake."""
    return mistakes[n]["right"] if mistakes[n]["column"] == "email" else f"sound{100 + n}@example.org"


def write_file(path):
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(labels)
        for n, mistake in enumerate(mistakes):
            writer.writerow(sound(n))
            row = sound(100 + n)
            row[labels.index(mistake["column"])] = mistake["wrong"]
            writer.writerow(row)


def run(data, *arguments):
    """Runs a command of the program with this data directory. Returns the JSON document that it printed."""
    done = subprocess.run(
        [rollcall, *arguments, "--json", "--data-dir", data], capture_output=True, text=True, encoding="utf-8"
    )
    try:
        return json.loads(done.stdout)
    except json.JSONDecodeError:
        check(False, f"{arguments[0]}: status {done.returncode}, {done.stdout[-500:]} {done.stderr[-500:]}")


def correct(office, fix, corrected):
    """Corrects every cell with a mistake, in the order of the file, as a person would."""
    book = office.open(fix)
    sheet = book.Sheets.getByIndex(0)
    header = [sheet.getCellByPosition(column, 0).String for column in range(13)]
    check(header == [*labels, "import_status", "import_problems"], "the corrections file has the original columns and two more")
    left, row = list(mistakes), 1
    while sheet.getCellByPosition(3, row).String or sheet.getCellByPosition(11, row).String:
        if sheet.getCellByPosition(11, row).String == "failed":
            mistake = left.pop(0)
            check(bool(sheet.getCellByPosition(12, row).String), f"row {row + 1} explains {mistake['code']}")
            sheet.getCellByPosition(labels.index(mistake["column"]), row).String = mistake["right"]
        row += 1
    check(not left, f"it contains every mistake, in {row - 1} rows")
    office.save(book, corrected)
    book.close(True)


def main():
    first = work / "first.csv"
    write_file(first)
    (work / "catalog.json").write_text(json.dumps(catalog), encoding="utf-8")
    office = Office(work)
    try:
        for on_row_errors, created in (("reject", 0), ("skip", len(mistakes))):
            print(f"-- {on_row_errors}")
            data, out = work / on_row_errors, work / f"{on_row_errors}-out"
            subprocess.run(
                [rollcall, "catalog", "load", work / "catalog.json", "--data-dir", data], check=True, capture_output=True
            )
            done = run(data, "import", first, "--on-row-errors", on_row_errors, "--out", out)
            check(done["summary"]["created"] == created, f"the first file creates {created}")
            (fix,) = out.glob("rollcall-fix-*.csv")
            corrected = work / f"{on_row_errors}-corrected.csv"
            correct(office, fix, corrected)
            again = run(data, "import", corrected, "--out", work / f"{on_row_errors}-again")
            rest = 2 * len(mistakes) - created
            check(again["status"] == "completed", f"the corrected file ends as {again['status']}")
            check(again["summary"]["created"] == rest, f"it creates the {rest} missing users")
            users = {user["email"] for user in run(data, "users")["items"]}
            wanted = {f"sound{n}@example.org" for n in range(len(mistakes))} | {address(n) for n in range(len(mistakes))}
            check(users == wanted, f"all {len(wanted)} users of the first file are in the table")
    finally:
        office.end()


main()
