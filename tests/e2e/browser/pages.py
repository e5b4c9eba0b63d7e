"""The user list, the activation page, and a page of a portal."""

import json, os, re, subprocess, time, urllib.request
from pathlib import Path

from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select

import steps
from steps import API, Relay, accessible, by_id, check, choose, click, driver, find, fresh, problem, says, text, wait, watch


def users():
    relay = Relay()
    driver.get(relay.base + "/")
    watch()
    wait(lambda: by_id("users").find_elements(By.TAG_NAME, "tr"), "the list shows")
    rows = lambda: by_id("users").find_elements(By.TAG_NAME, "tr")
    total = len(rows())
    by_id("q").send_keys("alice")
    by_id("search").click()
    wait(lambda: len(rows()) == 1, "a search by the beginning of an address")
    by_id("q").clear()
    by_id("company").send_keys("Nordlicht Energie GmbH")
    by_id("search").click()
    wait(lambda: 1 < len(rows()) < total and all("Nordlicht" in row.text for row in rows()), "users of one company")
    by_id("company").clear()
    by_id("q").send_keys("PEMBER")
    by_id("search").click()
    wait(lambda: len(rows()) == 1 and "Pemberton" in rows()[0].text, "a search by a part of the name")
    by_id("q").clear()
    by_id("q").send_keys("nobody-has-this")
    by_id("search").click()
    wait(lambda: by_id("empty").is_displayed(), "no user is found")
    accessible("no users found")
    by_id("clear").click()
    wait(lambda: len(rows()) == total, "the filters are cleared")
    # A page may end before any user matched. The list continues until a user is found or it ends.
    someone = {"user_id": "u", "email": "late@example.com", "name": "Late", "last_name": None, "company": None, "cohort": None, "language": "en", "status": "active", "invitation": "accepted"}
    relay.faults += [("GET", "^/users.*status=active", 200, {}, {"items": [], "next_cursor": "further"}), ("GET", "^/users.*cursor=further", 200, {}, {"items": [someone], "next_cursor": None})]
    Select(by_id("status")).select_by_value("active")
    wait(lambda: [row for row in rows() if "late@example.com" in row.text] and not by_id("empty").is_displayed(), "an empty page with a cursor is not the end")
    Select(by_id("invitation")).select_by_value("bounced")
    wait(lambda: by_id("empty").is_displayed(), "users by the state of their invitation")
    Select(by_id("invitation")).select_by_value("")
    Select(by_id("status")).select_by_value("disabled")
    wait(lambda: rows() and all("Disabled" in row.text for row in rows()), "users by state")
    Select(by_id("status")).select_by_value("")
    wait(lambda: len(rows()) == total, "all users again")
    check("search, company and state filter the list", True)
    boxes = by_id("users").find_elements(By.CSS_SELECTOR, "input")
    for box in boxes[:2]:
        box.click()
    wait(lambda: "2 selected" in by_id("count").text, "selected users are counted")
    accessible("chosen users")
    by_id("invite").click()
    wait(lambda: "2 invitations are on their way" in by_id("notice").text, "selected users are invited")
    more_than_a_request(relay)
    sent = [len(json.loads(one[3]).get("emails", [])) for one in relay.seen if one[:2] == ("POST", "/invitations")]
    check("more than 1,000 selected users are split into several requests", sent[1:] == [1000, 300], sent)
    # A batch is followed to its end. If sending has stopped, that is shown, with a button to resume it.
    stopped = {"status": "stopped", "reason": "bounces", "stopped_at": "2026-01-01T00:00:00Z", "mails_per_second": 1, "sent": 1250, "bounced": 61}
    counts = {"queued": 1200, "already_invited": 3, "already_active": 0, "disabled": 1, "unknown": 0}
    relay.faults += [
        ("POST", "^/invitations$", 202, {}, counts),
        ("POST", "^/invitations$", 202, {}, {"run_id": "r1"}),
        ("GET", "^/invitations/r1", 200, {}, {"run_id": "r1", "status": "running", **counts}),
        ("GET", "^/invitations/r1", 200, {}, {"run_id": "r1", "status": "completed", **counts, "sending": stopped}),
        ("POST", "^/invitations/resume", 202, {}, dict(stopped, status="running", reason=None)),
    ]
    by_id("invite-all").click()
    wait(lambda: "Send invitations to 1,200 people in all companies?" in by_id("ask").text, "the number and the companies are named before anything is sent")
    accessible("question before e-mails")
    asked = [json.loads(one[3]) for one in relay.seen if one[:2] == ("POST", "/invitations")][-1]
    check("until then the request is a dry run", asked == {"all_uninvited": True, "dry_run": True}, asked)
    by_id("ask-send").click()
    wait(lambda: "Preparing invitations" in by_id("notice").text, "a batch is tracked")
    wait(lambda: "1,200 invitations are on their way" in by_id("notice").text, "to its end")
    wait(lambda: "61 of 1,250" in by_id("sending").text, "the stop of sending is shown")
    accessible("sending stopped")
    by_id("resume").click()
    wait(lambda: not by_id("sending").is_displayed(), "sending can be resumed")
    by_id("q").send_keys("alice")
    by_id("search").click()
    wait(lambda: not by_id("invite-all").is_enabled(), "while people are searched for, not everyone can be invited")
    by_id("q").clear()
    by_id("search").click()
    wait(lambda: by_id("invite-all").is_enabled(), "all users again")
    by_id("invite-all").click()
    wait(lambda: by_id("ask-send").is_displayed(), "the question")
    by_id("ask-send").click()
    wait(lambda: re.search(r"(?<![\d,])\d\d invitations are on their way", by_id("notice").text), "all users without an invitation get one")
    wait(lambda: re.search(r"Pending\s+(Invitation:\s+)?(Waiting to be sent|Sending|Sent|Delivered)", by_id("users").text), "and the list shows it")
    relay.faults.append(("POST", "^/invitations$", 403, {}, problem(403, "scope-missing", "The token lacks invitations:write.")))
    wait(lambda: by_id("invite-all").is_enabled(), "the previous request is done")
    by_id("invite-all").click()
    wait(lambda: "lacks invitations:write" in by_id("notice").text, "a refusal is shown")
    check("invitations for selected and for all users, in a batch, and with sending stopped and resumed", True)
    relay.stop()


def more_than_a_request(relay):
    """Invites 1,300 users on one page of the list, which the relay fakes."""
    one = {"user_id": "u", "name": "Name", "last_name": None, "company": "C", "cohort": None, "language": "en", "status": "pending", "invitation": "none"}
    relay.faults.append(("GET", "^/users.*q=many", 200, {}, {"items": [dict(one, email=f"many{at}@example.com") for at in range(1300)], "next_cursor": None}))
    by_id("q").send_keys("many")
    by_id("search").click()
    wait(lambda: len(by_id("users").find_elements(By.TAG_NAME, "tr")) == 1300, "a long list")
    by_id("all").click()
    wait(lambda: "1,300 selected" in by_id("count").text, "all visible users are selected")
    by_id("invite").click()
    wait(lambda: "No invitations to send" in by_id("notice").text, "none of them is known")
    wait(lambda: by_id("clear").is_displayed(), "no user has such an address")
    by_id("clear").click()


def activate():
    driver.get(API + "/activate#token=unknown")
    driver.execute_script("window.refused = []")
    check("the token is removed from the URL", "unknown" not in driver.current_url)
    accessible("activation")
    driver.refresh()
    wait(lambda: by_id("accept").is_displayed(), "the page can be loaded again before the button is pressed")
    by_id("accept").click()
    wait(lambda: "does not work" in by_id("text").text, "an unknown token is refused when the button is pressed")
    # Only the fragment changes.
    driver.execute_script("location.hash = 'token=another'")
    wait(lambda: by_id("accept").is_displayed() and "another" not in driver.current_url, "a new link in the same tab is taken")
    driver.execute_script("sessionStorage.clear()")
    driver.get("about:blank")
    driver.get(API + "/activate")
    wait(lambda: "Open the link" in by_id("text").text, "without a token, the page says what to do")


def invited():
    """An e-mail as its recipient sees it. Its link is opened ten times before it is used."""
    program = lambda *words: json.loads(subprocess.check_output([os.environ["ROLLCALL"], *words, "--json"]))["items"]
    mailbox = lambda: program("mailbox", "--data-dir", os.environ["DATA"])
    person = next(user for user in program("users", "--status", "pending", "--api", API) if user["invitation"] == "none")
    body = json.dumps({"email": person["email"]}).encode()
    for _ in range(2):
        request = urllib.request.Request(API + "/sign-ins", data=body, headers={"Content-Type": "application/json"})
        check("every sign-in attempt gets the same response", urllib.request.urlopen(request, timeout=10).status == 202)
    wait(lambda: any(mail["to"] == person["email"].lower() for mail in mailbox()), "the mail is sent")
    [mail] = [mail for mail in mailbox() if mail["to"] == person["email"].lower()]
    driver.get(re.search(r"^ *Mailbox *(\S+)", (steps.FOLDER / "serve").read_text(), re.M)[1])
    # The mailbox may contain mails to other users.
    theirs = next(one for one in driver.find_elements(By.TAG_NAME, "details") if person["email"].lower() in one.text.lower())
    theirs.find_element(By.TAG_NAME, "summary").click()
    wait(lambda: theirs.find_element(By.TAG_NAME, "iframe").is_displayed(), "the mailbox shows the mail")
    driver.switch_to.frame(theirs.find_element(By.TAG_NAME, "iframe"))
    wait(lambda: person["name"] in driver.find_element(By.TAG_NAME, "body").text, "the mail greets its reader")
    driver.switch_to.default_content()
    token = re.search(r"#token=(\S+)", mail["text"])[1]
    for _ in range(10):
        driver.get("about:blank")
        driver.get(f"{API}/activate#token={token}")
        wait(lambda: by_id("accept").is_displayed(), "the link opens the activation page")
    by_id("accept").click()
    wait(lambda: not by_id("accept").is_displayed() and "does not work" not in by_id("text").text, "the link is used")
    wait(lambda: by_id("title").text == "Your account is active" and re.fullmatch(r"http://[^/]+/", by_id("portal").get_attribute("href") or ""), "the page leads to the portal")
    accessible("activated")
    check("opening the link ten times does not use it up, and the user becomes active",
          any(user["email"] == person["email"] for user in program("users", "--status", "active", "--api", API)))
    driver.get("about:blank")
    driver.get(f"{API}/activate#token={token}")
    wait(lambda: by_id("accept").is_displayed(), "the used link still opens the page")
    by_id("accept").click()
    wait(lambda: "does not work" in by_id("text").text, "a link works once")


def events():
    """The events that a page gets about an import. Its end is reported once, even while the dialog is closed."""
    steps.current = "import"
    driver.get(API + "/")
    wait(lambda: find("#open"), "the element is drawn")
    driver.execute_script("""
        sessionStorage.clear();
        window.events = [];
        for (const name of ["open", "step", "progress", "done", "view", "close", "error"]) document.addEventListener(`rollcall-${name}`, (event) => window.events.push([name, event.detail]));
    """)
    reported = lambda name: [detail for one, detail in driver.execute_script("return window.events") if one == name]
    click("#open")
    choose(fresh("events.csv"))
    click("#start")
    wait(lambda: find("#confirm"), "the preview shows")
    click("#confirm")
    driver.execute_script("document.getElementById('import').close()")
    wait(lambda: reported("done"), "the page learns that the import has ended although the dialog is closed")
    [done] = reported("done")
    check("with its file, layout, counts and problems", [done["status"], done["file_name"], done["layout"], done["summary"]["created"], done["problems"]] == ["completed", "events.csv", "enrolment", 3, {"errors": 0, "warnings": 0}], done)
    passed = [one["step"] for one in reported("step")]
    check("steps and progress are reported in order", [one for one in passed if one not in ("loading", "progress")] == ["start", "upload", "review"] and reported("progress"), passed)
    driver.execute_script("document.getElementById('import').open(arguments[0])", done["import_id"])
    says("Import finished")
    click("#another")
    click("#history")
    click(".past button")
    wait(lambda: reported("view"), "looking at an import is another event")
    time.sleep(1)
    check("the end of an import is reported once", len(reported("done")) == 1, reported("done"))
    # A page may remove the element, or move it.
    driver.execute_script("""
        const dialog = document.getElementById("import");
        window.closings = 0;
        dialog.addEventListener("rollcall-close", () => window.closings++);
        const { parentNode, nextSibling } = dialog;
        dialog.remove();
        parentNode.insertBefore(dialog, nextSibling);
    """)
    wait(lambda: find("#open"), "the element is drawn again")
    check("an element that is removed while it is open is closed", driver.execute_script("const dialog = document.getElementById('import'); return [window.closings, dialog.isOpen, dialog.hasAttribute('open')]") == [1, False, False])
    click("#open")
    wait(lambda: find("#select"), "it opens again")
    driver.execute_script("document.getElementById('import').close()")


def portal():
    """The example page of the manual, served from another origin: with a module, as it is, and with a classic script."""
    written = re.search(r"```html\n(.*?)```", Path("docs/src/dialog.md").read_text(), re.S)[1].replace("http://127.0.0.1:8000", API)
    written = written.replace("sessionTokenOfYourPortal()", '"any"')
    steps.current = "import"
    for kind, page in (("a module", written), ("a classic script", written.replace('<script type="module" src=', "<script defer src="))):
        relay = Relay(page)
        driver.get(relay.base + "/")
        click("#open")
        choose(fresh(f"portal{len(kind)}.csv"))
        click("#start")
        wait(lambda: find("#confirm"), "the preview shows")
        click("#cancel")
        says("Cancelled")
        check(f"the example page of the manual completes an import from another origin, with {kind}", True)
        relay.stop()
    relay = Relay(written.replace(f'api="{API}" layout="enrolment" lang="en"', f'api="{API}/" layout="enrolment" lang="de"'))
    driver.get(relay.base + "/")
    wait(lambda: find("#open").text == "Benutzer importieren", "another language is loaded from an address that ends with a slash")
    relay.stop()
