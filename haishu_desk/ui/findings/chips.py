"""The levels of findings as chips: how many of each want something, and which are shown."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from haishu_desk.domain.findings import HARD, QUERY, SEVERITIES
from haishu_desk.ui.findings.model import FindingsModel
from haishu_desk.ui.findings.wording import MARKS
from haishu_desk.ui.marks import paint_mark
from haishu_desk.ui.theme import Theme

_EDGE = 12


class Chips(QWidget):
    """`chosen` carries the levels that are to be shown."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        self.chips: dict[str, QPushButton] = {}
        for severity in SEVERITIES:
            chip = QPushButton(_icon(theme, MARKS[severity]), severity, self)
            chip.setObjectName("chip")
            chip.setIconSize(QSize(_EDGE, _EDGE))
            chip.setCheckable(True)
            chip.setChecked(severity in (HARD, QUERY))
            chip.clicked.connect(self._on_clicked)
            line.addWidget(chip)
            self.chips[severity] = chip

    @property
    def severities(self) -> Collection[str]:
        """The levels that are to be shown."""
        return tuple(severity for severity, chip in self.chips.items() if chip.isChecked())

    def show_counts(self, model: FindingsModel) -> None:
        """How many of each level want something, and how many are explained or exempted."""
        for severity, chip in self.chips.items():
            waiting, there = model.count(severity), model.count_all(severity)
            done = f" · 已处理 {there - waiting}" if there > waiting else ""
            chip.setText(f"{severity} {waiting}{done}")

    def _on_clicked(self) -> None:
        self.chosen.emit(self.severities)


def _icon(theme: Theme, mark: str) -> QIcon:
    picture = QPixmap(2 * _EDGE, 2 * _EDGE)
    picture.setDevicePixelRatio(2)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    box = QRect(0, 0, _EDGE, _EDGE)
    paint_mark(painter, QPointF(box.width() / 2, box.height() / 2), mark, theme, 8)
    painter.end()
    return QIcon(picture)
