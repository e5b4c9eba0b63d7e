"""Usability of the dialog: first paint, keyboard only, every language, right to left."""

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

import steps
from steps import API, FOLDER, HEAD, SAMPLES, check, fresh, choose, click, driver, engine, find, look, look_as_ever, open_page, root, says, text, wait, wide_parts


def first_paint():
    """The page renders even while the API does not respond."""
    engine.block("/users", "/layouts", "/imports", "/invitations")
    driver.get(API + "/")
    wait(lambda: find("#open").is_displayed(), "the button is rendered without the API")
    wait(lambda: driver.execute_script("return performance.getEntriesByName('first-contentful-paint').length"), "the page is painted")
    paint = driver.execute_script("return performance.getEntriesByName('first-contentful-paint')[0].startTime")
    sizes = driver.execute_script("return performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation')).filter((one) => !/\\/(users|invitations)/.test(one.name)).map((one) => one.encodedBodySize)")
    check(f"first paint without the API, after {paint:.0f} ms; page and elements are {sum(sizes):,} bytes on the wire", 0 < sum(sizes) <= 63 * 1024, sizes)
    engine.block()


def focused():
    return driver.execute_script("let one = document.activeElement; while (one?.shadowRoot?.activeElement) one = one.shadowRoot.activeElement; return one ? (one.id || one.tagName) : ''")


def press(*keys):
    ActionChains(driver).send_keys(*keys).perform()


def tab_to(name, limit=40, seen=focused):
    """Presses Tab until `seen()` returns this name. If Tab leaves the page, as in Firefox, goes back with Shift+Tab."""
    back = False
    for _ in range(limit):
        if seen() == name:
            return
        if not driver.execute_script("return document.hasFocus()"):
            engine.focus_page()
            # In Chromium, Tab does not leave the page, but a page that was just loaded may get the focus only with the first key.
            back = not back and engine.name == "firefox"
        if back:
            ActionChains(driver).key_down(Keys.SHIFT).send_keys(Keys.TAB).key_up(Keys.SHIFT).perform()
        else:
            press(Keys.TAB)
    check(f"{name} is reached with the Tab key", False, seen())


def keyboard():
    driver.get(API + "/")
    wait(lambda: find("#open"), "the element is drawn")
    driver.execute_script("sessionStorage.clear()")
    tab_to("open")
    press(Keys.ENTER)
    wait(lambda: find("#select"), "the first step shows")
    inside = set()
    for _ in range(30):
        press(Keys.TAB)
        inside.add(focused())
    check("focus stays inside the dialog", not inside & {"q", "company", "status", "search", "language", "open"} and "select" in inside, inside)
    tab_to("select")
    # Replaces the system's file chooser.
    choose(fresh("keyboard.csv"))
    wait(lambda: focused() == "start", "after the check the start button has the focus")
    press(Keys.ENTER)
    wait(lambda: find("#confirm"), "the preview shows")
    wait(lambda: focused() == "H3", "the heading of the step has the focus")
    tab_to("count-created")
    press(Keys.SPACE)
    wait(lambda: find("#count-created").get_attribute("aria-selected") == "true" and "Name 0" in text(), "the space bar opens a count")
    tab_to("cancel")
    press(Keys.ENTER)
    says("Cancelled")
    press(Keys.ESCAPE)
    wait(lambda: not find("dialog").get_attribute("open") and focused() == "open", "Escape closes the dialog, and the focus returns to the button")
    check("a whole import using only the keyboard", True)


def languages():
    open_page()
    texts = {"en": "Choose the file", "fr": "Choisir le fichier", "de": "Datei auswählen", "es": "Elegir el archivo", "it": "Scegli il file",
            "nl": "Bestand kiezen", "pt-BR": "Escolher o arquivo", "pl": "Wybierz plik"}
    offered = driver.execute_script("return [...document.getElementById('language').options].map((one) => one.value)")
    check("every language is offered", sorted(offered) == sorted(texts), offered)
    for lang, words in texts.items():
        driver.execute_script("document.getElementById('import').close(); document.getElementById('language').value = arguments[0]; document.getElementById('language').dispatchEvent(new Event('change'))", lang)
        # Texts of other languages are loaded on demand.
        wait(lambda: driver.execute_script("return document.documentElement.lang") == lang and find("dialog").get_attribute("lang") == lang, f"the page is in {lang}")
        click("#open")
        wait(lambda: find("#drop"), "the first step shows")
        look(width=320, height=640)
        wide = wide_parts()
        choose(SAMPLES / "enrolment.csv")
        says(words)
        wide += wide_parts()
        wide += driver.execute_script("return [...arguments[0].querySelectorAll('.label')].filter((one) => one.getClientRects().length > 1).map((one) => one.textContent)", find("#steps"))
        look_as_ever()
        check(f"{lang}: translated, and fits 320 px", not wide and find("dialog").get_attribute("lang") == lang and driver.execute_script("return document.documentElement.lang") == lang, wide)
    steps.current = "add"
    driver.execute_script("document.getElementById('import').close(); document.dir = 'rtl'")
    click("#open")
    wait(lambda: find("#select"), "the panel shows")
    box = driver.execute_script("const box = arguments[0].getBoundingClientRect(); return [box.left, box.right]", find("dialog"))
    check("on a right-to-left page the panel is on the left, and nothing is cut off", box[0] == 0 and not wide_parts(), [box, wide_parts()])
    look(width=320, height=256)
    check("at 320 × 256 px everything can be scrolled to", not wide_parts() and driver.execute_script("const d = arguments[0]; return d.scrollHeight > d.clientHeight", find("dialog")), wide_parts())
    look_as_ever()
    steps.current = "import"
