#!/usr/bin/env python3
"""Checks the relative links and anchors of the documentation, and the names of tests in it, without a network.

    docs/check_links.py

Reads every Markdown file of the project, including untracked ones. Also checks that SUMMARY.md lists each page of the manual, and that
the manual does not link to files outside itself, which the built book would not contain. The tests, rules and files that
docs/src/design/real-aws.md and asvs.md name must exist.
"""

import ast
import re
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
BOOK = TOP / "docs" / "src"
LINK = re.compile(r"""!?\[(?:[^\]\[]|\[[^\]]*\])*\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)|<(?:img|a)\b[^>]*?(?:src|href)="([^"]+)\"""")
FENCE = re.compile(r"^(```|~~~).*?^\1", re.S | re.M)


def prose(path):
    """Returns the text of a page with includes expanded, without code blocks. Inline code keeps its text except for `[` and `<`."""
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"\{\{#include ([^}]+)\}\}", lambda found: (path.parent / found[1].strip()).read_text(encoding="utf-8"), text)
    return re.sub(r"`[^`\n]*`", lambda found: found[0].replace("[", "").replace("<", ""), FENCE.sub("", text))


def anchors(path):
    """Returns the anchors of a file: its explicit ids, and those that GitHub and mdBook generate for its headings."""
    seen, found = {}, set(re.findall(r'id="([^"]+)"', path.read_text(encoding="utf-8")))
    for heading in re.findall(r"^#{1,6} +(.+?) *#*$", prose(path), re.M):
        text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).replace("`", "")
        slug = re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-")
        count = seen.get(slug, 0)
        seen[slug] = count + 1
        found.add(f"{slug}-{count}" if count else slug)
    return found


def files(pattern):
    """Returns the files of the project that match a pattern, including untracked ones."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", pattern],
        cwd=TOP, check=True, capture_output=True, text=True,
    ).stdout.splitlines()
    return [TOP / name for name in listed if (TOP / name).exists()]


def texts(pattern):
    return [(path, path.read_text(encoding="utf-8")) for path in files(pattern)]


class Checks:
    """The tests and rules that a page may name as the check of a claim."""

    def __init__(self):
        test = re.compile(r"#\[(?:tokio::)?test\b[^\]]*\](?:\s*#\[[^\]]*\]|\s*//[^\n]*)*\s*(?:async )?fn (\w+)")
        self.tests = {name for _, text in texts("*.rs") for name in test.findall(text)}
        rules = ast.parse((TOP / "tests/e2e/rules.py").read_text(encoding="utf-8"))
        self.rules = {one.name.replace("_", " ") for one in rules.body if isinstance(one, ast.FunctionDef)
                      and any(isinstance(by, ast.Call) and getattr(by.func, "id", "") == "rule" for by in one.decorator_list)}
        self.titles = {path.name: re.findall(r"\btest\(\s*\"([^\"]+)\"", text) for path, text in texts("*.test.js")}

    def missing(self, cell):
        """Yields a message for each name in a table cell that does not exist. Titles of JavaScript tests are in italics."""
        for part in cell.split(";"):
            names = re.findall(r"`([^`]+)`", part)
            for name in names:
                if re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+){2,}", name) and name not in self.tests:
                    yield f"no test has the name {name}"
                elif re.fullmatch(r"[a-z]+( [a-z]+)+", name) and name not in self.rules:
                    yield f"no rule has the name {name}"
                elif re.fullmatch(r"[\w./-]+[.](py|rs|sh|js)", name) and not files(name if "/" in name else f"*/{name}"):
                    yield f"no such file: {name}"
            for title in re.findall(r"(?<!\*)\*([^*]+)\*(?!\*)", part):
                pattern = ".*".join(map(re.escape, title.split("…")))
                for name in (one for one in names if one.endswith(".test.js")):
                    if not any(re.fullmatch(pattern, found) for found in self.titles.get(name, [])):
                        yield f"no test in {name} has the title {title}"


def missing_checks(page):
    """Yields a message for each test, rule or file in the last column of a page's tables that does not exist."""
    checks = Checks()
    for row in re.findall(r"^\| .* \|$", page.read_text(encoding="utf-8"), re.M):
        yield from checks.missing(row.strip("| ").split(" | ")[-1])


def main():
    pages = files("*.md")
    bad, count = [], 0
    for page in pages:
        name = page.relative_to(TOP)
        for found in LINK.finditer(prose(page)):
            target = found[1] or found[2]
            if re.match(r"[a-z][a-z+.-]*:", target):
                continue
            count += 1
            path, _, anchor = target.partition("#")
            file = (page.parent / path).resolve() if path else page
            if not file.exists():
                bad.append(f"{name}: {target}: no such file")
            elif page.is_relative_to(BOOK) and not file.is_relative_to(BOOK):
                bad.append(f"{name}: {target}: outside the manual; name the path as code instead")
            elif anchor and file.suffix == ".md" and anchor not in anchors(file):
                bad.append(f"{name}: {target}: no such heading")
    summary = (BOOK / "SUMMARY.md").read_text(encoding="utf-8")
    for page in BOOK.rglob("*.md"):
        name = page.relative_to(BOOK).as_posix()
        is_included = any(f"{{{{#include {name}}}}}" in other.read_text(encoding="utf-8") for other in BOOK.glob("*.md"))
        if name != "SUMMARY.md" and f"({name})" not in summary and not is_included:
            bad.append(f"docs/src/{name}: not in SUMMARY.md")
    for named in (BOOK / "design/real-aws.md", BOOK / "design/asvs.md"):
        bad += [f"{named.relative_to(TOP)}: {what}" for what in missing_checks(named)]
    print("\n".join(bad) if bad else f"{count} links in {len(pages)} files lead somewhere")
    return 1 if bad else 0


sys.exit(main())
