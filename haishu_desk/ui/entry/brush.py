"""What the painted parts of the sheet share: fonts made once, and words that fit their place."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter

from haishu_desk.ui.theme import Theme

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_WRAP = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere


class Brush:
    """Paints words in the tokens of a theme."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.zoom = 1.0
        self._fonts: dict[tuple[str, bool], QFont] = {}

    def font(self, use: str = "body", *, bold: bool = False) -> QFont:
        """The font for one use, made once: a font asks the machine for its families."""
        if (use, bold) not in self._fonts:
            font = self.theme.font(use, bold=bold)
            font.setPointSizeF(font.pointSizeF() * self.zoom)
            self._fonts[use, bold] = font
        return self._fonts[use, bold]

    def enlarge(self, zoom: float) -> None:
        """Paint everything so many times as large; 1.0 is what the tokens say."""
        self.zoom = zoom
        self._fonts.clear()

    def px(self, length: float) -> int:
        """A height of the tokens at the present size."""
        return round(length * self.zoom * self.theme.tall(100) / 100)

    def across(self, length: float) -> int:
        """A width of the tokens at the present size."""
        return round(length * self.zoom * self.theme.wide(100) / 100)

    def width(self, text: str, use: str = "body", *, bold: bool = False) -> int:
        """How wide that text is on one line."""
        return QFontMetrics(self.font(use, bold=bold)).horizontalAdvance(text)

    def words(
        self, painter: QPainter, place: QRect, text: str, ink: str, *, use: str = "body", bold: bool = False,
        align: Qt.AlignmentFlag = LEFT,
    ) -> None:  # fmt: skip
        """One line, shortened at its end where it does not fit."""
        painter.setFont(self.font(use, bold=bold))
        painter.setPen(self.theme.color(ink))
        fitting = painter.fontMetrics().elidedText(text.replace("\n", " "), Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, align, fitting)

    def lines(self, painter: QPainter, place: QRect, text: str, ink: str, *, most: int = 2, use: str = "body") -> None:
        """Up to `most` lines, the last one shortened; fewer stand in the middle."""
        painter.setFont(self.font(use))
        metrics, left, shown = painter.fontMetrics(), text.replace("\n", " "), list[str]()
        while left and len(shown) < most - 1:
            fits = _fitting(metrics, left, place.width())
            shown.append(left[:fits])
            left = left[fits:]
        if left:
            shown.append(metrics.elidedText(left, Qt.TextElideMode.ElideRight, place.width()))
        painter.setPen(self.theme.color(ink))
        height = metrics.height()
        top = place.center().y() - height * len(shown) // 2 + 1
        for number, line in enumerate(shown):
            painter.drawText(QRect(place.left(), top + number * height, place.width(), height), LEFT, line)

    def rows_of(self, text: str, width: int, use: str = "body") -> int:
        """How many lines that text needs in that width."""
        metrics = QFontMetrics(self.font(use))
        box = metrics.boundingRect(QRect(0, 0, max(width, 20), 1000), int(_WRAP), text)
        return max(1, round(box.height() / metrics.height()))


def _fitting(metrics: QFontMetrics, text: str, width: int) -> int:
    """How many signs of the text fit on a line, at least one."""
    fits = len(text)
    while fits > 1 and metrics.horizontalAdvance(text[:fits]) > width:
        fits -= 1
    return fits
