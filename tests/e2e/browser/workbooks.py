"""Workbooks in the dialog: chosen, imported, corrected in place, and refused if the stack does not accept them."""

import openpyxl
from selenium.webdriver.support.ui import Select

from steps import FOLDER, SAMPLES, Relay, accessible, ask, check, choose, click, download, driver, find, open_page, reload, remembered, says, text, wait
from imports import entry, exported, press_in, typed

LABELS = ["enabled", "name", "last_name", "email", "companyName", "cohortName", "languageCode", "job_role"]


def book(name, rows, labels=LABELS):
    path = FOLDER / name
    workbook = openpyxl.Workbook()
    for cells in (labels, *rows):
        workbook.active.append(cells)
    workbook.save(path)
    return path


def row(number, company="Harbour & Vale Ltd", mail="book{}@harbour-vale.example"):
    return ["1", f"Name {number}", "Łukasiewicz", mail.format(number), company, "", "en-GB", "0012"]


def workbook():
    open_page()
    says("Drop the CSV file or workbook (.xlsx) here")
    says("A workbook can be at most 20 MB.")
    check("the file chooser offers both formats", find("#file").get_attribute("accept") == ".csv,text/csv,.xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    check("the hint for the template names both formats", "workbook (.xlsx) or as CSV UTF-8" in driver.execute_script("return arguments[0].querySelector('.template details p').textContent", find("dialog")))
    accessible("first step with workbooks")
    for name, content, message in (
        ("empty.xlsx", b"", "The file is empty"),
        ("large.xlsx", b"PK\x03\x04" + bytes(20 * 1024 * 1024), "The file is larger than 20 MB"),
        ("protected.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "neither a CSV file nor a workbook"),
        ("people.ods", b"PK\x03\x04", "neither a CSV file nor a workbook"),
    ):
        path = FOLDER / name
        path.write_bytes(content)
        choose(path)
        says(message)
        check(f"{name} is refused at once: {message}", not find("#start").is_enabled())
        path.unlink()

    errors = [row(0), row(1, company="Harbor & Vale Ltd"), row(2, company="Harbor & Vale Ltd"), row(3, mail="book{}@@harbour-vale.example")]
    choose(book("people.xlsx", errors))
    says("The workbook is checked after the upload.")
    check("the name and the size are shown, but no rows and no encodings", "people.xlsx" in text() and "KB" in text("#check") and not find(".body").find_elements("css selector", "#preview, #encoding, #header"), text())
    accessible("workbook")
    click("#start")
    says("3 of 4 rows have errors")
    import_id = remembered()
    file = ask(f"/imports/{import_id}")["file"]
    check("the stack has read it as a workbook", [file["name"], file["encoding"], file["delimiter"]] == ["people.xlsx", None, None], file)
    accessible("workbook with errors")
    check("the button of the file with comments names its format", find("#export-fix").text == "Download with comments (.xlsx)", find("#export-fix").text)
    fix = download("#export-fix", ".xlsx")
    check("the file with comments equals the API's, and is a workbook", fix.read_bytes() == exported(import_id, "fix") and openpyxl.load_workbook(fix).active.max_row == 5)
    click("#back")
    wait(lambda: find("#start").is_enabled() and "people.xlsx" in text(), "the file is still chosen")
    click("#start")
    wait(lambda: "3 of 4 rows have errors" in text() and remembered() != import_id, "the same file is checked again")
    check("Back keeps a workbook", True)
    reload()
    says("3 of 4 rows have errors")
    click("#accept-safe")
    click("#apply-safe")
    if "Undo" not in entry("book3").text:
        typed("book3", "book3@harbour-vale.example")
    click("#again")
    says("no errors")
    click("#confirm")
    says("Import finished")
    check("a workbook is corrected in place and imported", find("#count-created b").text == "4", text())
    [user] = ask("/users?q=book1%40harbour-vale.example")["items"]
    check("its letters and leading zeros are kept", [user["last_name"], ask(f"/users/{user['user_id']}")["job_role"]] == ["Łukasiewicz", "0012"], user)
    labels()
    filled_in()
    not_accepted()


def labels():
    """Wrong column names are found only after the upload, and are corrected in place."""
    names = ["enabled", "name", "Family name", "E-Mail", "companyName", "notes", "languageCode", "job_role"]
    open_page()
    choose(book("names.xlsx", [row(10), row(11)], names))
    click("#start")
    says("Nothing was imported")
    accessible("column names of a workbook")
    listed = text("#problems")
    check("the column names are one list", "Column names" in listed and "E-Mail" in listed and "notes" in listed, listed)
    check("row 1 cannot be left out", "Leave" not in listed, listed)
    check("rows that were not read have no file with comments", not find(".body").find_elements("css selector", "#export-fix"), text())
    press_in(entry("no column “E-Mail”"), ".suggestion")
    wait(lambda: "E-Mail → email" in entry("“email” is required").text.replace("\n", " "), "the missing column shows which label is given it")
    for words, column in (("Family name", "last_name"), ("notes", "Don’t import")):
        Select(entry(f"no column “{words}”").find_element("css selector", ".fix select")).select_by_visible_text(column)
        press_in(entry(f"no column “{words}”"), "form button")
        wait(lambda: f"{words} → {column}" in entry(f"no column “{words}”").text.replace("\n", " "), f"{words} is given {column}")
    accessible("corrected column names")
    click("#again")
    says("no errors")
    click("#confirm")
    says("Import finished")
    [user] = ask("/users?q=book10%40harbour-vale.example")["items"]
    check("column names of a workbook are corrected in place", [find("#count-created b").text, user["last_name"]] == ["2", "Łukasiewicz"], user)

    # The other layout ignores unknown columns with a warning, and reports the required columns that they probably are as missing.
    open_page("add")
    choose(book("panel.xlsx", [["Zoë", "Lee", "panel@harbour-vale.example", "en", "41"]], ["firstname", "Surname", "E-Mail", "language", "shoe size"]))
    click("#start")
    says("Nothing was imported")
    press_in(entry("The column “Surname” is not part of this layout"), ".suggestion")
    press_in(entry("The column “E-Mail” is not part of this layout"), ".suggestion")
    accessible("ignored column names")
    click("#again")
    says("no errors")
    click("#cancel")
    says("Cancelled")
    check("columns that were ignored are given their names", True)


def filled_in():
    """The template with lists, filled in and imported without a review."""
    open_page()
    template = download("#template-with-lists", ".xlsx")
    filled = openpyxl.load_workbook(template)
    sheet = filled.worksheets[0]
    labels = [cell.value for cell in sheet[1]]
    for label, value in zip(LABELS, row(20)):
        sheet.cell(2, labels.index(label) + 1, value)
    # The first bytes decide, not the name.
    path = FOLDER / "filled-in.csv"
    filled.save(FOLDER / "filled-in.xlsx")
    path.write_bytes((FOLDER / "filled-in.xlsx").read_bytes())
    choose(path)
    says("The workbook is checked after the upload.")
    if find("#confirm").is_selected():
        click("#confirm")
    wait(lambda: find("#start").text == "Import users", "the button names no number of rows")
    click("#start")
    says("Import finished")
    check("the filled-in template is imported as it is", find("#count-created b").text == "1", text())


def not_accepted():
    """A stack that accepts only CSV."""
    relay = Relay()
    relay.faults.append(("GET", "^/layouts$", 200, {}, lambda _: dict(ask("/layouts"), accepts=["csv"])))
    open_page(base=relay.base)
    says("Drop the CSV file here")
    check("only CSV is offered", find("#file").get_attribute("accept") == ".csv,text/csv" and "xlsx" not in text("#drop"), text("#drop"))
    for name in ("book.csv", "people.xlsx"):
        path = FOLDER / name
        path.write_bytes(b"PK\x03\x04 a workbook")
        choose(path)
        says("This isn’t a CSV file. In your spreadsheet program, save it as “CSV UTF-8”")
        check(f"{name} is refused at once where only CSV is accepted", not find("#start").is_enabled())
    choose(SAMPLES / "enrolment.csv")
    says("50 rows")
    relay.stop()
