"""The pages of a report: a bar above them, small ones at the left, the large ones; or what is said where there are none."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from haishu_desk.press.leaves import Leaf
from haishu_desk.ui.printing.paper_view import PaperView
from haishu_desk.ui.report.bar import ReportBar
from haishu_desk.ui.report.thumbs import Thumbs
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.nothing import Nothing
from haishu_desk.ui.widgets.said import Said

ROOMY = 560


class PagesPane(QWidget):
    """Turning pages, their size and their keys; who uses it connects 打印 and 写出 by `act`."""

    def __init__(self, theme: Theme, said: Said, nothing: Nothing, *, extra: tuple[QWidget, ...] = ()) -> None:
        super().__init__()
        self._theme = theme
        self.leaves: Sequence[Leaf] = ()
        self.bar = ReportBar(theme, self, extra=extra)
        self.thumbs, self.view = Thumbs(theme, self), PaperView(theme, self)
        self.middle = QStackedWidget()
        pages = QWidget()
        row, column = QHBoxLayout(pages), QVBoxLayout(self)
        row.addWidget(self.thumbs)
        row.addWidget(self.view, 1)
        for widget in (nothing, pages):
            self.middle.addWidget(widget)
        column.addWidget(self.bar)
        column.addWidget(said)
        column.addWidget(self.middle, 1)
        for layout in (row, column):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        self.view.moved.connect(self._show_place)
        self.thumbs.chosen.connect(self.view.go)

    def act(self, face: QWidget, *, print_them: Callable[[], None], write_them: Callable[[], None]) -> None:
        """Buttons and keys, these wherever the keyboard is in `face`."""
        bar, view = self.bar, self.view
        for button, slot in (
            (bar.back, self.go_back), (bar.forth, self.go_forth), (bar.smaller, view.smaller), (bar.larger, view.larger),
            (bar.fit, view.fit_width), (bar.print, print_them), (bar.write, write_them),
        ):  # fmt: skip
            button.clicked.connect(slot)
        for keys, action in (
            ("Ctrl+P", print_them), ("Ctrl+S", write_them), ("PgUp", self.go_back), ("PgDown", self.go_forth),
            ("Ctrl+-", view.smaller), ("Ctrl++", view.larger), ("Ctrl+=", view.larger),
        ):  # fmt: skip
            shortcut = QShortcut(QKeySequence(keys), face)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(action)

    def show_leaves(self, leaves: Sequence[Leaf], page: int = 1) -> None:
        """Show these pages from that one on; where there are none, what is said instead."""
        self.leaves = leaves
        self.thumbs.show_leaves(leaves)
        self.view.show_pages(leaves)
        self.middle.setCurrentIndex(1 if leaves else 0)
        self.view.go(page)
        self._show_place()

    def go_back(self) -> None:
        """To the page before."""
        self.view.go(self.view.page - 1)

    def go_forth(self) -> None:
        """To the page after."""
        self.view.go(self.view.page + 1)

    def _show_place(self) -> None:
        self.bar.show_place(self.view.page if self.leaves else 0, len(self.leaves))
        if self.leaves:
            self.thumbs.follow(self.view.page)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the small pages give way first."""
        super().resizeEvent(event)
        is_roomy = self.width() >= self._theme.wide(ROOMY)
        self.thumbs.setVisible(is_roomy)
        self.bar.give_room(is_roomy=is_roomy)
        self._show_place()
