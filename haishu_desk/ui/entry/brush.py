"""What the painted parts of the sheet share: fonts made once, and words that fit their place."""

from __future__ import annotations

from bisect import bisect_right

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from haishu_desk.ui.theme import Theme

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_WRAP = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere


class Brush:
    """Paints words in the tokens of a theme."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.zoom = 1.0
        self._fonts: dict[tuple[str, bool, bool], tuple[QFont, QFontMetrics]] = {}
        self._widths: dict[tuple[str, str, bool, bool], int] = {}
        self._tokens, self._colors = theme.tokens, dict[str, QColor]()

    def color(self, token: str) -> QColor:
        """The colour of a token, made once and not to be changed: a row asks for some twenty."""
        if self._tokens is not self.theme.tokens:  # the theme has become another one
            self._tokens = self.theme.tokens
            self._colors.clear()
        if token not in self._colors:
            self._colors[token] = self.theme.color(token)
        return self._colors[token]

    def font(self, use: str = "body", *, bold: bool = False) -> QFont:
        """The font for one use, made once: a font asks the machine for its families."""
        return self._made(use, bold=bold)[0]

    def _made(self, use: str, *, bold: bool) -> tuple[QFont, QFontMetrics]:
        key = (use, bold, self.theme.is_large)
        if key not in self._fonts:
            font = self.theme.font(use, bold=bold)
            font.setPointSizeF(font.pointSizeF() * self.zoom)
            self._fonts[key] = font, QFontMetrics(font)
        return self._fonts[key]

    @property
    def state(self) -> tuple[object, ...]:
        """What everything that is painted with it depends on, to be compared: sizes and colours."""
        return self.zoom, self.theme.is_large, self.theme.tokens

    def enlarge(self, zoom: float) -> None:
        """Paint everything so many times as large; 1.0 is what the tokens say."""
        self.zoom = zoom
        self._fonts.clear()
        self._widths.clear()

    def px(self, length: float) -> int:
        """A height of the tokens at the present size."""
        return round(length * self.zoom * self.theme.tall(100) / 100)

    def across(self, length: float) -> int:
        """A width of the tokens at the present size."""
        return round(length * self.zoom * self.theme.wide(100) / 100)

    def width(self, text: str, use: str = "body", *, bold: bool = False) -> int:
        """How wide that text is on one line, measured once: the names of a sheet are asked for after each write."""
        key = (text, use, bold, self.theme.is_large)
        if key not in self._widths:
            self._widths[key] = self._made(use, bold=bold)[1].horizontalAdvance(text)
        return self._widths[key]

    def words(
        self, painter: QPainter, place: QRect, text: str, ink: str, *, use: str = "body", bold: bool = False,
        align: Qt.AlignmentFlag = LEFT,
    ) -> None:  # fmt: skip
        """One line, shortened at its end where it does not fit."""
        if not text:
            return
        font, metrics = self._made(use, bold=bold)
        painter.setFont(font)
        painter.setPen(self.color(ink))
        fitting = metrics.elidedText(text.replace("\n", " "), Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, align, fitting)

    def lines(self, painter: QPainter, place: QRect, text: str, ink: str, *, most: int = 2, use: str = "body") -> None:
        """Up to `most` lines, the last one shortened; fewer stand in the middle."""
        font, metrics = self._made(use, bold=False)
        painter.setFont(font)
        left, shown = text.replace("\n", " "), list[str]()
        while left and len(shown) < most - 1:
            fits = _fitting(metrics, left, place.width())
            shown.append(left[:fits])
            left = left[fits:]
        if left:
            shown.append(metrics.elidedText(left, Qt.TextElideMode.ElideRight, place.width()))
        painter.setPen(self.color(ink))
        height = metrics.height()
        top = place.center().y() - height * len(shown) // 2 + 1
        for number, line in enumerate(shown):
            painter.drawText(QRect(place.left(), top + number * height, place.width(), height), LEFT, line)

    def rows_of(self, text: str, width: int, use: str = "body") -> int:
        """How many lines that text needs in that width."""
        metrics = self._made(use, bold=False)[1]
        box = metrics.boundingRect(QRect(0, 0, max(width, 20), 1000), int(_WRAP), text)
        return max(1, round(box.height() / metrics.height()))


def _fitting(metrics: QFontMetrics, text: str, width: int) -> int:
    """How many signs of the text fit on a line, at least one."""
    if metrics.horizontalAdvance(text) <= width:
        return len(text)
    return max(1, bisect_right(range(1, len(text)), width, key=lambda fits: metrics.horizontalAdvance(text[:fits])))
