"""A real bundle, spoiled in one to three places of its structure: cells, rows, strings, styles, sheets, parts, bytes.

Each mutant is made from its number alone, so that one that fails can be made again.
"""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache

from haishu_desk.bundle.pack import pack
from tests.bundle import hostile
from tests.bundle.packed import INDICATORS, TASKS, book, envelope, payload

ENTRY, TASK, STRINGS, BOOK, STYLES = (
    "xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml",
)  # fmt: skip
_CELL = re.compile(r"<c r=\"[A-Z]+[0-9]+\"[^>]*?(?:/>|>.*?</c>)")
_ROW = re.compile(r"<row r=\"[0-9]+\".*?(?:</row>)")
_TAG = re.compile(r"<[^>]+>")
_VALUES = ("5", "-1.5e3", "1E400", "0.075", "45658", "60", "-1", "12.50", "1e15", "0.1000000000000000055", "")
_TEXTS = (
    "5",
    "=1+1",
    "１２．５",
    "'7",
    " 8 ",
    "9\u200b",
    "10\u00a0",
    "&#49;1",
    "不适用",
    "—",
    "_x0035_",
    "#r|145-02",
    "#c|value",
    "#hs|1|x",
    "12&#10;3",
)
_FORMATS = ("&quot;999&quot;", ";;;", "0%", "yyyy-mm-dd", "0&quot;5&quot;", "0,", "@", "General", "h:mm", "[Red]0.00")
_KINDS = ("n", "s", "str", "b", "e", "d", "inlineStr", "x")
Parts = dict[str, str]
Step = Callable[[Parts, random.Random], None]


@cache
def bundle() -> tuple[tuple[str, str], ...]:
    """Names and texts of the parts of the bundle, as it was written."""
    made = payload(INDICATORS, TASKS)
    with zipfile.ZipFile(io.BytesIO(pack(book(), made, envelope(made)))) as archive:
        return tuple((name, archive.read(name).decode()) for name in archive.namelist())


def mutant(seed: int) -> bytes:
    """The bundle with that number's faults; one in ten is spoiled in its bytes too."""
    dice = random.Random(seed)  # noqa: S311 - repeatable, not secret
    parts = dict(bundle())
    for _ in range(dice.choice((1, 1, 1, 2, 3))):
        with suppress(KeyError):  # the part that an earlier step took away
            dice.choice(_STEPS)(parts, dice)
    method = 8 if seed % 4 == 0 else 0  # the others are only stored, which is quicker
    data = hostile.archive(
        hostile.Entry(name.encode(), text.encode("utf-8", "replace"), method=method) for name, text in parts.items()
    )
    return hostile._flipped(data, dice) if dice.random() < 0.1 else data


def _exchange(text: str, found: re.Match[str], by: str) -> str:
    return text[: found.start()] + by + text[found.end() :]


def _pick(pattern: re.Pattern[str], text: str, dice: random.Random) -> re.Match[str] | None:
    found = list(pattern.finditer(text))
    return dice.choice(found) if found else None


def _sheet(dice: random.Random) -> str:
    return dice.choice((ENTRY, ENTRY, ENTRY, TASK))


def cell(parts: Parts, dice: random.Random) -> None:
    """Another content in one cell, in all the ways that a file can say it."""
    name = _sheet(dice)
    found = _pick(_CELL, parts[name], dice)
    if found is None:
        return
    head = re.match(r"<c (r=\"[A-Z]+[0-9]+\")(?: s=\"([0-9]+)\")?", found[0])
    where, style = (head[1], head[2] or "0") if head else ('r="A1"', "0")
    value, text = dice.choice(_VALUES), dice.choice(_TEXTS)
    by = dice.choice((
        f'<c {where} s="{style}"><v>{value}</v></c>',
        f'<c {where} s="{dice.randrange(14)}"><v>{value}</v></c>',
        f'<c {where} s="{style}" t="str"><v>{text}</v></c>',
        f'<c {where} s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>',
        f'<c {where} s="{style}" t="s"><v>{dice.randrange(90)}</v></c>',
        f'<c {where} t="b"><v>{dice.randrange(2)}</v></c>',
        f'<c {where} t="e"><v>{dice.choice(("#N/A", "#DIV/0!", "#SPILL!"))}</v></c>',
        f'<c {where} t="d"><v>{dice.choice(("2025-03-01", "1899-12-31", "2025-03-01T10:00:00", "x"))}</v></c>',
        f"<c {where}><f>1+1</f><v>{value}</v></c>",
        f'<c {where}><f t="array" ref="G5:H8">1</f><v>{value}</v></c>',
        f'<c {where} t="{dice.choice(_KINDS)}"><v>{value}</v></c>',
        f'<c {where} s="{style}"/>',
        found[0] + found[0],
        "",
    ))  # fmt: skip
    parts[name] = _exchange(parts[name], found, by)


def place(parts: Parts, dice: random.Random) -> None:
    """A cell or a row with another address."""
    name = _sheet(dice)
    found = _pick(re.compile(r"(?<=<c r=\")[A-Z]+[0-9]+|(?<=<row r=\")[0-9]+"), parts[name], dice)
    if found is not None:
        by = dice.choice(("A1", "G5", "G6", "5", "6", "XFD1048576", "XFE1", "", "g5", "1048577", found[0]))
        parts[name] = _exchange(parts[name], found, by)


def row(parts: Parts, dice: random.Random) -> None:
    """A row less, a row twice, two rows exchanged, a row hidden."""
    name = _sheet(dice)
    found, other = _pick(_ROW, parts[name], dice), _pick(_ROW, parts[name], dice)
    if found is None or other is None:
        return
    way = dice.randrange(4)
    if way == 0:
        parts[name] = _exchange(parts[name], found, "")
    elif way == 1:
        parts[name] = _exchange(parts[name], found, found[0] * 2)
    elif way == 2:
        number, second = (re.search("[0-9]+", each[0]) for each in (found, other))
        if number and second:
            moved = re.sub(rf'(?<=")([A-Z]*){second[0]}(?=")', rf"\g<1>{number[0]}", other[0], count=99)
            parts[name] = _exchange(parts[name], found, moved)
    else:
        parts[name] = parts[name][: found.start()] + '<row hidden="1" ' + parts[name][found.start() + 5 :]


def text(parts: Parts, dice: random.Random) -> None:
    """A shared string less, twice, or another one."""
    found = _pick(re.compile("<si>.*?</si>", re.DOTALL), parts[STRINGS], dice)
    if found is not None:
        by = dice.choice(
            (
                "",
                found[0] * 2,
                f"<si><t>{dice.choice(_TEXTS)}</t></si>",
                "<si/>",
                "<si><r><t>a</t></r><r><t>b</t></r></si>",
                found[0][:-5],
            )
        )
        parts[STRINGS] = _exchange(parts[STRINGS], found, by)


def look(parts: Parts, dice: random.Random) -> None:
    """Another number format, a white or tiny font, something merged, something hidden."""
    way = dice.randrange(5)
    name = _sheet(dice)
    if way == 0:
        parts[STYLES] = parts[STYLES].replace(
            "<fonts",
            f'<numFmts count="1"><numFmt numFmtId="49" formatCode="{dice.choice(_FORMATS)}"/></numFmts><fonts',
            1,
        )
    elif way == 1:
        parts[STYLES] = re.sub(
            '<color rgb="FF1F2933"/>', '<color rgb="FFFFFFFF"/>', parts[STYLES], count=dice.randint(1, 9)
        )
    elif way == 2:
        parts[name] = parts[name].replace(
            "</sheetData>",
            f'</sheetData><mergeCells><mergeCell ref="{dice.choice(("G5:G6", "G5:H5", "A1:B2", "A1:XFD1048577", "G6"))}"/></mergeCells>',
        )
    elif way == 3:
        parts[name] = re.sub(
            r"<col [^>]*>",
            f'<col min="7" max="9" width="{dice.choice("019")}" hidden="{dice.randrange(2)}"/>',
            parts[name],
            count=1,
        )
    else:
        parts[STYLES] = parts[STYLES].replace('numFmtId="49"', f'numFmtId="{dice.choice((0, 9, 14, 22, 46, 164))}"')


def whole(parts: Parts, dice: random.Random) -> None:
    """A sheet renamed, hidden, in another place, sent elsewhere; a part less, exchanged or new."""
    relations = "xl/_rels/workbook.xml.rels"
    way = dice.randrange(7)
    if way == 0:
        parts[BOOK] = parts[BOOK].replace(
            'name="填报表"', f'name="{dice.choice(("表2", "_manifest", "封面", "", "x" * 300))}"'
        )
    elif way == 1:
        parts[BOOK] = parts[BOOK].replace("<sheet ", '<sheet state="hidden" ', dice.randint(1, 5))
    elif way == 2:
        parts[BOOK] = parts[BOOK].replace('r:id="rId2"', f'r:id="rId{dice.randrange(8)}"')
    elif way == 3:
        parts[relations] = parts[relations].replace("sheet2.xml", f"sheet{dice.randrange(7)}.xml")
    elif way == 4:
        parts.pop(dice.choice(sorted(parts)))
    elif way == 5:
        first, second = (f"xl/worksheets/sheet{dice.randint(1, 6)}.xml" for _ in range(2))
        if first in parts and second in parts:
            parts[first], parts[second] = parts[second], parts[first]
    else:
        parts[dice.choice(("xl/vbaProject.bin", "xl/a.bin", "xl/drawings/drawing9.xml", "xl/embeddings/a.bin"))] = (
            dice.choice(("<a/>", "PK\3\4", "x"))
        )


def manifest(parts: Parts, dice: random.Random) -> None:
    """A sign of the hidden part changed."""
    found = _pick(re.compile("(?<=<t>)[0-9a-zA-Z+/=]{16,}(?=</t>)"), parts[STRINGS], dice)
    if found is not None:
        spot = found.start() + dice.randrange(len(found[0]))
        parts[STRINGS] = parts[STRINGS][:spot] + dice.choice("0aZ+") + parts[STRINGS][spot + 1 :]


def tag(parts: Parts, dice: random.Random) -> None:
    """Any tag of any part removed, doubled, or something spliced beside it."""
    name = dice.choice(sorted(parts))
    found = _pick(_TAG, parts[name], dice)
    if found is not None:
        splice = dice.choice(hostile.SPLICES)
        parts[name] = _exchange(
            parts[name], found, dice.choice(("", found[0] * 2, found[0] + splice, splice + found[0], splice))
        )


_STEPS: tuple[Step, ...] = (cell, cell, cell, cell, place, row, text, look, look, whole, manifest, tag, tag)
