"""Over the pages: 本表 or 空表, which page, how large, 存为文件 and 打印."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from haishu_desk.ui.icons import icon
from haishu_desk.ui.theme import Theme

HEIGHT = 44


class PrintBar(QFrame):
    """The controls; the window connects them."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("headStrip")
        self.setFixedHeight(HEIGHT)
        self.filled, self.blank = _chip("本表", "印已经录的数"), _chip("空表", "不印录的数，留着手填")
        self._group = QButtonGroup(self)
        for chip in (self.filled, self.blank):
            self._group.addButton(chip)
        self.filled.setChecked(True)
        self.back = _bare(theme, "caret-left", "上一页（PgUp）")
        self.forth = _bare(theme, "caret-right", "下一页（PgDn）")
        self.place, self.percent = QLabel(), QLabel()
        self.smaller = _bare(theme, "magnifying-glass-minus", "缩小（Ctrl+-）")
        self.larger = _bare(theme, "magnifying-glass-plus", "放大（Ctrl++）")
        self.fit = QPushButton("适合页宽")
        self.save = QPushButton(icon(theme, "download-simple", "text2"), "存为文件…")
        self.print = QPushButton(icon(theme, "printer", "on_accent"), "打印…")
        self.print.setObjectName("primary")
        self._lay_out()

    def _lay_out(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 0, 16, 0)
        line.setSpacing(8)
        for widget in (self.filled, self.blank):
            line.addWidget(widget)
        line.addSpacing(16)
        turning: tuple[QWidget, ...] = (self.back, self.place, self.forth)
        sizing: tuple[QWidget, ...] = (self.smaller, self.percent, self.larger, self.fit)
        for widgets in (turning, sizing):
            for each in widgets:
                line.addWidget(each)
            line.addSpacing(16)
        line.addStretch(1)
        for widget in (self.save, self.print):
            line.addWidget(widget)

    def show_place(self, page: int, pages: int, percent: int) -> None:
        """Which page of how many is shown, and how large."""
        self.place.setText(f"第 {page} 页，共 {pages} 页")
        self.percent.setText(f"{percent}%")
        self.back.setEnabled(page > 1)
        self.forth.setEnabled(page < pages)


def _chip(word: str, tip: str) -> QPushButton:
    chip = QPushButton(word)
    chip.setObjectName("chip")
    chip.setCheckable(True)
    chip.setToolTip(tip)
    return chip


def _bare(theme: Theme, name: str, tip: str) -> QPushButton:
    button = QPushButton(icon(theme, name), "")
    button.setObjectName("bare")
    button.setFixedSize(28, 28)
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    return button
