"""A long part cut into pieces that are set one after the other, so that no piece keeps whoever sets it for long.

A piece is some paragraphs or rows, somewhat more than a page of them. Its pages are kept up to one that begins with a
paragraph or a row; what stands from there on begins the next piece, under the same head of its table. So pages break where
they would have broken in one go, except that no row is broken. Only what `press.documents` makes is cut (`<p>` and `<table>`
side by side); other HTML is one piece.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from PySide6.QtGui import QTextBlock, QTextDocument, QTextFrame, QTextTable, QTextTableCell

ROOM = 12_000
"""So many signs of HTML are set in one go: somewhat more than a page of a close table."""
_PICTURE_ROOM = 2_500
_STRIP = re.compile(r"<p\b[^>]*>.*?</p>|<table\b.*?</table>", re.DOTALL)
_TABLE = re.compile(r"(<table\b[^>]*><thead>.*?</thead><tbody>)(.*)(</tbody></table>)", re.DOTALL)
_ROW = re.compile(r"<tr>.*?</tr>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, eq=False)
class Around:
    """What stands before and after the rows of one table."""

    opening: str = ""
    closing: str = ""


@dataclass(frozen=True)
class Unit:
    """What a page may begin with: a paragraph, a row of a table (of `table`), or a table that is not cut."""

    html: str
    table: Around | None = None

    @property
    def room(self) -> int:
        """What it takes of the room of a piece; a picture takes more than its few signs."""
        return len(self.html) + _PICTURE_ROOM * self.html.count("<img ")

    @property
    def is_blank(self) -> bool:
        """Whether it is a paragraph without a word: where Qt has it is not known."""
        return self.table is None and "<img " not in self.html and not _TAG.sub("", self.html).strip()


def units_of(html: str) -> list[Unit]:
    """The paragraphs and rows in their order; all of it as one where there is anything else in it."""
    if _STRIP.sub("", html).strip():
        return [Unit(html)]
    return [unit for strip in _STRIP.findall(html) for unit in _units_in(strip)]


def _units_in(strip: str) -> list[Unit]:
    if strip.startswith("<p"):
        return [Unit(strip)]
    found = _TABLE.fullmatch(strip)
    if found is None or _ROW.sub("", found[2]) or not found[2]:
        return [Unit(strip, Around())]
    around = Around(found[1], found[3])
    return [Unit(row, around) for row in _ROW.findall(found[2])]


def html_of(units: Sequence[Unit]) -> str:
    """The HTML of some units: each table with its head, also where its first rows are not among them."""
    said = []
    for table, rows in groupby(units, lambda unit: unit.table):
        body = "".join(unit.html for unit in rows)
        said.append(f"{table.opening}{body}{table.closing}" if table else body)
    return "".join(said)


def taken(units: Sequence[Unit], start: int, room: int) -> int:
    """The end of the piece that begins there and has that room: at least one unit."""
    end, used = start, 0
    while end < len(units) and used < room:
        used += units[end].room
        end += 1
    return end


@dataclass(frozen=True)
class Cut:
    """Before which unit a piece is cut, how many of its pages are kept, and where on the document the last of them ends."""

    place: int
    pages: int
    end: float


@dataclass(frozen=True)
class _Extent:
    """The pages from 0 on, on which a unit begins and ends, and the foot of its last line."""

    first: int
    last: int
    foot: float


def cut_of(document: QTextDocument, units: Sequence[Unit]) -> Cut | None:
    """Where the pages of these units are to be cut; None where none of them begins a page.

    The first row that would begin a page or be broken by its foot: Qt breaks a row and paints the head of the next page over
    it. Without a row, the last paragraph that begins a page.
    """
    blocks = list(_blocks(document, units))
    if len(blocks) != len(units):
        return None
    cut, before = None, _extent(document, blocks[0])
    for place in range(1, len(units)):
        here = _extent(document, blocks[place])
        if before and here:
            is_row = units[place].table is not None
            if here.first > before.last:
                cut = Cut(place, here.first, before.foot)
            elif is_row and here.last > here.first:
                cut = Cut(place, here.first + 1, before.foot)
            if cut and is_row and cut.place == place:
                return cut
        before = here
    return cut


def _extent(document: QTextDocument, blocks: Sequence[QTextBlock]) -> _Extent | None:
    if not blocks:
        return None
    lines = [_lines(document, block) for block in blocks]
    height = document.pageSize().height()
    top, foot = min(top for top, _ in lines), max(foot for _, foot in lines)
    return _Extent(int((top + 1) // height), int((foot - 1) // height), foot)


def _blocks(document: QTextDocument, units: Sequence[Unit]) -> Iterator[list[QTextBlock]]:
    """The blocks of each unit, none of a blank one; fewer or more than the units where Qt has taken them otherwise."""
    found = _frames(document)
    for table, group in groupby(units, lambda unit: unit.table):
        if table is None:
            for unit in group:
                block = None if unit.is_blank else next(found, None)
                yield [block] if isinstance(block, QTextBlock) else []
                if (block is None and not unit.is_blank) or isinstance(block, QTextTable):
                    return
        else:
            frame = next(found, None)
            if not isinstance(frame, QTextTable):
                return
            yield from _rows(frame, len(list(group)))
    if next(found, None) is not None:
        yield []


def _frames(document: QTextDocument) -> Iterator[QTextBlock | QTextTable]:
    """The paragraphs with words in them and the tables."""
    place: QTextFrame.iterator = document.rootFrame().begin()
    while not place.atEnd():
        frame = place.currentFrame()
        if isinstance(frame, QTextTable):
            yield frame
        elif place.currentBlock().length() > 1:
            yield place.currentBlock()
        place += 1


def _rows(table: QTextTable, count: int) -> Iterator[list[QTextBlock]]:
    """The blocks of the last rows, so many; what stands above them goes with the first."""
    heads = table.rows() - count
    for row in range(heads, table.rows()):
        rows = range(heads + 1) if row == heads else range(row, row + 1)
        cells = (table.cellAt(each, column) for each in rows for column in range(table.columns()))
        yield [block for cell in cells for block in _ends(cell)]


def _ends(cell: QTextTableCell) -> tuple[QTextBlock, ...]:
    first, last = cell.firstCursorPosition().block(), cell.lastCursorPosition().block()
    return (first,) if first == last else (first, last)


def _lines(document: QTextDocument, block: QTextBlock) -> tuple[float, float]:
    """The top of the first line of a block and the foot of its last one."""
    box = document.documentLayout().blockBoundingRect(block)
    layout, top = block.layout(), box.top()
    if not layout.lineCount():
        return top, box.bottom()
    first, last = layout.lineAt(0), layout.lineAt(layout.lineCount() - 1)
    return top + first.y(), top + last.y() + last.height()
