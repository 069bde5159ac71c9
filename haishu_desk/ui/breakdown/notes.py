"""What is said under the grid, in tabs: what does not add up, the draft, what the last edition changed, what was not taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QTabBar, QVBoxLayout, QWidget

from haishu_desk.ui.theme import Theme

CHECKS, DRAFT, LAST, UNREAD = "核对", "草稿", "与上一版相比", "没有取"
_HEIGHT = 168
_NOTHING = {
    CHECKS: "分解数与目标没有对不上的。",
    DRAFT: "没有草稿。",
    LAST: "这是第一版，或者与上一版没有不同。",
    UNREAD: "表里的都取到了。",
}


class Notes(QWidget):
    """Lists of sentences, one a tab; each tab says how many it has."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tabs, self.list = QTabBar(self), QListWidget(self)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName("责任分解的核对和变动")
        self.list.setAccessibleName("核对和变动")
        self.list.setWordWrap(True)
        self.list.setFont(theme.font("chip"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(theme.tall(_HEIGHT))
        self._texts: dict[str, Sequence[str]] = {}
        self._heads: Mapping[str, str] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 12, 8)
        column.setSpacing(2)
        column.addWidget(self.tabs)
        column.addWidget(self.list, 1)
        self.tabs.currentChanged.connect(lambda _: self._show())

    def show_texts(self, texts: Mapping[str, Sequence[str]], heads: Mapping[str, str]) -> None:
        """Show these lists by the name of their tab, each under its head if it has one; the tab that is open stays open."""
        open_one = self.current
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        self._texts, self._heads = dict(texts), heads
        for name, lines in self._texts.items():
            self.tabs.setTabData(self.tabs.addTab(f"{name} {len(lines)}"), name)
        names = list(self._texts)
        self.tabs.setCurrentIndex(names.index(open_one) if open_one in names else 0)
        self.tabs.blockSignals(False)
        self._show()

    @property
    def current(self) -> str:
        """The name of the tab that is open."""
        return str(self.tabs.tabData(self.tabs.currentIndex()) or "")

    def open(self, name: str) -> None:
        """Open a tab."""
        names = list(self._texts)
        if name in names:
            self.tabs.setCurrentIndex(names.index(name))

    def texts(self) -> list[str]:
        """What is shown."""
        return [self.list.item(row).text() for row in range(self.list.count())]

    def _show(self) -> None:
        self.list.clear()
        head = self._heads.get(self.current, "")
        lines = (
            self._texts.get(self.current) or []
            if head
            else self._texts.get(self.current) or [_NOTHING.get(self.current, "")]
        )
        self.list.addItems([*([f"{head}：" if lines else f"{head}，没有不同"] if head else []), *lines])
