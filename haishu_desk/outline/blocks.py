"""Lines put together: running text, tables and 专栏, in the order of the source."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from haishu_desk.outline.numerals import number_in
from haishu_desk.outline.source import Line

_NUMERAL = r"[0-9]+|[一二三四五六七八九十]+"
_BOX = re.compile(rf"专\s*栏\s*(?P<n>{_NUMERAL})\s*(?:[:：]|[ \t]+|(?=\S))\s*(?P<title>\S.{{0,39}})?\Z")
_BOX_INSIDE = re.compile(rf"(?<![见如在（(“])专栏\s*(?:{_NUMERAL})\s*[:：]")
GROUP = re.compile(
    r"(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）]|\d{1,2}[.．、])\s*(?P<title>[^:：。；]{2,24})\Z"
)
ITEM = re.compile(
    r"(?:\d{1,2}[.．、]\s*|[◆●■▲★—]+\s*|[（(]\d{1,2}[)）]\s*)?(?P<title>[^:：。；，]{1,30}?)\s*[:：]\s*(?P<text>\S.*)\Z"
)
_SENTENCE_TITLE = re.compile(r"[。；]")
_LONGEST_CELL = 30


@dataclass(frozen=True)
class Text:
    """A paragraph of running text."""

    line: int
    text: str
    is_apart: bool = False


@dataclass(frozen=True)
class Row:
    """A row of a table: its first and its last line, and its cells."""

    line: int
    cells: tuple[str, ...]
    last: int


@dataclass(frozen=True)
class Grid:
    """A table: its rows as they could be made out."""

    line: int
    last: int
    rows: tuple[Row, ...]


@dataclass
class Box:
    """A 专栏: number, title, and its paragraphs with their lines; none where it is only announced."""

    line: int
    last: int
    number: int
    title: str
    paragraphs: list[tuple[int, str]] = field(default_factory=list)


Block: TypeAlias = Text | Grid | Box


def blocks_of(lines: Sequence[Line], is_heading: Callable[[Line], bool]) -> list[Block]:
    """The blocks of a text; `is_heading` tells the lines that end a box."""
    return _Reading(_unglued(lines), is_heading).blocks()


def _unglued(lines: Sequence[Line]) -> list[Line]:
    """A 专栏 that begins in the middle of a line begins a line of its own."""
    found: list[Line] = []
    for line in lines:
        inside = _BOX_INSIDE.search(line.text)
        if inside is None or inside.start() == 0:
            found.append(line)
            continue
        found.append(Line(line.number, line.text[: inside.start()].rstrip(), None, line.begins_cell, line.is_apart))
        found.append(Line(line.number, line.text[inside.start() :].strip(), begins_cell=line.begins_cell))
    return found


def _continues(line: Line) -> bool:
    """Whether it goes on with the cell above: what stands in a cell is short, and no sentence."""
    is_plain = line.cells is None and not line.begins_cell and not line.is_apart
    return is_plain and len(line.text) <= _LONGEST_CELL and not _SENTENCE_TITLE.search(line.text)


class _Reading:
    def __init__(self, lines: Sequence[Line], is_heading: Callable[[Line], bool]) -> None:
        self._lines, self._is_heading = lines, is_heading
        self._at = 0

    def blocks(self) -> list[Block]:
        found: list[Block] = []
        while self._at < len(self._lines):
            line = self._lines[self._at]
            head = self._box_head(line)
            if head is not None:
                found.append(self._box(line, *head))
            elif line.cells is not None:
                found.append(self._rows())
            elif line.begins_cell:
                found.append(self._flattened())
            else:
                if line.text:
                    found.append(Text(line.number, line.text, line.is_apart))
                self._at += 1
        return found

    # 专栏

    def _box_head(self, line: Line) -> tuple[int, str] | None:
        text = (
            line.text if line.cells is None else " ".join(filter(None, line.cells)) if len(set(line.cells)) == 1 else ""
        )
        found = _BOX.match(text)
        number = number_in(found["n"]) if found else None
        if found is None or number is None or _SENTENCE_TITLE.search(text):
            return None
        return number, (found["title"] or "").strip()

    def _box(self, line: Line, number: int, title: str) -> Box:
        box = Box(line.number, line.number, number, title)
        self._at += 1
        self._skip_blanks()
        is_in_cell = self._peek() is not None and self._lines[self._at].begins_cell
        if not title and self._peek() is not None and not ITEM.match(self._lines[self._at].text):
            box.title, box.last = self._lines[self._at].text, self._lines[self._at].number
            self._at += 1
            self._skip_blanks()
        is_first = True
        while (line_now := self._peek()) is not None:
            if line_now.is_blank and (is_in_cell or not self._goes_on()):
                break
            if line_now.is_blank:
                self._at += 1
                continue
            if line_now.cells is not None or self._box_head(line_now) or self._is_heading(line_now):
                break
            if not self._belongs(line_now, is_first=is_first and line_now.begins_cell):
                break
            box.paragraphs.append((line_now.number, line_now.text))
            box.last = line_now.number
            is_first = False
            self._at += 1
        return box

    def _goes_on(self) -> bool:
        """Whether an item of the box follows after blank lines."""
        later = next((line for line in self._lines[self._at :] if not line.is_blank), None)
        return later is not None and later.cells is None and self._belongs(later, is_first=False) and not later.is_apart

    def _belongs(self, line: Line, *, is_first: bool) -> bool:
        """A paragraph of a box names what it speaks of, or is the name of a group; the first in a cell may be anything."""
        if is_first:
            return True
        return ITEM.match(line.text) is not None or GROUP.match(line.text) is not None

    # Tables

    def _rows(self) -> Grid:
        start = self._at
        while (
            (line := self._peek()) is not None
            and line.cells is not None
            and (self._at == start or not self._box_head(line))
        ):
            self._at += 1
        rows = [
            Row(line.number, line.cells, line.number)
            for line in self._lines[start : self._at]
            if line.cells is not None
        ]
        return Grid(rows[0].line, rows[-1].line, tuple(rows))

    def _flattened(self) -> Grid:
        """Cells one a line, with their further lines; rows apart by blank lines."""
        rows: list[Row] = []
        cells: list[str] = []
        first = last = self._lines[self._at].number
        row_line = first
        while (line := self._peek()) is not None:
            if line.is_blank:
                following = next((each for each in self._lines[self._at : self._at + 3] if not each.is_blank), None)
                if cells:
                    rows.append(Row(row_line, tuple(cells), last))
                    cells = []
                if following is None or not following.begins_cell or self._box_head(following):
                    break
            elif line.begins_cell and not self._box_head(line):
                if not cells:
                    row_line = line.number
                cells.append(line.text)
                last = line.number
            elif cells and _continues(line) and not self._is_heading(line):
                cells[-1] += line.text
                last = line.number
            else:
                break
            self._at += 1
        if cells:
            rows.append(Row(row_line, tuple(cells), last))
        return Grid(first, last, tuple(rows))

    def _peek(self) -> Line | None:
        return self._lines[self._at] if self._at < len(self._lines) else None

    def _skip_blanks(self) -> None:
        while (line := self._peek()) is not None and line.is_blank:
            self._at += 1
