"""The samples for portals, on an origin other than the API's: a plain page, and React and Vue with the packed npm package."""

import json, os, re, shutil, subprocess
from functools import cache
from pathlib import Path

from selenium.webdriver.common.by import By

import steps
from steps import API, FOLDER, SAMPLES, Relay, accessible, check, choose, click, driver, engine, find, fresh, root, text, wait

SOURCES = Path(__file__).with_name("embed")
PACKAGE = Path("functions/portal/package")
# The address of the API in the samples.
ADDRESS = "http://127.0.0.1:8000"
# Names and descriptions from the table in the manual. The first five occur in this order in each import, the others only in some.
EVENTS = re.findall(r"^\| `(rollcall-\w+)` \| (.*?) \| ", Path("docs/src/dialog.md").read_text(), re.M)
PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Portal</title>
<div id="app"></div>
<script type="module" src="/{}.js"></script>
</html>
"""


@cache
def project():
    """Creates a project with React, Vue, Vite, and the package as it would be published. Nothing is downloaded."""
    folder = FOLDER / "project"
    shutil.copytree(os.environ["BUNDLER"], folder, symlinks=True)
    npm = lambda cwd, *words: subprocess.check_output(["npm", *words, "--silent", "--offline"], cwd=cwd, text=True)
    archive = npm(PACKAGE, "pack", "--pack-destination", folder).strip()
    npm(folder, "install", "--no-audit", "--no-fund", f"./{archive}")
    shutil.copytree(SOURCES, folder, dirs_exist_ok=True)
    shutil.copytree(SAMPLES / "embed", folder / "samples")
    return folder


@cache
def built(mode):
    """Builds the scripts of the pages. Returns them by path."""
    subprocess.run(["npx", "--offline", "vite", "build"], cwd=project(), env=dict(os.environ, NODE_ENV=mode), check=True)
    folder = project() / "dist" / mode
    return {f"/{path.relative_to(folder)}": path.read_text() for path in folder.rglob("*.js")}


def serve(page, scripts=None):
    """Opens a page on an origin other than the API's, and records its events."""
    recorder = (SOURCES / "recorder.js").read_text().replace("NAMES", json.dumps([name for name, _ in EVENTS]))
    page = page.replace("<title>", f"<script>{recorder}</script>\n<title>")
    relay = Relay(page.replace(ADDRESS, API), {path: text.replace(ADDRESS, API) for path, text in (scripts or {}).items()})
    driver.get(relay.base + "/")
    return relay


def elements_render():
    """Waits until the elements are rendered. Gives the dialog an id, which the samples lack but the steps of the tests need."""
    steps.current = "import"
    wait(lambda: driver.execute_script("""
        const [dialog, users] = ["rollcall-import", "rollcall-users"].map((name) => document.querySelector(name));
        if (!users.shadowRoot.querySelector("tbody tr, #empty:not([hidden])")) return false;
        dialog.id = "import";
        return [dialog, users].every((one) => typeof one.getToken === "function");
    """), "both elements render, and have the function for the token")


def press_button():
    """Presses the button of a sample for React or Vue, which have their own button."""
    wait(lambda: driver.find_element(By.XPATH, "//button[text()='Import users']"), "the page has its button").click()


def mount_again():
    driver.execute_script("unmount()")
    check("without the component there are no elements", not driver.find_elements(By.CSS_SELECTOR, "rollcall-import, rollcall-users"))
    driver.execute_script("mount()")
    elements_render()


def upload(name):
    choose(fresh(name))
    click("#start")
    wait(lambda: find("#confirm"), "the preview shows")


def confirm(part="dialog"):
    click("#confirm")
    wait(lambda: "Import finished" in text(part), "the import finishes")


def events():
    return driver.execute_script("return window.events")


def check_events(file_name):
    """Compares the events of an import with the table in the manual."""
    names = [name for name, _ in events()]
    # Events first occur in the order of the table; the last step comes before the end of the import.
    is_ordered = list(dict.fromkeys(names)) == [name for name, _ in EVENTS[:5]] and names[-3:] == ["rollcall-step", "rollcall-done", "rollcall-close"]
    check("the events occur in the order of the manual", is_ordered, names)
    passed = [detail["step"] for name, detail in events() if name == "rollcall-step" and detail["step"] not in ("loading", "progress")]
    check("with each step once", passed == ["start", "upload", "review", "result"], passed)
    unknown = {f"{name}: {key}" for name, detail in events() for key in detail or () if f"`{key}`" not in dict(EVENTS)[name]}
    check("their details have no members that the manual does not list", not unknown, unknown)
    [done] = [detail for name, detail in events() if name == "rollcall-done"]
    check("the detail of rollcall-done has all of them", set(done) == set(re.findall(r"`(\w+)`", dict(EVENTS)["rollcall-done"])), done)
    expected = {"status": "completed", "source": "portal", "undoes": None, "file_name": file_name, "layout": "enrolment", "problems": {"errors": 0, "warnings": 0}}
    check("with the values of this import", expected.items() <= done.items() and done["summary"]["created"] == 3, done)


def check_handler(what):
    runs = driver.execute_script("return window.runs")
    check(f"{what}: the handler of rollcall-done ran once", runs == 1, runs)


def check_page(relay, what):
    complaints = driver.execute_script("return window.complaints")
    check(f"{what}: no errors or warnings", not complaints, complaints)
    others = [path for _, path, *_ in relay.seen if path not in ("/", "/favicon.ico", *relay.scripts)]
    check(f"{what}: every other request goes to the API", not others, others)
    relay.stop()


def embedded_plain():
    relay = serve((SAMPLES / "embed/index.html").read_text())
    elements_render()
    click("#open")
    upload("plain.csv")
    confirm()
    click("#close")
    check_events("plain.csv")
    check_handler("a plain page")
    check_page(relay, "a plain page")


def embedded_react():
    framework("react", "React")


def embedded_vue():
    framework("vue", "Vue")


def framework(name, what):
    """Imports a file with a sample, then another one, during which the component is unmounted and mounted again."""
    relay = serve(PAGE.format(name), built("production"))
    elements_render()
    press_button()
    upload(f"{name}.csv")
    confirm()
    click("#close")
    check_events(f"{name}.csv")
    check_handler(what)
    notice = driver.find_element(By.CSS_SELECTOR, "[role=status]").text
    check(f"{what}: the page shows the result", notice == f"{name}.csv: 3 users created", notice)
    accessible(f"{what} sample")
    driver.execute_script("window.runs = 0")
    press_button()
    upload(f"{name}-again.csv")
    mount_again()
    press_button()
    wait(lambda: find("#confirm"), "the dialog continues where it was left")
    confirm()
    check_handler(f"{what}, mounted again")
    check_page(relay, what)


def embedded_late():
    """The script of the elements cannot be loaded at first."""
    engine.block("/rollcall-import.js")
    relay = serve(PAGE.format("react"), built("production"))
    press_button()
    lost = lambda: driver.execute_script("return window.complaints")
    wait(lambda: lost(), "the page learns that the script could not be loaded")
    check("without the script there is no other error", all("could not be loaded" in one for one in lost()), lost())
    engine.block()
    press_button()
    elements_render()
    wait(lambda: find("#select"), "the dialog opens")
    check("the button of the React sample loads the script again", True)
    relay.stop()


def embedded_component():
    """The React component in strict mode, in a page that rerenders with each event."""
    relay = serve(PAGE.format("component"), built("development"))
    elements_render()
    driver.execute_script("window.calls.length = window.events.length = 0")
    mount_again()
    wait(lambda: find("#select"), "the first step shows")
    hidden = root().find_elements(By.ID, "send_invitations")
    check("the component passes texts and options on", find("#title").text == "Import people" and find("#update_existing").is_selected() and not hidden, text("section"))
    upload("component.csv")
    confirm("section")
    calls, tokens = driver.execute_script("return [window.calls, window.tokens]")
    called = [name for name, _ in events()]
    check("each handler is called once for each event, however often the page renders and the component is mounted", calls == called, [calls, called])
    check("both elements request tokens", set(tokens) == {"import", "users"}, tokens)
    check_page(relay, "the React component")
