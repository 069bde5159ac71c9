"""The overview: head, tool bar, and the views of all items, judged off the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from haishu_desk.domain.errors import DeskError
from haishu_desk.ui.doorway import Doorway
from haishu_desk.ui.monitor.overview.asked import Choice, first_choice, years_offered
from haishu_desk.ui.monitor.overview.board import Board, gather
from haishu_desk.ui.monitor.overview.copying import board_numbers, board_picture, copy_picture, copy_text, page_picture
from haishu_desk.ui.monitor.overview.head import Head
from haishu_desk.ui.monitor.overview.items_view import NARROW, ItemsView
from haishu_desk.ui.monitor.overview.lines import Line
from haishu_desk.ui.monitor.overview.tool_bar import ITEMS, ToolBar
from haishu_desk.ui.page_stack import PageStack
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme

_HINT = "回车看大图　Ctrl+回车看填的格"


class Overview(Doorway):
    """`item_opened` carries the code of the item whose chart is wanted; `open_return`, `open_item` and `info` are a page's.

    `judged` says that another board is shown.
    """

    item_opened = Signal(str)
    open_return = Signal(object, object)
    open_item = Signal(str, str)
    info = Signal(str)
    judged = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._theme = session, theme
        self._choice: Choice | None = None
        self._number = 0
        self.board: Board | None = None
        self.head, self.items = Head(theme, self), ItemsView(theme, self)
        self.tools = ToolBar(theme, self._views(), self)
        self.stack = PageStack(self)
        self.stack.addWidget(self.items)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (self.head, self.tools):
            layout.addWidget(part)
        layout.addWidget(self.stack, 1)
        self.setFocusProxy(self.items)
        self._connect()

    def _views(self) -> list[tuple[str, str]]:
        return [(ITEMS, "全区指标" if self._session.desk.is_district else "本单位指标")]

    def _connect(self) -> None:
        self.items.opened.connect(self.item_opened)
        self.items.looked_at.connect(self._on_looked_at)
        self.head.item_asked.connect(self.item_opened)
        self.head.words_chosen.connect(self._on_words)
        self.tools.asked.connect(self.ask)
        self.tools.arranged.connect(self._on_arranged)
        self.tools.pictures_asked.connect(self._on_pictures)
        self.tools.picture_asked.connect(self.copy_picture)
        self.tools.page_asked.connect(self.copy_page)
        self.tools.numbers_asked.connect(self.copy_numbers)
        keys: tuple[tuple[str, Callable[[], None]], ...] = (
            ("Ctrl+Shift+C", self.copy_picture),
            ("Ctrl+Return", self.open_cells),
            ("Ctrl+Enter", self.open_cells),
            ("Ctrl+G", self.show_in_plan),
        )
        for key, action in keys:
            QShortcut(QKeySequence(key), self, action, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # What is shown.

    @property
    def current(self) -> str:
        """The code of the current item; empty if there is none."""
        line = self.items.line
        return line.code if line else ""

    def look_at(self, code: str) -> None:
        """Make that item the current one, if the board has it."""
        if self.board is not None and any(line.code == code for line in self.board.lines):
            self.items.look_at(code)

    def refresh(self) -> None:
        """Judge anew if something was written since, or was never judged."""
        desk = self._session.desk
        if self._choice is None:
            self._choice = first_choice(desk)
            self.tools.offer(years_offered(desk))
        if self._choice is None:
            return
        self.tools.show_choice(self._choice)
        if self.board is None or self.board.state != len(desk.workspace.journal):
            self._judge(self._choice)

    def ask(self, choice: Choice) -> None:
        """Judge something else; what is under way for another choice is dropped when it comes."""
        self._choice = choice
        self.tools.show_choice(choice)
        self._judge(choice)

    def _judge(self, choice: Choice) -> None:
        self._number += 1
        self._session.background.run(
            "评价各项指标", partial(_gathered, self._session.desk.workspace.database.path), [(self._number, choice)],
            self._arrived,
        )  # fmt: skip

    def _arrived(self, given: tuple[int, Choice], found: Board | DeskError) -> None:
        if given[0] != self._number:
            return
        if isinstance(found, DeskError):
            self._session.failed.emit(found)
            return
        self.board = found
        self.head.show_board(found)
        self.tools.show_board(found)
        self.items.show_board(found)
        self.judged.emit()

    # What was done.

    def open_cells(self) -> None:
        """Go to the return that the current figure was filled in."""
        line = self.items.line
        if line is not None and line.place is not None:
            self.open_return.emit(line.place, line.code)

    def show_in_plan(self) -> None:
        """Go to the current item on the page of the plans."""
        if self.current:
            self.open_item.emit("plan", self.current)

    def copy_picture(self) -> None:
        """Put the small pictures on the clipboard, with title, source, day and 含未审数 burnt in."""
        if self.board is not None:
            copy_picture(board_picture(self.board, self.items.multiples, self._name, self._theme))

    def copy_page(self) -> None:
        """Put what stands on the screen on the clipboard, with the same burnt in."""
        if self.board is not None:
            copy_picture(page_picture(self.board, (self.head, self.items), self._name, self._theme))

    def copy_numbers(self) -> None:
        """Put the table on the clipboard, ready to be pasted into a workbook."""
        if self.board is not None:
            copy_text(board_numbers(self.board, self.items.model, self._name))

    @property
    def _name(self) -> str:
        return self._session.unit_name

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        line = self.items.line
        if line is not None:
            menu.addAction("看大图　回车").triggered.connect(self._open_current)
            cells = menu.addAction("看填的格　Ctrl+回车")
            cells.setEnabled(line.place is not None)
            cells.triggered.connect(self.open_cells)
            menu.addAction("看规划　Ctrl+G").triggered.connect(self.show_in_plan)
            menu.addSeparator()
        menu.addAction("复制小图　Ctrl+Shift+C").triggered.connect(self.copy_picture)
        menu.addAction("复制整页图").triggered.connect(self.copy_page)
        menu.addAction("复制数").triggered.connect(self.copy_numbers)
        menu.exec(event.globalPos())

    def _open_current(self) -> None:
        if self.current:
            self.item_opened.emit(self.current)

    def _on_looked_at(self, line: Line) -> None:
        self.info.emit(f"第 {line.item.number} 项　{_HINT}")

    def _on_arranged(self, name: str, is_printed: bool) -> None:  # noqa: FBT001  what the signal carries
        self.items.arrange(name, is_printed=is_printed)

    def _on_pictures(self, wanted: bool) -> None:  # noqa: FBT001  what the signal carries
        self.items.show_pictures(wanted=wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.tools.pictures.setVisible(self.width() < self._theme.wide(NARROW))

    def _on_words(self, words: str) -> None:
        if self._choice is not None and words != self._choice.words:
            self.ask(replace(self._choice, words=words))


def _gathered(path: Path, given: tuple[int, Choice]) -> Board:
    return gather(path, given[1])
