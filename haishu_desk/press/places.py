"""Where on its page each figure of a document stands: what is clicked is known, what is chosen can be framed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from PySide6.QtCore import QRectF
from PySide6.QtGui import QTextBlock, QTextDocument, QTextLine

from haishu_desk.press.documents import FACT
from haishu_desk.press.flowing import DOTS, FlowedLeaf

_PER_MM = DOTS / 25.4


@dataclass(frozen=True)
class Place:
    """A figure: the page from 0 on, the number of its fact, its box in millimetres on the page."""

    page: int
    fact: int
    box: QRectF


def places_of(leaves: Sequence[FlowedLeaf], first: int = 0) -> list[Place]:
    """The figures of these leaves in the order of the text; the first leaf is page `first`."""
    found: list[Place] = []
    start = 0
    for _, group in groupby(leaves, lambda leaf: id(leaf.document)):
        pages = list(group)
        for fact, box in _boxes(pages[0].document):
            page, shown = _on_page(pages[0], box)
            if box.center().y() < pages[-1].shown.bottom():  # what stands below is set again
                found.append(Place(first + start + page, fact, shown))
        start += len(pages)
    return found


def place_at(places: Sequence[Place], page: int, x: float, y: float) -> Place | None:
    """The figure at that point of that page, in millimetres; None where there is none."""
    return next((place for place in places if place.page == page and place.box.contains(x, y)), None)


def _boxes(document: QTextDocument) -> Iterator[tuple[int, QRectF]]:
    block = document.begin()
    while block.isValid():
        if "〔" in block.text():
            yield from _in_block(document, block)
        block = block.next()


def _in_block(document: QTextDocument, block: QTextBlock) -> Iterator[tuple[int, QRectF]]:
    layout = block.layout()
    corner = document.documentLayout().blockBoundingRect(block).topLeft()
    for fact, start in _starts(block):
        mark = f"〔{fact}〕"
        end = block.text().find(mark, start) + len(mark)
        line = layout.lineForTextPosition(start)
        if line.isValid() and end >= len(mark):
            yield fact, _of_line(line, start, end).translated(corner)


def _starts(block: QTextBlock) -> Iterator[tuple[int, int]]:
    """Each figure that is named, and at which sign of the block it begins."""
    pieces = block.begin()
    while not pieces.atEnd():
        piece = pieces.fragment()
        for name in piece.charFormat().anchorNames():
            if name.startswith(FACT):
                yield int(name.removeprefix(FACT)), piece.position() - block.position()
        pieces += 1


def _of_line(line: QTextLine, start: int, end: int) -> QRectF:
    """From sign to sign, as far as the line goes."""
    left = _x(line, start)
    right = _x(line, min(end, line.textStart() + line.textLength()))
    return QRectF(left, line.y(), max(right - left, 1.0), line.height())


def _x(line: QTextLine, at: int) -> float:
    place: object = line.cursorToX(at)
    return float(place[0] if isinstance(place, tuple) else place)  # type: ignore[arg-type]


def _on_page(leaf: FlowedLeaf, box: QRectF) -> tuple[int, QRectF]:
    height = leaf.document.pageSize().height()
    page = int(box.center().y() // height)
    above, _, _, left = leaf.part.edges
    x, y = box.left() / _PER_MM + left, (box.top() - page * height) / _PER_MM + above
    return page, QRectF(x, y, box.width() / _PER_MM, box.height() / _PER_MM)
