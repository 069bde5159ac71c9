"""HTML set on pages of A4: heads of tables repeated, rows kept whole, pages numbered through as `— 1 —`.

Qt's own subset of HTML and CSS 2: `<thead>` is what is repeated, `page-break-before: always` begins a page, a table takes
`border-collapse: collapse`. Lengths other than `font-size` are in px alone: `line-height: {px(28)}` is an exact line of 28
points, `text-indent: {px(32)}` two signs of 16. Everything is measured at 96 dots an inch with the fonts' own widths, so
that a page looks and breaks the same on a screen, in a PDF and on paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFont,
    QFontDatabase,
    QImage,
    QPainter,
    QPalette,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from haishu_desk.press.faces import SERIF
from haishu_desk.press.painting import INK, paint_no_secrets
from haishu_desk.report.drawn import LANDSCAPE, POINT, PORTRAIT

DOTS = 96
_PER_MM = DOTS / 25.4
# 版心 of GB/T 9704: 37 mm above, 28 mm at the left, 156 by 225 mm; across, the same edges turned.
UPRIGHT, ACROSS = (37.0, 26.0, 35.0, 28.0), (26.0, 35.0, 28.0, 37.0)
_NUMBER_SIZE, _NUMBER_BELOW = 14.0, 7.0


@dataclass(frozen=True)
class Part:
    """What is set in one go, from a new page on; `margins` in millimetres: above, right, below, left."""

    html: str
    style: str = ""
    across: bool = False
    margins: tuple[float, float, float, float] | None = None
    is_numbered: bool = True

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
    """One page of a part; `place` is which one from 0 on, `number` what is printed at its foot, or None."""

    part: Part
    document: QTextDocument = field(compare=False, repr=False)
    place: int
    number: int | None

    @property
    def width(self) -> float:
        """From left to right."""
        return self.part.paper[0]

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.part.paper[1]

    def paint(self, painter: QPainter, scale: float) -> None:
        """See `Leaf`."""
        paint_no_secrets(painter, self.width - self.part.edges[1], scale)
        painter.save()
        painter.scale(scale / _PER_MM, scale / _PER_MM)
        above, _, _, left = (edge * _PER_MM for edge in self.part.edges)
        if self.number is not None:
            self._paint_number(painter, self.number)
        size = self.document.pageSize()
        shown = QRectF(0, self.place * size.height(), size.width(), size.height())
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
        document = _document(part)
        for place in range(document.pageCount()):
            leaves.append(FlowedLeaf(part, document, place, number if part.is_numbered else None))
            number += part.is_numbered
    return tuple(leaves)


def px(points: float) -> str:
    """So many points as a length of a style sheet."""
    return f"{points * DOTS / 72:.2f}px"


def families(names: Sequence[str]) -> str:
    """`'仿宋_GB2312', 'FangSong', …` for a style sheet: those that this machine has, then the faces it falls back to."""
    known = set(QFontDatabase.families())
    return ", ".join(f"'{name}'" for name in dict.fromkeys((*names, *SERIF)) if name in known) or "serif"


def _document(part: Part) -> QTextDocument:
    document = QTextDocument()
    document.setUseDesignMetrics(True)
    document.documentLayout().setPaintDevice(_measure())
    document.setDocumentMargin(0)
    document.setDefaultFont(_face(12.0))
    document.setDefaultStyleSheet(part.style)
    document.setHtml(part.html)
    above, right, below, left = part.edges
    width, height = part.paper
    document.setPageSize(QSizeF((width - left - right) * _PER_MM, (height - above - below) * _PER_MM))
    _keep_headings(document)
    return document


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


def _measure() -> QImage:
    """What the text is measured on."""
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
