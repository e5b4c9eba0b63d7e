"""Imports from the file to the summary, in both layouts."""

import csv, json, urllib.request, zipfile

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from steps import FOLDER, HEAD, SAMPLES, accessible, ask, by_id, check, choose, click, download, driver, drop, find, open_page, reload, remembered, rows_file, says, text, wait, watch


def exported(import_id, form):
    with urllib.request.urlopen(ask(f"/imports/{import_id}/export?format={form}")["url"], timeout=10) as response:
        return response.read()


def enrolment():
    open_page()
    accessible("first step")
    template = download("#template", ".csv").read_bytes().decode("utf-8-sig")
    check("the template has the course columns", template.count("module requested") == 3 and template.endswith("\r\n"), template)
    workbook = zipfile.ZipFile(download("#template-with-lists", ".xlsx")).read("xl/sharedStrings.xml").decode("utf-8")
    check("the workbook lists the companies of the catalog", "Harbour &amp; Vale Ltd" in workbook, workbook)
    refused = {
        "header.csv": ("enabled,name,Email,companyname,languageCode\n1,A,a@example.com,B,en\n", "Email → email"),
        "missing.csv": ("enabled,name,companyName,languageCode\n1,A,B,en\n", "Missing columns: email"),
        "twice.csv": (f"{HEAD},email\n1\n", "Duplicate columns: email"),
        "empty.csv": ("", "The file is empty"),
        "no-rows.csv": (f"{HEAD}\r\n\r\n", "column names but no rows"),
        "page.csv": ("<!doctype html><table>", "a CSV file"),
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
    find("#search").send_keys("nobody has this name")
    says("No one.")
    find("#search").clear()
    check("a count of zero cannot be opened", not find("#count-updated").is_enabled())
    for form, end in (("json", ".json"), ("csv", ".csv")):
        check(f"the {form} export equals the API's byte for byte", download(f"#export-{form}", end).read_bytes() == exported(import_id, form))
    document = json.loads(exported(import_id, "json"))
    check("the JSON export has the counts", document["summary"]["created"] == 50 and document["summary"]["course_assignments"] == 113, document["summary"])
    rows = list(csv.DictReader(exported(import_id, "csv").decode("utf-8-sig").splitlines()))
    check("the CSV export has the rows", {row["status"] for row in rows if row["status"]} == {"created"}, len(rows))
    find("#close").send_keys(Keys.ESCAPE)
    wait(lambda: "alice.pemberton" in by_id("users").text, "the list behind the dialog shows the new users")
    accessible("user list")


def ten_thousand():
    """A file of many chunks. Runs only on request: sam_local.sh runs it on functions in containers."""
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
    click("#history")
    says("enrolment.csv")
    check("the last imports are listed", "Finished" in text(), text())
    accessible("latest imports")
    click("#back")
    choose(SAMPLES / "enrolment.csv")
    click("#start")
    says("Nothing to import")
    accessible("nothing to import")
    check("existing users are skipped", find("#count-skipped b").text == "50", text())
    uninvited = ask(f"/imports/{remembered()}")["summary"]["never_invited"]
    check("existing users who were never invited are counted", (uninvited > 0) == ("never been invited" in text()), [uninvited, text()])
    reload()
    says("Nothing to import")
    check("existing users can be updated, also after a reload", find("#update").is_enabled(), text())
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
    check("the corrections file equals the API's", download("#export-fix", ".csv").read_bytes() == exported(import_id, "fix"))

    person = "1,Ann,Lee,ann{}@harbour-vale.example,Harbour & Vale Ltd,,en-GB,,,{},,,\n"
    path = FOLDER / "one-of-three.csv"
    path.write_text(HEAD + "\n" + person.format("@", "") + person.format(1, "") + person.format(2, ""))
    open_page()
    choose(path)
    wait(lambda: find("#start").is_enabled(), "the file is checked")
    find("#confirm").click()
    click("#start")
    says("Nothing was imported")
    says("Rows without errors: 2")
    accessible("rejected rows")
    click("#valid")
    wait(lambda: "1 of 3 rows has errors" in text() and find("#confirm").is_enabled(), "the other rows can be imported")
    click("#cancel")
    says("Cancelled")

    path = FOLDER / "two-addresses.csv"
    path.write_text(HEAD + "\n" + person.format("@1", "") + person.format("@2", ""))
    open_page()
    choose(path)
    wait(lambda: find("#start").is_enabled(), "the file is checked")
    find("#confirm").click()
    click("#start")
    says("Nothing was imported")
    field = lambda words: entry(words).find_element(By.CSS_SELECTOR, "form input")
    driver.execute_script("arguments[0].value = ''", field("ann@1"))
    field("ann@1").send_keys("ann1@harbour-vale.example")
    field("ann@2").click()
    wait(lambda: "Undo" in entry("ann@1").text, "a value that was typed is chosen when another field is clicked")
    focused = lambda element: driver.execute_script("return arguments[0].getRootNode().activeElement === arguments[0]", element)
    wait(lambda: focused(field("ann@2")), "the field that was clicked gets the focus")
    field("ann@2").send_keys(Keys.END, "x")
    check("the field that was clicked keeps the focus", focused(field("ann@2")), text("#problems"))

    path = FOLDER / "no-such-course.csv"
    path.write_text(HEAD + "\n" + "".join(person.format(at, "No Such Course") for at in range(12)))
    open_page()
    choose(path)
    wait(lambda: find("#start").is_enabled(), "the file is checked")
    click("#start")
    says("Nothing was imported")
    wait(lambda: "Leave this value out" in entry("No Such Course").text, "a course in many rows can be left out")
    press_in(entry("No Such Course"), ".fix > button.plain")
    wait(lambda: "Check again with 1 correction" in text(), "the correction is chosen")
    wait(lambda: "Undo" in driver.execute_script("return arguments[0].getRootNode().activeElement?.innerText ?? ''", find("dialog")), "the focus stays in the line of the correction")
    find("#close").send_keys(Keys.ESCAPE)
    click("#open")
    wait(lambda: "Check again with 1 correction" in text(), "closing the dialog keeps the correction")
    click("#again")
    says("“No Such Course” left out in 12 rows")
    click("#sent summary")
    wait(lambda: "No Such Course" in find("#sent ul").text, "the corrections that were applied are listed")
    accessible("corrections that were applied")
    click("#cancel")
    says("Cancelled")
    click("#sent summary")
    click("#sent ul button")
    says("Nothing was imported")
    wait(lambda: "Leave this value out" in entry("No Such Course").text, "without its correction, the file has the error again")


def names_remembered():
    """After an import with corrections, the dialog asks once which names to remember. A later file may contain them."""
    person = "1,Ann,Lee,{}@harbour-vale.example,Harbour & Vale Ltd,,en-GB,,,Presennting Well,,,\n"
    paths = [FOLDER / f"{name}.csv" for name in ("unknown-name", "known-name")]
    for path in paths:
        path.write_text(f"{HEAD}\n{person.format(path.stem)}")
    open_page()
    choose(paths[0])
    wait(lambda: find("#start").is_enabled(), "the file is checked")
    click("#start")
    says("Nothing was imported")
    press_in(entry("Presennting Well"), ".suggestion")
    click("#again")
    says("The file has no errors")
    click("#confirm")
    says("Remember these names for future imports?")
    accessible("names to remember")
    reload()
    says("Remember these names for future imports?")
    click("#alias-send")
    says("These names will be recognized in future imports")
    reload()
    says("Import finished")
    check("the dialog asks only once", "Remember these names" not in text(), text())
    open_page()
    choose(paths[1])
    wait(lambda: find("#start").is_enabled(), "the file is checked")
    click("#start")
    says("The file has no errors")
    check("a remembered name is recognized", ask(f"/imports/{remembered()}")["summary"]["course_assignments"] == 1, text())
    click("#back")
    wait(lambda: find("#start").is_enabled(), "the first step shows")


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
    check("the corrections file equals the API's", download("#export-fix", ".csv").read_bytes() == exported(import_id, "fix"))


def many():
    """More problems than are shown at first, and rows for several pages."""
    path = rows_file("many.csv", 300)
    lines = path.read_text().splitlines()
    path.write_text("\n".join([lines[0]] + [line.replace("@", "@@") for line in lines[1:291]] + [line.replace("Name", "Müller-Lüdenscheidt" * 5) for line in lines[291:]]) + "\n")
    open_page()
    choose(path)
    click("#start")
    says("290 of 300 rows have errors")
    wait(lambda: "Show all 290" in text(), "all problems are counted")
    shown = lambda: driver.execute_script("return [...arguments[0].querySelectorAll('#problems li')].filter((item) => item.checkVisibility()).length", find("dialog"))
    check("of 290 problems the first ten show", shown() == 10, shown())
    accessible("many problems")
    click("#problems details > .row button")
    wait(lambda: shown() == 290, "all of them show on request")
    click("#count-failed")
    says("Showing 100 of 290")
    click("#more-rows")
    says("Showing 200 of 290")
    check("lists grow by pages", True)
    click("#count-created")
    says("Lüdenscheidt")
    accessible("long names")
    click("#cancel")
    says("Cancelled")


CLICKS = """
    window.clicks = 0;
    addEventListener("click", (event) => event.isTrusted && window.clicks++, true);
"""


def entry(words):
    """Returns the problem whose text contains these words."""
    return wait(lambda: next((one for one in find("#problems").find_elements(By.CSS_SELECTOR, "li.problem") if words in one.text), None), f"a problem that says “{words}”")


def press_in(element, selector):
    driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
    element.find_element(By.CSS_SELECTOR, selector).click()


def typed(words, value=None):
    """Corrects a value with the text that is already in the field, or with this text, unless a safe suggestion was accepted for it."""
    if "Undo" in entry(words).text:
        return
    if value is not None:
        field = entry(words).find_element(By.CSS_SELECTOR, "form input")
        driver.execute_script("arguments[0].value = ''", field)
        field.send_keys(value)
    press_in(entry(words), "form button")


def fixed():
    """Corrects both broken samples without leaving the dialog."""
    open_page("add")
    driver.execute_script(CLICKS)
    choose(SAMPLES / "broken-learners.csv")
    wait(lambda: find("#start").is_enabled(), "the file is checked")
    click("#start")
    click("#accept-safe")
    accessible("safe suggestions")
    click("#apply-safe")
    if "pablo" in text("#problems") and "example.com →" not in entry("pablo").text and "Undo" not in entry("pablo").text:
        typed("pablo", "pablo.arrieta@example.com")
    typed("Price", "Price")
    press_in(entry("Nora.Falk"), ".fix > button.plain")
    accessible("corrections")
    kept = driver.execute_script("return JSON.stringify({...sessionStorage})")
    check("choices with a name or an address do not leave the window; a row that is left out by its number is kept", "Price" not in kept and "pablo" not in kept and '\\"kind\\":\\"row' in kept, kept)
    click("#again")
    says("no errors")
    clicks = driver.execute_script("return window.clicks")
    check(f"broken-learners.csv is fixed with {clicks} clicks", clicks <= 25, clicks)
    rows = ask(f"/imports/{remembered()}/rows?limit=100")["items"]
    check("the corrected values are in the plan, and the row that was left out is not", [len(rows), "Price" in [row["user"]["last_name"] for row in rows], "GB" in [row["user"]["country"] for row in rows]] == [19, True, True], rows)
    click("#cancel")
    says("Cancelled")

    open_page()
    driver.execute_script(CLICKS)
    choose(SAMPLES / "broken.csv")
    wait(lambda: find("#start").is_enabled(), "the file is checked")
    click("#start")
    click("#accept-safe")
    click("#apply-safe")
    press_in(entry("see mail"), ".fix > button.plain")
    press_in(entry("maybe"), ".suggestion")
    press_in(entry("Eis & Schnee"), ".suggestion")
    typed("first name is missing", "Ann")
    for words in ("judith.marsh", "Daniel Okafor", "rosa.linares"):
        if "Undo" not in entry(words).text:
            typed(words)
    typed("jörg.thomsen", "joerg.thomsen@nordlicht.example")
    typed("e-mail address is missing", "meike.ahlers@nordlicht.example")
    typed("company is missing", "Nordlicht Energie GmbH")
    if "Undo" not in entry("Ausbildung 2026").text:
        press_in(entry("Ausbildung 2026"), ".suggestion")
    typed("language is missing", "es-ES")
    typed("line break", "Pilar María")
    press_in(entry("374 characters"), ".fix > button.plain")
    press_in(entry("Alice.Pemberton"), ".fix > button.plain")
    press_in(entry("Forklift Basics"), ".fix > button.plain")
    click("#again")
    wait(lambda: find("#confirm"), "the file can be imported", 60)
    clicks = driver.execute_script("return window.clicks")
    check(f"broken.csv is fixed with {clicks} clicks", clicks <= 25, clicks)
    click("#cancel")
    says("Cancelled")


def mapped():
    """Files with other column names, with an unknown encoding, and with the columns of the other layout."""
    path = FOLDER / "names.csv"
    path.write_bytes(f"Enabled,first name,E-Mail,CompanyName,languageCode\n1,Ren\u00e9,rene@harbour-vale.example,Harbour & Vale Ltd,fr\n".encode("windows-1252"))
    open_page()
    choose(path)
    says("Enabled → enabled, first name → name, E-Mail → email, CompanyName → companyName")
    check("all column names that differ are shown at once, with the column that each means",
          driver.execute_script("return [...arguments[0].querySelectorAll('#header select')].map((one) => one.value)", find("dialog")) == ["enabled", "name", "email", "companyName"])
    accessible("other column names")
    click("#use-names")
    wait(lambda: find("#start").is_enabled(), "with these names the file can be checked")
    path = FOLDER / "letters.csv"
    path.write_bytes(f"{HEAD}\n1,Ren\u00e9,Dupr\u00e9,rene@harbour-vale.example,Harbour & Vale Ltd,,fr,,,,,,\n".encode("windows-1252"))
    choose(path)
    wait(lambda: "René" in text("#encoding"), "words with accents are shown in the assumed encoding")
    accessible("encoding")
    driver.execute_script("const select = arguments[0]; select.value = 'macintosh'; select.dispatchEvent(new Event('change'))", find("#encoding-choice"))
    wait(lambda: "RenÈ" in text("#encoding"), "and in the chosen one")
    driver.execute_script("const select = arguments[0]; select.value = 'windows-1252'; select.dispatchEvent(new Event('change'))", find("#encoding-choice"))
    wait(lambda: "René" in text("#encoding"), "and back")
    click("#start")
    wait(lambda: find("#confirm"), "the preview shows")
    says("René")
    check("an encoding that was chosen is used", ask(f"/imports/{remembered()}")["options"]["encoding"] == "windows-1252")
    click("#back")
    wait(lambda: find("#start").is_enabled() and "letters.csv" in text(), "the file is still chosen")
    check("Back keeps the file and the options", True)
    person = lambda name, last_name: f"1,{name},{last_name},twice@harbour-vale.example,Harbour & Vale Ltd,,fr,,,,,,"
    path = FOLDER / "twice-decoded.csv"
    path.write_bytes(f"{HEAD}\n{person('José', 'André')}\n".encode().decode("windows-1252").encode())
    choose(path)
    wait(lambda: find("#start").is_enabled(), "the file is checked")
    click("#start")
    wait(lambda: "José" in text("#repair"), "the repaired letters are offered")
    accessible("other encodings")
    first = remembered()
    press_in(find("#repair"), "button")
    wait(lambda: remembered() != first and find("#confirm"), "the same file is checked again")
    says("José André")
    check("the letters are repaired", ask(f"/imports/{remembered()}")["options"]["encoding"] == "utf-8-twice/windows-1252")
    click("#cancel")
    says("Cancelled")
    click("#another")
    wrapped = "\n".join(";".join(f'="{cell}"' for cell in line.split(",")) for line in (HEAD, person("Ann", "Lee")))
    for name, content in {
        "formulas.csv": wrapped.encode(),
        "utf-16.csv": f"{HEAD}\n{person('Zoë', 'Lee')}".encode("utf-16-le"),
        "title.csv": f"Staff list, 2026\n{HEAD}\n{person('Ann', 'Lee')}".encode(),
    }.items():
        path = FOLDER / name
        path.write_bytes(content)
        choose(path)
        wait(lambda: name in text() and find("#start").is_enabled(), f"{name} is not refused before the upload")
    choose(SAMPLES / "learners.csv")
    says("This file is for “Add users”.")
    accessible("other layout")
    click("#switch")
    wait(lambda: find("#start").is_enabled(), "the file fits the other layout")
    check("a file of the other layout is recognized", True)


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
