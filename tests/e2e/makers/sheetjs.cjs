// Writes books with SheetJS. Reads a JSON array of `{book, path, options}` from standard input; programs.py describes books.
const fs = require("node:fs");
const xlsx = require("xlsx");

const ERRORS = { "#NULL!": 0x00, "#DIV/0!": 0x07, "#VALUE!": 0x0f, "#REF!": 0x17, "#NAME?": 0x1d, "#NUM!": 0x24, "#N/A": 0x2a };
const TYPES = { string: "s", number: "n", boolean: "b" };

function toCell(cell, cellDates) {
  const own = (type, value) => ({ t: type, v: value, ...(cell.format ? { z: cell.format } : {}) });
  const result = cell.result;
  switch (cell.kind) {
    case "date":
      if (!cellDates) return own("n", cell.serial);
      return own("d", new Date(`${cell.value}${cell.value.includes("T") ? "" : "T00:00:00"}Z`));
    case "boolean": return own("b", cell.value);
    case "number": return own("n", Number(cell.value));
    case "error": return own("e", ERRORS[cell.value]);
    case "formula": {
      const source = { f: cell.value.slice(1) };
      // Without a result, the cell has the default type.
      if (result === null) return { t: "n", ...source };
      const made = result in ERRORS ? own("e", ERRORS[result]) : own(TYPES[typeof result], result);
      return { ...made, ...source };
    }
    default: return own("s", cell.value);
  }
}

for (const { book, path, options } of JSON.parse(fs.readFileSync(0, "utf8"))) {
  const made = xlsx.utils.book_new();
  made.Workbook = { WBProps: { date1904: book.is_1904 === true }, Sheets: [] };
  for (const own of book.sheets) {
    const sheet = { "!merges": [], "!rows": [], "!cols": [] };
    let width = 1;
    own.rows.forEach((cells, row) => cells.forEach((cell, column) => {
      if (cell === null) return;
      width = Math.max(width, column + 1);
      sheet[xlsx.utils.encode_cell({ r: row, c: column })] = toCell(cell, options.cellDates);
      if (cell.merged_rows) sheet["!merges"].push({ s: { r: row, c: column }, e: { r: row + cell.merged_rows - 1, c: column } });
    }));
    for (const row of own.hidden_rows ?? []) sheet["!rows"][row] = { hidden: true };
    for (const column of own.hidden_columns ?? []) sheet["!cols"][column] = { hidden: true };
    const [rows, columns] = own.blank ?? [0, 0];
    for (let row = own.rows.length; row < rows; row += 1) {
      for (let column = 0; column < columns; column += 1) sheet[xlsx.utils.encode_cell({ r: row, c: column })] = { t: "z", z: "@" };
    }
    const last = { r: Math.max(own.rows.length, rows) - 1, c: Math.max(width, columns) - 1 };
    sheet["!ref"] = xlsx.utils.encode_range({ s: { r: 0, c: 0 }, e: last });
    xlsx.utils.book_append_sheet(made, sheet, own.name);
    made.Workbook.Sheets.push({ Hidden: own.is_hidden ? 1 : 0 });
  }
  xlsx.writeFile(made, path, { bookType: "xlsx", compression: true, sheetStubs: true, ...options });
}
