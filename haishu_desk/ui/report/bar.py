"""Over the pages: which page, how large, by which day's figures, 设置, 打印 and 写出."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from haishu_desk.ui.icons import icon
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.elided import ElidedLabel

HEIGHT = 44


class ReportBar(QFrame):
    """The controls; who uses it connects them. `extra` widgets stand between the size and the buttons."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, extra: tuple[QWidget, ...] = ()) -> None:
        super().__init__(parent)
        self.setObjectName("headStrip")
        self.setFixedHeight(theme.tall(HEIGHT))
        self.back, self.forth = (
            _bare(theme, "caret-left", "上一页（PgUp）"),
            _bare(theme, "caret-right", "下一页（PgDn）"),
        )
        self.place = ElidedLabel()
        self.smaller = _bare(theme, "magnifying-glass-minus", "缩小（Ctrl+-）")
        self.larger = _bare(theme, "magnifying-glass-plus", "放大（Ctrl++）")
        self.fit = QPushButton("适合页宽")
        self.print = QPushButton(icon(theme, "printer", "text2"), "打印…")
        self.write = QPushButton(icon(theme, "download-simple", "on_accent"), "写出…")
        self.write.setObjectName("primary")
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 0, 12, 0)
        line.setSpacing(6)
        turning: tuple[QWidget, ...] = (self.back, self.place, self.forth, self.smaller, self.fit, self.larger)
        for each in turning:
            line.addWidget(each)
        line.addStretch(1)
        for widget in (*extra, self.print, self.write):
            line.addWidget(widget)
        self._is_roomy = True
        self.show_place(0, 0)

    def give_room(self, *, is_roomy: bool) -> None:
        """Whether there is room for whole words; without it the place is two numbers, as it is told next."""
        self._is_roomy = is_roomy
        self.fit.setVisible(is_roomy)

    def show_place(self, page: int, pages: int) -> None:
        """Which page of how many is shown."""
        whole = f"第 {page} 页，共 {pages} 页" if self._is_roomy else f"{page} / {pages}"
        self.place.setText(whole if pages else "还没有页")
        self.place.setMinimumWidth(self.place.sizeHint().width())
        self.back.setEnabled(page > 1)
        self.forth.setEnabled(page < pages)
        for button in (self.smaller, self.larger, self.fit):
            button.setEnabled(bool(pages))

    def allow(self, *, may_print: bool, may_write: bool) -> None:
        """What can be done now."""
        self.print.setEnabled(may_print)
        self.write.setEnabled(may_write)


def _bare(theme: Theme, name: str, tip: str) -> QPushButton:
    button = QPushButton(icon(theme, name), "")
    button.setObjectName("bare")
    button.setFixedSize(28, 28)
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    return button
