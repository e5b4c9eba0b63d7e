#!/usr/bin/env python3
"""Checks the relative links and anchors of the documentation, without a network.

    docs/check_links.py

It reads every committed Markdown file, and also checks that SUMMARY.md lists each page of the manual and that the manual links to
nothing outside itself, which the built book would not contain.
"""

import re
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
BOOK = TOP / "docs" / "src"
LINK = re.compile(r"""!?\[(?:[^\]\[]|\[[^\]]*\])*\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)|<(?:img|a)\b[^>]*?(?:src|href)="([^"]+)\"""")
FENCE = re.compile(r"^(```|~~~).*?^\1", re.S | re.M)


def prose(path):
    """The text of a file without code, with included files in place."""
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"\{\{#include ([^}]+)\}\}", lambda found: (path.parent / found[1].strip()).read_text(encoding="utf-8"), text)
    return re.sub(r"`[^`\n]*`", lambda found: found[0].replace("[", "").replace("<", ""), FENCE.sub("", text))


def anchors(path):
    """The anchors of a file's headings, as GitHub and mdBook make them."""
    seen, found = {}, set(re.findall(r'id="([^"]+)"', path.read_text(encoding="utf-8")))
    for heading in re.findall(r"^#{1,6} +(.+?) *#*$", prose(path), re.M):
        text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).replace("`", "")
        slug = re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-")
        count = seen.get(slug, 0)
        seen[slug] = count + 1
        found.add(f"{slug}-{count}" if count else slug)
    return found


def main():
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", "*.md"],
        cwd=TOP, check=True, capture_output=True, text=True,
    ).stdout.split()
    pages = [TOP / name for name in listed if (TOP / name).exists()]
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
    print("\n".join(bad) if bad else f"{count} links in {len(pages)} files lead somewhere")
    return 1 if bad else 0


sys.exit(main())
