"""Shared by all browser tests: steps in the dialog, checks of its appearance, and a relay between the browser and the stack."""

import http.client, http.server, json, os, re, subprocess, sys, threading, time, urllib.request
from pathlib import Path

from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from engines import UNLIMITED, Chromium, Firefox

API, AXE, FOLDER = sys.argv[1], Path(sys.argv[2]).read_text(), Path(sys.argv[3])
SAMPLES = Path("samples").resolve()
SHOTS = os.environ.get("SCREENSHOTS")
HEAD = (SAMPLES / "enrolment.csv").read_text(encoding="utf-8-sig").splitlines()[0]
# The element under test: "import" or "add".
current = "import"


def check(label, is_so, seen=""):
    print(f"{'ok   ' if is_so else 'FAIL '} {label}" + ("" if is_so else f": {seen}"), flush=True)
    if not is_so:
        if SHOTS:
            driver.save_screenshot(f"{SHOTS}/fail.png")
        driver.quit()
        os._exit(1)


(FOLDER / "downloads").mkdir(exist_ok=True)
engine = Firefox(FOLDER, os.environ["GECKODRIVER"]) if os.environ.get("BROWSER") == "firefox" else Chromium(FOLDER)
driver = engine.driver


def wait(condition, what, seconds=30):
    def now(_):
        try:
            return condition()
        except Exception:
            return False
    try:
        return WebDriverWait(driver, seconds, 0.05).until(now)
    except Exception:
        check(what, False, f"not within {seconds} s; the dialog says: {text()[:600]}")


def root(element=None):
    return driver.find_element(By.ID, element or current).shadow_root


def find(selector):
    return root().find_element(By.CSS_SELECTOR, selector)


def text(part="dialog"):
    return driver.execute_script("const d = document.getElementById(arguments[0])?.shadowRoot?.querySelector(arguments[1]); return d ? d.innerText : ''", current, part)


def says(words, seconds=30):
    wait(lambda: words in text(), f"the dialog says “{words}”", seconds)


def click(selector):
    wait(lambda: find(selector).is_enabled(), f"{selector} can be clicked")
    # The view may be rendered again between finding and clicking.
    for _ in range(5):
        try:
            driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", find(selector))
            return find(selector).click()
        except Exception as error:
            last = error
            time.sleep(0.2)
    check(f"{selector} is clicked", False, last)


def by_id(name):
    """Returns an element of the page or of its user list."""
    found = driver.find_elements(By.ID, name)
    return found[0] if found else driver.find_element(By.ID, "list").shadow_root.find_element(By.ID, name)


def remembered():
    """Returns the id of the import that this tab has stored, or `None`."""
    kept = driver.execute_script("return Object.entries({...sessionStorage}).filter(([name]) => name.startsWith('rollcall-import')).map(([, text]) => JSON.parse(text).id)")
    return kept[0] if kept else None


def watch():
    driver.execute_script("window.refused = []; document.addEventListener('securitypolicyviolation', (event) => window.refused.push(event.blockedURI + ' ' + event.violatedDirective))")


def open_page(element="import", base=API):
    global current
    current = element
    driver.get(base + "/")
    watch()
    wait(lambda: find("#open"), "the element is rendered")
    # An earlier part may have left its import open.
    driver.execute_script("sessionStorage.clear()")
    click("#open")
    wait(lambda: find("#select"), "the first step shows")


def reload():
    driver.refresh()
    watch()
    wait(lambda: find("#open"), "the element is rendered again")
    click("#open")


def choose(path):
    wait(lambda: find("#file"), "a file can be chosen")
    find("#file").send_keys(str(path))


def drop(*paths):
    wait(lambda: find("#drop"), "a file can be dropped")
    driver.execute_script("""
        const transfer = new DataTransfer();
        for (const [name, text] of arguments[1]) transfer.items.add(new File([text], name, { type: "text/csv" }));
        const target = document.getElementById(arguments[0]).shadowRoot.getElementById("drop");
        for (const type of ["dragenter", "dragover", "drop"]) target.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
    """, current, [[path.name, path.read_text(encoding="utf-8-sig")] for path in paths])


def fresh(name, count=3):
    """Writes a file of people who are not users yet."""
    return rows_file(name, count, name.split(".")[0] + "{}@harbour-vale.example")


def download(selector, end):
    before = set((FOLDER / "downloads").glob(f"*{end}"))
    click(selector)
    # Until a download has ended, Firefox keeps an empty file in its place.
    return wait(lambda: next((one for one in set((FOLDER / "downloads").glob(f"*{end}")) - before if one.stat().st_size), None), f"{selector} downloads a file")


def ask(path, accept="application/json"):
    request = urllib.request.Request(API + path, headers={"Accept": accept})
    with urllib.request.urlopen(request, timeout=10) as response:
        return json.load(response)


def rows_file(name, count, mail="user{}@harbour-vale.example", width=40):
    path = FOLDER / name
    path.write_text(HEAD + "\n" + "".join(f"1,Name {at},Last,{mail.format(at)},Harbour & Vale Ltd,,en-GB,{'x' * width},,,,,\n" for at in range(count)))
    return path


def look(scheme="light", width=1280, height=900):
    engine.look(scheme, width, height)


def look_as_ever():
    engine.look_as_ever()


# Returns the parts of the page and the dialog whose content is wider than they are. The tables of a file's columns may scroll.
OVERFLOW = """
    const wide = (element) => element && element.scrollWidth > element.clientWidth + 1;
    const found = [];
    if (wide(document.scrollingElement)) found.push("page " + document.scrollingElement.scrollWidth);
    const host = document.getElementById(arguments[0])?.shadowRoot;
    for (const name of ["dialog", ".head", ".body", ".foot", ".scroll", "li"]) for (const one of host ? host.querySelectorAll(name) : []) if (one.checkVisibility() && !one.matches("#preview, #header") && wide(one)) found.push(name + " " + one.scrollWidth + " of " + one.clientWidth);
    return found;
"""


def wide_parts():
    return driver.execute_script(OVERFLOW, current)


# Checks only the dialog if it is open, since nothing behind it can be reached.
AXE_RUN = """
    const [rules, done] = arguments;
    const where = document.querySelector("rollcall-import[open]") || document;
    axe.run(where, rules ? { runOnly: { type: "rule", values: rules } } : {}).then((result) => done(result.violations.map((one) => one.id + ": " +
        one.nodes.map((node) => node.target.join(" ") + " " + (node.any[0]?.message || "")).slice(0, 3).join("; "))));
"""


def accessible(where):
    """Checks a step with axe in the light theme, its contrast in the dark theme, and that it fits a width of 320 px (1,280 px at 400 %)."""
    driver.execute_script(AXE)
    found = []
    for scheme, rules in (("light", None), ("dark", ["color-contrast"])):
        look(scheme)
        # Colour transitions take 0.12 s, and longer on a busy machine.
        time.sleep(0.15)
        driver.execute_async_script("const [done] = arguments; requestAnimationFrame(() => Promise.allSettled(document.getAnimations().filter((one) => one instanceof CSSTransition).map((one) => one.finished)).then(() => requestAnimationFrame(done)))")
        found += driver.execute_async_script(AXE_RUN, rules)
    look(width=320, height=640)
    wide = wide_parts()
    if SHOTS:
        shoot(where.replace(" ", "-"))
    look_as_ever()
    refused = driver.execute_script("return window.refused || []")
    check(f"{where}: passes axe in light and dark, fits 320 px", not found and not wide and not refused, f"{found} {wide} {refused}")


def shoot(name):
    for scheme in ("light", "dark"):
        for width, height in ((1280, 900), (360, 740)):
            look(scheme, width, height)
            time.sleep(0.2)
            driver.save_screenshot(f"{SHOTS}/{name}-{scheme}-{width}.png")


def network(is_offline=False, upload_bytes_s=UNLIMITED):
    engine.network(is_offline, upload_bytes_s)


class Relay:
    """A proxy between the browser and the stack. It responds itself to the requests in `faults`: (method, path, status, headers, body).
    It forwards the requests in `lost` (method, path), each once, and loses most of the response.

    It also serves `page` at `/` and `scripts` by path, as a portal does.
    """

    def __init__(self, page=None, scripts=None):
        self.faults, self.lost, self.seen, self.page, self.scripts, relay = [], [], [], page, scripts or {}, self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def respond(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                relay.seen.append((self.command, self.path, self.headers.get("Authorization"), body))
                status, headers, content = relay.fault(self) or relay.forward(self, body)
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                # The browser itself would repeat a request without any response.
                self.close_connection = relay.loses(self)
                self.wfile.write(content[:1] if self.close_connection else content)

            do_GET = do_POST = do_PUT = do_DELETE = respond

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.base = f"http://127.0.0.1:{self.server.server_port}"

    def fault(self, request):
        if self.page and request.path == "/":
            return 200, {"Content-Type": "text/html; charset=utf-8"}, self.page.encode()
        if request.path in self.scripts:
            return 200, {"Content-Type": "text/javascript; charset=utf-8"}, self.scripts[request.path].encode()
        for one in self.faults:
            method, path, status, headers, document = one
            if request.command == method and re.search(path, request.path):
                # A function is used each time that it returns a response; a document is used once.
                if callable(document):
                    document = document(request)
                    if document is None:
                        continue
                else:
                    self.faults.remove(one)
                return status, {"Content-Type": "application/problem+json", **headers}, json.dumps(document).encode()
        return None

    def loses(self, request):
        for one in self.lost:
            if request.command == one[0] and re.search(one[1], request.path):
                self.lost.remove(one)
                return True
        return False

    def forward(self, request, body):
        connection = http.client.HTTPConnection(API.split("//")[1], timeout=30)
        kept = {name: value for name, value in request.headers.items() if name.lower() not in ("host", "origin", "connection", "content-length")}
        connection.request(request.command, request.path, body or None, kept)
        response = connection.getresponse()
        content = response.read()
        return response.status, {name: value for name, value in response.getheaders() if name.lower() not in ("content-length", "transfer-encoding", "connection")}, content

    def stop(self):
        self.server.shutdown()


def problem(status, code, detail):
    return {"type": "about:blank", "title": code, "status": status, "code": code, "detail": detail, "request_id": "1"}


class Stack:
    """The process of `rollcall serve`, from the environment. It can be killed and restarted at the same address."""

    def __init__(self):
        self.pid = int(os.environ["SERVING"])
        self.program, self.data = os.environ["ROLLCALL"], os.environ["DATA"]

    def kill(self):
        os.kill(self.pid, 9)
        while Path(f"/proc/{self.pid}/stat").exists() and " Z " not in Path(f"/proc/{self.pid}/stat").read_text():
            time.sleep(0.05)

    def start(self):
        port = API.rsplit(":", 1)[1]
        self.again = subprocess.Popen([self.program, "serve", "--port", port, "--accept-workbooks", "--data-dir", self.data], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.pid = self.again.pid
        Path(self.data).with_name("serving").write_text(str(self.pid))
