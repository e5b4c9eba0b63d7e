"""Programs and libraries that write workbooks. Each function writes a book to a path.

A book is `{"sheets": [...], "is_1904": bool}`. A sheet has a `name`, `rows` of cells (see `cases`), and, if needed, the indexes of
`hidden_rows` and `hidden_columns`, `is_hidden`, and `blank`: a number of formatted rows and columns without values.
"""

import csv
import json
import os
import pathlib
import subprocess
from datetime import datetime

import openpyxl
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from . import handmade
from .cases import SHEET, serial


def cells_of(sheet):
    """Yields row, column and cell for every cell with a value."""
    for row, cells in enumerate(sheet["rows"]):
        for column, cell in enumerate(cells):
            if cell is not None:
                yield row, column, cell


def by_openpyxl(book, path):
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    if book.get("is_1904"):
        workbook.epoch = CALENDAR_MAC_1904
    for own in book["sheets"]:
        sheet = workbook.create_sheet(own["name"])
        for row, column, cell in cells_of(own):
            place = sheet.cell(row + 1, column + 1)
            kind, value = cell["kind"], cell["value"]
            value = float(value) if kind == "number" and isinstance(value, str) else value
            if kind == "rich":
                bold = InlineFont(b=True)
                place.value = CellRichText(
                    [TextBlock(bold, part) if at % 2 else part for at, part in enumerate(cell["parts"])]
                )
            else:
                place.value = datetime.fromisoformat(value) if kind == "date" else value
            # openpyxl would take some texts for formulas or error values.
            if kind in ("text", "error"):
                place.data_type = {"text": "s", "error": "e"}[kind]
            if cell.get("format"):
                place.number_format = cell["format"]
            if cell.get("merged_rows"):
                sheet.merge_cells(None, row + 1, column + 1, row + cell["merged_rows"], column + 1)
        for row in own.get("hidden_rows", ()):
            sheet.row_dimensions[row + 1].hidden = True
        for column in own.get("hidden_columns", ()):
            sheet.column_dimensions[openpyxl.utils.get_column_letter(column + 1)].hidden = True
        if own.get("is_hidden"):
            sheet.sheet_state = "hidden"
        rows, columns = own.get("blank", (0, 0))
        for row in range(len(own["rows"]), rows):
            for column in range(columns):
                sheet.cell(row + 1, column + 1).number_format = "@"
    workbook.save(path)


def by_xlsxwriter(book, path, constant_memory=False):
    options = {
        "constant_memory": constant_memory,
        "default_date_format": "d/m/yyyy",
        "date_1904": book.get("is_1904", False),
        "nan_inf_to_errors": True,
    }
    workbook = xlsxwriter.Workbook(path, options)
    bold, plain, formats = workbook.add_format({"bold": True}), workbook.add_format({"num_format": "@"}), {None: None}
    for own in book["sheets"]:
        sheet = workbook.add_worksheet(own["name"])
        for row in own.get("hidden_rows", ()):
            sheet.set_row(row, None, None, {"hidden": True})
        for column in own.get("hidden_columns", ()):
            sheet.set_column(column, column, None, None, {"hidden": True})
        for row, column, cell in cells_of(own):
            kind, value, form = cell["kind"], cell["value"], cell.get("format")
            if form not in formats:
                formats[form] = workbook.add_format({"num_format": form})
            style = formats[form]
            if cell.get("merged_rows"):
                sheet.merge_range(row, column, row + cell["merged_rows"] - 1, column, value, style)
            elif kind == "text" and value:
                sheet.write_string(row, column, value, style)
            elif kind == "rich":
                parts = [one for at, part in enumerate(cell["parts"]) for one in ([bold, part] if at % 2 else [part])]
                sheet.write_rich_string(row, column, *parts)
            elif kind == "number":
                sheet.write_number(row, column, float(value) if isinstance(value, str) else value, style)
            elif kind == "boolean":
                sheet.write_boolean(row, column, value, style)
            elif kind == "date":
                sheet.write_datetime(row, column, datetime.fromisoformat(value), style)
            elif kind == "error":
                sheet.write_formula(row, column, f"={value}", style, value)
            elif kind == "formula":
                sheet.write_formula(row, column, value, style, *([] if cell["result"] is None else [cell["result"]]))
        if own.get("is_hidden"):
            sheet.hide()
        rows, columns = own.get("blank", (0, 0))
        for row in range(len(own["rows"]), rows):
            for column in range(columns):
                sheet.write_blank(row, column, None, plain)
    workbook.get_worksheet_by_name(next(own["name"] for own in book["sheets"] if not own.get("is_hidden"))).activate()
    workbook.close()


class SheetJs:
    """SheetJS in Node.js. `run` writes all books in one process."""

    def __init__(self, modules):
        self.modules, self.asked = modules, []

    def write(self, book, path, options):
        numbered = json.loads(json.dumps(book))
        for sheet in numbered["sheets"]:
            for _, _, cell in cells_of(sheet):
                if cell["kind"] == "date":
                    cell["serial"] = serial(cell["value"], book.get("is_1904"))
        self.asked.append({"book": numbered, "path": str(path), "options": options})

    def run(self):
        script = pathlib.Path(__file__).with_name("sheetjs.cjs")
        environment = {**os.environ, "NODE_PATH": self.modules}
        subprocess.run(["node", script], input=json.dumps(self.asked), text=True, check=True, env=environment)
        self.asked = []


def convert(profile, paths, form, folder):
    """Converts files with LibreOffice."""
    command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--norestore", "--convert-to", form]
    subprocess.run([*command, "--outdir", str(folder), *map(str, paths)], check=True, capture_output=True, timeout=120)


def shown_by_office(profile, paths, folder):
    """Returns the rows of the sheet `SHEET` of each workbook, with each cell as LibreOffice shows it."""
    convert(profile, paths, "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,1", folder)
    shown = []
    for path in paths:
        # LibreOffice writes one file per sheet, with the sheet's name at the end.
        (file,) = folder.glob(f"{path.stem}-{SHEET.split()[0]}*.csv")
        with open(file, encoding="utf-8", newline="") as lines:
            shown.append(list(csv.reader(lines)))
    return shown


def programs(sheetjs):
    """Returns the writer of each program, by name."""
    return {
        "openpyxl": by_openpyxl,
        "XlsxWriter": by_xlsxwriter,
        "XlsxWriter, constant memory": lambda book, path: by_xlsxwriter(book, path, constant_memory=True),
        "SheetJS": lambda book, path: sheetjs.write(book, path, {"bookSST": False}),
        "SheetJS, shared strings": lambda book, path: sheetjs.write(book, path, {"bookSST": True, "cellDates": True}),
        "Google Sheets": handmade.as_google,
        "Open XML SDK": handmade.as_sdk,
    }
