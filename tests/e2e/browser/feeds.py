"""Nights of a feed: the list of feeds and their imports, a truncated file at the brake and the decision about it, in English and in German."""

import base64, json, os, subprocess, time

from selenium.webdriver.common.keys import Keys

import steps
from steps import API, FOLDER, SAMPLES, Relay, accessible, check, click, driver, find, fresh, look, look_as_ever, problem, says, text, wait, watch, wide_parts
from looks import focused, press, tab_to

NIGHTS = SAMPLES / "feed"
HELD, IMPORTED = 5, 0


def rollcall(*arguments):
    return subprocess.run([os.environ["ROLLCALL"], *arguments, "--api", API], capture_output=True, text=True)


def feed(name):
    done = rollcall("feeds", "set", name, str(NIGHTS / "feed.json"))
    check(f"the feed {name} is created", done.returncode == 0, done.stderr)


def night(name, path, status):
    """Imports the export of one night, and checks the exit status."""
    done = rollcall("import", str(path), "--feed", name, "--out", str(FOLDER))
    check(f"{path.name} of the feed {name} ends with status {status}", done.returncode == status, [done.returncode, done.stdout, done.stderr])


def cut(name, path, rows, domain=""):
    """Writes the first rows of an export. `domain` is put in front of the domain of each address, so that the people are others."""
    lines = path.read_text(encoding="utf-8-sig").splitlines()[: rows + 1]
    target = FOLDER / name
    target.write_text("\n".join(lines).replace("@", f"@{domain}") + "\n")
    return target


def open_list(lang="en", base=API):
    """Opens a page with the list of imports, next to the dialog that shows them."""
    driver.get(base + "/")
    watch()
    steps.current = "import"
    wait(lambda: find("#open"), "the element is rendered")
    driver.execute_script("""
        sessionStorage.clear();
        document.documentElement.lang = arguments[0];
        document.getElementById("import").setAttribute("lang", arguments[0]);
        document.getElementById("list").remove();
        const list = Object.assign(document.createElement("rollcall-imports"), { id: "imports" });
        for (const [name, value] of Object.entries({ api: location.origin, for: "import", lang: arguments[0] })) list.setAttribute(name, value);
        document.querySelector("main").prepend(list);
    """, lang)
    steps.current = "imports"


def listed(words):
    wait(lambda: words in text("section"), f"the list says “{words}”")


def items(which):
    """Returns the lines of one of the two lists."""
    return driver.execute_script("return [...[...document.getElementById('imports').shadowRoot.querySelectorAll('ul')].at(arguments[0]).children].map((line) => line.innerText.replace(/\\s+/g, ' '))", which)


def of_feed(name):
    """Returns the line of a feed, or an empty text."""
    return next((line for line in items(0) if line.startswith(f"{name} ")), "")


def imports():
    return items(-1)


def press_in_list(label):
    """Clicks a button in the list."""
    button = next(one for one in find("section").find_elements("css selector", "button") if one.text == label)
    driver.execute_script("arguments[0].scrollIntoView({ block: 'center' })", button)
    button.click()


def focused_label():
    return driver.execute_script("let one = document.activeElement; while (one?.shadowRoot?.activeElement) one = one.shadowRoot.activeElement; return one?.innerText.trim()")


def fits(where):
    """Checks a step with axe on a phone. `accessible` checks the dark theme and the narrowest width, in English."""
    # Colour transitions take 0.12 s.
    time.sleep(0.15)
    driver.execute_script(steps.AXE)
    found = driver.execute_async_script(steps.AXE_RUN, None)
    if steps.SHOTS:
        driver.save_screenshot(f"{steps.SHOTS}/phone-{where.replace(' ', '-')}.png")
    check(f"phone, {where}: passes axe, fits", not found and not wide_parts(), f"{found} {wide_parts()}")


def open_held(scopes):
    """Opens the file at the brake with a token that grants these scopes; without scopes, with no token, which this stack does not need."""
    claims = base64.urlsafe_b64encode(json.dumps({"scope": scopes}).encode()).decode().rstrip("=")
    driver.execute_script("""
        const [dialog, list] = ["import", "imports"].map((name) => document.getElementById(name));
        dialog.close();
        dialog.token = list.token = arguments[0];
        list.reload();
        dialog.open(arguments[1]);
    """, scopes and f"e30.{claims}.x", steps.ask("/feeds/personal")["held"])
    steps.current = "import"
    says("Diese Datei würde mehr Benutzer ändern, als ihr Feed erlaubt")


def feeds():
    """Three nights: the feeds with the files that wait, the imports of one feed, and the reasons why the truncated file waits."""
    feed("hr")
    feed("contractors")
    done = rollcall("import", str(fresh("no-feed.csv", 1)), "--out", str(FOLDER))
    check("a file that is no feed's is imported", done.returncode == IMPORTED, done.stderr)
    for name, status in (("night-1.csv", IMPORTED), ("night-2.csv", IMPORTED), ("night-3.csv", HELD)):
        night("hr", NIGHTS / name, status)

    open_list()
    listed("A file is waiting for your decision")
    listed("no-feed.csv")
    check("a feed has its newest file, the number of people, and what waits", "people: 66" in of_feed("Feed hr") and "A file is waiting for your decision" in of_feed("Feed hr"), items(0))
    check("a feed without a file says so", "No file yet" in of_feed("Feed contractors") and "decision" not in of_feed("Feed contractors"), items(0))
    accessible("feeds")
    press_in_list("Feed hr")
    wait(lambda: len(imports()) == 3, "only the imports of the feed are listed")
    held, second, first = imports()
    check("each night has its state", held.startswith("night-3.csv") and held.endswith("To confirm") and "1 user created · 1 user updated · 1 user disabled" in second and "66 users created" in first, imports())
    accessible("imports of a feed")
    press_in_list("Feed contractors")
    listed("No imports yet")
    press_in_list("All imports")
    listed("no-feed.csv")
    check("all imports are listed again", len(imports()) > 3, imports())

    press_in_list("A file is waiting for your decision")
    steps.current = "import"
    says("This file would change more people than its feed allows")
    for words in ("night-3.csv", "Feed hr", "To disable: 44 (67%, limit 10%)", "Missing from the file: 44 (67%, limit 50%)", "Nothing has been saved yet"):
        says(words)
    check("the people who would be disabled are listed first", find("#count-disabled").get_attribute("aria-selected") == "true" and find("#count-disabled b").text == "44", text())
    says("missing from the file")
    accessible("file at the brake")
    click("#cancel")
    says("Cancelled: nothing was imported")
    press(Keys.ESCAPE)
    steps.current = "imports"
    wait(lambda: "people: 66" in of_feed("Feed hr") and "decision" not in of_feed("Feed hr"), "the list shows that nothing waits")
    wait(lambda: imports()[0].startswith("night-3.csv") and imports()[0].endswith("Cancelled"), "the cancelled file is listed")
    check("a cancelled file changes nothing", True)


def feed_by_keyboard():
    """Two truncated files: the newer one supersedes the older one, and is imported using only the keyboard."""
    feed("staff")
    night("staff", cut("full.csv", NIGHTS / "night-1.csv", 66, "staff."), IMPORTED)
    night("staff", cut("older.csv", NIGHTS / "night-3.csv", 22, "staff."), HELD)
    night("staff", cut("newer.csv", NIGHTS / "night-3.csv", 21, "staff."), HELD)
    open_list()
    listed("A file is waiting for your decision")
    listed("older.csv")
    check("the newer file waits, the older one does not", imports()[0].startswith("newer.csv") and imports()[0].endswith("To confirm") and imports()[1].endswith("Cancelled"), imports())
    press_in_list("older.csv")
    steps.current = "import"
    says("A newer file of the feed has replaced this one.")
    accessible("superseded file")
    check("a superseded file cannot be confirmed", not find(".foot").find_elements("css selector", "#confirm"), text())

    open_list()
    listed("A file is waiting for your decision")
    tab_to("A file is waiting for your decision", seen=focused_label)
    press(Keys.ENTER)
    steps.current = "import"
    wait(lambda: find("#confirm") and focused() == "H3", "the preview has the focus")
    says("To disable: 45 (69%, limit 10%)")
    tab_to("confirm")
    check("the button says what it does", find("#confirm").text == "Import anyway", find("#confirm").text)
    press(Keys.ENTER)
    says("Import finished")
    says("45 users disabled")
    press(Keys.ESCAPE)
    steps.current = "imports"
    wait(lambda: "people: 21" in of_feed("Feed staff") and "decision" not in of_feed("Feed staff"), "the list shows that the file is the newest, and that nothing waits")
    wait(lambda: "45 users disabled" in imports()[0] and imports()[0].endswith("Finished"), "the confirmed file is listed")
    check("a file at the brake is confirmed using only the keyboard", True)


def feeds_in_german():
    """A phone, in German: the files of a feed that wait, who may decide, and the refusal while another file is being written."""
    feed("personal")
    night("personal", cut("nacht-1.csv", NIGHTS / "night-1.csv", 66, "de."), IMPORTED)
    night("personal", cut("nacht-2.csv", NIGHTS / "night-3.csv", 22, "de."), HELD)
    relay = Relay()
    look(width=375, height=740)

    def waiting(_):
        """Adds a waiting file to the response: a real one waits for too short a time to be seen."""
        response = steps.ask("/feeds")
        for one in response["items"]:
            if one["name"] == "personal":
                one["waiting"] = one["newest"]["import_id"]
        return response

    relay.faults.append(("GET", "^/feeds$", 200, {}, waiting))
    open_list("de", relay.base)
    listed("Eine Datei wartet auf Ihre Entscheidung")
    check("a feed lists both files that wait, and the people of its newest file", "Personen: 66" in of_feed("Feed personal") and "Eine Datei wartet auf eine andere" in of_feed("Feed personal"), items(0))
    fits("feeds")
    press_in_list("Feed personal")
    wait(lambda: len(imports()) == 2, "only the imports of the feed are listed")
    check("the file that waits is to be confirmed", imports()[0].startswith("nacht-2.csv") and imports()[0].endswith("Zu bestätigen"), imports())
    press_in_list("Eine Datei wartet auf Ihre Entscheidung")
    steps.current = "import"
    says("Diese Datei würde mehr Benutzer ändern, als ihr Feed erlaubt")
    for words in ("Zu deaktivieren: 44 (67\u00a0%, Grenzwert 10\u00a0%)", "Nicht in der Datei: 44 (67\u00a0%, Grenzwert 50\u00a0%)", "Es wurde noch nichts gespeichert"):
        says(words)
    fits("file at the brake")

    open_held("imports:read imports:write feeds:read")
    says("Ihnen fehlt die Berechtigung, sie trotzdem zu importieren.")
    check("without the scope it can be cancelled alone", find("#cancel").is_enabled() and not find(".foot").find_elements("css selector", "#confirm"), text())
    fits("without the scope")
    open_held("")

    relay.faults.append(("POST", "/confirm$", 409, {}, problem(409, "feed-busy", "The detail for developers.")))
    click("#confirm")
    says("Eine andere Datei dieses Feeds wird gerade importiert. Versuchen Sie es anschließend erneut.")
    check("a refused confirmation can be repeated", find("#confirm").is_enabled() and "developers" not in text(), text())
    fits("refused confirmation")
    click("#confirm")
    says("44 Benutzer deaktiviert")
    fits("confirmed file")
    click("#end")
    steps.current = "imports"
    wait(lambda: "Personen: 22" in of_feed("Feed personal"), "the list shows that the file is the newest")
    look_as_ever()
    relay.stop()
