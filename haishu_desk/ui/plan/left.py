"""The left side: the search over the tree, or what it found."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from haishu_desk.ui.plan.contents import Contents
from haishu_desk.ui.plan.found import ENTRY_ROLE, FoundView
from haishu_desk.ui.plan.outline import summary
from haishu_desk.ui.plan.search_field import SearchField
from haishu_desk.ui.plan.tree import ContentsTree, ContentsView
from haishu_desk.ui.theme import Theme

WIDTH, WIDE = 248, 300
_NOTHING = "没有找到。换一个词，或写代码（145-08）、拼音首字母（hszx）。"


class Left(QFrame):
    """`chosen` carries the Place of the tree's row, `went` the Entry of a hit; `left` says that the search is over."""

    chosen = Signal(object)
    went = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._contents: Contents | None = None
        self.setObjectName("leftPanel")
        self.setFixedWidth(theme.wide(WIDTH))
        self.search = SearchField(theme, self)
        self.tree, self.found = ContentsView(theme, self), FoundView(theme, self)
        self.head, self.summary, self.nothing = QLabel("目录", self), QLabel(self), QLabel(_NOTHING, self)
        self._stack = QStackedWidget(self)
        for widget in (self.tree, self.found):
            self._stack.addWidget(widget)
        self._lay_out()
        self.tree.chosen.connect(self.chosen)
        self.search.textChanged.connect(self._on_typed)
        self.search.stepped.connect(self.step)
        self.search.left.connect(self.left)
        self.found.clicked.connect(self._go)
        self.found.activated.connect(self._go)

    def _lay_out(self) -> None:
        self.head.setFont(self._theme.font("small", bold=True))
        self.summary.setFont(self._theme.font("small"))
        self.summary.setObjectName("tertiary")
        self.nothing.setWordWrap(True)
        self.nothing.setObjectName("secondary")
        self.nothing.setFont(self._theme.font("chip"))
        self.nothing.setContentsMargins(16, 8, 16, 8)
        self.nothing.hide()
        field, head = QHBoxLayout(), QHBoxLayout()
        field.setContentsMargins(12, 10, 12, 6)
        field.addWidget(self.search)
        head.setContentsMargins(16, 2, 15, 4)
        head.addWidget(self.head)
        head.addStretch(1)
        head.addWidget(self.summary)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addLayout(field)
        column.addLayout(head)
        column.addWidget(self.nothing)
        column.addWidget(self._stack, 1)

    def show_contents(self, contents: Contents) -> None:
        """Show the tree of other plans; what was searched for is searched for again."""
        self._contents = contents
        self._model = ContentsTree(contents)
        self.tree.show_contents(self._model)
        self._on_typed(self.search.text())

    def step(self, by: int) -> None:
        """Go to the next or the previous hit; after the last comes the first again."""
        count = self.found.hits.rowCount()
        if not count:
            return
        row = self.found.currentIndex().row()
        self._go(self.found.hits.index((row + by) % count if row >= 0 else 0 if by > 0 else count - 1, 0))

    def _go(self, index: QModelIndex) -> None:
        self.found.setCurrentIndex(index)
        self.found.scrollTo(index)
        self._count()
        self.went.emit(index.data(ENTRY_ROLE))

    def _on_typed(self, text: str) -> None:
        searching = bool(text.strip()) and self._contents is not None
        found = self._contents.search(text) if self._contents else []
        self.found.hits.show_found(found)
        self._stack.setCurrentWidget(self.found if searching else self.tree)
        self.head.setText("查找结果" if searching else "目录")
        self.summary.setText("" if searching or self._contents is None else summary(self._contents))
        self.nothing.setVisible(searching and not found)
        self._count()

    def _count(self) -> None:
        total, row = self.found.hits.rowCount(), self.found.currentIndex().row()
        self.search.show_count(row + 1, total, is_searching=bool(self.search.text().strip()))
