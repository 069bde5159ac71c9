"""How a row of a card is measured and painted: chips that flow, words that wrap or are shortened at their end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from haishu_desk.ui.marks import paint_mark
from haishu_desk.ui.plan.chips import Chip
from haishu_desk.ui.theme import Theme

CHIP, _ROW, _GAP, _PAD, _MARK = 22, 26, 6, 8, 14
WRAP = int(Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere)
LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


@dataclass(frozen=True)
class Ink:
    """What words are written in: a use of the theme's fonts and a token."""

    use: str
    token: str
    bold: bool = False


BODY, STRONG = Ink("body", "text"), Ink("body", "text", bold=True)
QUIET, SMALL = Ink("small", "text3"), Ink("small", "text2")


class CardBrush:
    """Measures and paints the parts of a row."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme

    def metrics(self, ink: Ink) -> QFontMetrics:
        """The measures of a font."""
        return QFontMetrics(self.theme.font(ink.use, bold=ink.bold))

    def words(self, painter: QPainter, place: QRect, text: str, ink: Ink, flags: int = LEFT) -> int:
        """Write one line, shortened at its end; returns the width that it took."""
        metrics = self.metrics(ink)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.setFont(self.theme.font(ink.use, bold=ink.bold))
        painter.setPen(self.theme.color(ink.token))
        painter.drawText(place, flags, shown)
        return metrics.horizontalAdvance(shown)

    def wrapped_height(self, text: str, ink: Ink, width: int) -> int:
        """How high the text is when it wraps."""
        return self.metrics(ink).boundingRect(QRect(0, 0, max(width, 20), 4000), WRAP, text).height() if text else 0

    def wrapped(self, painter: QPainter, place: QRect, text: str, ink: Ink) -> None:
        """Write text that wraps."""
        painter.setFont(self.theme.font(ink.use, bold=ink.bold))
        painter.setPen(self.theme.color(ink.token))
        painter.drawText(place, WRAP | int(Qt.AlignmentFlag.AlignTop), text)

    def pill(self, painter: QPainter, place: QRect, word: str) -> int:
        """A word on a soft ground, in the middle of the height of `place`; returns its width."""
        width = self.metrics(SMALL).horizontalAdvance(word) + 12
        self._ground(painter, QRect(place.left(), place.center().y() - 9, width, 19), "idle_soft")
        self.words(painter, place.adjusted(6, 0, 0, 0), word, SMALL)
        return width

    # Chips.

    def chip_places(self, chips: Sequence[Chip], width: int) -> list[QRect]:
        """Where the chips stand in a column of that width, from its top."""
        places, left, top = [], 0, 0
        for chip in chips:
            wide = min(self.metrics(SMALL).horizontalAdvance(chip.text) + 2 * _PAD + 2 + _MARK * chip.doubtful, width)
            if left and left + wide > width:
                left, top = 0, top + self.theme.tall(_ROW)
            places.append(QRect(left, top, wide, self.theme.tall(CHIP)))
            left += wide + _GAP
        return places

    def chips_height(self, chips: Sequence[Chip], width: int) -> int:
        """How high the chips are together; 0 for none."""
        return self.chip_places(chips, width)[-1].bottom() + 1 if chips else 0

    def chips(self, painter: QPainter, place: QRect, chips: Sequence[Chip]) -> None:
        """Paint chips, as many in a line as have room; a doubtful one has the triangle and its own ground."""
        for chip, where in zip(chips, self.chip_places(chips, place.width()), strict=True):
            box = where.translated(place.topLeft())
            self._ground(painter, box, "warn_soft" if chip.doubtful else "idle_soft")
            text = box.adjusted(_PAD, 0, -_PAD + 4, 0)
            if chip.doubtful:
                paint_mark(painter, QPointF(text.left() + 4, box.center().y() + 0.5), "warn", self.theme, 8)
                text.setLeft(text.left() + _MARK)
            self.words(painter, text, chip.text, Ink("small", "warn_text" if chip.doubtful else "text2"))

    def _ground(self, painter: QPainter, box: QRect, token: str) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color(token))
        painter.drawRoundedRect(QRectF(box), 4, 4)
