"""The browsers that the tests use, with actions for which WebDriver has no command: colour scheme, page size, network, memory."""

import shutil, time

from selenium import webdriver

# Upload rate in bytes per second that stands for no limit.
UNLIMITED = 0


class Chromium:
    """Debian's Chromium. Its DevTools protocol does what WebDriver cannot."""

    name = "chromium"

    def __init__(self, folder):
        options = webdriver.ChromeOptions()
        options.binary_location = shutil.which("chromium")
        for argument in ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
                         "--disable-sync", "--no-proxy-server", "--lang=en", f"--user-data-dir={folder}/profile", "--window-size=1280,900"):
            options.add_argument(argument)
        options.add_experimental_option("prefs", {"download.default_directory": f"{folder}/downloads", "download.prompt_for_download": False, "intl.accept_languages": "en"})
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))

    def look(self, scheme, width, height):
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]})
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False})

    def look_as_ever(self):
        self.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})

    def network(self, is_offline, upload_bytes_s):
        self.driver.execute_cdp_cmd("Network.enable", {})
        self.driver.execute_cdp_cmd("Network.emulateNetworkConditions", {"offline": is_offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": upload_bytes_s or -1})

    def block(self, *paths):
        self.driver.execute_cdp_cmd("Network.enable", {})
        self.driver.execute_cdp_cmd("Network.setBlockedURLs", {"urls": [f"*{path}*" for path in paths]})

    def focus_page(self):
        """Does nothing: the page always has the focus, since a headless browser shows no controls."""

    def heap_bytes(self):
        """Returns the memory of the page's objects in bytes, after a garbage collection."""
        self.driver.execute_cdp_cmd("HeapProfiler.collectGarbage", {})
        return self.driver.execute_cdp_cmd("Runtime.getHeapUsage", {})["usedSize"]

    def refused(self):
        """Returns the messages about what the pages' security policies have refused since the last call."""
        return [line["message"] for line in self.driver.get_log("browser") if "Content Security Policy" in line["message"]]


class Firefox:
    """Debian's Firefox ESR. Scripts in the browser's own window do what WebDriver cannot."""

    name = "firefox"

    def __init__(self, folder, geckodriver):
        options = webdriver.FirefoxOptions()
        options.binary_location = shutil.which("firefox-esr")
        for argument in ("-headless", "-remote-allow-system-access", "--width=1280", "--height=900"):
            options.add_argument(argument)
        for name, value in {
            "browser.download.dir": f"{folder}/downloads",
            "browser.download.folderList": 2,
            "browser.download.always_ask_before_handling_new_types": False,
            "browser.helperApps.neverAsk.saveToDisk": "text/csv,application/json,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "intl.accept_languages": "en",
            "network.proxy.type": 0,
        }.items():
            options.set_preference(name, value)
        self.driver = webdriver.Firefox(options=options, service=webdriver.FirefoxService(geckodriver, log_output=f"{folder}/geckodriver.log"))
        # Every request of a page passes through here. Taking Firefox offline is not enough, since it keeps its connections to this machine.
        self.own("""
            const requests = window.requests = { blocked: [], uploadBytesS: 0, isOffline: false, running: new Set() };
            requests.begin = (channel) => {
                channel.QueryInterface(Ci.nsIHttpChannel);
                if (requests.isOffline || requests.blocked.some((path) => channel.URI.pathQueryRef.includes(path))) return channel.cancel(Cr.NS_ERROR_NET_RESET);
                requests.running.add(channel);
                if (!requests.uploadBytesS || channel.requestMethod !== "PUT") return;
                const queue = Cc["@mozilla.org/network/throttlequeue;1"].createInstance(Ci.nsIInputChannelThrottleQueue);
                queue.init(requests.uploadBytesS, requests.uploadBytesS);
                channel.QueryInterface(Ci.nsIThrottledInputChannel).throttleQueue = queue;
            };
            requests.end = (channel) => requests.running.delete(channel);
            Services.obs.addObserver(requests.begin, "http-on-modify-request");
            Services.obs.addObserver(requests.end, "http-on-stop-request");
        """)

    def own(self, script, *values):
        """Runs a script in the browser's own window, where it has all privileges."""
        with self.driver.context("chrome"):
            return self.driver.execute_script(script, *values)

    def look(self, scheme, width, height):
        self.own("""
            Services.prefs.setIntPref("layout.css.prefers-color-scheme.content-override", arguments[0] === "dark" ? 0 : 1);
            const { style } = gBrowser.selectedBrowser;
            for (const [name, pixels] of [["width", arguments[1]], ["height", arguments[2]]]) for (const end of ["min-", "max-"]) style.setProperty(end + name, pixels + "px");
        """, scheme, width, height)
        self.wait_for("return innerWidth === arguments[0] && innerHeight === arguments[1] && matchMedia(`(prefers-color-scheme: ${arguments[2]})`).matches", width, height, scheme)

    def look_as_ever(self):
        self.own('gBrowser.selectedBrowser.removeAttribute("style"); Services.prefs.clearUserPref("layout.css.prefers-color-scheme.content-override")')
        self.wait_for("return innerWidth === outerWidth")

    def network(self, is_offline, upload_bytes_s):
        self.own("""
            Services.io.offline = arguments[0];
            Object.assign(window.requests, { isOffline: arguments[0], uploadBytesS: arguments[1] });
            if (arguments[0]) for (const channel of window.requests.running) channel.cancel(Cr.NS_ERROR_NET_RESET);
        """, is_offline, upload_bytes_s)

    def block(self, *paths):
        self.own("window.requests.blocked = arguments[0]", paths)

    def focus_page(self):
        self.own("gBrowser.selectedBrowser.focus()")

    def wait_for(self, script, *values):
        """Waits until a script of the page returns true: pages are in another process, and notice a change a moment later."""
        for _ in range(100):
            if self.driver.execute_script(script, *values):
                return
            time.sleep(0.02)
        raise TimeoutError(script)

    def refused(self):
        """Returns nothing: Firefox has no log that can be read. `accessible` checks the events of each page."""
        return []
