"""Painted parts of the one-item view: the list's rows and the legend."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QSizePolicy, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from haishu_desk.ui.marks import paint_mark
from haishu_desk.ui.monitor.models import ROW_ROLE, IndicatorRow
from haishu_desk.ui.monitor.wording import APPROVED
from haishu_desk.ui.theme import Theme

_ROW, _HEAD, _NAME = 48, 30, 160
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
Index = QModelIndex | QPersistentModelIndex


def basis_mark(basis: str) -> str:
    """The mark beside the word of a basis."""
    return "ok" if basis in APPROVED else {"已报": "warn", "录入中": "info"}.get(basis, "idle")


class IndicatorDelegate(QStyledItemDelegate):
    """Two lines: name and latest value; unit, target and what the value stands on."""

    def __init__(self, theme: Theme, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option
        return QSize(200, self._theme.tall(_ROW if index.data(ROW_ROLE).code else _HEAD))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        row: IndicatorRow = index.data(ROW_ROLE)
        place: QRect = option.rect  # type: ignore[attr-defined]
        if row.code:
            self._indicator(painter, place, row, chosen=index == self._view.currentIndex())
        else:
            painter.fillRect(place, self._theme.color("sunk"))
            self._write(painter, place.adjusted(14, 0, -14, 0), row.name, "small", "text2", bold=True)
            self._write(painter, place.adjusted(14, 0, -14, 0), row.value, "small", "text3", right=True)
        painter.restore()

    def _indicator(self, painter: QPainter, place: QRect, row: IndicatorRow, *, chosen: bool) -> None:
        theme, tall = self._theme, self._theme.tall
        if chosen:
            painter.fillRect(place, theme.color("accent_soft"))
            painter.fillRect(QRect(place.left(), place.top(), 3, place.height()), theme.color("accent"))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(place.bottomLeft(), place.bottomRight())
        upper = QRect(place.left() + 14, place.top() + tall(5), place.width() - 28, tall(21))
        lower = QRect(place.left() + 14, place.top() + tall(25), place.width() - 28, tall(18))
        number = QRect(upper.left(), upper.top(), 26, upper.height())
        self._write(painter, number, row.number, "small", "text3")
        known = bool(row.year)
        value = row.value if known else row.silence
        token = "text" if known else "text3"
        used = self._write(painter, upper.adjusted(_NAME, 0, 0, 0), value, "body", token, bold=known, right=True)
        self._write(painter, upper.adjusted(26, 0, -used - 10, 0), row.name, "body", "text", bold=chosen)
        said = " · ".join(
            part
            for part in ("约束性" if row.binding else "", row.unit, f"目标 {row.target}" if row.target else "")
            if part
        )
        state = f"{row.year} {row.basis}".strip()
        width = self._write(painter, lower, state, "small", "text2", right=True)
        if known:
            paint_mark(
                painter, QPointF(lower.right() - width - 9, lower.center().y() + 1), basis_mark(row.basis), theme, 8
            )
        self._write(painter, lower.adjusted(26, 0, -width - 22, 0), said, "small", "text3")

    def _write(
        self,
        painter: QPainter,
        place: QRect,
        text: str,
        use: str,
        token: str,
        *,
        bold: bool = False,
        right: bool = False,
    ) -> int:
        font = self._theme.font(use, bold=bold)
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.setFont(font)
        painter.setPen(self._theme.color(token))
        painter.drawText(place, _RIGHT if right else _MIDDLE, shown)
        return metrics.horizontalAdvance(shown)


class Legend(QWidget):
    """What the marks of the chart mean, once."""

    WORDS: ClassVar[dict[str, str]] = {
        "actual": "已批、核定",
        "open": "已报、录入中",
        "vintage": "当时报的数",
        "clash": "数据不一致",
        "target": "目标",
        "earlier": "上一期目标",
        "bound": "界",
        "base": "规划表印的数",
        "break": "从此不可直接比",
        "backcast": "按新口径追溯",
        "old": "旧口径",
        "path": "年度分解",
        "band": "年度分解与容差",
        "range": "区间",
        "ahead": "推算与区间",
    }

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._kinds: Sequence[str] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_kinds(self, kinds: Sequence[str]) -> None:
        """Explain these marks, the ones that the chart has."""
        self._kinds = kinds
        self.setAccessibleName("图例：" + "，".join(self.WORDS[kind] for kind in kinds))
        self.updateGeometry()
        self.update()

    @property
    def _row(self) -> int:
        return self._theme.tall(28)

    def _places(self, room: int) -> tuple[list[tuple[int, int]], int]:
        """Where each of the kinds stands (left, row) in so much room, and how many rows that takes."""
        metrics, places, left, row = QFontMetrics(self._theme.font("chip")), list[tuple[int, int]](), 0, 0
        for kind in self._kinds:
            width = metrics.horizontalAdvance(self.WORDS[kind]) + 46
            if places and left + width - 20 > room:
                left, row = 0, row + 1
            places.append((left, row))
            left += width
        return places, row + 1

    def heightForWidth(self, width: int) -> int:
        return self._row * self._places(width)[1]

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self._row)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._theme.font("chip"))
        return QSize(
            sum(metrics.horizontalAdvance(self.WORDS[kind]) + 46 for kind in self._kinds), self._theme.tall(28)
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font("chip"))
        height = self._row
        for kind, (left, row) in zip(self._kinds, self._places(self.width())[0], strict=True):
            self._sample(painter, kind, left, row * height + height / 2)
            painter.setPen(self._theme.color("text2"))
            painter.drawText(QRect(left + 26, row * height, 200, height), _MIDDLE, self.WORDS[kind])
        painter.end()

    def _sample(self, painter: QPainter, kind: str, left: int, middle: float) -> None:
        theme = self._theme
        if kind == "clash":
            paint_mark(painter, QPointF(left + 10, middle), "clash", theme, 10)
        grounds = {"band": ("c_path", 0.16), "range": ("c_target", 0.16), "ahead": ("c_actual", 0.20)}
        if kind in grounds:
            color = theme.color(grounds[kind][0])
            color.setAlphaF(grounds[kind][1])
            painter.fillRect(QRectF(left, middle - 5, 20, 10), color)
        lines = {"actual": ("c_actual", 2.4, []), "open": ("c_actual", 2.4, []), "target": ("c_target", 1.6, []),
                 "earlier": ("c_target", 1.2, [4.0, 3.0]), "bound": ("c_target", 1.6, [1.5, 3.0]), "base": ("c_path", 1.2, [1.5, 3.0]),
                 "break": ("warn", 1.4, [4.0, 3.0]), "backcast": ("c_vintage", 1.4, [1.5, 3.0]),
                 "old": ("idle", 1.8, []), "path": ("c_path", 1.4, [5.0, 3.0]), "band": ("c_path", 1.4, [5.0, 3.0]), "ahead": ("c_actual", 1.8, [3.0, 2.0])}  # fmt: skip
        if kind in lines:
            token, width, dash = lines[kind]
            pen = QPen(theme.color(token), width)
            if dash:
                pen.setDashPattern(dash)
            painter.setPen(pen)
            painter.drawLine(QPointF(left, middle), QPointF(left + 20, middle))
        if kind == "backcast":
            painter.setPen(QPen(theme.color("c_vintage"), 1.8))
            painter.setBrush(theme.color("surface"))
            painter.drawRect(QRectF(left + 6.5, middle - 3.5, 7, 7))
        if kind == "base":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("c_path"))
            painter.drawEllipse(QPointF(left + 4, middle), 3.6, 3.6)
        if kind in ("actual", "open", "vintage", "old"):
            ring = {"vintage": "c_vintage", "old": "idle"}.get(kind, "c_actual")
            painter.setPen(QPen(theme.color(ring), 1.8))
            painter.setBrush(theme.color("c_actual" if kind == "actual" else "surface"))
            painter.drawEllipse(QPointF(left + 10, middle), 3.6, 3.6)
