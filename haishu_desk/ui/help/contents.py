"""The left side of the help: a field, and the tree of books and headings, or what was found."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from haishu_desk.report.handbook import Book, shelves
from haishu_desk.ui.help.goals import help_goals
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.wishes import Goal, HelpWish

WIDTH = 280
_PLACE = Qt.ItemDataRole.UserRole
_DEEPEST = 3


class Contents(QFrame):
    """`chosen` carries the place that is wanted, as a link names it."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("leftPanel")
        self.setFixedWidth(theme.wide(WIDTH))
        self._goals = help_goals()
        self.field = QLineEdit()
        self.field.setPlaceholderText("几个字，或拼音首字母")
        self.field.setAccessibleName("在帮助里找")
        self.field.setClearButtonEnabled(True)
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setObjectName("helpTree")
        self.tree.setAccessibleName("帮助目录")
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 0, 0)
        row = QVBoxLayout()
        row.setContentsMargins(0, 0, 12, 4)
        row.addWidget(self.field)
        column.addLayout(row)
        column.addWidget(self.tree)
        self.field.textChanged.connect(self.search)
        self.field.returnPressed.connect(self._open_first)
        self.tree.itemActivated.connect(self._choose)
        self.tree.itemClicked.connect(self._choose)
        self.search("")

    def search(self, typed: str) -> None:
        """Show what fits, best first; the whole tree where nothing is typed."""
        self.tree.clear()
        words = typed.lower().split()
        if not words:
            self._fill()
            return
        ranked = [(rank, goal) for goal in self._goals if (rank := goal.rank(words)) is not None]
        for _, goal in sorted(ranked, key=lambda found: found[0]):
            self.tree.addTopLevelItem(self._item(f"{goal.text}　{goal.detail}", _place_of(goal)))
        if not ranked:
            self.tree.addTopLevelItem(self._item("没有找到。换几个字试试。", ""))

    @property
    def found(self) -> list[str]:
        """The places of what is listed at the top of the tree."""
        items = [self.tree.topLevelItem(row) for row in range(self.tree.topLevelItemCount())]
        return [str(item.data(0, _PLACE)) for item in items if item is not None]

    def mark(self, place: str) -> None:
        """Show where one is, if the whole tree is shown."""
        for item in _under(self.tree.invisibleRootItem()):
            if item.data(0, _PLACE) == place:
                self.tree.setCurrentItem(item)
                self.tree.scrollToItem(item)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self.field.hasFocus():
            self.tree.setFocus()
        else:
            super().keyPressEvent(event)

    def _fill(self) -> None:
        for title, books in shelves().items():
            if len(books) == 1:
                self.tree.addTopLevelItem(self._branch(books[0]))
                continue
            shelf = self._item(title, "")
            self.tree.addTopLevelItem(shelf)
            for book in books:
                shelf.addChild(self._branch(book))
            shelf.setExpanded(True)

    def _branch(self, book: Book) -> QTreeWidgetItem:
        top = self._item(book.title, book.sections[0].place)
        above = {1: top}
        for section in book.sections[1:]:
            if section.level > _DEEPEST:
                continue
            item = self._item(section.name, section.place)
            above.get(section.level - 1, top).addChild(item)
            above[section.level] = item
        return top

    @staticmethod
    def _item(text: str, place: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem([text])
        item.setData(0, _PLACE, place)
        item.setToolTip(0, text)
        return item

    def _choose(self, item: QTreeWidgetItem) -> None:
        place = item.data(0, _PLACE)
        if place:
            self.chosen.emit(place)

    def _open_first(self) -> None:
        if self.found and self.found[0]:
            self.chosen.emit(self.found[0])


def _place_of(goal: Goal) -> str:
    return goal.target.place if isinstance(goal.target, HelpWish) else ""


def _under(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    children = [item.child(row) for row in range(item.childCount())]
    return [each for child in children for each in (child, *_under(child))]
