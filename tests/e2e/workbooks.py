"""Imports workbooks of other programs. Each cell must be imported as the sheet shows it, or refused.

    workbooks.py PROGRAM WORK NODE_MODULES

Each program writes the cells of `makers/cases.py`; the files are imported over the API of `rollcall serve`, and every user is read back. If
LibreOffice is installed, it opens the same files, so that the stored values are also compared with what another program shows. Files that
would need too much time or memory must be refused, within limits on both.
"""

import itertools
import pathlib
import re
import shutil
import subprocess
import sys
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor

from checks import fail, head, ok, until, want
from http_api import HttpApi, request
from makers.bombs import bombs, other_kinds
from makers.cases import HEADER, LEARNERS, ROLE, SHEET, Refused, Shown, all_cases, days, identifiers, number, text
from makers.odd import odd_cells, write_odd
from makers.programs import SheetJs, by_openpyxl, convert, programs, shown_by_office

rollcall, work, node_modules = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3]
DONE = ("completed", "rejected", "failed", "cancelled", "expired", "awaiting_confirmation")
# Limits for a file that is refused, with a debug build. The memory is what the whole stack uses in addition to its use before the import.
SECONDS_MAX, MEMORY_MB_MAX = 40, 200
COMPANY = "Acme GmbH"


class Server:
    """`rollcall serve` on free ports."""

    def __init__(self):
        printed = work / "serve.out"
        command = [rollcall, "--data-dir", work / "data", "serve", "--port", "0", "--accept-workbooks"]
        with open(printed, "w") as out, open(work / "serve.err", "w") as errors:
            self.process = subprocess.Popen(command, stdout=out, stderr=errors)
        text = until(
            60, "serve prints its addresses", lambda: "aws s3 cp" in printed.read_text() and printed.read_text()
        )
        self.api = HttpApi(re.search(r"API +(http\S+)", text).group(1))

    def memory_mb(self, name):
        """Returns the memory in use (`VmRSS`) or its peak (`VmHWM`), in MiB."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(rf"{name}:\s+(\d+) kB", status).group(1)) / 1024

    def reset_peak(self):
        pathlib.Path(f"/proc/{self.process.pid}/clear_refs").write_text("5")

    def import_file(self, path, name="people.xlsx", **options):
        """Uploads a file. Returns the import once it has ended or waits, with its problems, or the problem of a refused request."""
        body = path.read_bytes()
        asked = self.api.call("POST", "/imports", {"file_name": name, "size_bytes": len(body), **options})
        if asked.status != 201:
            return {"status": "rejected", "list": [asked.json]}
        sent = request(
            asked.json["upload"]["method"], asked.json["upload"]["url"], asked.json["upload"]["headers"], body
        )
        if sent.status != 200:
            fail(f"{path.name} is uploaded", sent)
        address = f"/imports/{asked.json['import_id']}"

        def ended():
            view = self.api.call("GET", address).json
            return view if view["status"] in DONE else None

        end = time.monotonic() + 120
        while (view := ended()) is None:
            if time.monotonic() > end:
                fail(f"the import of {path.name} ends or waits")
            time.sleep(0.02)
        view["list"] = self.api.call("GET", f"{address}/problems?limit=1000").json["items"]
        return view

    def import_files(self, files):
        """Imports files, each a path and the options of its import, four at a time."""
        with ThreadPoolExecutor(4) as pool:
            return list(pool.map(lambda file: self.import_file(file[0], **file[1]), files))

    def users(self, view):
        """Returns the users that an import created, by row, each read from the API."""
        rows = self.api.call("GET", f"/imports/{view['import_id']}/rows?outcome=created&limit=1000").json["items"]
        return {row["row"]: self.api.call("GET", f"/users/{row['user']['user_id']}").json for row in rows}


def codes(view):
    return [problem["code"] for problem in view["list"] if problem.get("severity", "error") == "error"]


numbers = itertools.count(1)


def email():
    """Returns an address that no other row has."""
    return f"p{next(numbers)}@example.org"


def enrolment_row(cell=None, column="job_role"):
    row = [text(value) if value else None for value in ("1", "Ann", "Lee", email(), COMPANY, "", "en", "", "")]
    row[HEADER.index(column)] = cell
    return row


def header(labels=HEADER):
    return [text(label) for label in labels]


def book(rows, **more):
    own = {name: more.pop(name) for name in ("hidden_rows", "hidden_columns", "blank") if name in more}
    return {"sheets": [{"name": SHEET, "rows": rows, **own}], **more}


class Table:
    """The result of every case by every program."""

    SIGNS = {"stored": "=", "refused": "!", "none": "·", "wrong": "WRONG"}

    def __init__(self):
        self.results, self.wrong, self.counts = {}, [], {}

    def add(self, program, case, result, *details):
        self.results.setdefault(case, {})[program] = result
        self.counts[result] = self.counts.get(result, 0) + 1
        if result == "wrong":
            self.wrong.append((program, case, *details))

    def judge(self, program, case, expected, stored, problems, details=()):
        """Compares a row's user (`None` if it was not created) and its errors with what is expected. Returns `True` if it is stored as
        expected."""
        if isinstance(expected, Refused):
            found = [problem for problem in problems if problem["code"] == expected.code]
            is_right = stored is None and found and expected.found in (None, found[0]["found"])
        else:
            is_right = stored is not None and stored["value"] == expected.text
        got = stored["value"] if stored else [(problem["code"], problem["found"]) for problem in problems]
        result = ("refused" if isinstance(expected, Refused) else "stored") if is_right else "wrong"
        self.add(program, case, result, f"expected {expected}", f"found {got!r}", *details)
        return is_right and stored is not None

    def explain(self):
        """Prints the wrong results, each once."""
        for program, case, *details in self.wrong:
            print(f"WRONG {program}: {case}")
            for detail in details:
                print(f"      {str(detail)[:700]}")

    def show(self, columns):
        names = [name for name in columns if any(name in row for row in self.results.values())]
        width = max(map(len, self.results)) + 2
        for at, name in enumerate(names, 1):
            print(f"   {at}: {name}")
        print(" " * width + "".join(f"{at:>6}" for at in range(1, len(names) + 1)))
        for case, row in self.results.items():
            if set(row) & set(names):
                print(case.ljust(width) + "".join(f"{self.SIGNS[row.get(name, 'none')]:>6}" for name in names))


def cell_xml(path, place):
    """Returns the XML of a cell and of its shared text, for a report."""
    try:
        with zipfile.ZipFile(path) as archive:
            sheet = archive.read("xl/worksheets/sheet1.xml").decode()
            cell = re.search(rf'<c [^>]*r="{place}"[^>]*?(/>|>.*?</c>)', sheet, re.S)
            shared = re.search(r't="s".*<v>(\d+)</v>', cell.group(0), re.S) if cell else None
            entries = (
                re.findall(r"<si>.*?</si>|<si/>", archive.read("xl/sharedStrings.xml").decode(), re.S) if shared else []
            )
            return (cell.group(0) if cell else f"no cell {place} with a reference") + (
                f" {entries[int(shared.group(1))]}" if shared else ""
            )
    except KeyError as missing:
        return str(missing)


def place_of(case, row):
    labels = LEARNERS if case.column == "identifier" else HEADER
    return f"{chr(65 + labels.index(case.column))}{row}"


def stored_value(user, case):
    if user is None:
        return None
    if case.column == "enabled":
        return {"value": user["enabled"]}
    return {"value": user[case.column]}


def cases_of(program, cases):
    return [(case, case.expected_by(program)) for case in cases if case.expected_by(program) is not None]


def case_book(program, cases):
    rows = [enrolment_row(case.cell, case.column) for case, _ in cases_of(program, cases)]
    return book([header(), *rows])


def learners_book(program, cases):
    rows = [
        [text("Ann"), text("Lee"), text(email()), case.cell, None, text("en")] for case, _ in cases_of(program, cases)
    ]
    return book([header(LEARNERS), *rows])


def check_cells(server, table, program, path, cases, shown=None, **options):
    """Imports a workbook with one case in each row. Compares each with its expectation and, if `shown` is given, with LibreOffice."""
    view = server.import_file(path, on_row_errors="skip", **options)
    if view["status"] != "completed":
        for case, expected in cases_of(program, cases):
            table.add(
                program, case.name, "wrong", f"expected {expected}", f"the file is {view['status']}: {view['list'][:2]}"
            )
        return
    users = server.users(view)
    for row, (case, expected) in enumerate(cases_of(program, cases), 2):
        problems = [problem for problem in view["list"] if problem["row"] == row and problem["severity"] == "error"]
        stored = stored_value(users.get(row), case)
        is_stored = table.judge(program, case.name, expected, stored, problems, [cell_xml(path, place_of(case, row))])
        if is_stored and shown and case.office and case.column == "job_role":
            compare_with_office(table, program, case, shown[row - 1][ROLE], stored["value"])


def compare_with_office(table, program, case, shown, stored):
    lines = lambda value: (value or "").replace("\r\n", "\n").replace("\r", "\n").strip()
    table.counts["compared"] = table.counts.get("compared", 0) + 1
    if lines(shown) != lines(stored):
        table.add(program, case.name, "wrong", f"LibreOffice shows {shown!r}", f"stored {stored!r}")


def sheet_books(program):
    """Returns books that test whole sheets: name, book, what to expect, number of users, and options of the import. A list of codes means
    that the file is refused."""

    def one():
        return enrolment_row(text("Cook"))

    def people(name=SHEET, **more):
        return {"name": name, "rows": [header(), one()], **more}

    title = [[text("Staff of 2026")], [], [number(2026)]]
    notes = {"name": "Notes", "rows": [[text("read me")]]}
    day = days("1904", "2026-11-28", "d/m/yyyy")
    rows = [
        ("hidden row", book([header(), one(), one()], hidden_rows=[2]), ["workbook-hidden-rows"]),
        ("hidden column", book([header(), one()], hidden_columns=[ROLE]), ["workbook-hidden-rows"]),
        ("hidden row, confirm", book([header(), one()], hidden_rows=[1]), Shown("Cook"), 1, {"confirm": True}),
        ("list on second sheet", {"sheets": [notes, people()]}, Shown("Cook"), 1),
        ("two lists", {"sheets": [people(), people("July")]}, ["workbook-several-sheets"]),
        ("second list hidden", {"sheets": [people(), people("Old", is_hidden=True)]}, Shown("Cook"), 1),
        ("first list hidden", {"sheets": [people("Old", is_hidden=True), people()]}, Shown("Cook"), 1),
        ("no header", book([[text("read me")], one()]), ["header-missing"]),
        ("header in row 4", book([*title, header(), one()]), ["header-missing"]),
        ("blank rows between", book([header(), one(), [], [], one()]), Shown("Cook"), 2),
        ("1,000 blank rows", book([header(), one()], blank=(1000, 26)), Shown("Cook"), 1),
        ("1904, a date", book([header(), enrolment_row(day.cell)], is_1904=True), day.expected_by(program)),
        ("1904, a number", book([header(), enrolment_row(number(45_000))], is_1904=True), Shown("45000"), 1),
    ]
    return [(*row, *(0, {})[len(row) - 3 :]) for row in rows]


def check_sheet(server, table, program, view, name, expected, count):
    if view["status"] == "awaiting_confirmation":
        address = f"/imports/{view['import_id']}"
        server.api.call("POST", f"{address}/confirm", {"ignore_errors": False})
        ended = lambda: (now := server.api.call("GET", address).json)["status"] == "completed" and now
        view.update(until(60, f"{program}, {name}: the import ends", ended))
    roles = [user["job_role"] for user in server.users(view).values()] if view["status"] == "completed" else []
    errors = [problem for problem in view["list"] if problem["severity"] == "error"]
    if isinstance(expected, Shown):
        is_right = roles == [expected.text] * count
    elif isinstance(expected, Refused):
        is_right = not roles and [(error["code"], error["found"]) for error in errors] == [
            (expected.code, expected.found)
        ]
    else:
        is_right = not roles and codes(view) == expected
    result = "wrong" if not is_right else "stored" if roles else "refused"
    table.add(program, name, result, f"expected {expected}", f"found {view['status']}, {roles}, {errors[:2]}")


def write_all(sheetjs, makers):
    """Writes all files. Returns, by program, the paths of its cells, its identifiers and its sheets."""
    files = {}
    for program, write in makers.items():
        folder = work / re.sub(r"\W+", "-", program.lower())
        folder.mkdir()
        files[program] = {"cells": folder / f"{folder.name}.xlsx", "learners": folder / "learners.xlsx", "sheets": []}
        write(case_book(program, all_cases()), files[program]["cells"])
        write(learners_book(program, identifiers()), files[program]["learners"])
        for at, (name, own, *expected) in enumerate(sheet_books(program)):
            path = folder / f"sheet-{at}.xlsx"
            write(own, path)
            files[program]["sheets"].append((path, name, *expected))
    sheetjs.run()
    return files


def write_by_office(files, profile):
    """Writes the files of LibreOffice: it converts workbooks of openpyxl to its own format and back, and a CSV file to a workbook.
    Returns the path of the latter."""
    program, folder = "LibreOffice", work / "libreoffice"
    for part in ("source", "ods", "csv"):
        (folder / part).mkdir(parents=True)
    by_openpyxl(case_book(program, all_cases()), folder / "source" / "libreoffice.xlsx")
    by_openpyxl(learners_book(program, identifiers()), folder / "source" / "learners.xlsx")
    convert(profile, sorted((folder / "source").glob("*.xlsx")), "ods", folder / "ods")
    lines = [HEADER] + [["1", "Ann", "Lee", email(), COMPANY, "", "en", cell] for cell, _ in CSV_CELLS]
    (folder / "csv" / "from-csv.csv").write_text("".join(",".join(line) + "\n" for line in lines), encoding="utf-8")
    convert(
        profile,
        [*sorted((folder / "ods").glob("*.ods")), folder / "csv" / "from-csv.csv"],
        "xlsx:Calc MS Excel 2007 XML",
        folder,
    )
    files[program] = {"cells": folder / "libreoffice.xlsx", "learners": folder / "learners.xlsx", "sheets": []}
    return folder / "from-csv.xlsx"


# Cells of a CSV file that LibreOffice converts to a workbook, and the expected results.
CSV_CELLS = [
    ("Cook", Shown("Cook")),
    ("00123", Shown("123")),
    ("1.50", Shown("1.5")),
    ("12345678901234567", Refused("spreadsheet-damage")),
    ("2026-11-28", Refused("spreadsheet-damage", "2026-11-28")),
    ("5%", Shown("5%")),
    ("TRUE", Shown("TRUE")),
]


def check_csv(server, table, path):
    view = server.import_file(path, on_row_errors="skip")
    users = server.users(view) if view["status"] == "completed" else {}
    for row, (cell, expected) in enumerate(CSV_CELLS, 2):
        problems = [problem for problem in view["list"] if problem["row"] == row and problem["severity"] == "error"]
        stored = {"value": users[row]["job_role"]} if row in users else None
        table.judge("LibreOffice, from CSV", f"CSV: {cell}", expected, stored, problems, [cell_xml(path, f"H{row}")])


def check_odd(server, table):
    """Imports XML that few programs write. The value must be stored as it is shown, or refused with any code."""
    program, paths = "Odd XML", []
    folder = work / "odd"
    folder.mkdir()
    for at, odd in enumerate(odd_cells()):
        paths.append(folder / f"odd-{at:02}.xlsx")
        write_odd(odd, paths[-1], email())
    for odd, view in zip(odd_cells(), server.import_files([(path, {}) for path in paths])):
        users = server.users(view) if view["status"] == "completed" else {}
        stored = [user["job_role"] for user in users.values()]
        is_right = stored == [odd.shown.text] if stored and odd.shown else not stored and bool(codes(view))
        result = "wrong" if not is_right else "stored" if stored else "refused"
        table.add(
            program,
            odd.name,
            result,
            f"expected {odd.shown or 'an error'}",
            f"stored {stored}, {codes(view)}",
            odd.cell,
            odd.after + odd.calculation,
        )


def check_refusals(server, table, sheetjs):
    """Imports files that are too large when they are unpacked, and files of other kinds. Prints seconds and memory of each."""
    folder = work / "bombs"
    folder.mkdir()
    files = [(name, path, code, None) for name, path, code in bombs(folder)]
    files += other_kinds(
        folder, lambda path, form: sheetjs.write(case_book("x", all_cases()[:1]), path, {"bookType": form})
    )
    sheetjs.run()
    before = server.memory_mb("VmRSS")
    print(f"   {'file':34} {'MB':>6} {'code':22} {'seconds':>8} {'peak MB':>8} {'more MB':>8}")
    for name, path, code, found in files:
        server.reset_peak()
        used, begun = server.memory_mb("VmRSS"), time.monotonic()
        view = server.import_file(path)
        seconds, peak = time.monotonic() - begun, server.memory_mb("VmHWM")
        got = codes(view)[0] if codes(view) else None
        seen = f"{got or view['status']}"
        print(
            f"   {name:34} {path.stat().st_size / 1e6:6.2f} {seen:22} {seconds:8.2f} {peak:8.0f} {peak - used:8.0f}",
            flush=True,
        )
        is_right = got == code and (code or view["status"] == "completed")
        is_right = is_right and (found is None or view["list"][0]["found"] == found)
        details = (f"expected {code}, {found}", f"found {seen}: {view['list'][:1]}")
        table.add("refusals", name, "refused" if is_right else "wrong", *details)
        if seconds > SECONDS_MAX or peak - used > MEMORY_MB_MAX:
            table.add(
                "refusals",
                name,
                "wrong",
                f"at most {SECONDS_MAX} s and {MEMORY_MB_MAX} MB",
                f"{seconds:.1f} s and {peak - used:.0f} MB",
            )
        path.unlink()
    print(f"   memory in use: {before:.0f} MB before all of them, {server.memory_mb('VmRSS'):.0f} MB afterwards")


def main():
    begun = time.monotonic()
    sheetjs, has_office = SheetJs(node_modules), shutil.which("soffice") is not None
    makers, table, profile = programs(sheetjs), Table(), work / "profile"
    files = write_all(sheetjs, makers)
    from_csv = write_by_office(files, profile) if has_office else None
    print(f"   files written: {time.monotonic() - begun:.0f} s", flush=True)
    shown = {}
    if has_office:
        paths = [one["cells"] for one in files.values()]
        shown = dict(zip(files, shown_by_office(profile, paths, work)))
        print(f"   files opened in LibreOffice: {time.monotonic() - begun:.0f} s", flush=True)
    else:
        print("   LibreOffice is not installed: nothing is compared with what it shows")
    server = Server()
    try:
        server.api.call(
            "PUT", "/catalog", {"companies": [{"id": "acme", "name": COMPANY, "cohorts": [], "courses": []}]}
        )
        head("cells")
        for program, own in files.items():
            check_cells(server, table, program, own["cells"], all_cases(), shown.get(program))
            check_cells(server, table, program, own["learners"], identifiers(), layout="learners")
            views = server.import_files([(path, options) for path, *_, options in own["sheets"]])
            for view, (_, name, expected, count, _) in zip(views, own["sheets"]):
                check_sheet(server, table, program, view, name, expected, count)
        if from_csv:
            check_csv(server, table, from_csv)
        check_odd(server, table)
        table.show([*files, "LibreOffice, from CSV", "Odd XML"])
        print(
            f"   = stored as shown, ! refused as expected, · cannot be written; {time.monotonic() - begun:.0f} s",
            flush=True,
        )
        head("files that are refused")
        check_refusals(server, table, sheetjs)
        want("the server still runs", server.process.poll() is None)
    finally:
        server.process.terminate()
        server.process.wait(30)
    table.explain()
    counts = table.counts
    want("no cell is stored in another form than the sheet shows", not table.wrong, f"{len(table.wrong)} wrong results")
    ok(
        f"{counts.get('stored', 0)} stored as shown, {counts.get('refused', 0)} refused, {counts.get('compared', 0)} compared with LibreOffice"
    )


main()
