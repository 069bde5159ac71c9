"""The table on its pages: heads that are repeated, groups that go on under their heading, rows that are never divided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from haishu_desk.report.breaking import balanced, broken
from haishu_desk.report.drawn import BODY, BOLD, CENTRE, LANDSCAPE, LEFT, PORTRAIT, RIGHT, Faces, line_height
from haishu_desk.report.setting import MARGIN, THICK, THIN, Setter
from haishu_desk.report.sheet import NAME, NUMBER, TEXT, WORD, Printed
from haishu_desk.report.widths import PADDING, edges, fitted, least, natural

_SIZES = (9.0, 8.5, 8.0, 7.5, 7.0)
# Upright paper is chosen where the columns get at least this part of what they ask for beyond what they need.
_CONTENT = 0.45
_ROW, _ROW_BY_HAND, _GAP = 6.4, 8.4, 0.8
# A row may take this much of a page; a longer text goes below the table as 附注.
_TALLEST = 0.8
_ALIGNED = {NAME: LEFT, TEXT: LEFT, NUMBER: RIGHT, WORD: CENTRE}
_NOTHING = "没有要填报的指标或任务"


@dataclass(frozen=True)
class Measures:
    """The paper, the size of the type and the width of each column."""

    paper: tuple[float, float]
    size: float
    widths: tuple[float, ...]


def measures_of(sheet: Printed, faces: Faces) -> Measures:
    """Upright if everything has room there, else across; smaller type where it would not fit otherwise."""
    rows = [row for group in sheet.groups for row in group.rows]
    tried = [(PORTRAIT, _SIZES[0], _CONTENT), *((LANDSCAPE, size, 0.0) for size in _SIZES)]
    for paper, size, content in tried:
        room = paper[0] - 2 * MARGIN
        wanted, needed = (each(sheet.columns, rows, size, faces) for each in (natural, least))
        fits = sum(needed) + content * (sum(wanted) - sum(needed)) <= room
        if fits or (paper, size) == tried[-1][:2]:
            break
    return Measures(paper, size, tuple(fitted(sheet.columns, wanted, needed, room)))


@dataclass(frozen=True)
class Band:
    """One row, broken into lines; a heading has one cell over the whole width."""

    cells: tuple[tuple[str, ...], ...]
    height: float
    is_heading: bool = False


class Table:
    """The table of one sheet; `remarks` are the texts that were too long for it, in their order."""

    def __init__(self, sheet: Printed, setter: Setter, measures: Measures) -> None:
        self._sheet, self._setter, self._measures = sheet, setter, measures
        self._boxes = edges(setter.left, measures.widths)
        self._head = tuple(self._head_bands())
        self._head_height = sum(band.height for band in self._head)
        self.remarks: list[str] = []

    def head(self) -> None:
        """The titles, and under them 甲 乙 丙 1 2 3."""
        self._setter.level(self._setter.y, THICK)
        for band, face in zip(self._head, (BOLD, BODY), strict=True):
            self._put(band, face, [CENTRE] * len(band.cells))

    def set(self, tail: float, short_head: float) -> None:
        """All rows from the cursor on. The last one takes what follows the table, `tail` high, with it to a new page.

        `short_head` is the height of what stands over the table on a page that is not the first.
        """
        setter = self._setter
        self.head()
        fresh = setter.bottom - short_head - self._head_height
        bands = list(self._bands(_TALLEST * min(fresh, setter.bottom - setter.y)))
        for place, (title, is_first, band) in enumerate(bands):
            heading = self._heading(title if is_first else f"{title}（续）")
            needed = band.height + (heading.height if is_first else 0.0)
            if place == len(bands) - 1 and heading.height + band.height + tail <= fresh:
                needed += tail
            is_over = setter.y + needed > setter.bottom
            if is_over:
                self._end()
                setter.next_page()
                self.head()
            if is_first or is_over:
                self._put(heading, BOLD, [LEFT])
            self._put(band, BODY, self._aligned(band))
        if not bands:
            self._put(self._heading(_NOTHING), BODY, [CENTRE])
        self._end()

    def _aligned(self, band: Band) -> list[str]:
        """Figures at the right, one under the other; what is no figure in the middle of its box."""
        return [
            CENTRE if column.kind == NUMBER and not any(map(str.isdigit, "".join(lines))) else _ALIGNED[column.kind]
            for column, lines in zip(self._sheet.columns, band.cells, strict=True)
        ]

    def _end(self) -> None:
        self._setter.level(self._setter.y, THICK)

    def _bands(self, tallest: float) -> Iterator[tuple[str, bool, Band]]:
        """The title of each row's group, whether it is the first of it, and the row."""
        for group in self._sheet.groups:
            for place, row in enumerate(group.rows):
                yield group.title, place == 0, self._fitting(row, tallest)

    def _fitting(self, row: Sequence[str], tallest: float) -> Band:
        """A row in lines; its longest texts go below the table while it is taller than a page can take."""
        texts, band = list(row), self._broken(row)
        for _ in row:
            if band.height <= tallest:
                break
            longest = max(range(len(texts)), key=lambda place: len(band.cells[place]))
            self.remarks.append(texts[longest])
            texts[longest] = f"见附注{len(self.remarks)}"
            band = self._broken(texts)
        return band

    def _broken(self, row: Sequence[str]) -> Band:
        size, faces = self._measures.size, self._setter.faces
        pairs = zip(row, self._measures.widths, strict=True)
        cells = tuple(tuple(broken(text, width - 2 * PADDING, size, faces)) for text, width in pairs)
        usual = _ROW_BY_HAND if self._sheet.is_blank else _ROW
        return Band(cells, max(self._height(cells), usual))

    def _head_bands(self) -> Iterator[Band]:
        size, faces = self._measures.size, self._setter.faces
        pairs = list(zip(self._sheet.columns, self._measures.widths, strict=True))
        titles = tuple(tuple(balanced(each.title, width - 2 * PADDING, size, faces, BOLD)) for each, width in pairs)
        for cells in (titles, tuple((each.letter,) for each, _ in pairs)):
            yield Band(cells, self._height(cells))

    def _heading(self, title: str) -> Band:
        lines = broken(title, self._setter.room - 2 * PADDING, self._measures.size, self._setter.faces, BOLD)
        return Band((tuple(lines),), self._height((tuple(lines),)), is_heading=True)

    def _height(self, cells: Sequence[Sequence[str]]) -> float:
        return max(map(len, cells)) * line_height(self._measures.size) + 2 * _GAP

    def _put(self, band: Band, face: str, aligned: Sequence[str]) -> None:
        """One row at the cursor, ruled below and between its cells, each text in the middle of its height."""
        setter, size, top = self._setter, self._measures.size, self._setter.y
        boxes = [(setter.left, setter.right)] if band.is_heading else self._boxes
        for lines, (left, right), align in zip(band.cells, boxes, aligned, strict=True):
            setter.y = top + (band.height - len(lines) * line_height(size)) / 2
            for line in lines:
                if line:
                    setter.put(line, (left + PADDING, right - PADDING), size, face, align)
                setter.y += line_height(size)
        setter.y = top + band.height
        for _, right in boxes[:-1]:
            setter.rule((right, top), (right, setter.y))
        setter.level(setter.y, THIN)
