"""Imports from the file to the summary, in both layouts."""

import csv, json, urllib.request

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from chrome import FOLDER, HEAD, SAMPLES, accessible, ask, check, choose, click, download, driver, drop, find, open_page, reload, remembered, rows_file, says, text, wait, watch


def exported(import_id, form):
    with urllib.request.urlopen(ask(f"/imports/{import_id}/export?format={form}")["url"], timeout=10) as answer:
        return answer.read()


def enrolment():
    open_page()
    accessible("first step")
    template = download("#template", ".csv").read_bytes().decode("utf-8-sig")
    check("the template has the course columns", template.count("module requested") == 3 and template.endswith("\r\n"), template)
    refused = {
        "header.csv": ("enabled,name,Email,companyname,languageCode\n1,A,a@example.com,B,en\n", "Email → email"),
        "missing.csv": ("enabled,name,companyName,languageCode\n1,A,B,en\n", "Missing columns: email"),
        "twice.csv": (f"{HEAD},email\n1\n", "Duplicate columns: email"),
        "empty.csv": ("", "The file is empty"),
        "no-rows.csv": (f"{HEAD}\r\n\r\n", "column names but no rows"),
        "book.csv": ("PK\x03\x04 a workbook", "a CSV file"),
        "people.txt": (f"{HEAD}\n1\n", "a CSV file"),
    }
    for name, (cells, message) in refused.items():
        path = FOLDER / name
        path.write_text(cells, newline="")
        choose(path)
        says(message)
        check(f"{name} is refused at once: {message}", not find("#start").is_enabled())
    drop(SAMPLES / "enrolment.csv", SAMPLES / "broken.csv")
    says("one file at a time")
    drop(SAMPLES / "enrolment.csv")
    says("50 rows")
    accessible("checked file")
    click("#start")
    says("no errors")
    accessible("preview")
    reload()
    wait(lambda: find("#confirm"), "after a reload the import is found again")
    import_id = remembered()
    click("#confirm")
    says("Import finished")
    check("after a reload the import is found again, and can be confirmed", ask(f"/imports/{import_id}")["status"] == "completed")
    counts = {name: find(f"#count-{name} b").text for name in ("created", "updated", "skipped", "failed", "course_assignments", "invitations")}
    check("the summary has its counts", list(counts.values()) == ["50", "0", "0", "0", "113", "0"], counts)
    click("#count-course_assignments")
    says("alice.pemberton@harbour-vale.example")
    accessible("summary")
    click("#count-updated")
    says("No one.")
    for form, end in (("json", ".json"), ("csv", ".csv")):
        check(f"the {form} export equals the API's byte for byte", download(f"#export-{form}", end).read_bytes() == exported(import_id, form))
    document = json.loads(exported(import_id, "json"))
    check("the JSON export has the counts", document["summary"]["created"] == 50 and document["summary"]["course_assignments"] == 113, document["summary"])
    rows = list(csv.DictReader(exported(import_id, "csv").decode("utf-8-sig").splitlines()))
    check("the CSV export has the rows", {row["status"] for row in rows if row["status"]} == {"created"}, len(rows))
    find("#close").send_keys(Keys.ESCAPE)
    wait(lambda: "alice.pemberton" in driver.find_element(By.ID, "users").text, "the list behind the dialog shows the new users")
    accessible("user list")


def ten_thousand():
    """A file of many chunks. Not in the default selection: sam_local.sh runs it on functions in containers."""
    path = rows_file("ten-thousand.csv", 10_000, mail="ten{}@harbour-vale.example")
    open_page()
    choose(path)
    click("#start")
    wait(lambda: find("#confirm").is_enabled(), "the preview of 10,000 rows shows", 300)
    import_id = remembered()
    click("#confirm")
    says("Import finished", 400)
    check("10,000 rows are imported in the browser", find("#count-created b").text == "10,000", text())
    check("… and the JSON export has them", json.loads(exported(import_id, "json"))["summary"]["created"] == 10_000)


def cancelled():
    open_page()
    says("enrolment.csv")
    check("the last imports are listed", "Finished" in text(), text())
    choose(SAMPLES / "enrolment.csv")
    click("#start")
    wait(lambda: find("#confirm"), "the preview shows")
    check("existing users are skipped", find("#count-skipped b").text == "50", text())
    click("#cancel")
    says("Cancelled: nothing was imported")
    click("#another")
    wait(lambda: find("#select"), "the first step shows again")
    choose(SAMPLES / "enrolment.csv")
    wait(lambda: find("#start").is_enabled(), "the file is checked")
    find("#update_existing").click()
    find("#confirm").click()
    click("#start")
    says("Import finished")
    check("without a review the import completes; nothing is new", find("#count-skipped b").text == "50", text())


def rejected():
    open_page()
    choose(SAMPLES / "broken.csv")
    click("#start")
    wait(lambda: "Nothing was imported" in text() and "Presentng Well" in text(), "unmatched titles reject the file and are listed")
    accessible("rejected")
    import_id = remembered()
    check("the fix file equals the API's", download("#export-fix", ".csv").read_bytes() == exported(import_id, "fix"))


def learners():
    open_page("add")
    accessible("panel")
    drop(SAMPLES / "broken-learners.csv")
    wait(lambda: find("#start").is_enabled(), "a dropped file is checked")
    check("invitations start checked for learners", find("#send_invitations").is_selected())
    click("#start")
    wait(lambda: "5 of 20 rows have errors" in text() and find("details li"), "the errors are counted and listed")
    says("French 4")
    accessible("errors")
    import_id = remembered()
    click("#confirm")
    says("5 rows left out")
    check("the valid rows are imported", find("#count-created b").text == "15" and find("#count-failed b").text == "5", text())
    accessible("result with failed rows")
    check("the fix file equals the API's", download("#export-fix", ".csv").read_bytes() == exported(import_id, "fix"))


def many():
    """More problems than one page, and rows for several pages."""
    path = rows_file("many.csv", 300)
    lines = path.read_text().splitlines()
    path.write_text("\n".join([lines[0]] + [line.replace("@", "@@") for line in lines[1:291]] + [line.replace("Name", "Müller-Lüdenscheidt" * 5) for line in lines[291:]]) + "\n")
    open_page()
    choose(path)
    click("#start")
    says("290 of 300 rows have errors")
    says("Showing 250 of 290")
    shown = lambda: driver.execute_script("return [...arguments[0].querySelectorAll('#problems li')].filter((item) => item.checkVisibility()).length", find("dialog"))
    check("of 290 problems the first ten show", shown() == 10, shown())
    accessible("many problems")
    click("#problems .spread button")
    wait(lambda: "Show all 290" in text(), "the next page is offered")
    click("#problems details button")
    check("all of them show on request", shown() == 290, shown())
    click("#count-failed")
    says("Showing 100 of 290")
    click("#opened button")
    says("Showing 200 of 290")
    check("lists grow by pages", True)
    click("#count-created")
    says("Lüdenscheidt")
    accessible("long names")
    click("#cancel")
    says("Cancelled")


def hostile():
    marked = "<img src=x onerror=window.stolen=1>"
    turned = "\u202egpj.exe"
    path = FOLDER / f"{marked}{turned}{'n' * 120}.csv"
    row = (SAMPLES / "enrolment.csv").read_text(encoding="utf-8-sig").splitlines()[1]
    cells = row.split(",")
    cells[1], cells[2], cells[3] = marked, f"{turned} العربية", "hostile@harbour-vale.example"
    path.write_text("\n".join([HEAD, ",".join(cells)]) + "\n")
    open_page()
    choose(path)
    says(marked)
    check("a bidirectional control in a name is shown as a replacement character", "\ufffdgpj.exe" in text(), text()[:300])
    accessible("hostile name")
    click("#start")
    click("#count-created")
    says(marked)
    accessible("hostile cells")
    click("#cancel")
    wait(lambda: text().count(marked) >= 1, "the name is shown as text")
    check("markup in names and cells stays text", driver.execute_script("return window.stolen === undefined && window.refused.length === 0"))
