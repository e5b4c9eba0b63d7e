"""The dialog in Chromium, on the embedded stack: python3 dialog.py API AXE FOLDER

API is the stack's address, AXE the script of axe-core, FOLDER a place for files and downloads. One line a check.
"""

import csv, http.server, json, os, re, shutil, sys, threading, time
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

API, AXE, FOLDER = sys.argv[1], Path(sys.argv[2]).read_text(), Path(sys.argv[3])
SAMPLES = Path("samples").resolve()
SHOTS = os.environ.get("SCREENSHOTS")


def check(label, is_so, seen=""):
    print(f"{'ok   ' if is_so else 'FAIL '} {label}" + ("" if is_so else f": {seen}"), flush=True)
    if not is_so:
        if SHOTS:
            driver.save_screenshot(f"{SHOTS}/fail.png")
        sys.exit(1)


def start():
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    for argument in ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                     "--disable-component-update", "--disable-sync", "--no-proxy-server", "--lang=en", f"--user-data-dir={FOLDER}/profile", "--window-size=1280,900"):
        options.add_argument(argument)
    options.add_experimental_option("prefs", {"download.default_directory": f"{FOLDER}/downloads", "download.prompt_for_download": False, "intl.accept_languages": "en"})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))


driver = start()


def wait(condition, what, seconds=30):
    def now(_):
        try:
            return condition()
        except Exception:
            return False
    try:
        return WebDriverWait(driver, seconds, 0.1).until(now)
    except Exception:
        check(what, False, f"not within {seconds} s; the dialog says: {text()[:600]}")


def root(element="import"):
    return driver.find_element(By.ID, element).shadow_root


def find(selector, element=None):
    return root(element or current).find_element(By.CSS_SELECTOR, selector)


def text():
    return driver.execute_script("const d = document.getElementById(arguments[0])?.shadowRoot?.querySelector('.body'); return d ? d.innerText : ''", current)


def click(selector):
    wait(lambda: find(selector).is_enabled(), f"{selector} can be pressed")
    driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", find(selector))
    find(selector).click()


def open_page(element="import"):
    global current
    current = element
    driver.get(API + "/")
    driver.execute_script("window.refused = []; document.addEventListener('securitypolicyviolation', (event) => window.refused.push(event.blockedURI + ' ' + event.violatedDirective))")
    wait(lambda: find("#open"), "the element is drawn")
    # What a part before this one left open is its own.
    driver.execute_script("sessionStorage.clear()")
    click("#open")


def choose(path):
    wait(lambda: find("#file"), "a file can be chosen")
    find("#file").send_keys(str(path))


def drop(path):
    wait(lambda: find("#drop"), "a file can be dropped")
    driver.execute_script("""
        const transfer = new DataTransfer();
        transfer.items.add(new File([arguments[1]], arguments[2], { type: "text/csv" }));
        const target = document.getElementById(arguments[0]).shadowRoot.getElementById("drop");
        for (const type of ["dragover", "drop"]) target.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
    """, current, path.read_text(encoding="utf-8-sig"), path.name)


def accessible(where):
    driver.execute_script(AXE)
    found = driver.execute_async_script("const done = arguments[0]; axe.run(document).then((result) => done(result.violations.map((one) => one.id + ': ' + one.nodes.map((node) => node.target.join(' ') + ' ' + (node.any[0]?.message || '')).slice(0, 3).join('; '))))")
    refused = driver.execute_script("return window.refused || []")
    check(f"{where}: axe finds nothing, the policy refused nothing", not found and not refused, f"{found} {refused}")
    if SHOTS:
        shoot(where.replace(" ", "-"))


def shoot(name):
    for scheme in ("light", "dark"):
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]})
        for width in (1280, 320):
            driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False})
            time.sleep(0.2)
            driver.save_screenshot(f"{SHOTS}/{name}-{scheme}-{width}.png")
    driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def download(selector, end):
    before = set((FOLDER / "downloads").glob(f"*{end}"))
    click(selector)
    new = lambda: next(iter(set((FOLDER / "downloads").glob(f"*{end}")) - before), None)
    return wait(new, f"{selector} downloads a file")


def enrolment():
    open_page()
    wait(lambda: find("#start"), "the first step shows")
    accessible("first step")
    template = download("#template", ".csv").read_bytes().decode("utf-8-sig")
    check("the template has the course columns", template.count("module requested") == 3 and template.endswith("\r\n"), template)
    wrong = FOLDER / "wrong.csv"
    wrong.write_text("enabled,name,Email,companyname,languageCode\n1,A,a@example.com,B,en\n")
    choose(wrong)
    wait(lambda: "Email → email" in text(), "a wrong header is told at once")
    choose(SAMPLES / "enrolment.csv")
    wait(lambda: "Rows: 50" in text(), "the rows are counted")
    accessible("checked file")
    click("#start")
    wait(lambda: "no errors" in text(), "the banner says that there are no errors")
    accessible("preview")
    driver.refresh()
    wait(lambda: find("#open"), "the element is drawn again")
    click("#open")
    wait(lambda: find("#confirm"), "after a reload the import is found again")
    check("after a reload the import is found again", True)
    click("#confirm")
    wait(lambda: "Import finished" in text(), "the import finishes")
    accessible("summary")
    click(".counts button")
    wait(lambda: "alice.pemberton@harbour-vale.example" in text(), "a count opens into its list")
    result = json.loads(download("#export-json", ".json").read_text())
    check("the JSON export has the counts", result["summary"]["created"] == 50 and result["summary"]["course_assignments"] == 113, result["summary"])
    with open(download("#export-csv", ".csv"), encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    check("the CSV export has a row for each user", len(rows) == 50 and {row["status"] for row in rows} == {"created"}, len(rows))
    find("#close").send_keys(Keys.ESCAPE)
    wait(lambda: "alice.pemberton" in driver.find_element(By.ID, "users").text, "the list shows the new users")
    accessible("user list")


def cancelled():
    open_page()
    choose(SAMPLES / "enrolment.csv")
    click("#start")
    wait(lambda: find("#confirm"), "the preview shows")
    check("who exists is to be skipped", "50\nSkipped" in text(), text())
    click("#cancel")
    wait(lambda: "Cancelled: nothing was imported" in text(), "the import is cancelled")
    check("a cancelled import says so", True)


def rejected():
    open_page()
    choose(SAMPLES / "broken.csv")
    click("#start")
    wait(lambda: "Rejected" in text() and "Presentng Well" in text(), "unmatched titles reject the file and are listed")
    accessible("rejected")


def learners():
    open_page("add")
    drop(SAMPLES / "broken-learners.csv")
    wait(lambda: find("#start").is_enabled(), "a dropped file is checked")
    check("invitations start checked for learners", find("#send_invitations").is_selected())
    click("#start")
    wait(lambda: "Rows with errors" in text() and find("details li"), "the errors are told and listed")
    accessible("errors")
    click("#confirm")
    wait(lambda: "Import finished" in text(), "the valid rows are imported")
    fixed = download("#export-fix", ".csv").read_text(encoding="utf-8-sig")
    check("the file to mend has its problems", "import_problems" in fixed, fixed[:200])


def hostile():
    marked = "<img src=x onerror=window.stolen=1>"
    path = FOLDER / f"{marked}.csv"
    head, row, *_ = (SAMPLES / "enrolment.csv").read_text(encoding="utf-8-sig").splitlines()
    cells = row.split(",")
    cells[1], cells[3] = marked, "hostile@harbour-vale.example"
    path.write_text("\n".join([head, ",".join(cells)]) + "\n")
    open_page()
    choose(path)
    wait(lambda: marked in text(), "a file's name is text")
    click("#start")
    click("#confirm")
    wait(lambda: "Import finished" in text(), "the import finishes")
    click(".counts button")
    wait(lambda: text().count(marked) >= 2, "name and cell are shown as text")
    check("markup in names and cells stays text", driver.execute_script("return window.stolen === undefined && window.refused.length === 0"))


def large():
    path = FOLDER / "large.csv"
    head = (SAMPLES / "enrolment.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    with open(path, "w") as file:
        file.write(head + "\n")
        block = "".join(f"1,Name {at},\"Quoted, text\",user{at}@harbour-vale.example,Harbour & Vale Ltd,,en-GB,{'x' * 40},,,,,\n" for at in range(1000))
        while file.tell() + len(block) < 104_857_600 - 1000:
            file.write(block)
    open_page()
    wait(lambda: find("#file"), "a file can be chosen")
    driver.execute_script("window.tasks = []; new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map((one) => Math.round(one.duration)))).observe({ type: 'longtask' })")
    begun = time.time()
    choose(path)
    wait(lambda: "can be uploaded" in text(), "a file of 100 MB is checked", 90)
    tasks = driver.execute_script("return window.tasks")
    heap = driver.execute_script("return Math.round(performance.memory.usedJSHeapSize / 1048576)")
    # Times are told and not judged: a machine that does other things as well interrupts tasks of the page.
    check(f"100 MB are checked in {time.time() - begun:.1f} s; longest task {max(tasks, default=0)} ms, heap {heap} MB", heap < 64, heap)
    path.unlink()


def activate():
    driver.get(API + "/activate#token=unknown")
    driver.execute_script("window.refused = []")
    check("the token leaves the address", "unknown" not in driver.current_url)
    accessible("activation")
    driver.find_element(By.ID, "accept").click()
    wait(lambda: "does not work" in driver.find_element(By.ID, "text").text, "an unknown token is refused when the button is pressed")


def portal():
    """The page of the README, served from another origin."""
    global current
    page = re.search(r"```html\n(.*?)```", Path("README.md").read_text(), re.S)[1].replace("http://127.0.0.1:8000", API)
    page = page.replace("sessionTokenOfYourPortal()", '"any"')

    class Page(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    current = "import"
    driver.get(f"http://127.0.0.1:{server.server_port}/")
    click("#open")
    choose(SAMPLES / "enrolment.csv")
    click("#start")
    wait(lambda: find("#confirm"), "the preview shows")
    click("#cancel")
    wait(lambda: "Cancelled" in text(), "an import goes through a portal's own page")
    check("the page of the README carries an import, from another origin", True)
    server.shutdown()


current = "import"
(FOLDER / "downloads").mkdir(exist_ok=True)
try:
    for part in (enrolment, cancelled, rejected, learners, hostile, large, activate, portal):
        if len(sys.argv) < 5 or part.__name__ in sys.argv[4:]:
            part()
    errors = [line["message"] for line in driver.get_log("browser") if "Content Security Policy" in line["message"]]
    check("no script, style or request was refused", not errors, errors)
finally:
    driver.quit()
