"""The cells that each program writes, and the expected result of each.

A value must be stored exactly as it is shown. Where that is impossible, the row must have an error with the given code.
"""

from dataclasses import dataclass, field

HEADER = "enabled,name,last_name,email,companyName,cohortName,languageCode,job_role,region".split(",")
LEARNERS = "firstname,lastname,email,identifier,country,language".split(",")
ROLE = HEADER.index("job_role")
# Sheet names may contain characters that must be escaped in XML.
SHEET = 'Staff & "crew" – 名'


@dataclass(frozen=True)
class Shown:
    """The cell is stored as `text`; `None`: as empty. The sheet shows the same, except for white space at the ends."""

    text: object


@dataclass(frozen=True)
class Refused:
    """The row has an error with this code, which reports this text as found (`None`: any text)."""

    code: str
    found: str | None = None


DAMAGED = Refused("spreadsheet-damage")


@dataclass(frozen=True)
class Case:
    """`by` contains other expectations for some programs or families of programs; `None` if they cannot write the cell. `office`: whether
    the stored value must equal what LibreOffice shows."""

    name: str
    cell: dict | None
    expected: Shown | Refused
    column: str = "job_role"
    by: dict = field(default_factory=dict)
    office: bool = True

    def expected_by(self, program):
        """Returns what to expect of a program; `None` if it cannot write the cell. The name up to a comma is that of a family."""
        for name in (program, program.split(",")[0]):
            if name in self.by:
                return self.by[name]
        return self.expected


def text(value, form=None):
    return {"kind": "text", "value": value, "format": form}


def rich(*parts):
    return {"kind": "rich", "parts": list(parts), "value": "".join(parts)}


def number(value, form=None):
    return {"kind": "number", "value": value, "format": form}


def boolean(value, form=None):
    return {"kind": "boolean", "value": value, "format": form}


def date(iso, form):
    """Returns a date, with or without a time."""
    return {"kind": "date", "value": iso, "format": form}


def error(value):
    return {"kind": "error", "value": value}


def formula(source, result, form=None):
    """Returns a formula. `result` is text, number or boolean, or `None` if the file has no result. Text that begins with # is an error."""
    return {"kind": "formula", "value": source, "result": result, "format": form}


def serial(iso, is_1904=False):
    """Returns the number that a workbook stores for a date."""
    from datetime import datetime

    at = datetime.fromisoformat(iso)
    # The workbook's calendar has a 29 February 1900.
    start = datetime(1904, 1, 1) if is_1904 else datetime(1899, 12, 30 if at >= datetime(1900, 3, 1) else 31)
    days = (at - start).total_seconds() / 86_400
    return int(days) if days == int(days) else days


def texts():
    return [
        Case("text", text("Cook"), Shown("Cook")),
        Case("digits as text", text("00123"), Shown("00123")),
        Case("exponent as text", text("1E5"), Shown("1E5")),
        Case("16 digits as text", text("1234567890123456"), Shown("1234567890123456")),
        Case("date as text", text("1/2/2026"), Shown("1/2/2026")),
        Case("TRUE as text", text("TRUE"), Shown("TRUE")),
        Case("#N/A as text", text("#N/A"), Shown("#N/A")),
        Case("formula as text", text("=1+1"), Shown("=1+1")),
        Case("apostrophe in front", text("'Cook"), Shown("'Cook")),
        Case("spaces around", text("  Cook  "), Shown("Cook")),
        Case("spaces inside", text("Head  of   tea"), Shown("Head  of   tea")),
        Case("only spaces", text("   "), Shown(None)),
        Case("empty text", text(""), Shown(None)),
        Case("line break", text("two\nlines"), Shown("two\nlines")),
        Case("blank line", text("two\n\nlines\n"), Shown("two\n\nlines")),
        # XML parsers turn CR LF into a line feed, unless the carriage return is escaped.
        Case(
            "CR LF",
            text("two\r\nlines"),
            Shown("two\r\nlines"),
            by=dict.fromkeys(("openpyxl", "Google Sheets", "LibreOffice"), Shown("two\nlines")),
            office=False,
        ),
        # A tab in free text becomes a space; LibreOffice removes it when it saves.
        Case("tab", text("a\tb"), Shown("a b"), by={"LibreOffice": Shown("ab")}, office=False),
        Case("no-break space", text("a\u00a0b"), Shown("a\u00a0b")),
        Case("non-Latin", text("日本語 Größe العربية हिन्दी ไทย"), Shown("日本語 Größe العربية हिन्दी ไทย")),
        Case("emoji", text("👩‍🍳 chef 🇫🇷"), Shown("👩‍🍳 chef 🇫🇷")),
        Case("combining accent", text("Cafe\u0301"), Shown("Café"), office=False),
        Case("XML signs", text("R&D <b> \"x\" ]]> 'y' &amp;"), Shown("R&D <b> \"x\" ]]> 'y' &amp;")),
        # Excel reads _xHHHH_ as an escape, LibreOffice only if it stands for a control character. openpyxl and SheetJS write such text
        # unescaped.
        Case(
            "_x0041_",
            text("a_x0041_b"),
            Shown("a_x0041_b"),
            by=dict.fromkeys(("openpyxl", "SheetJS"), Shown("aAb")),
            office=False,
        ),
        Case(
            "_x000D_",
            text("a_x000D_\nb"),
            Shown("a_x000D_\nb"),
            by={**dict.fromkeys(("openpyxl", "SheetJS"), Shown("a\r\nb")), "LibreOffice": Shown("a\nb")},
            office=False,
        ),
        Case(
            "control character",
            text("a\x01b"),
            Refused("cell-control-character"),
            by=dict.fromkeys(("openpyxl", "Google Sheets", "LibreOffice")),
        ),
        Case("comma and quotes", text('a,"b";c|d'), Shown('a,"b";c|d')),
        Case("256 characters", text("é" * 256), Shown("é" * 256)),
        Case("257 characters", text("é" * 257), Refused("cell-too-long")),
        Case('text under "Dr. "@', text("Ann", '"Dr. "@'), DAMAGED),
        Case("text under ;;;", text("Ann", ";;;"), DAMAGED),
        Case("text under 0.00", text("Ann", "0.00"), Shown("Ann")),
        Case(
            "rich text", rich("Head", " of ", "tea", "  & coffee"), Shown("Head of tea  & coffee"), by={"SheetJS": None}
        ),
        Case("rich text, line break", rich("two\n", " lines"), Shown("two\n lines"), by={"SheetJS": None}),
    ]


def numbers():
    return [
        Case("123", number(123), Shown("123")),
        Case("0", number(0), Shown("0")),
        Case("-5", number(-5), Shown("-5")),
        Case("1.5", number(1.5), Shown("1.5")),
        Case("-0.25", number(-0.25), Shown("-0.25")),
        # 0.3: openpyxl and XlsxWriter write 16 digits, LibreOffice 15.
        Case(
            "0.1+0.2",
            number(0.1 + 0.2),
            DAMAGED,
            by=dict.fromkeys(("openpyxl", "XlsxWriter", "LibreOffice"), Shown("0.3")),
        ),
        Case("1e15", number(1e15), DAMAGED),
        Case("15 digits", number(123456789012345), Shown("123456789012345")),
        Case("17 digits", number(12345678901234567), DAMAGED),
        Case("1e-7", number(1e-7), Shown("0.0000001")),
        Case("1e21", number(1e21), DAMAGED),
        Case("123 under 00000", number(123, "00000"), Shown("00123")),
        Case("123456 under 00000", number(123456, "00000"), Shown("123456")),
        Case("1.5 under 00000", number(1.5, "00000"), DAMAGED),
        Case("-5 under 00000", number(-5, "00000"), DAMAGED),
        Case("123 under 00000;;;@", number(123, "00000;;;@"), Shown("00123")),
        Case("123 under @", number(123, "@"), Shown("123")),
        Case("1234 under #,##0", number(1234, "#,##0"), DAMAGED),
        Case("123 under #,##0", number(123, "#,##0"), Shown("123")),
        Case("4 under 0.00", number(4, "0.00"), DAMAGED),
        Case("4.25 under 0.00", number(4.25, "0.00"), Shown("4.25")),
        Case("0.125 under 0.00", number(0.125, "0.00"), DAMAGED),
        Case("0.5 under 0%", number(0.5, "0%"), DAMAGED),
        Case("1 under 0%", number(1, "0%"), DAMAGED),
        Case("9.5 under euro", number(9.5, "#,##0.00\\ [$€-407]"), DAMAGED),
        Case("9 under dollar", number(9, '"$"#,##0_);("$"#,##0)'), DAMAGED),
        Case("0 under accounting", number(0, '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-'), DAMAGED),
        Case("1234 under 0.00E+00", number(1234, "0.00E+00"), DAMAGED),
        Case("0.5 under # ?/?", number(0.5, "# ?/?"), DAMAGED),
        Case("123 under 000-000", number(123, "000-000"), DAMAGED),
        Case('5 under "Nr. "0', number(5, '"Nr. "0'), DAMAGED),
        Case("5 under ;;;", number(5, ";;;"), DAMAGED),
        Case("0 under 0;-0;", number(0, "0;-0;"), DAMAGED),
        Case("5 under [>3]", number(5, '[>3]"many";0'), DAMAGED),
        Case("5000 under 0,", number(5000, "0,"), DAMAGED),
        Case("5 under [Red]0", number(5, "[Red]0"), Shown("5")),
        # The locale in the format selects Arabic or Thai digits.
        Case("12 in Arabic digits", number(12, "[$-2000401]0"), DAMAGED),
        Case("12 in Thai digits", number(12, "[$-D00041E]0"), DAMAGED),
        # openpyxl writes an empty cell, and XlsxWriter an error value. The cell reader fails on NaN, infinity and #SPILL!; if the cells
        # have no references, as with the Open XML SDK, the whole file is refused.
        Case(
            "NaN",
            number("NaN"),
            DAMAGED,
            by={"openpyxl": Shown(None), "LibreOffice": Shown(None), **dict.fromkeys(("Google Sheets", "Open XML SDK"))},
        ),
        Case(
            "infinity",
            number("Infinity"),
            DAMAGED,
            by={"openpyxl": Shown(None), "LibreOffice": Shown(None), **dict.fromkeys(("Google Sheets", "Open XML SDK"))},
        ),
    ]


def days(name, iso, form, **more):
    """Returns a case with a date. With shared strings, SheetJS writes it as text with a time."""
    full = iso if "T" in iso else f"{iso}T00:00:00"
    by = {"SheetJS, shared strings": Refused("spreadsheet-damage", f"{full}.000Z"), **more.pop("by", {})}
    return Case(name, date(iso, form), Refused("spreadsheet-damage", iso.replace("T", " ")), by=by, **more)


def dates():
    return [
        days("date, d/m/y", "2026-11-28", "d/m/yyyy"),
        days("date, built-in 14", "2026-11-28", "mm-dd-yy"),
        days("date, ISO", "2026-11-28", "yyyy\\-mm\\-dd"),
        days("date, year only", "2026-11-28", "yyyy"),
        days("date, German", "2026-11-28", "[$-407]d. mmmm yyyy;@"),
        days("date and time", "2026-11-28T18:30:00", "dd/mm/yyyy hh:mm"),
        # LibreOffice's calendar has no 29 February 1900.
        days("date of January 1900", "1900-01-15", "d/m/yyyy", by={"LibreOffice": DAMAGED}),
        Case("duration", number(1.5, "[h]:mm"), DAMAGED),
    ]


def others():
    """Booleans, errors, formulas, merged cells."""
    without = {"openpyxl": DAMAGED, "XlsxWriter": DAMAGED}
    return [
        Case("TRUE", boolean(True), Shown("TRUE")),
        Case("FALSE", boolean(False), Shown("FALSE")),
        Case("#N/A", error("#N/A"), DAMAGED),
        Case("#REF!", error("#REF!"), DAMAGED),
        Case("#DIV/0!", error("#DIV/0!"), DAMAGED),
        Case("#SPILL!", error("#SPILL!"), DAMAGED, by=dict.fromkeys(("openpyxl", "SheetJS", "LibreOffice", "Open XML SDK"))),
        Case("formula, text", formula('="Co"&"ok"', "Cook"), Shown("Cook"), by=without),
        Case(
            "formula, text with spaces",
            formula('=" Head  of "&"tea"', " Head  of tea"),
            Shown("Head  of tea"),
            by=without,
        ),
        Case(
            "formula, line break",
            formula('="two"&CHAR(10)&"lines & <more>"', "two\nlines & <more>"),
            Shown("two\nlines & <more>"),
            by=without,
        ),
        Case("formula, empty text", formula('=""', ""), Shown(None), by=without),
        Case("formula, number", formula("=100+23", 123), Shown("123"), by=without),
        Case("formula, 00000", formula("=100+23", 123, "00000"), Shown("00123"), by=without),
        Case("formula, date", formula("=DATE(2026,11,28)", serial("2026-11-28"), "d/m/yyyy"), DAMAGED),
        Case("formula, boolean", formula("=1=1", True), Shown("TRUE"), by=without),
        Case("formula, error", formula("=NA()", "#N/A"), DAMAGED),
        Case("formula without result", formula("=100+24", None), DAMAGED, by={"LibreOffice": Shown("124")}),
        Case("text formula without result", formula('="Co"&"ok"', None), DAMAGED, by={"LibreOffice": Shown("Cook")}),
        Case(
            "merged, first row",
            {**text("Cook"), "merged_rows": 2},
            Shown("Cook"),
            by={"XlsxWriter, constant memory": None},
        ),
        Case("merged, second row", None, DAMAGED, by={"XlsxWriter, constant memory": None}),
    ]


def enabled():
    def case(name, cell, expected, **more):
        return Case(f"enabled: {name}", cell, expected, "enabled", **more)

    without = {"openpyxl": DAMAGED, "XlsxWriter": DAMAGED}
    return [
        case("TRUE", boolean(True), Shown(True)),
        case("FALSE", boolean(False), Shown(False)),
        case("1", number(1), Shown(True)),
        case("0", number(0), Shown(False)),
        case('"1"', text("1"), Shown(True)),
        case('"0"', text("0"), Shown(False)),
        case('"TRUE"', text("TRUE"), Shown(True)),
        case('" 1 "', text(" 1 "), Shown(True)),
        case("=TRUE()", formula("=TRUE()", True), Shown(True), by=without),
        case("1 under 0%", number(1, "0%"), DAMAGED),
        case("1 under yes/no", number(1, '"yes";;"no"'), DAMAGED),
        case("1 under 00", number(1, "00"), Refused("enabled-invalid")),
        case("1 under 0.0", number(1, "0.0"), Shown(True)),
        case("0 under 0.00", number(0, "0.00"), Shown(False)),
        case("2 under 0.00", number(2, "0.00"), DAMAGED),
        case("2", number(2), Refused("enabled-invalid")),
        case("0.5", number(0.5), Refused("enabled-invalid")),
        case("date", date("1900-01-01", "d/m/yyyy"), DAMAGED),
        case("#N/A", error("#N/A"), DAMAGED),
        case("empty", None, Refused("enabled-invalid")),
    ]


def identifiers():
    """Cells of the column `identifier` of the layout `learners`."""

    def case(name, cell, expected, **more):
        return Case(f"identifier: {name}", cell, expected, "identifier", **more)

    three_tenths = dict.fromkeys(("openpyxl", "XlsxWriter", "LibreOffice"), Refused("identifier-invalid"))
    return [
        case("00123 as text", text("00123"), Shown("00123")),
        case("124 as number", number(124), Shown("124")),
        case("00125 by format", number(125, "00000"), Shown("00125")),
        case("1e15", number(1e15), DAMAGED),
        case("17 digits", number(12345678901234567), DAMAGED),
        case("17 digits as text", text("12345678901234567"), Shown("12345678901234567")),
        case("-5", number(-5), Refused("identifier-invalid")),
        case("0.1+0.2", number(0.1 + 0.2), DAMAGED, by=three_tenths),
        days("identifier: date", "2026-11-28", "d/m/yyyy", column="identifier"),
        case("1,234", number(1234, "#,##0"), DAMAGED),
        case("1E5 as text", text("1E5"), Shown("1E5")),
        case("TRUE", boolean(True), Shown("TRUE")),
    ]


def all_cases():
    return [*texts(), *numbers(), *dates(), *others(), *enabled()]
