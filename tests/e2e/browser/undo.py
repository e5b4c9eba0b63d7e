"""Undoing an import: in the dialog, from the history, with the keyboard, and in every language; refusals with their remedy."""

import base64, json, urllib.request

from selenium.webdriver.common.keys import Keys

import steps
from steps import API, FOLDER, HEAD, Relay, accessible, ask, check, choose, click, driver, find, open_page, problem, reload, remembered, says, text, wait, watch, wide_parts
from imports import CLICKS, exported
from looks import focused, press, tab_to


def people(name, rows):
    """Writes a file with a row for each user: local part of the address, first name, job, and a course or an empty text."""
    path = FOLDER / name
    lines = [f"1,{first},Last,{mail}@harbour-vale.example,Harbour & Vale Ltd,,en-GB,{job},North,{course},,,\n" for mail, first, job, course in rows]
    path.write_text(HEAD + "\n" + "".join(lines))
    return path


def imported(path):
    """Imports a file that may update users, and returns the id of the import."""
    open_page()
    choose(path)
    wait(lambda: find("#start").is_enabled(), "the file is checked")
    if not find("#update_existing").is_selected():
        click("#update_existing")
    click("#start")
    click("#confirm")
    says("Import finished")
    return remembered()


def user(mail):
    items = ask(f"/users?q={mail}%40harbour-vale.example")["items"]
    return ask(f"/users/{items[0]['user_id']}") if items else None


def start_undo(import_id):
    """Starts an undo, as another admin would, and returns its id when it waits."""
    request = urllib.request.Request(f"{API}/imports/{import_id}/undo", b"", method="POST")
    with urllib.request.urlopen(request, timeout=10) as response:
        undo_id = json.load(response)["import_id"]
    wait(lambda: ask(f"/imports/{undo_id}")["status"] == "awaiting_confirmation", "the undo waits")
    return undo_id


def count(tab):
    return find(f"#count-{tab} b").text


def wrong_file(prefix):
    """Imports two users, then a wrong file that changes both and creates three more. Returns the id of the wrong import."""
    imported(people(f"{prefix}-team.csv", [(f"{prefix}-{at}", "Nora", "Cook", "") for at in range(2)]))
    rows = [(f"{prefix}-{at}", "Norah", "Chef", "Presenting Well") for at in range(2)] + [(f"{prefix}-{at}", "Milo", "Chef", "Forklift Basics") for at in range(2, 5)]
    return imported(people(f"{prefix}-wrong.csv", rows))


def undone():
    """The wrong file is imported, noticed, and undone."""
    import_id = wrong_file("undone")
    accessible("result that can be undone")
    before = user("undone-0")
    click("#undo")
    says("Undo of undone-wrong.csv")
    undo_id = remembered()
    check("the undo waits for a decision", [ask(f"/imports/{undo_id}")[name] for name in ("status", "undoes")] == ["awaiting_confirmation", import_id])
    check("the button has the numbers", find("#confirm").text == "Remove 3 users and restore 2", find("#confirm").text)
    check("the preview has its counts", [count(tab) for tab in ("removed", "updated", "course_assignments_removed", "skipped")] == ["3", "2", "5", "0"], text())
    wait(lambda: "Milo" in text("#opened") and "Forklift Basics" in text("#opened"), "users to remove are listed with their courses")
    click("#count-updated")
    wait(lambda: "Norah → Nora" in text("#opened").replace("\n", " ") and "− Presenting Well" in text("#opened"), "values to restore are listed, new and old")
    accessible("undo preview")
    click("#cancel")
    says("Import finished")
    check("Cancel ends the waiting undo, and shows the import again", ask(f"/imports/{undo_id}")["status"] == "cancelled" and user("undone-0") == before)

    click("#undo")
    wait(lambda: find("#confirm"), "the preview shows again")
    reload()
    wait(lambda: find("#confirm"), "after a reload the undo is found again")
    check("after a reload the undo is found again", find("#title").text == "Undo an import", find("#title").text)
    driver.execute_script("window.done = []; document.addEventListener('rollcall-done', ({ detail }) => window.done.push(detail))")
    click("#confirm")
    says("Import undone")
    says("3 users removed · 2 users restored · 5 courses removed")
    accessible("undone")
    check("nothing is said about e-mails or a file with comments", "invitation" not in text() and "comments" not in text(), text())
    [done] = driver.execute_script("return window.done")
    check("the page learns of its end", [done["status"], done["source"], done["undoes"], done["file_name"], done["summary"]["removed"]] == ["completed", "undo", import_id, None, 3], done)
    check("created users are gone, values are restored", user("undone-2") is None and [user("undone-0")[name] for name in ("name", "job_role", "courses")] == ["Nora", "Cook", []], user("undone-0"))
    for form in ("json", "csv"):
        download = steps.download(f"#export-{form}", f".{form}").read_bytes()
        check(f"the {form} export equals the API's byte for byte", download == exported(done["import_id"], form))
    click("#show-import")
    says("This import has been undone")
    check("an undone import cannot be undone again, and invites no one", not driver.execute_script("return document.getElementById('import').shadowRoot.querySelector('#undo, #invite')"))
    accessible("undone import")
    click("#show-undo")
    says("Import undone")

    import_id = wrong_file("clicks")
    driver.execute_script(CLICKS)
    click("#undo")
    click("#confirm")
    says("Import undone")
    clicks = driver.execute_script("return window.clicks")
    check(f"a wrong file is undone with {clicks} clicks", clicks == 2, clicks)


def undone_later():
    """Other files were imported since, one of which had been waiting: they are named first, and their changes are kept."""
    open_page()
    choose(people("later-waiting.csv", [("later-waiting", "Ivy", "Cook", "")]))
    wait(lambda: find("#start").is_enabled(), "the file is checked")
    click("#start")
    says("Nothing has been saved yet")
    waiting = remembered()
    import_id = wrong_file("later")
    request = urllib.request.Request(f"{API}/imports/{waiting}/confirm", b'{"ignore_errors": false}', {"Content-Type": "application/json"}, method="POST")
    urllib.request.urlopen(request, timeout=10).close()
    wait(lambda: ask(f"/imports/{waiting}")["status"] == "completed", "the file that was waiting is imported")
    imported(people("later-edit.csv", [("later-0", "Norah", "Baker", ""), ("later-2", "Miles", "Chef", "")]))
    driver.execute_script("document.getElementById('import').close(); document.getElementById('import').open(arguments[0])", import_id)
    wait(lambda: find("#undo"), "an import is shown even if the dialog is closed and opened in one step")
    click("#undo")
    says("2 imports have completed since")
    says("later-edit.csv")
    says("later-waiting.csv")
    wait(lambda: find("#count-kept"), "users of whom something is kept are counted")
    check("what was changed since is kept", [count(tab) for tab in ("removed", "updated", "skipped", "kept")] == ["2", "2", "1", "1"], text())
    check("the imports that completed since are named first", text().index("later-edit.csv") < text().index("To remove"), text())
    accessible("undo with later imports")
    click("#count-skipped")
    wait(lambda: "changed since (later-edit.csv)" in text("#opened"), "the reason is given in words, with the import")
    click("#count-kept")
    wait(lambda: "job_role: Baker (stays)" in text("#opened"), "values that are kept are listed")
    accessible("kept values")
    click("#confirm")
    says("Import partly undone")
    accessible("partly undone")
    check("the later changes are still there", [user("later-0")["job_role"], user("later-2")["name"], user("later-3")] == ["Baker", "Miles", None])


def history():
    """The history shows the source, file, counts and state of each import, and leads to results and undos."""
    click("#another")
    click("#history")
    says("Undo of later-wrong.csv")
    lines = [" ".join(line.text.split()) for line in find(".past").find_elements("css selector", "li")]
    [undo] = [line for line in lines if line.startswith("Undo of later-wrong.csv")]
    [wrong] = [line for line in lines if line.startswith("later-wrong.csv")]
    check("an undo names the file, and its counts", "2 users removed · 2 users restored" in undo and "Finished" in undo, undo)
    check("an undone import says so", "Undone" in wrong and "uploaded" in wrong and "3 users created · 2 users updated" in wrong and "Show the undo" in wrong, wrong)
    accessible("history")
    click("button[aria-label='Show the undo: later-wrong.csv']")
    says("Import partly undone")
    check("it leads to its undo", True)
    # The list of all imports, as an element of a portal's page.
    driver.execute_script("""
        document.getElementById("import").close();
        const list = Object.assign(document.createElement("rollcall-imports"), { id: "imports" });
        list.setAttribute("api", location.origin);
        list.setAttribute("for", "import");
        document.querySelector("main").prepend(list);
    """)
    steps.current = "imports"
    wait(lambda: "Undo of later-wrong.csv" in text("section"), "the element lists the imports")
    accessible("list of imports")
    click("button[aria-label^='later-wrong.csv']")
    steps.current = "import"
    says("This import has been undone")
    check("a line opens its result", True)


def undo_by_keyboard():
    wrong_file("keys")
    tab_to("undo")
    press(Keys.ENTER)
    wait(lambda: find("#confirm") and focused() == "H3", "the preview has the focus")
    tab_to("count-removed")
    press(Keys.ARROW_RIGHT)
    wait(lambda: find("#count-updated").get_attribute("aria-selected") == "true", "arrows move between the counts")
    tab_to("confirm")
    press(Keys.ENTER)
    says("Import undone")
    check("a whole undo using only the keyboard", True)


def undo_refused():
    """Refusals are sentences with a remedy, in the reader's language. Without the scope, no undo is offered."""
    import_id = wrong_file("refused")
    relay = Relay()
    driver.get(relay.base + "/")
    watch()
    wait(lambda: find("#open"), "the element is drawn")
    show = "const dialog = document.getElementById('import'); dialog.close(); dialog.setAttribute('lang', arguments[1]); await dialog.loading; await dialog.open(arguments[0])"
    for lang, code, sentence in (
        ("en", "already-undone", "import its file again"),
        ("en", "undo-in-progress", "Confirm or cancel it first"),
        ("en", "import-not-undoable", "there is nothing to undo"),
        ("de", "already-undone", "importieren Sie die Datei erneut"),
        ("de", "undo-in-progress", "Bestätigen Sie diese Rücknahme"),
        ("pl", "already-undone", "zaimportuj plik ponownie"),
        ("fr", "scope-missing", "Contactez l’administrateur de votre portail"),
    ):
        driver.execute_script(f"(async () => {{ {show} }})()", import_id, lang)
        relay.faults.append(("POST", "/undo$", 403 if code == "scope-missing" else 409, {}, problem(409, code, "The detail for developers.")))
        click("#undo")
        says(sentence)
        check(f"{lang}: {code} has a remedy, and the import still shows", "developers" not in text() and find("#undo"), text())
    accessible("refused undo")
    claims = base64.urlsafe_b64encode(json.dumps({"scope": "imports:read imports:write"}).encode()).decode().rstrip("=")
    with_token = f"document.getElementById('import').token = arguments[2]; (async () => {{ {show} }})()"
    driver.execute_script(with_token, import_id, "en", f"e30.{claims}.x")
    says("Import finished")
    wait(lambda: "Export" in text(), "the result shows")
    check("a token without the scope is offered no undo", not find(".foot").find_elements("css selector", "#undo"))
    undo_id = start_undo(import_id)
    driver.execute_script(with_token, import_id, "en", f"e30.{claims}.x")
    says("An undo of this import is in progress.")
    accessible("undo in progress")
    click("#show-undo")
    says("You don’t have permission to undo imports. Contact your portal administrator.")
    accessible("undo without the scope")
    check("and cannot confirm one", not find(".foot").find_elements("css selector", "#confirm"))
    # A rejected undo: the message from the stack gives the reason and the remedy.
    gone = {"code": "results-gone", "severity": "error", "row": None, "line": None, "column": None, "found": None, "message": "The results are no longer kept. Import a corrected file.", "suggestions": []}
    rejected = dict(ask(f"/imports/{undo_id}"), status="rejected", problems={"errors": 1, "warnings": 0, "file": [gone]})
    relay.faults.append(("GET", f"/imports/{undo_id}$", 200, {}, lambda _: rejected))
    driver.execute_script(with_token, undo_id, "en", None)
    says("Nothing was undone")
    says("Import a corrected file.")
    accessible("rejected undo")
    check("a rejected undo offers nothing to correct", not find(".body").find_elements("css selector", ".fix, #export-fix, #select"), text())
    relay.faults.clear()
    driver.execute_script(with_token, undo_id, "en", None)
    click("#cancel")
    says("Import finished")
    relay.stop()


def undo_in_languages():
    import_id = wrong_file("words")
    ask_undo = "const dialog = document.getElementById('import'); dialog.close(); dialog.setAttribute('lang', arguments[1]); (async () => { await dialog.loading; await dialog.open(arguments[0]) })()"
    words = {"de": "3 Benutzer entfernen und 2 zurücksetzen", "fr": "Supprimer 3 utilisateurs et en rétablir 2", "es": "Eliminar 3 usuarios y restaurar 2", "it": "Rimuovi 3 utenti e ripristinane 2",
             "nl": "3 gebruikers verwijderen en 2 herstellen", "pl": "Usuń 3 użytkowników i przywróć 2", "pt-BR": "Remover 3 usuários e restaurar 2"}
    for lang, label in words.items():
        driver.execute_script(ask_undo, import_id, lang)
        click("#undo")
        wait(lambda: find("#confirm").text == label, f"the button says “{label}”")
        steps.look(width=320, height=640)
        wide = wide_parts()
        if steps.SHOTS:
            steps.shoot(f"undo-{lang}")
        steps.look_as_ever()
        check(f"{lang}: the preview of an undo fits 320 px", not wide, wide)
        click("#cancel")
        wait(lambda: find("#undo"), "the import shows again")
    driver.execute_script("document.getElementById('import').close()")
