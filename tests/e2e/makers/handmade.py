"""Workbooks written as XML, as two programs that cannot be run here would write it."""

import zipfile
from xml.sax.saxutils import escape, quoteattr

from .cases import serial

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
HIDDEN = ' state="hidden"'
# The numbers of columns and rows of a new sheet in Google Sheets.
GOOGLE_COLUMNS, GOOGLE_ROWS = 26, 1000


def letters(column):
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


class Styles:
    """The number formats of a workbook. Style 0 is General."""

    def __init__(self):
        self.codes = [None]

    def of(self, code):
        if code not in self.codes:
            self.codes.append(code)
        return self.codes.index(code)

    def xml(self, tag=lambda name: name):
        formats = "".join(
            f"<{tag('numFmt')} numFmtId=\"{163 + at}\" formatCode={quoteattr(code, {chr(34): '&quot;'})}/>"
            for at, code in enumerate(self.codes)
            if code
        )
        cells = "".join(
            f'<{tag("xf")} numFmtId="{163 + at if at else 0}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
            for at in range(len(self.codes))
        )
        return (
            f'<{tag("numFmts")} count="{len(self.codes) - 1}">{formats}</{tag("numFmts")}>'
            f'<{tag("fonts")} count="1"><{tag("font")}/></{tag("fonts")}>'
            f'<{tag("fills")} count="1"><{tag("fill")}/></{tag("fills")}>'
            f'<{tag("borders")} count="1"><{tag("border")}/></{tag("borders")}>'
            f'<{tag("cellStyleXfs")} count="1"><{tag("xf")} numFmtId="0"/></{tag("cellStyleXfs")}>'
            f'<{tag("cellXfs")} count="{len(self.codes)}">{cells}</{tag("cellXfs")}>'
        )


def value_of(cell, is_1904, tag=lambda name: name):
    """Returns the type attribute and the content of a cell that is not text."""
    kind, value = cell["kind"], cell["value"]
    element = lambda name, content: f"<{tag(name)}>{escape(str(content))}</{tag(name)}>"
    if kind == "formula":
        source, result = element("f", value[1:]), cell["result"]
        if result is None:
            return "", source
        if isinstance(result, bool):
            return ' t="b"', source + element("v", int(result))
        if isinstance(result, str):
            return (' t="e"' if result.startswith("#") else ' t="str"'), source + element("v", result)
        return "", source + element("v", result)
    if kind == "boolean":
        return ' t="b"', element("v", int(value))
    if kind == "error":
        return ' t="e"', element("v", value)
    return "", element("v", serial(value, is_1904) if kind == "date" else value)


def entry(cell, tag, plain):
    """Returns the content of a text: one `t`, or a run for each part."""
    parts = cell.get("parts")
    bold = f"<{tag('rPr')}><{tag('b')}/></{tag('rPr')}>"
    return "".join(f"<{tag('r')}>{bold}{plain(part)}</{tag('r')}>" for part in parts) if parts else plain(cell["value"])


def areas(merged, tag=lambda name: name):
    inner = "".join(f"<{tag('mergeCell')} ref={quoteattr(area)}/>" for area in merged)
    return f"<{tag('mergeCells')}>{inner}</{tag('mergeCells')}>" if merged else ""


def area_below(row, column, cell):
    return f"{letters(column)}{row + 1}:{letters(column)}{row + cell['merged_rows']}"


def google_text(text):
    # Google Sheets does not escape carriage returns, and writes xml:space only where it matters.
    space = ' xml:space="preserve"' if text != text.strip() else ""
    return f"<t{space}>{escape(text.replace('_x', '_x005F_x'))}</t>"


def google_row(row, cells, styles, strings, book):
    made = []
    for column in range(GOOGLE_COLUMNS):
        cell = cells[column] if column < len(cells) else None
        place = f"{letters(column)}{row + 1}"
        if cell is None:
            # Rows have a format, so cells without a value have a style too.
            made.append(f'<c r="{place}" s="0"/>')
            continue
        style = styles.of(cell.get("format"))
        if cell["kind"] in ("text", "rich"):
            index = strings.setdefault(entry(cell, str, google_text), len(strings))
            made.append(f'<c r="{place}" s="{style}" t="s"><v>{index}</v></c>')
        else:
            kind, content = value_of(cell, book.get("is_1904"))
            made.append(f'<c r="{place}" s="{style}"{kind}>{content}</c>')
    return "".join(made)


def as_google(book, path):
    """Writes what Google Sheets exports: shared strings, 26 columns, at least 1,000 rows, of which the empty ones have a height, and no
    calculation chain."""
    styles, strings, sheets = Styles(), {}, []
    for own in book["sheets"]:
        lines, merged = [], []
        for row in range(max(len(own["rows"]), GOOGLE_ROWS)):
            cells = own["rows"][row] if row < len(own["rows"]) else []
            hidden = ' hidden="1"' if row in own.get("hidden_rows", ()) else ""
            merged += [
                area_below(row, column, cell) for column, cell in enumerate(cells) if cell and cell.get("merged_rows")
            ]
            if cells:
                made = google_row(row, cells, styles, strings, book)
                lines.append(f'<row r="{row + 1}" customFormat="1" s="0"{hidden}>{made}</row>')
            else:
                lines.append(f'<row r="{row + 1}" ht="15.75" customHeight="1"{hidden}/>')
        hidden = {at: ' hidden="1"' for at in own.get("hidden_columns", ())}
        columns = "".join(
            f'<col customWidth="1" min="{at + 1}" max="{at + 1}" width="12.63"{hidden.get(at, "")}/>'
            for at in range(GOOGLE_COLUMNS)
        )
        sheets.append(
            f'<worksheet xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheetPr><outlinePr summaryBelow="0" summaryRight="0"/></sheetPr>'
            '<sheetViews><sheetView workbookViewId="0"/></sheetViews>'
            '<sheetFormatPr customHeight="1" defaultColWidth="12.63" defaultRowHeight="15.75"/>'
            f"<cols>{columns}</cols><sheetData>{''.join(lines)}</sheetData>{areas(merged)}</worksheet>"
        )
    parts = {f"xl/worksheets/sheet{at}.xml": DECLARATION + xml for at, xml in enumerate(sheets, 1)}
    targets = [f"worksheets/sheet{at}.xml" for at in range(1, len(sheets) + 1)]
    count, entries = len(strings), "".join(f"<si>{text}</si>" for text in strings)
    parts["xl/sharedStrings.xml"] = (
        f'{DECLARATION}<sst xmlns="{MAIN}" count="{count}" uniqueCount="{count}">{entries}</sst>'
    )
    parts["xl/styles.xml"] = f'{DECLARATION}<styleSheet xmlns="{MAIN}">{styles.xml()}</styleSheet>'
    package(path, book, parts, targets, {"styles": "styles.xml", "sharedStrings": "sharedStrings.xml"})


def sdk_text(text):
    text = text.replace("_x", "_x005F_x").replace("\x01", "_x0001_")
    return f'<x:t xml:space="preserve">{escape(text, {chr(13): "&#13;"})}</x:t>'


def sdk_cell(cell, styles, book):
    if cell is None:
        return "<x:c/>"
    style = f' s="{styles.of(cell["format"])}"' if cell.get("format") else ""
    if cell["kind"] in ("text", "rich"):
        return f'<x:c{style} t="inlineStr"><x:is>{entry(cell, "x:{}".format, sdk_text)}</x:is></x:c>'
    kind, content = value_of(cell, book.get("is_1904"), "x:{}".format)
    return f"<x:c{style}{kind}>{content}</x:c>"


def as_sdk(book, path):
    """Writes what the Open XML SDK writes: element names with a prefix, parts with a byte order mark and absolute targets, texts in the
    cells, and neither cell references nor dimensions."""
    tag, styles, sheets, mark = "x:{}".format, Styles(), [], "\ufeff"
    for own in book["sheets"]:
        lines, merged = [], []
        for row, cells in enumerate(own["rows"]):
            hidden = ' hidden="true"' if row in own.get("hidden_rows", ()) else ""
            merged += [
                area_below(row, column, cell) for column, cell in enumerate(cells) if cell and cell.get("merged_rows")
            ]
            lines.append(f"<x:row{hidden}>{''.join(sdk_cell(cell, styles, book) for cell in cells)}</x:row>")
        columns = "".join(
            f'<x:col min="{at + 1}" max="{at + 1}" width="9" hidden="true"/>' for at in own.get("hidden_columns", ())
        )
        columns = f"<x:cols>{columns}</x:cols>" if columns else ""
        data = f"<x:sheetData>{''.join(lines)}</x:sheetData>"
        sheets.append(f'<x:worksheet xmlns:x="{MAIN}">{columns}{data}{areas(merged, tag)}</x:worksheet>')
    parts = {f"xl/worksheets/sheet{at}.xml": mark + DECLARATION + xml for at, xml in enumerate(sheets, 1)}
    targets = [f"/xl/worksheets/sheet{at}.xml" for at in range(1, len(sheets) + 1)]
    parts["xl/styles.xml"] = f'{mark}{DECLARATION}<x:styleSheet xmlns:x="{MAIN}">{styles.xml(tag)}</x:styleSheet>'
    package(path, book, parts, targets, {"styles": "/xl/styles.xml"}, prefix="x:", mark=mark)


def package(path, book, parts, targets, others, prefix="", mark="", calculation=""):
    """Writes the archive. `targets` are the sheets' parts and `others` the other parts by type."""
    kinds = [("worksheet", target) for target in targets] + list(others.items())
    relations = "".join(
        f'<Relationship Id="rId{at}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(kinds, 1)
    )
    sheets = "".join(
        f'<{prefix}sheet name={quoteattr(own["name"], {chr(34): "&quot;"})} sheetId="{at}" r:id="rId{at}"'
        f"{HIDDEN if own.get('is_hidden') else ''}/>"
        for at, own in enumerate(book["sheets"], 1)
    )
    space = f"xmlns:{prefix[:-1]}" if prefix else "xmlns"
    properties = f'<{prefix}workbookPr date1904="true"/>' if book.get("is_1904") else f"<{prefix}workbookPr/>"
    types = "".join(
        f'<Override PartName="/{name}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml"/>'
        for name, kind in [
            ("xl/workbook.xml", "sheet.main"),
            *((name, "worksheet") for name in parts if "worksheets" in name),
            *((name, name[3:-4]) for name in parts if name in ("xl/styles.xml", "xl/sharedStrings.xml")),
        ]
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'{mark}{DECLARATION}<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
            f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{types}</Types>',
        )
        root = "/xl/workbook.xml" if mark else "xl/workbook.xml"
        archive.writestr(
            "_rels/.rels",
            f'{mark}{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">'
            f'<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="{root}"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'{mark}{DECLARATION}<{prefix}workbook {space}="{MAIN}" xmlns:r="{RELATIONS}">{properties}'
            f"<{prefix}sheets>{sheets}</{prefix}sheets>{calculation}</{prefix}workbook>",
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'{mark}{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>',
        )
        for name, xml in parts.items():
            archive.writestr(name, xml)
