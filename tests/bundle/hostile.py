"""Builders of hostile workbooks: a plain one to spoil, and an archive writer that lies on request."""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
BOOK, BOOK_RELATIONS, SHEET, STRINGS = (
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/worksheets/sheet1.xml",
    "xl/sharedStrings.xml",
)
ROWS = (
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1"/></row>'
    '<row r="2"><c r="A2"><v>25</v></c><c r="B2"><v>-1.5</v></c><c r="C2" t="b"><v>1</v></c></row>'
    '<row r="4"><c r="B4" t="str"><v>字 &amp; 3</v></c><c r="D4" t="inlineStr"><is><t>内</t></is></c>'
    '<c r="E4"><f>A2*2</f><v>50</v></c><c r="F4" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
)


def relation(key: str, kind: str, target: str, mode: str = "") -> str:
    outside = f' TargetMode="{mode}"' if mode else ""
    return f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"{outside}/>'


def relations(*found: str) -> str:
    return f"{DECLARED}<Relationships {RELATIONS}>{''.join(found)}</Relationships>"


def sheet(rows: str = ROWS, before: str = "", after: str = "") -> str:
    return f"{DECLARED}<worksheet {MAIN}>{before}<sheetData>{rows}</sheetData>{after}</worksheet>"


def strings(items: str, attributes: str = "") -> str:
    return f"{DECLARED}<sst {MAIN} {attributes}>{items}</sst>"


def override(part: str, kind: str) -> str:
    return f'<Override PartName="/{part}" ContentType="{TYPE}.{kind}+xml"/>'


def types(*found: str) -> str:
    return f'{DECLARED}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{"".join(found)}</Types>'


def book(*entries: str) -> str:
    return f'{DECLARED}<workbook {MAIN} xmlns:r="{OFFICE}"><sheets>{"".join(entries)}</sheets></workbook>'


ENTRY = '<sheet name="填报表" sheetId="1" r:id="rId1"/>'
FOUND = (
    relation("rId1", "worksheet", "worksheets/sheet1.xml"),
    relation("rId2", "sharedStrings", "sharedStrings.xml"),
)
TYPES = (
    '<Default Extension="xml" ContentType="application/xml"/>',
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
    override(BOOK, "sheet.main"),
    override(SHEET, "worksheet"),
    override(STRINGS, "sharedStrings"),
)
PLAIN: dict[str, str] = {
    "[Content_Types].xml": types(*TYPES),
    "_rels/.rels": relations(relation("rId1", "officeDocument", BOOK)),
    BOOK: book(ENTRY),
    BOOK_RELATIONS: relations(*FOUND),
    SHEET: sheet(),
    STRINGS: strings("<si><t>指标</t></si><si><r><t>合</t></r><r><t>计</t></r></si>", 'count="2" uniqueCount="2"'),
}


@dataclass(frozen=True)
class Entry:
    """One entry of an archive; whatever is not given is told truly."""

    name: bytes
    data: bytes
    packed: bytes | None = None
    size: int | None = None
    crc: int | None = None
    flags: int = 0x800
    method: int = 8
    extra: bytes = b""


def deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def repeated(block: bytes, times: int, head: bytes = b"", tail: bytes = b"") -> bytes:
    """A deflate stream of `head + block * times + tail`, made without ever holding it."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    start = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    once = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    return start + once * times + packer.compress(tail) + packer.flush()


def archive(entries: Iterable[Entry], comment: bytes = b"", count: int | None = None) -> bytes:
    """The bytes of a zip file with exactly these entries, however wrong they are."""
    body, directory, number = b"", b"", 0
    for entry in entries:
        number += 1
        packed = entry.packed if entry.packed is not None else deflated(entry.data) if entry.method == 8 else entry.data
        crc = zlib.crc32(entry.data) if entry.crc is None else entry.crc
        size = len(entry.data) if entry.size is None else entry.size
        common = struct.pack(
            "<HHHHHLLLHH",
            20, entry.flags, entry.method, 0, 33, crc, len(packed), size, len(entry.name), len(entry.extra),
        )  # fmt: skip
        directory += b"PK\1\2" + struct.pack("<H", 20) + common + struct.pack("<HHHLL", 0, 0, 0, 0, len(body))
        directory += entry.name + entry.extra
        body += b"PK\3\4" + common + entry.name + entry.extra + packed
    told = number if count is None else count
    tail = struct.pack("<4HLLH", 0, 0, told, told, len(directory), len(body), len(comment))
    return body + directory + b"PK\5\6" + tail + comment


def entries(parts: Mapping[str, str | bytes]) -> list[Entry]:
    return [Entry(name.encode(), data.encode() if isinstance(data, str) else data) for name, data in parts.items()]


def swollen(name: str, block: bytes, times: int, around: tuple[bytes, bytes], *, told: int | None = None) -> bytes:
    """The plain workbook with one part of `block * times`, never held in memory; `told` is the size it pretends."""
    head, tail = around
    size = len(head) + len(block) * times + len(tail) if told is None else told
    part = Entry(name.encode(), b"", packed=repeated(block, times, head, tail), size=size, crc=0)
    return archive([*entries({key: text for key, text in PLAIN.items() if key != name}), part])


def workbook(changed: Mapping[str, str | bytes] | None = None, *more: Entry, without: str = "") -> bytes:
    """The plain workbook with some parts changed or added, some entries more, one part less."""
    parts = {**PLAIN, **(changed or {})}
    parts.pop(without, None)
    return archive([*entries(parts), *more])


def with_rows(rows: str) -> bytes:
    return workbook({SHEET: sheet(rows)})


def with_cell(cell: str) -> bytes:
    """The plain workbook with one cell, told as XML, in row 1."""
    return with_rows(f'<row r="1">{cell}</row>')


SPLICES = (
    "&#65;", "&amp;", "&x;", "<!-- -->", "<![CDATA[7]]>", "<?p q?>", "<v>7</v>", "<f>1</f>", "<is><t>x</t></is>", '<c r="A2"><v>9</v></c>',
    '<c r="B3"/>', '<row r="2"/>', '<row r="3"><c r="A3"><v>8</v></c></row>', "<sheetData/>", "</c>", "<c>", "<t>y</t>", "<r>", "<rPh><t>z</t></rPh>",
    "<si/>", "<si><t>w</t></si>", ' t="s"', ' t="str"', ' t="e"', ' r="A1"', ' xml:space="preserve"', "\n", " ", "0", "9", "-", "e9", ".", "_x000D_",
    '<sheet name="b" sheetId="2" r:id="rId1"/>', 'x:id="rId2" ', "<x:c/>", "\0", "\ufeff", "<!DOCTYPE a>", "<", '"', "1e999", "NaN", "XFD1048576",
)  # fmt: skip


def mutant(seed: int) -> bytes:
    """The plain workbook, spoiled in one to three places of one of its texts, or (one in five) in its bytes."""
    dice = random.Random(seed)  # noqa: S311 - repeatable, not secret
    if seed % 5 == 0:
        return _flipped(workbook(), dice)
    name = dice.choice([SHEET, SHEET, SHEET, STRINGS, BOOK, BOOK_RELATIONS, "[Content_Types].xml"])
    text = PLAIN[name]
    for _ in range(dice.randint(1, 3)):
        text = _spoiled(text, dice)
    return workbook({name: text.encode("utf-8", "replace")})


def _spoiled(text: str, dice: random.Random) -> str:
    # between tags rather than anywhere: most of what lands inside a tag is only malformed
    spots = [spot for spot, sign in enumerate(text) if sign in '<>"'] if dice.random() < 0.8 else range(len(text))
    start, end = sorted((dice.choice(spots), dice.choice(spots)))
    end = min(end, start + dice.randint(0, 60))
    shift = dice.randint(0, 1)
    start += shift
    way = dice.randrange(4)
    if way == 0:
        return text[:start] + dice.choice(SPLICES) + text[start:]
    if way == 1:
        return text[:start] + text[end + shift :]
    if way == 2:
        return text[: end + shift] + text[start : end + shift] + text[end + shift :]
    return text[:start] + dice.choice(SPLICES) + text[end + shift :]


def _flipped(data: bytes, dice: random.Random) -> bytes:
    spoiled = bytearray(data)
    for _ in range(dice.randint(1, 4)):
        spoiled[dice.randrange(len(spoiled))] ^= 1 << dice.randrange(8)
    return bytes(spoiled[: dice.randrange(len(spoiled))]) if dice.random() < 0.2 else bytes(spoiled)


_TEXTS = (
    "甲",
    " 乙 ",
    "a&amp;b",
    "&#20013;",
    "一\n二",
    "_x000D_",
    "1e5",
    "",
    "&lt;t&gt;",
    "０１２",
    "=1+1",
    "&#10;x",
    "\t丙",
    "&quot;",
)
_NUMBERS = (
    "0",
    "-0",
    "25",
    "2.50",
    "1E3",
    "-1.5e-7",
    "123456789012345678",
    "0.1000000000000000055",
    "+3",
    "1e307",
    ".5",
    "1.",
    "&#50;5",
    "2<!--x-->5",
    " 7",
    "inf",
    "0x1F",
    "1_0",
    "",
)
_ODD_CELLS = (
    '<c r="{a}" t="s"><v>0</v><v>1</v></c>', '<c r="{a}"><is><t>x</t></is></c>', '<c r="{a}" t="inlineStr"><is><t>x</t></is><v>5</v></c>', '<c r="{a}" t="n"><v>x</v></c>',
    '<c r="{a}" t="inlineStr"><is><t>x</t><t>y</t></is></c>', '<c r="{a}" t="b"><v>true</v></c>', '<c r="{a}" t="s"><v>1</v><!-- --></c>', '<c r="{a}" t="s"><v>+1</v></c>',
    '<x:c xmlns:x="urn:x" r="{a}"><x:v>6</x:v></x:c>', '<c r="{a}"><v><![CDATA[6]]></v></c>', '<c r="{a}" t="str"><v><![CDATA[6]]>7</v></c>', '<c r="{a}"><v>1</v><f>A1</f></c>',
    "<c><v>4</v></c>", '<c r="{b}"><v>4</v></c>', '<c r="{a}" t="inlineStr"><is><r><t>p</t><t>q</t></r><rPh sb="0" eb="1"><t>z</t></rPh></is></c>', '<c r="{a}" t="e"><v>#SPILL!</v></c>',
)  # fmt: skip


def variant(seed: int) -> bytes:
    """A workbook of odd but mostly lawful cells: what two readers are most likely to read in two ways."""
    dice = random.Random(seed)  # noqa: S311 - repeatable, not secret
    spaces = ' xml:space="preserve"' if dice.random() < 0.5 else ""
    items = [f"<si><t{spaces}>{text}</t></si>" for text in dice.choices(_TEXTS, k=6)] + [
        "<si/>",
        "<si><r><t>合</t></r><r><t> 计</t></r></si>",
    ]
    rows = "".join(_row(number, dice) for number in range(1, 8))
    return workbook({SHEET: sheet(rows), STRINGS: strings("".join(dice.sample(items, len(items))))})


def _row(number: int, dice: random.Random) -> str:
    cells = [_cell(f"{column}{number}", dice) for column in "ABCDEF" if dice.random() < 0.8]
    if cells and dice.random() < 0.02:
        cells.append(dice.choice(cells))
    return f'<row r="{number}">{"".join(cells)}</row>' if cells or dice.random() < 0.5 else ""


def _cell(address: str, dice: random.Random) -> str:
    if dice.random() < 0.02:
        return dice.choice(_ODD_CELLS).format(a=address, b=f"{address}0")
    text, number = (
        dice.choice(_TEXTS),
        _NUMBERS[min(dice.randrange(200), dice.randrange(len(_NUMBERS))) % len(_NUMBERS)],
    )
    return dice.choice([
        f'<c r="{address}" t="s"><v>{dice.randrange(8)}</v></c>',
        f'<c r="{address}" t="str"><v>{text}</v></c>',
        f'<c r="{address}" t="inlineStr"><is><t>{text}</t></is></c>',
        f'<c r="{address}"><v>{number if dice.random() < 0.1 else dice.choice(_NUMBERS[:10])}</v></c>',
        f'<c r="{address}" t="n"><v>{dice.choice(_NUMBERS[:10])}</v></c>',
        f'<c r="{address}" t="b"><v>{dice.randrange(2)}</v></c>',
        f'<c r="{address}" t="e"><v>#N/A</v></c>',
        f'<c r="{address}"><f>A1&amp;"x"</f><v>3</v></c>',
        f'<c r="{address}"/>',
    ])  # fmt: skip
