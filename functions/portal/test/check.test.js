import assert from "node:assert/strict";
import test from "node:test";
import { checkFile, readAs } from "../src/file/check.js";
import { fixFormat } from "../src/file/formats.js";
import { HEAD, enrolment, layouts, learners } from "./layouts.js";

const file = (parts, name = "people.csv") => new File([parts].flat(), name, { type: "text/csv" });
const check = (parts, { name, layout = enrolment, accepts = ["csv"] } = {}) =>
  checkFile(
    file(parts, name),
    { layout, layouts, accepts },
    () => {},
    () => true,
  );
const row = "1,Anna,Lee,anna@example.org,Acme,,en,Course A";

test("the rows of a file that fits are counted and shown", async () => {
  const found = await check(`${HEAD}\r\n${row}\r\n\r\n${row}\n`);
  assert.equal(found.rows, 2);
  assert.equal(found.courseColumns, 1);
  assert.equal(found.problem, undefined);
  assert.deepEqual(found.preview[0].slice(0, 3), ["1", "Anna", "Lee"]);
});

test("delimiters, byte order marks, quoted line breaks and a sep line are recognized", async () => {
  for (const [text, rows] of [
    [`\ufeff${HEAD}\n${row}\n`, 1],
    [`${HEAD}\n${row}\n`.replaceAll(",", ";"), 1],
    [`${HEAD}\n${row}\n`.replaceAll(",", "\t"), 1],
    [`sep=;\r\n${HEAD.replaceAll(",", ";")}\r\n${row.replaceAll(",", ";")}\r\n`, 1],
    [`${HEAD}\n1,"An\nna","a ""quoted"" name",a@example.org,Acme,,en,\n${row}`, 2],
    [`${HEAD}\r${row}\r${row}\r`, 2],
  ])
    assert.equal((await check(text)).rows, rows, JSON.stringify(text));
});

test("UTF-16 is counted like UTF-8", async () => {
  const text = `\ufeff${HEAD}\n${row}\n${row}\n`;
  const bytes = new Uint8Array(text.length * 2);
  for (let at = 0; at < text.length; at++) new DataView(bytes.buffer).setUint16(at * 2, text.charCodeAt(at), true);
  assert.equal((await check([bytes])).rows, 2);
});

test("files that cannot be imported are refused with a reason", async () => {
  for (const [parts, options, key] of [
    [`${HEAD}\n${row}`, { name: "people.txt" }, "fileCsv"],
    ["PK\x03\x04 a workbook", {}, "fileCsv"],
    ["PK\x03\x04 a workbook", { name: "people.xlsx" }, "fileCsv"],
    ["%PDF-1.7", {}, "fileCsv"],
    ["<!DOCTYPE html>", {}, "fileCsv"],
    [new Uint8Array([0xd0, 0xcf, 0x11, 0xe0]), {}, "fileCsv"],
    ["", {}, "fileEmpty"],
    ["\n\n", {}, "fileEmpty"],
    [`${HEAD}\n\n`, {}, "fileNoRows"],
    ["some,other,words\n1,2,3", {}, "headerMissing"],
    [`${HEAD}\n${`${row}\n`.repeat(1001)}`, {}, "fileRows"],
    [`firstname,lastname,email,country,language\nA,B,a@example.org,FR,fr`, {}, "otherLayout_learners"],
    [`${HEAD}\n${row}`, { layout: learners }, "otherLayout_enrolment"],
  ])
    assert.equal((await check(parts, options)).problem?.key, key, JSON.stringify(parts).slice(0, 60));
});

test("labels and cells that were exported as formulas are read as their texts", async () => {
  const formulas = (line) => line.split(",").map((cell) => `="${cell}"`);
  for (const text of [
    `${formulas(HEAD).join(",")}\n${formulas(row).join(",")}\n`,
    `${formulas(HEAD).join(";")}\n${formulas(row).join(";")}\n`,
    `${[HEAD, row].map((line) => formulas(line).map((cell) => `"${cell.replaceAll('"', '""')}"`)).join("\n")}\n`,
  ]) {
    const found = await check(text);
    assert.deepEqual([found.problem, found.rows, found.labels], [undefined, 1, HEAD.split(",")], text);
    assert.deepEqual(found.preview[0].slice(0, 3), ["1", "Anna", "Lee"]);
  }
});

test("labels in quotes after a space, and with invisible characters around them, fit", async () => {
  const header = HEAD.split(",").map((label) => ` "\u200b${label}\u00a0\u3164\u034f"`);
  const found = await check(`${header}\n${row}\n`);
  assert.deepEqual([found.problem, found.rows], [undefined, 1]);
});

test("UTF-16 without a byte order mark is recognized", async () => {
  const text = `${HEAD}\n${row.replace("Anna", "Zoë")}\n`;
  for (const isLittle of [true, false]) {
    const bytes = new Uint8Array(text.length * 2);
    for (let at = 0; at < text.length; at++)
      new DataView(bytes.buffer).setUint16(at * 2, text.charCodeAt(at), isLittle);
    const found = await check([bytes]);
    assert.deepEqual([found.problem, found.rows, found.preview[0][1]], [undefined, 1, "Zoë"]);
  }
});

test("a file is refused for its number of rows only if that many rows are people", async () => {
  const people = `${row}\n`.repeat(1000);
  for (const more of [
    "\u00a0,\u00a0,\n",
    "\u200b\n".repeat(20),
    `${HEAD}\n`,
    `${'"",="",'.repeat(4)}\n`,
    ",,,,,,,\n---,---\n",
  ]) {
    assert.equal((await check(`${HEAD}\n${people}${more}`)).problem, undefined, JSON.stringify(more));
    assert.equal((await check(`${HEAD}\n${more}${people}${row}`)).problem?.key, "fileRows", JSON.stringify(more));
  }
  const much = (await check(`${HEAD}\n${people.repeat(2)}${row}`)).problem;
  assert.deepEqual(much?.values, { found: 2001, rows: 1000, files: 3 });
  assert.equal((await check(`sep=,\n${HEAD}\n${people}`)).rows, 1000);
  // Labels and comments are not people.
  assert.equal((await check(`${HEAD},@work\n${people}`)).problem?.key, "columnUnknown");
  const comment = `${",".repeat(HEAD.split(",").length)}"a@example.org is invalid"\n`;
  assert.equal((await check(`${HEAD},import_status\n${people}${comment}`)).problem?.key, undefined);
});

test("rows without ASCII letters are counted", async () => {
  assert.deepEqual([(await check(`${HEAD}\n王,李\n`)).problem, (await check(`${HEAD}\n王,李\n`)).rows], [undefined, 1]);
});

test("a file with titles above its header is left to the stack, which names the line", async () => {
  for (const title of ["Staff list\n", "Staff list, 2026\n", "Staff list,,,\n\nAll sites, all teams\n"]) {
    for (const delimiter of [",", ";"]) {
      const text = `${title}${`${HEAD}\n${row}\n`.replaceAll(",", delimiter)}`;
      assert.equal((await check(text)).problem, undefined, text);
    }
  }
});

test("a file is taken for one of another layout only if it has all required columns of that layout but not of its own", async () => {
  const text = `firstname,lastname,email,language,enabled,name,companyName,region,job_role\nA,B,a@example.org,fr,1,A,Acme,,\n`;
  assert.equal((await check(text, { layout: learners })).problem, undefined);
  const short = "firstname,lastname,email,language,enabled\nA,B,a@example.org,fr,1\n";
  assert.equal((await check(short)).problem.key, "otherLayout_learners");
  const partial = "firstname,lastname,email,language_code\nA,B,a@example.org,fr\n";
  assert.equal((await check(partial)).problem.key, "columnUnknown");
});

test("one label that is similar to one of the template is enough to match the columns", async () => {
  const found = await check("E-Mail,Rufname,Land\na@example.org,A,AT\n");
  assert.deepEqual([found.problem.key, found.header[0].column], ["columnUnknown", "email"]);
});

test("a sep line may be quoted, and a tab at its end may be trimmed", async () => {
  for (const [mark, delimiter] of [
    ['"sep=;"', ";"],
    ["sep=", "\t"],
    ["SEP=|", "|"],
  ])
    assert.equal((await check(`${mark}\n${HEAD}\n${row}\n`.replaceAll(",", delimiter))).rows, 1, mark);
});

test("a file whose lines are single cells is left to the stack, which says how to split it", async () => {
  const found = await check(`"${HEAD}"\n"1,Ann,Lee"\n`);
  assert.deepEqual([found.problem, found.rows, found.labels], [undefined, 1, [HEAD]]);
});

test("a workbook is left to the stack if the stack accepts it: only its size is checked", async () => {
  const accepts = ["csv", "xlsx"];
  for (const name of ["people.xlsx", "PEOPLE.XLSX", "people.csv"]) {
    const found = await check("PK\x03\x04 a workbook", { name, accepts });
    assert.deepEqual([found.problem, found.rows, found.preview, found.samples], [undefined, null, [], []], name);
  }
  const most = new Uint8Array(20 * 1024 * 1024);
  most.set([80, 75, 3, 4]);
  assert.equal((await check([most], { name: "people.xlsx", accepts })).problem, undefined);
  for (const [parts, name, problem] of [
    ["", "people.xlsx", { key: "fileEmpty" }],
    [[most, "x"], "people.xlsx", { key: "fileLarge", bytes: 20_971_520 }],
    ["PK\x03\x04 a workbook", "people.xls", { key: "fileFormat" }],
    ["\xd0\xcf\x11\xe0", "people.csv", { key: "fileFormat" }],
    ["%PDF-1.7", "people.xlsx", { key: "fileFormat" }],
  ]) {
    const bytes = typeof parts === "string" ? Uint8Array.from(parts, (one) => one.charCodeAt(0)) : parts;
    assert.deepEqual((await check(bytes, { name, accepts })).problem, problem, name);
  }
  // A CSV file is checked whatever its name is.
  assert.equal((await check(`${HEAD}\n${row}`, { name: "people.xlsx", accepts })).rows, 1);
});

test("the corrections file has the format of the imported file", () => {
  const imported = (name, encoding, rows_validated = 3) => ({ file: { name, encoding }, progress: { rows_validated } });
  for (const [one, format] of [
    [imported("people.csv", "utf-8"), "csv"],
    [imported("people.xlsx", null), "xlsx"],
    [imported("people.csv", null), "xlsx"],
    [imported("people.xlsx", "utf-8"), "csv"],
    [imported("people.xlsx", null, 0), "xlsx"],
    [imported("people.csv", null, 0), "csv"],
  ])
    assert.equal(fixFormat(one), format, JSON.stringify(one));
});

test("a header that does not fit is compared with the template, all problems at once", async () => {
  const found = await check(
    "Enabled,first name,E-Mail,CompanyName,languageCode,notes\n1,Anna,anna@example.org,Acme,en,hello\n",
  );
  assert.equal(found.problem.key, "columnUnknown");
  assert.deepEqual(
    found.header.map(({ label, state, column }) => [label, state, column]),
    [
      ["Enabled", "near", "enabled"],
      ["first name", "near", "name"],
      ["E-Mail", "near", "email"],
      ["CompanyName", "near", "companyName"],
      ["languageCode", "known", "languageCode"],
      ["notes", "unknown", null],
    ],
  );
  assert.deepEqual(found.header[5].cells, ["hello"]);
});

test("a label is never matched with a column that only shares some letters with it", async () => {
  const found = await check(
    "enabled,Nachname,Vorname,email,companyName,languageCode,Rolename\n1,Lee,Ann,a@example.org,Acme,en,x\n",
  );
  const columns = Object.fromEntries(found.header.map(({ label, column }) => [label, column]));
  assert.deepEqual([columns.Nachname, columns.Vorname, columns.Rolename], ["last_name", "name", null]);
});

test("the rows of a file whose encoding is uncertain are shown in each encoding", async () => {
  const bytes = new Uint8Array([
    ...new TextEncoder().encode(`${HEAD}\n1,Ren`),
    0xe9,
    ...new TextEncoder().encode(",Lee,r@example.org,Acme,,en,\n"),
  ]);
  const found = await check([bytes]);
  assert.equal(found.rows, 1);
  assert.deepEqual(found.samples, ["René"]);
  const mac = await readAs(file([bytes]), "macintosh", enrolment);
  assert.deepEqual(mac.samples, ["RenÈ"]);
  assert.deepEqual((await check(`${HEAD}\n${row.replace("Anna", "René")}`)).samples, []);
});

test("a check that is no longer wanted ends", async () => {
  let slices = 0;
  await checkFile(
    file(`${HEAD}\n${`${row}\n`.repeat(100_000)}`),
    { layout: { ...enrolment, limits: { ...enrolment.limits, rows_max: 1e6 } }, layouts, accepts: ["csv"] },
    () => slices++,
    () => slices < 3,
  );
  assert.equal(slices, 3);
});
