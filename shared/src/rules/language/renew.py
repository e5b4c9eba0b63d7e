#!/usr/bin/env python3
"""Renews registry.txt from the IANA Language Subtag Registry.

Usage: renew.py [FILE]   reads a copy of the registry instead of downloading it
"""

import pathlib
import sys
import urllib.request

URL = "https://www.iana.org/assignments/language-subtag-registry/language-subtag-registry"
KINDS = ["language", "extlang", "script", "region", "variant"]


def main() -> None:
    if len(sys.argv) > 1:
        text = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")
    else:
        with urllib.request.urlopen(URL, timeout=60) as response:
            text = response.read().decode("utf-8")
    # A line that begins with white space continues the previous one.
    date, *records = text.replace("\n ", " ").split("%%\n")
    entries = {kind: [] for kind in KINDS}
    for record in records:
        fields = [line.split(": ", 1) for line in record.splitlines() if ": " in line]
        values = dict(fields)
        # Skips ranges, which are reserved for private use, and grandfathered and redundant entries, which are whole tags.
        if values["Type"] not in KINDS or ".." in values.get("Subtag", ".."):
            continue
        prefixes = [value for name, value in fields if name == "Prefix"]
        entry = values["Subtag"]
        if values["Type"] in ("extlang", "variant"):
            entry += "=" + ",".join(prefixes)
        entries[values["Type"]].append(entry)
    lines = [date.strip()] + [f"{kind} {' '.join(sorted(entries[kind]))} " for kind in KINDS]
    path = pathlib.Path(__file__).with_name("registry.txt")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{path}: {date.strip()}, {sum(map(len, entries.values()))} subtags")


if __name__ == "__main__":
    main()
