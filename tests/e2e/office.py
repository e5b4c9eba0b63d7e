"""LibreOffice without a window, controlled through a pipe. Needs Debian's own Python, which has the bridge."""

import subprocess
import time

import uno
from com.sun.star.beans import PropertyValue

# Comma, double quote, UTF-8, from the first line: what LibreOffice's import dialog suggests for such a file.
AS_CSV = "44,34,76,1"
UTF8_TEXT = "Text - txt - csv (StarCalc)"
WORKBOOK = "Calc MS Excel 2007 XML"


class Office:
    """A LibreOffice process with its own profile in the folder `work`."""

    def __init__(self, work):
        pipe = f"rollcall-{work.name}"
        self.process = subprocess.Popen(
            [
                "soffice",
                f"-env:UserInstallation=file://{work}/profile",
                f"--accept=pipe,name={pipe};urp;",
                "--headless",
                "--norestore",
                "--nologo",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        for _ in range(600):
            try:
                context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
                break
            except Exception:  # not listening yet
                time.sleep(0.1)
        else:
            raise SystemExit("FAIL  LibreOffice does not start within a minute")
        self.desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)

    def open(self, path):
        """Opens a CSV file or a workbook."""
        options = [option("Hidden", True)]
        if path.suffix == ".csv":
            options += [option("FilterName", UTF8_TEXT), option("FilterOptions", AS_CSV)]
        return self.desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, tuple(options))

    def save(self, book, path):
        """Saves a copy in the format of its name; as CSV, only the first sheet."""
        if path.suffix == ".csv":
            options = (option("FilterName", UTF8_TEXT), option("FilterOptions", AS_CSV))
        else:
            options = (option("FilterName", WORKBOOK),)
        book.storeToURL(path.as_uri(), options)

    def end(self):
        try:
            self.desktop.terminate()
        except Exception:  # it closes the pipe before responding
            pass
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()


def option(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made
