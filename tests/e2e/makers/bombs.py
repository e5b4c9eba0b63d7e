"""Files that would need far more time or memory than their size suggests, and files of other kinds."""

import struct
import zipfile
import zlib

from .cases import HEADER, SHEET
from .handmade import DECLARATION, MAIN, package

MEBIBYTE = 1024 * 1024
# 10 MB that unpack to 10 GB, and less than 0.2 MB that unpack to 40 MB.
LARGE, SMALL = 10 * 1024 * MEBIBYTE, 40 * MEBIBYTE
SHEET_PART, SHARED_PART, STYLES_PART = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"
BOOK = {"sheets": [{"name": SHEET}]}


def repeated(begin, piece, size):
    """Returns deflated data, `begin` followed by about `size` bytes of `piece`, and its unpacked size. One mebibyte is compressed and then
    copied."""
    piece = piece * (MEBIBYTE // len(piece))
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    head = packer.compress(begin) + packer.flush(zlib.Z_FULL_FLUSH)
    # A block after a full flush does not refer to earlier data.
    block = packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)
    return head + block * (size // len(piece)), len(begin) + len(piece) * (size // len(piece))


def write_packed(path, parts, packed):
    """Writes a workbook with these parts, and others that are already deflated: data and unpacked size by name."""
    package(
        path, BOOK, parts, ["worksheets/sheet1.xml"], {"styles": "styles.xml", "sharedStrings": "sharedStrings.xml"}
    )
    with open(path, "rb") as file:
        archive = file.read()
    with zipfile.ZipFile(path) as made:
        start = made.start_dir
    begin, directory = archive[:start], archive[start:-22]
    # Four parts describe the package.
    count = len(parts) + 4
    for name, (data, unpacked) in packed.items():
        # 10 GB do not fit into 32 bits. Nothing should depend on the declared size.
        fields = (20, 0, 8, 0, 0x21, 0, len(data), min(unpacked, 0xFFFF_FFFE), len(name), 0)
        local = b"PK\3\4" + struct.pack("<HHHHHIIIHH", *fields) + name.encode()
        entry = (
            b"PK\1\2"
            + struct.pack("<H", 20)
            + struct.pack("<HHHHHIIIHH", *fields)
            + struct.pack("<HHHII", 0, 0, 0, 0, len(begin))
        )
        directory += entry + name.encode()
        begin += local + data + b"\0\0\0"
        count += 1
    with open(path, "wb") as file:
        file.write(
            begin + directory + b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, count, count, len(directory), len(begin), 0)
        )


def sheet(rows="", dimension=""):
    labels = "".join(f'<c t="inlineStr"><is><t>{label}</t></is></c>' for label in HEADER)
    return f'{DECLARATION}<worksheet xmlns="{MAIN}">{dimension}<sheetData><row>{labels}</row>{rows}</sheetData></worksheet>'


def row(email):
    texts = ["1", "Ann", "Lee", email, "Acme GmbH", "", "en"]
    return f'<row>{"".join(f"<c t={chr(34)}inlineStr{chr(34)}><is><t>{text}</t></is></c>" for text in texts)}</row>'


STYLES = f'{DECLARATION}<styleSheet xmlns="{MAIN}"/>'
SHARED = f'{DECLARATION}<sst xmlns="{MAIN}"/>'


def cfb(streams):
    """Returns the first sectors of a compound file with these streams; Office stores old and password-protected workbooks in such files."""
    names = ["Root Entry", *streams]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += (
        struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFF_FFFE, 0, 0xFFFF_FFFE, 0)
        + struct.pack("<I", 0)
        + b"\xff" * 432
    )
    table = struct.pack("<II", 0xFFFF_FFFD, 0xFFFF_FFFE) + b"\xff" * 504
    entries = b""
    for at, name in enumerate(names):
        encoded = name.encode("utf-16-le")
        entries += encoded.ljust(64, b"\0") + struct.pack("<HBB", len(encoded) + 2, 2 if at else 5, 1)
        entries += struct.pack("<III", 0xFFFF_FFFF, 0xFFFF_FFFF, 0xFFFF_FFFF if at else 1).ljust(60, b"\0")
    return (header + table + entries.ljust(512, b"\0")).ljust(8192, b"\0")


def bombs(folder):
    """Yields name, path and expected code of each file. No code means that the file is imported."""

    def packed(name, part, begin, piece, code, size=SMALL):
        path = folder / f"{name.replace(' ', '-')}.xlsx"
        parts = {SHEET_PART: sheet(row("ann@bombs.example.org")), SHARED_PART: SHARED, STYLES_PART: STYLES}
        parts.pop(part, None)
        write_packed(path, parts, {part: repeated(begin.encode(), piece, size)})
        return name, path, code

    def whole(name, code, **parts):
        path = folder / f"{name.replace(' ', '-')}.xlsx"
        own = {
            SHEET_PART: parts.get("sheet", sheet(row("ann@bombs.example.org"))),
            SHARED_PART: parts.get("shared", SHARED),
            STYLES_PART: STYLES,
        }
        package(
            path, BOOK, own, ["worksheets/sheet1.xml"], {"styles": "styles.xml", "sharedStrings": "sharedStrings.xml"}
        )
        return name, path, code

    def plain(name, data):
        path = folder / f"{name.replace(' ', '-')}.xlsx"
        path.write_bytes(data)
        return name, path, "file-not-csv"

    open_sheet = sheet().removesuffix("</sheetData></worksheet>")
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    laughs = SHARED.replace("<sst", f'<!DOCTYPE sst [<!ENTITY a0 "ha">{entities}]><sst').replace(
        "/>", "><si><t>&a9;</t></si></sst>"
    )
    wide = sheet(row("ann@bombs.example.org"), '<dimension ref="A1:XFD1048576"/>')
    yield packed("10 GB of zeros in the sheet", SHEET_PART, "", b"\0", "workbook-too-large", LARGE)
    yield packed("40 MB of spaces in the sheet", SHEET_PART, open_sheet, b" ", "workbook-too-large")
    yield packed("40 MB of empty rows", SHEET_PART, open_sheet, b"<row/>", "workbook-too-large")
    yield packed(
        "40 MB of cells in one row", SHEET_PART, open_sheet + "<row>", b'<c r="H2" s="0"/>', "workbook-too-large"
    )
    yield packed(
        "40 MB in one text", SHEET_PART, open_sheet + '<row><c t="inlineStr"><is><t>', b"a", "workbook-too-large"
    )
    yield packed("40 MB in one tag", SHEET_PART, open_sheet + '<row r="', b"1", "workbook-too-large")
    yield packed(
        "40 MB of shared texts",
        SHARED_PART,
        SHARED.removesuffix("/>") + ">",
        b"<si><t>Head of tea</t></si>",
        "workbook-too-large",
    )
    yield packed(
        "40 MB in one shared text", SHARED_PART, SHARED.removesuffix("/>") + "><si><t>", b"a", "workbook-too-large"
    )
    yield packed(
        "40 MB of formats",
        STYLES_PART,
        STYLES.removesuffix("/>") + "><cellXfs>",
        b'<xf numFmtId="0" fontId="0" fillId="0"/>',
        "workbook-too-large",
    )
    yield packed("10 GB in a picture", "xl/media/image1.png", "", b"\0", None, LARGE)
    yield whole("a billion laughs", "file-not-csv", shared=laughs)
    yield whole("a billion laughs in the sheet", "file-not-csv", sheet=laughs.replace("sst", "worksheet"))
    yield whole("dimension of a whole sheet", None, sheet=wide)
    yield whole("dimension beyond the last column", "workbook-too-large", sheet=wide.replace("XFD", "XFE"))
    yield plain("workbook with a password", cfb(["EncryptionInfo", "EncryptedPackage"]))
    yield plain("old workbook", cfb(["Workbook"]))


def other_kinds(folder, write):
    """Returns name, path, code and the text that must be reported as found, for each file. `write` writes a workbook in another format."""
    kinds = []
    for form, name, found in [
        ("xlsb", "binary workbook", "a binary workbook (.xlsb)"),
        ("ods", "OpenDocument sheet", "an OpenDocument sheet (.ods)"),
        ("biff8", "old workbook, whole", "an old workbook (.xls)"),
    ]:
        path = folder / f"{form}.{form}"
        write(path, form)
        kinds.append((name, path, "file-not-csv", found))
    return kinds
