"""The small card beside the cross hair: all values of one year."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from haishu_desk.desk.portrait import Portrait
from haishu_desk.desk.series import Point
from haishu_desk.domain.quantity import show
from haishu_desk.ui.monitor.wording import ahead_band, ahead_value, due_in, off_in, places_of, signed
from haishu_desk.ui.theme import Theme

_ROW, _HEAD, _INSIDE = 20, 26, 10


class Hover(QWidget):
    """Painted, and lets the mouse through."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._title = ""
        self._rows: list[tuple[str, str, str]] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_year(self, seen: Portrait, year: int, x: int, room: QRect) -> None:
        """Show what is known of a year beside `x`, inside `room`."""
        self._title, self._rows = f"{year} 年", _rows(seen, year)
        small = QFontMetrics(self._theme.font("chip"))
        width = (
            max((small.horizontalAdvance(name + value) for name, value, _ in self._rows), default=60) + 2 * _INSIDE + 28
        )
        height = self._theme.tall(_HEAD) + self._theme.tall(_ROW) * len(self._rows) + 8
        left = x + 12 if x + 12 + width < room.right() else x - 12 - width
        self.setGeometry(left, room.height() - height - 40, width, height)
        self.show()
        self.raise_()
        self.update()

    def words(self) -> str:
        """What is written on it."""
        return "\n".join([self._title, *(f"{name} {value}" for name, value, _ in self._rows)])

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._theme
        painter.setPen(QPen(theme.color("line2"), 1))
        painter.setBrush(theme.color("raised"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.setFont(theme.font("body", bold=True))
        painter.setPen(theme.color("text"))
        painter.drawText(
            QRect(_INSIDE, 4, self.width(), theme.tall(_HEAD) - 4), int(Qt.AlignmentFlag.AlignVCenter), self._title
        )
        for place, (name, value, token) in enumerate(self._rows):
            height = theme.tall(_ROW)
            row = QRect(_INSIDE, theme.tall(_HEAD) + place * height, self.width() - 2 * _INSIDE, height)
            painter.setFont(theme.font("chip"))
            painter.setPen(theme.color("text2"))
            painter.drawText(row, int(Qt.AlignmentFlag.AlignVCenter), name)
            painter.setFont(theme.font("chip", bold=True))
            painter.setPen(theme.color(token))
            painter.drawText(row, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), value)
        painter.end()


def _rows(seen: Portrait, year: int) -> list[tuple[str, str, str]]:
    series, rows = seen.series, list[tuple[str, str, str]]()
    counting = series.counting.get(year)
    if counting is not None:
        rows.append((_name("实际", counting), counting.words, "c_actual"))
    if due := due_in(seen, year):
        rows.append(("应达", due, "text"))
    if (off := off_in(seen, year)) is not None:
        rows.append(("差", signed(off, places_of(seen)), "text"))
    for point in series.others:
        if point.year == year:
            token = "clash_text" if point.clash else "c_vintage"
            rows.append(("数据不一致" if point.clash else _name("当时报", point), point.words, token))
    if year in series.backcast:
        rows.append(("按新口径追溯", str(series.backcast[year]), "c_vintage"))
    if series.base is not None and series.base.year == year:
        rows.append(("规划表", show(series.base.quantity), "text2"))
    if seen.ahead is not None and seen.ahead.year == year:
        rows.append((seen.ahead.method, ahead_value(seen, seen.ahead.value), "accent_text"))
        rows.append(("区间", ahead_band(seen, seen.ahead), "accent_text"))
    rows += [
        (f"{target.last_year} 目标", target.words, "c_target")
        for target in series.targets
        if target.quantity is not None and target.first_year <= year <= target.last_year
    ]
    return rows or [("未录", "", "text3")]


def _name(first: str, point: Point) -> str:
    return " ".join(part for part in (first, point.vintage, point.basis) if part)
