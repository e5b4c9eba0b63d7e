"""Failures during an import: lost networks, reloads, several tabs, refusals, expired tokens, a killed stack."""

import time

from selenium.webdriver.common.keys import Keys

import steps
from steps import API, FOLDER, HEAD, Relay, Stack, accessible, ask, check, choose, click, driver, engine, find, fresh, network, open_page, problem, reload, remembered, rows_file, says, text, wait, watch


def begin(path):
    choose(path)
    wait(lambda: find("#start").is_enabled(), "the file is checked")
    click("#start")


def lost_upload():
    path = rows_file("slow.csv", 2500, "slow{}@@harbour-vale.example", width=200)
    open_page()
    # Slow enough that the upload is still running after the check of its accessibility.
    network(upload_bytes_s=5_000)
    begin(path)
    wait(lambda: float(find("progress").get_property("value")) > 5, "the progress bar moves during the upload")
    accessible("upload")
    network(is_offline=True)
    says("You’re offline")
    accessible("offline")
    network()
    says("rows have errors", 60)
    import_id = remembered()
    check("when the network is back, the upload completes", ask(f"/imports/{import_id}")["file"]["size_bytes"] == path.stat().st_size)
    click("#cancel")
    says("Cancelled")
    click("#another")
    network(is_offline=True)
    begin(path)
    says("You’re offline")
    find("#close").click()
    click("#open")
    check("closed and reopened, the dialog still shows the upload", "Uploading" in text() and "You’re offline" in text(), text())
    network()
    says("rows have errors", 60)
    check("the import is a new one", remembered() != import_id)
    click("#cancel")
    says("Cancelled")


def reloaded_upload():
    path = rows_file("again.csv", 2500, "again{}@@harbour-vale.example", width=200)
    open_page()
    network(upload_bytes_s=50_000)
    begin(path)
    wait(lambda: float(find("progress").get_property("value")) > 2 and remembered(), "the upload has begun")
    import_id = remembered()
    reload()
    says("The upload was interrupted")
    network()
    accessible("upload cut off")
    begin(path)
    says("rows have errors")
    check("after a reload the same file continues the same import", remembered() == import_id, [remembered(), import_id])
    click("#cancel")
    says("Cancelled")
    click("#another")
    network(upload_bytes_s=50_000)
    begin(path)
    wait(lambda: remembered() and remembered() != import_id, "another import has begun")
    stopped = remembered()
    click("#cancel")
    wait(lambda: find("#select"), "an upload is stopped")
    network()
    wait(lambda: ask(f"/imports/{stopped}")["status"] == "cancelled", "and its import cancelled")
    check("the button stops the upload and cancels its import", True)


def lost_polling():
    open_page()
    begin(fresh("polling.csv"))
    wait(lambda: find("#confirm"), "the preview shows")
    network(is_offline=True)
    click("#confirm")
    says("You’re offline")
    network()
    says("Import finished")
    check("a decision made offline is sent when the network is back", True)
    click("#another")
    begin(fresh("closed.csv"))
    wait(lambda: find("#confirm"), "the preview shows")
    import_id = remembered()
    network(is_offline=True)
    click("#confirm")
    says("You’re offline")
    find("#close").click()
    wait(lambda: "Your decision has not been sent" in find("#open").text, "the button says that the decision was not sent")
    network()
    click("#open")
    says("Your decision has not been sent")
    check("a decision made offline is not sent after the dialog is closed", ask(f"/imports/{import_id}")["status"] == "awaiting_confirmation")
    click("#confirm")
    says("Import finished")


def lost_responses():
    """Responses that are lost after the stack has acted. The requests are repeated, and have the same outcome."""
    relay = Relay()
    path = FOLDER / "lost-responses.csv"
    path.write_text(HEAD + "\n" + "".join(f"1,Ann,Lee,lost-response{at}@harbour-vale.example,{company},,en-GB,,,,,,\n" for at, company in enumerate(("Harbour & Vale", "Harbour & Vale Ltd"))))
    open_page(base=relay.base)
    driver.execute_script("window.done = []; document.addEventListener('rollcall-done', ({ detail }) => window.done.push([detail.import_id, detail.status]))")
    begin(path)
    click(".suggestion")
    before = remembered()
    relay.lost.append(("POST", "/corrections$"))
    click("#again")
    wait(lambda: find("#confirm").is_enabled(), "the corrected file is reviewed")
    after = ask(f"/imports/{remembered()}")
    check("a check whose response was lost is not reported as that of someone else", after["corrects"] == before and "Someone else" not in text() and not relay.lost, text())
    click("#confirm")
    says("Import finished")
    check("and only the end of the corrected import is reported", driver.execute_script("return window.done") == [[after["import_id"], "completed"]], driver.execute_script("return window.done"))
    click("#invite")
    wait(lambda: find("#invite-send"), "the number of invitations is shown")
    relay.lost.append(("POST", "^/invitations$"))
    click("#invite-send")
    says("2 invitations are on their way")
    check("invitations whose response was lost are counted", not relay.lost)
    relay.stop()


def tabs():
    first = driver.current_window_handle
    names = {}
    for name in ("one", "two"):
        if name == "two":
            driver.switch_to.new_window("tab")
        open_page()
        begin(rows_file(f"{name}.csv", 3, name + "{}@harbour-vale.example"))
        wait(lambda: find("#confirm"), "the preview shows")
        names[driver.current_window_handle] = (name, remembered())
    for handle, (name, import_id) in names.items():
        driver.switch_to.window(handle)
        reload()
        click("#confirm")
        wait(lambda: "Import finished" in text() and f"{name}.csv" in text(), "each tab continues its own import")
        check(f"tab {name} tracks its own import", remembered() == import_id)
    # This tab's import is cancelled elsewhere.
    click("#another")
    begin(rows_file("three.csv", 3, "three{}@harbour-vale.example"))
    wait(lambda: find("#confirm"), "the preview shows")
    import_id = remembered()
    driver.execute_async_script("fetch(`/imports/${arguments[0]}/cancel`, { method: 'POST' }).then(arguments[1])", import_id)
    click("#confirm")
    wait(lambda: "Cancelled" in text() and find("#notice [role=alert]"), "the earlier decision is shown")
    check("a decision that came too late is reported, with the current state", True)
    driver.close()
    driver.switch_to.window(first)


def refusals():
    relay = Relay()
    open_page(base=relay.base)
    choose(fresh("refusals.csv"))
    for status, code in ((403, "scope-missing"), (413, "file-too-large"), (422, "file-not-csv"), (500, "internal")):
        relay.faults.append(("POST", "^/imports$", status, {}, problem(status, code, f"The stack said {code}.")))
        click("#start")
        says("You don’t have permission to do this (scope-missing)" if status == 403 else f"The stack said {code}.")
        check(f"{status} is explained, and the file stays selected", find("#start").is_enabled() and "refusals.csv" in text())
    relay.faults.append(("POST", "^/imports$", 503, {"Retry-After": "2"}, problem(503, "too-busy", "Later.")))
    relay.faults.append(("GET", "^/imports/", 429, {"Retry-After": "1"}, {"message": "Too Many Requests"}))
    begun = time.time()
    click("#start")
    says("The service is busy")
    accessible("busy")
    wait(lambda: find("#confirm"), "it is retried automatically")
    check(f"503 and 429 are retried after the given delay, after {time.time() - begun:.0f} s", time.time() - begun >= 3)
    posts = [one for one in relay.seen if one[:2] == ("POST", "/imports")]
    click("#cancel")
    says("Cancelled")
    # A stalled import is shown as stalled. The relay freezes the import's state.
    held = {"status": "importing", "progress": {"bytes_read": 1, "rows_total": 1_000_000, "rows_validated": 1_000_000, "rows_applied": 123_456, "rows_blank": 0, "rows_repeated": 0, "rows_left_out": 0, "percent": 12}}
    still = dict(ask(f"/imports/{remembered()}"), **held)
    relay.faults.append(("GET", "^/imports/[^/]*$", 200, {"Content-Type": "application/json"}, lambda _: still))
    reload()
    says("123,456 of 1,000,000 rows")
    says("seconds ago")
    accessible("a million rows")
    # Only the page's clock advances, by 45 s.
    driver.execute_script("const now = Date.now; Date.now = () => now() + 45_000")
    says("No progress")
    accessible("stuck")
    relay.faults.clear()
    says("Cancelled")
    check("the time since the last progress is shown; a stalled import is reported and then continues", True)
    relay.stop()


def sign_in(relay, token):
    """Opens the page, gives it a token, and opens the dialog."""
    driver.get(relay.base + "/")
    watch()
    wait(lambda: driver.find_element("id", "sign-in").is_displayed(), "the page asks for a token")
    driver.find_element("id", "token").send_keys(token, Keys.ENTER)
    wait(lambda: not driver.find_element("id", "sign-in").is_displayed(), "the token is accepted")
    click("#open")


def token_ended():
    """An expired token. Every request requires the token that is currently valid."""
    relay, valid = Relay(), {"token": "first"}
    relay.faults.append(("GET", "^/(layouts|imports|users|invitations|template)", 401, {}, lambda request: None if request.headers.get("Authorization") == f"Bearer {valid['token']}" else problem(401, "token-missing", "No token.")))
    relay.faults.append(("POST", "^/imports", 401, {}, relay.faults[0][4]))
    sign_in(relay, "first")
    begin(fresh("token.csv"))
    wait(lambda: find("#confirm"), "the preview shows")
    # The built-in page: the token form replaces the dialog, which then returns in the same state.
    valid["token"] = "second"
    click("#confirm")
    wait(lambda: driver.find_element("id", "sign-in").is_displayed() and driver.switch_to.active_element.get_attribute("id") == "token", "the form asks for another token")
    driver.find_element("id", "token").send_keys("second", Keys.ENTER)
    wait(lambda: find("#confirm"), "the dialog is open again in the same state")
    says("Your decision has not been sent")
    # A portal: its callback is asked for a new token, without the user noticing.
    driver.execute_script("window.asked = []; document.getElementById('import').getToken = async ({ isExpired }) => (window.asked.push(isExpired), isExpired ? 'third' : 'second')")
    valid["token"] = "third"
    click("#cancel")
    says("Cancelled")
    check("an expired token is renewed through the callback and through the page's form", True in driver.execute_script("return window.asked") and "sign-in" not in text())
    check("no URL ever contained a token", not any("first" in one[1] or "second" in one[1] for one in relay.seen))
    relay.stop()


def token_ended_while_closed():
    """A token that expires during an upload while the dialog is closed: the page asks for another one when the dialog is opened."""
    relay, valid = Relay(), {"token": "first"}
    expired = lambda request: None if request.headers.get("Authorization") == f"Bearer {valid['token']}" else problem(401, "token-missing", "No token.")
    relay.faults += [("GET", "^/(layouts|imports|users|catalog)", 401, {}, expired), ("POST", "^/imports", 401, {}, expired)]
    sign_in(relay, "first")
    # Each time that the upload fails, it requests another address.
    engine.block("/rollcall-uploads/")
    begin(fresh("token-closed.csv"))
    says("The service can’t be reached")
    find("#close").click()
    requests = lambda: [one[:2] for one in relay.seen].count(("POST", "/imports"))
    valid["token"], before = "second", requests()
    wait(lambda: requests() > before, "the upload needs another token")
    # The page gets the refusal.
    time.sleep(0.5)
    engine.block()
    click("#open")
    wait(lambda: driver.find_element("id", "sign-in").is_displayed() and driver.switch_to.active_element.get_attribute("id") == "token", "the form asks for another token")
    driver.find_element("id", "token").send_keys("second", Keys.ENTER)
    wait(lambda: find("#confirm"), "the upload continues with the new token", 60)
    check("a token that expired while the dialog was closed is requested when it is opened", True)
    click("#cancel")
    says("Cancelled")
    relay.stop()


def stack_killed():
    stack = Stack()
    path = rows_file("killed.csv", 1500, "killed{}@harbour-vale.example")
    open_page()
    begin(path)
    wait(lambda: find("#confirm"), "the preview shows", 60)
    click("#confirm")
    wait(lambda: "Importing" in text(), "rows are being written")
    stack.kill()
    says("The service can’t be reached")
    stack.start()
    says("Import finished", 90)
    check("the dialog continues after the stack is killed and restarted", find("#count-created b").text == "1,500", text())
