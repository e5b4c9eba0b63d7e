"""Unusual XML of cells and sheets, which few programs write. Each case is a separate workbook, since the whole file may be refused."""

from dataclasses import dataclass

from .cases import HEADER, ROLE, SHEET, Shown
from .handmade import DECLARATION, MAIN, Styles, package

# The first two shared texts, to which cells refer by their index.
FIRST, SECOND = "Zero", "One"


@dataclass(frozen=True)
class Odd:
    """`cell` is the XML of the cell `job_role`. `shown` is the only value that may be stored; `None`: there must be an error."""

    name: str
    cell: str
    shown: Shown | None
    code: str | None = None
    calculation: str = ""
    after: str = ""


def odd_cells():
    def one(name, cell, shown=None, **more):
        return Odd(name, cell, None if shown is None else Shown(shown), **more)

    stale = '<c r="H2" t="str"><f>E2</f><v>Old</v></c>'
    return [
        one("space around a number under 00000", '<c r="H2" s="1"><v> 42 </v></c>', "00042", code="00000"),
        one("line breaks around a date", '<c r="H2" s="1"><v>\n45943\n</v></c>', code="d/m/yyyy"),
        one("space around a long number", '<c r="H2"><v> 12345678901234567 </v></c>'),
        one("space around the index of a text", '<c r="H2" t="s"><v> 1 </v></c>', SECOND),
        one("index of a text with decimals", '<c r="H2" t="s"><v>1.0</v></c>', SECOND),
        one("index of a text below zero", '<c r="H2" t="s"><v>-1</v></c>'),
        one("index of a text that is a word", '<c r="H2" t="s"><v>one</v></c>'),
        one("space around the number of a format", '<c r="H2" s=" 1 "><v>42</v></c>', "00042", code="00000"),
        one("NaN", '<c r="H2"><v>NaN</v></c>'),
        one("infinity", '<c r="H2"><v>inf</v></c>'),
        one("decimal comma", '<c r="H2"><v>1,5</v></c>'),
        one("digits and letters", '<c r="H2"><v>12abc</v></c>'),
        one("formula of type str without a value", '<c r="H2" t="str"><f>E2</f></c>'),
        one("sheet that is calculated on load", stale, after='<sheetCalcPr fullCalcOnLoad="1"/>'),
        one("index of a text beyond the last", '<c r="H2" t="s"><v>99</v></c>'),
        one("number of a format beyond the last", '<c r="H2" s="99"><v>42</v></c>'),
        one("plus sign and zeros", '<c r="H2"><v>+0042</v></c>', "42"),
        one("boolean that is a number", '<c r="H2" t="b"><v>2</v></c>'),
        one("date as text, t=d", '<c r="H2" t="d"><v>2026-11-28</v></c>'),
        one("unknown type", '<c r="H2" t="x"><v>1</v></c>'),
        one("shared formula without a result", '<c r="H2"><f t="shared" si="0"/></c>'),
        one("workbook that is calculated on load", stale, calculation='<calcPr fullCalcOnLoad="1"/>'),
        one("calculation that was not completed", stale, calculation='<calcPr calcCompleted="0"/>'),
        one("calculation by hand", stale, "Old", calculation='<calcPr calcMode="manual" calcCompleted="0"/>'),
        one(
            "phonetic text",
            '<c r="H2" t="inlineStr"><is><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></is></c>',
            "東京",
        ),
        one(
            "white space between runs",
            '<c r="H2" t="inlineStr"><is><r><t>Anna</t></r><r><t> </t></r><r><t>Maria</t></r></is></c>',
        ),
        one("CDATA", '<c r="H2" t="inlineStr"><is><t><![CDATA[a & b]]></t></is></c>', "a & b"),
        one("comment in a text", '<c r="H2" t="inlineStr"><is><t>a<!-- x -->b</t></is></c>', "ab"),
        one("character references", '<c r="H2" t="inlineStr"><is><t>&#x41;&#66;</t></is></c>', "AB"),
        one("surrogate escapes", '<c r="H2" t="inlineStr"><is><t>_xD83D__xDE00_</t></is></c>', "😀"),
        one("inline text and a value", '<c r="H2" t="inlineStr"><is><t>a</t></is><v>7</v></c>', "a"),
        one("cell written twice", '<c r="H2"><v>1</v></c><c r="H2"><v>2</v></c>'),
        one("cells in another order", '<c r="H2"><v>1</v></c><c r="G2" t="inlineStr"><is><t>fr</t></is></c>'),
    ]


def write_odd(odd, path, email):
    """Writes a workbook with the header in row 1 and the case in row 2."""
    entries = list(dict.fromkeys([FIRST, SECOND, *HEADER, "1", "Ann", "Lee", email, "Acme GmbH", "en"]))
    place = lambda column, row, text: f'<c r="{chr(65 + column)}{row}" t="s"><v>{entries.index(text)}</v></c>'
    header = "".join(place(column, 1, label) for column, label in enumerate(HEADER))
    row = ["1", "Ann", "Lee", email, "Acme GmbH", None, "en"]
    cells = "".join(place(column, 2, text) for column, text in enumerate(row) if text is not None)
    styles = Styles()
    styles.of(odd.code)
    assert ROLE == len(row)
    parts = {
        "xl/worksheets/sheet1.xml": f'{DECLARATION}<worksheet xmlns="{MAIN}"><sheetData><row r="1">{header}</row>'
        f'<row r="2">{cells}{odd.cell}</row></sheetData>{odd.after}</worksheet>',
        "xl/sharedStrings.xml": f'{DECLARATION}<sst xmlns="{MAIN}">{"".join(f"<si><t>{entry}</t></si>" for entry in entries)}</sst>',
        "xl/styles.xml": f'{DECLARATION}<styleSheet xmlns="{MAIN}">{styles.xml()}</styleSheet>',
    }
    book = {"sheets": [{"name": SHEET}]}
    others = {"styles": "styles.xml", "sharedStrings": "sharedStrings.xml"}
    package(path, book, parts, ["worksheets/sheet1.xml"], others, calculation=odd.calculation)
