"""Fills in the template with values from its lists in LibreOffice, and imports the result as a workbook and as a CSV file. One row has a
mistake, which is corrected in the corrections file of the workbook, which is itself a workbook."""

import json
import pathlib
import subprocess
import sys

from office import Office

rollcall, work = sys.argv[1], pathlib.Path(sys.argv[2])
catalog = {
    "companies": [
        {"name": "Acme GmbH", "cohorts": ["Spring", "Été"], "courses": [
            {"id": "c-cafe", "title": "Café Etiquette"}, {"id": "c-sum", "title": "=1+1"}]},
        {"name": "ACME GMBH", "cohorts": ["Night Shift"], "courses": [{"id": "c-007", "title": "007"}]},
        {"name": "50 % * \"Co\"? & Söhne", "cohorts": [], "courses": [
            {"id": "c-cafe", "title": "Café Etiquette"}, {"id": "c-sum", "title": "=1+1"}]},
    ]
}
stacks = [work / "as-workbook", work / "as-csv"]
columns = ("enabled name last_name email companyName cohortName languageCode job_role region").split()


def check(is_so, what):
    print(("ok    " if is_so else "FAIL  ") + what)
    if not is_so:
        sys.exit(1)


def run(*arguments):
    done = subprocess.run([rollcall, *map(str, arguments)], capture_output=True, text=True, encoding="utf-8")
    # 4: some rows failed.
    check(done.returncode in (0, 4), f"rollcall {' '.join(map(str, arguments[:2]))}: {done.stderr.strip()[-300:]}")
    return done.stdout


class Book:
    """The filled-in template."""

    def __init__(self, office, path):
        self.book = office.open(path)
        self.people = self.book.Sheets.getByIndex(0)
        self.book.Sheets.insertNewByName("Scratch", 3)
        self.scratch = self.book.Sheets.getByName("Scratch")

    def cell(self, column, row):
        return self.people.getCellByPosition(column, row)

    def choices(self, column, row):
        """Returns what the list of a cell offers: evaluates its formula, which is written for row 2, on another sheet."""
        validation = self.cell(column, row).Validation
        if validation.Type.value != "LIST" or validation.ShowErrorMessage:
            check(False, f"row {row + 1}, column {column + 1} has a list, and takes any text")
        formula = validation.getFormula1()
        if formula.startswith('"'):
            return [text.strip('"') for text in formula.split(";")]
        formula = formula.replace("$E2", f"$'enrolment'.$E{row + 1}")
        area = self.scratch.getCellRangeByName("A1:A500")
        area.clearContents(1 | 2 | 4 | 16)
        area.setArrayFormula("=" + formula)
        texts = [line[0] for line in area.getDataArray()]
        area.setArrayFormula("")
        # A single choice fills the whole area.
        return list(dict.fromkeys(text for text in texts if isinstance(text, str) and text))

    def choose(self, column, row, text):
        offered = self.choices(column, row)
        check(text in offered, f"row {row + 1}, column {column + 1} offers {text!r}")
        self.cell(column, row).String = text
        return offered


def main():
    (work / "catalog.json").write_text(json.dumps(catalog), encoding="utf-8")
    for data in stacks:
        run("catalog", "load", work / "catalog.json", "--data-dir", data)
    template = work / "people.xlsx"
    run("template", "-o", template, "--modules", "2", "--data-dir", stacks[0])
    office = Office(work)
    try:
        book = Book(office, template)
        header = [book.cell(column, 0).String for column in range(12)]
        check(header[:9] == columns and header[9:] == ["module requested 1", "module requested 2", ""], "the header")
        check(all(book.cell(column, 0).Annotation.String for column in range(11)), "every column has a note")
        names = [company["name"] for company in catalog["companies"]]
        for row, company in enumerate(catalog["companies"], 1):
            check(book.choices(5, row) == book.choices(9, row) == [], "without a company there is nothing to choose")
            book.choose(0, row, "1")
            for column, text in [(1, "Ann"), (2, f"Lee {row}"), (3, f"ann{row}@example.org"), (7, "007"), (8, "=A1")]:
                book.cell(column, row).String = text
            check(sorted(book.choose(4, row, company["name"])) == sorted(names), "all companies are offered")
            cohorts = company["cohorts"]
            check(sorted(book.choices(5, row)) == sorted(cohorts), f"{company['name']} has its own cohorts {cohorts}")
            if cohorts:
                book.choose(5, row, cohorts[-1])
            book.choose(6, row, "pt-BR")
            titles = [course["title"] for course in company["courses"]]
            check(sorted(book.choices(10, row)) == sorted(titles), f"{company['name']} has its own courses {titles}")
            for column, title in zip((9, 10), titles):
                book.choose(column, row, title)
        for column, text in enumerate(["1", "Kim", "Lee", "kim@@example.org", "Acme GmbH", "", "en", "00417", "=A1"]):
            book.cell(column, 4).String = text
        book.book.Sheets.removeByName("Scratch")
        filled = [work / "filled.xlsx", work / "filled.csv"]
        for path in filled:
            office.save(book.book, path)
        book.book.close(True)
        imported(filled)
        corrected(office)
    finally:
        office.end()


def corrected(office):
    """Corrects the corrections file of the workbook, and imports it."""
    (fix,) = (work / "as-workbook-out").glob("rollcall-fix-*.xlsx")
    book = office.open(fix)
    sheet = book.Sheets.getByIndex(0)
    row = [sheet.getCellByPosition(column, 1).String for column in range(13)]
    check(row[3] == "kim@@example.org" and row[7:9] == ["00417", "'=A1"] and row[11] == "failed", f"the corrections file: {row}")
    check("kim@example.org" in row[12], "it explains the mistake")
    check(sheet.getCellByPosition(3, 2).String == "", "it contains no other row")
    sheet.getCellByPosition(3, 1).String = "kim@example.org"
    empty, filled = (sheet.getCellByPosition(column, 1).NumberFormat for column in (9, 7))
    formats = [book.NumberFormats.getByKey(key).FormatString for key in (empty, filled)]
    check(formats == ["@", "@"], "all its cells are text")
    path = work / "corrected.xlsx"
    office.save(book, path)
    book.close(True)
    done = json.loads(run("import", path, "--json", "--data-dir", stacks[0], "--out", work / "corrected-out"))
    check(done["status"] == "completed" and done["summary"]["created"] == 1, f"corrected.xlsx ends as {done['status']}")
    (rows,) = (work / "corrected-out").glob("rollcall-result-*.json")
    (row,) = json.loads(rows.read_text(encoding="utf-8"))["created"]
    check(row["user"]["job_role"] == "00417" and row["user"]["region"] == "=A1", "the other cells are unchanged")


def imported(filled):
    """Imports the filled-in template in both formats."""
    found = []
    for data, path in zip(stacks, filled):
        done = json.loads(run("import", path, "--json", "--on-row-errors", "skip", "--data-dir", data, "--out", work / f"{data.name}-out"))
        check(done["status"] == "completed" and done["summary"]["created"] == 3, f"{path.name} ends as {done['status']}")
        (rows,) = (work / f"{data.name}-out").glob("rollcall-result-*.json")
        created = json.loads(rows.read_text(encoding="utf-8"))["created"]
        found.append([{**row, "user": {**row["user"], "user_id": None}} for row in created])
    check(found[0] == found[1], "both files create the same users with the same courses")
    for row, company in zip(found[0], catalog["companies"]):
        user, courses = row["user"], [course["title"] for course in row["courses"]]
        values = [user[name] for name in ("company", "cohort", "language", "job_role", "region")]
        wanted = [company["name"], (company["cohorts"] or [None])[-1], "pt-BR", "007", "=A1"]
        check(values == wanted and courses == [course["title"] for course in company["courses"]], f"as chosen: {values}")


main()
