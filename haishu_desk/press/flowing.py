"""HTML set on pages of A4: heads of tables repeated, rows kept whole, pages numbered through as `— 1 —`.

Qt's own subset of HTML and CSS 2: `<thead>` is what is repeated, `page-break-before: always` begins a page, a table takes
`border-collapse: collapse`. Lengths other than `font-size` are in px alone: `line-height: {px(28)}` is an exact line of 28
points, `text-indent: {px(32)}` two signs of 16. Everything is measured at 96 dots an inch with the fonts' own widths, so
that a page looks and breaks the same on a screen, in a PDF and on paper.
"""

from __future__ import annotations

import base64
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from PySide6.QtCore import QRect, QRectF, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFont,
    QFontDatabase,
    QImage,
    QPainter,
    QPalette,
    QPyTextObject,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from haishu_desk.press.faces import SERIF
from haishu_desk.press.painting import INK, paint_no_secrets
from haishu_desk.press.pieces import ROOM, Cut, Unit, cut_of, html_of, taken, units_of
from haishu_desk.report.drawn import LANDSCAPE, POINT, PORTRAIT

DOTS = 96
_PER_MM = DOTS / 25.4
# 版心 of GB/T 9704: 37 mm above, 28 mm at the left, 156 by 225 mm; across, the same edges turned.
UPRIGHT, ACROSS = (37.0, 26.0, 35.0, 28.0), (26.0, 35.0, 28.0, 37.0)
_NUMBER_SIZE, _NUMBER_BELOW = 14.0, 7.0
# The room of a piece where hardly anything stands on a page; and how much there is below the last line of a row, its rule too.
_LEAST_ROOM, _UNDER_LINE = 4_000, 3.0
_INLINE, _NAMED = re.compile(r'"data:image/png;base64,([^"]*)"'), re.compile(r'"(picture:\d+)"')
Drawing = Callable[[QPainter], None]
"""Paints a picture from where the painter stands on, in dots of 96 an inch, and leaves the painter as it was."""


@dataclass(frozen=True)
class Part:
    """What is set from a new page on; `margins` in millimetres: above, right, below, left.

    `drawings` paint the `<img>` whose `src` is their name, which has to say its width and height. A part has drawings or
    pictures, not both.
    """

    html: str
    style: str = ""
    across: bool = False
    margins: tuple[float, float, float, float] | None = None
    is_numbered: bool = True
    drawings: Mapping[str, Drawing] = field(default_factory=dict, compare=False)

    @property
    def paper(self) -> tuple[float, float]:
        """Width and height in millimetres."""
        return LANDSCAPE if self.across else PORTRAIT

    @property
    def edges(self) -> tuple[float, float, float, float]:
        """The margins, or those of GB/T 9704."""
        return self.margins or (ACROSS if self.across else UPRIGHT)


@dataclass(frozen=True)
class FlowedLeaf:
    """One page of a part; `place` is which one of its document from 0 on, `number` what is printed at its foot, or None.

    What stands below `end` on the document is not shown: it begins the next page.
    """

    part: Part
    document: QTextDocument = field(compare=False, repr=False)
    place: int
    number: int | None
    end: float = math.inf

    @property
    def width(self) -> float:
        """From left to right."""
        return self.part.paper[0]

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.part.paper[1]

    @property
    def shown(self) -> QRectF:
        """What of the document is on the page, in dots of 96 an inch."""
        size = self.document.pageSize()
        top = self.place * size.height()
        return QRectF(0, top, size.width(), min(size.height(), self.end + _UNDER_LINE - top))

    def paint(self, painter: QPainter, scale: float) -> None:
        """See `Leaf`."""
        paint_no_secrets(painter, self.width - self.part.edges[1], scale)
        painter.save()
        painter.scale(scale / _PER_MM, scale / _PER_MM)
        above, _, _, left = (edge * _PER_MM for edge in self.part.edges)
        if self.number is not None:
            self._paint_number(painter, self.number)
        shown = self.shown
        painter.translate(left, above - shown.top())
        painter.setClipRect(shown)
        context = QAbstractTextDocumentLayout.PaintContext()
        context.clip = shown  # type: ignore[attr-defined]
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Text, INK)
        context.palette = palette  # type: ignore[attr-defined]
        self.document.documentLayout().draw(painter, context)
        painter.restore()

    def _paint_number(self, painter: QPainter, number: int) -> None:
        """`— 1 —` below the text: at the outer edge, one sign in."""
        _, right, below, left = self.part.edges
        sign = _NUMBER_SIZE * POINT
        top = self.height - below + _NUMBER_BELOW - sign / 2
        box = QRectF(
            (left + sign) * _PER_MM,
            top * _PER_MM,
            (self.width - left - right - 2 * sign) * _PER_MM,
            sign * 1.5 * _PER_MM,
        )
        painter.setFont(_face(_NUMBER_SIZE))
        painter.setPen(INK)
        outer = Qt.AlignmentFlag.AlignRight if number % 2 else Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, int(outer | Qt.AlignmentFlag.AlignVCenter), f"— {number} —")


def flowed(parts: Sequence[Part], first_number: int = 1) -> tuple[FlowedLeaf, ...]:
    """The pages of the parts, numbered through; a part that is not numbered does not count."""
    leaves: list[FlowedLeaf] = []
    number = first_number
    for part in parts:
        for some in flowing(part, number):
            leaves += some
            number += len(some) if part.is_numbered else 0
    return tuple(leaves)


def flowing(part: Part, first_number: int = 1) -> Iterator[list[FlowedLeaf]]:
    """The pages of one part, some at a time, each a few milliseconds' work.

    None where only something was made ready for them, and where a piece came to less than a page and is set again with more in it.
    """
    html, files = _pictures(part.html)
    units, pictures = units_of(html), dict[str, QImage]()
    if units:
        yield []
    start, room, number = 0, ROOM, first_number
    while start < len(units):
        end = taken(units, start, room)
        some = units[start:end]
        said = html_of(some)
        for name in _NAMED.findall(said):
            if name not in pictures:
                pictures[name] = QImage.fromData(files[name])
                yield []
        document = _document(part, said, pictures)
        yield []
        cut = cut_of(document, some)
        if end == len(units) and (cut is None or some[cut.place].table is None):
            cut = Cut(len(some), document.pageCount(), math.inf)
        if cut is None:
            room += max(ROOM, room) // 2
            yield []
            continue
        yield [
            FlowedLeaf(part, document, place, number + place if part.is_numbered else None, cut.end)
            for place in range(cut.pages)
        ]
        room = _room(some[: cut.place], cut.pages)
        start, number = start + cut.place, number + cut.pages


def _room(kept: Sequence[Unit], pages: int) -> int:
    """What the next piece takes: a page like these, and a part of what begins the page after it."""
    return max(round(sum(unit.room for unit in kept) / pages * 1.3), _LEAST_ROOM)


def px(points: float) -> str:
    """So many points as a length of a style sheet."""
    return f"{points * DOTS / 72:.2f}px"


def families(names: Sequence[str]) -> str:
    """`'仿宋_GB2312', 'FangSong', …` for a style sheet: those that this machine has, then the faces it falls back to."""
    known = set(QFontDatabase.families())
    return ", ".join(f"'{name}'" for name in dict.fromkeys((*names, *SERIF)) if name in known) or "serif"


def _document(part: Part, html: str, pictures: Mapping[str, QImage]) -> QTextDocument:
    document = QTextDocument()
    document.setUseDesignMetrics(True)
    document.setDocumentMargin(0)
    document.setDefaultFont(_face(12.0))
    document.setDefaultStyleSheet(part.style)
    above, right, below, left = part.edges
    width, height = part.paper
    # Before the text: each of these lays out what is there.
    document.setPageSize(QSizeF((width - left - right) * _PER_MM, (height - above - below) * _PER_MM))
    layout = document.documentLayout()
    layout.setPaintDevice(_measure())
    if part.drawings:
        layout.registerHandler(QTextFormat.ObjectTypes.ImageObject.value, _Drawn(part.drawings, document))
    for name in _NAMED.findall(html):
        document.addResource(QTextDocument.ResourceType.ImageResource, QUrl(name), pictures[name])
    document.setHtml(html)
    _keep_headings(document)
    return document


class _Drawn(QPyTextObject):
    """Paints the drawings of a document in the place of its pictures: nothing is packed, kept or taken apart for them."""

    def __init__(self, drawings: Mapping[str, Drawing], document: QTextDocument) -> None:
        super().__init__(document)
        self._drawings = drawings

    def intrinsicSize(self, _document: QTextDocument, _at: int, image: QTextFormat) -> QSizeF:
        """What the HTML says of it."""
        said = image.toImageFormat()
        return QSizeF(said.width(), said.height())

    def drawObject(
        self, painter: QPainter, place: QRectF | QRect, _document: QTextDocument, _at: int, image: QTextFormat
    ) -> None:
        """Its drawing."""
        painter.save()
        painter.translate(place.topLeft())
        self._drawings[image.toImageFormat().name()](painter)
        painter.restore()


def _pictures(html: str) -> tuple[str, dict[str, bytes]]:
    """The HTML with names in the place of the pictures that stand in it, and the pictures: Qt takes each apart several times."""
    found: dict[str, bytes] = {}

    def named(match: re.Match[str]) -> str:
        name = f"picture:{len(found)}"
        found[name] = base64.b64decode(match[1])
        return f'"{name}"'

    return _INLINE.sub(named, html), found


def page_of(document: QTextDocument, block: QTextBlock) -> int:
    """The page from 0 on, on which the first line of a block stands."""
    document.documentLayout().blockBoundingRect(block)  # lays it out
    layout = block.layout()
    first = layout.lineAt(0).y() if layout.lineCount() else 0.0
    return int((layout.position().y() + first + 1) // document.pageSize().height())


def _keep_headings(document: QTextDocument) -> None:
    """A heading (`<h1>` to `<h6>`) is not left alone at the foot of a page: it goes with what follows, and so do those above it."""
    block, first = document.begin(), QTextBlock()
    while block.isValid():
        after = block.next()
        if block.blockFormat().headingLevel():
            first = first if first.isValid() else block
            if after.isValid() and page_of(document, after) > page_of(document, block):
                turned = first.blockFormat()
                turned.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
                QTextCursor(first).setBlockFormat(turned)
        else:
            first = QTextBlock()
        block = after


@cache
def _measure() -> QImage:
    """What the text is measured on; the same one always, since it is never let go of by a document that was given it."""
    image = QImage(1, 1, QImage.Format.Format_RGB32)
    dots = round(DOTS / 0.0254)
    image.setDotsPerMeterX(dots)
    image.setDotsPerMeterY(dots)
    return image


def _face(points: float) -> QFont:
    font = QFont(list(SERIF))
    font.setPixelSize(round(points * DOTS / 72))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
