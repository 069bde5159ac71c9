"""The overview: head, tool bar, and the views of all items, judged off the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property, partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from haishu_desk.domain.errors import DeskError
from haishu_desk.ui.doorway import Doorway
from haishu_desk.ui.monitor.overview.asked import Choice, first_choice, years_offered
from haishu_desk.ui.monitor.overview.asking import Asking
from haishu_desk.ui.monitor.overview.board import Board, board_of
from haishu_desk.ui.monitor.overview.copier import Copier
from haishu_desk.ui.monitor.overview.head import Head
from haishu_desk.ui.monitor.overview.items_view import NARROW, ItemsView
from haishu_desk.ui.monitor.overview.judged import TOGETHER
from haishu_desk.ui.monitor.overview.lines import Line
from haishu_desk.ui.monitor.overview.ranking_view import RankingView
from haishu_desk.ui.monitor.overview.rollup_view import RollupView
from haishu_desk.ui.monitor.overview.tool_bar import ITEMS, PROJECTS, RANKING, ROLLUP, VIEWS, ToolBar
from haishu_desk.ui.monitor.projects.view import ProjectsView
from haishu_desk.ui.page_stack import PageStack
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.turns import Turns

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
        self._asked: tuple[Choice, int] | None = None
        self.board: Board | None = None
        self.head, self.items = Head(theme, self), ItemsView(theme, self)
        self.stack = PageStack(self)
        self.stack.addWidget(self.items)
        # The ranking and the roll-up are the district's; a unit has its own items only.
        is_district = session.desk.is_district
        self._views = (ITEMS, RANKING, ROLLUP, PROJECTS) if is_district else (ITEMS, PROJECTS)
        self._view = ITEMS
        self.tools = ToolBar(theme, [(name, VIEWS[name]) for name in self._views], self)
        self.copier = Copier(theme, session.unit_name, self.head, self.stack)
        self._asking, self._turns = Asking(session, "评价各项指标", self), Turns(session, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (self.head, self.tools):
            layout.addWidget(part)
        layout.addWidget(self.stack, 1)
        self.setFocusProxy(self.items)
        self._connect()

    @cached_property
    def ranking(self) -> RankingView:
        """The ranking, made when it is first looked at, as those below."""
        made = RankingView(self._session, self._theme, self)
        self.stack.addWidget(made)
        return made

    @cached_property
    def rollup(self) -> RollupView:
        """The roll-up."""
        made = RollupView(self._session, self._theme, self)
        self.stack.addWidget(made)
        return made

    @cached_property
    def projects(self) -> ProjectsView:
        """Tasks and projects."""
        made = ProjectsView(self._session, self._theme, self)
        made.open_return.connect(self.open_return)
        made.open_item.connect(self.open_item)
        made.info.connect(self.info)
        self.stack.addWidget(made)
        return made

    def _page(self, name: str) -> QWidget:
        """The view of that name."""
        if name == RANKING:
            return self.ranking
        if name == ROLLUP:
            return self.rollup
        return self.projects if name == PROJECTS else self.items

    def _connect(self) -> None:
        self._asking.answered.connect(self._arrived)
        self._asking.refused.connect(self._refused)
        self.tools.viewed.connect(self._show_view)
        self.items.opened.connect(self.item_opened)
        self.items.looked_at.connect(self._on_looked_at)
        self.head.item_asked.connect(self.item_opened)
        self.head.words_chosen.connect(self._on_words)
        self.tools.asked.connect(self.ask)
        self.tools.arranged.connect(self.items.arrange)
        self.tools.pictures_asked.connect(self.items.show_pictures)
        self.tools.picture_asked.connect(self.copier.copy_picture)
        self.tools.page_asked.connect(self.copier.copy_page)
        self.tools.numbers_asked.connect(self.copier.copy_numbers)
        keys: tuple[tuple[str, Callable[[], None]], ...] = (
            ("Ctrl+Shift+C", self.copier.copy_picture),
            ("Ctrl+Return", self.open_cells),
            ("Ctrl+Enter", self.open_cells),
            ("Ctrl+G", self.show_in_plan),
        )
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for key, action in keys:
            QShortcut(QKeySequence(key), self, context=inside).activated.connect(action)

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
        if self._view == PROJECTS:
            self.projects.refresh()
        if self._choice is None:
            self._choice = first_choice(desk)
            self.tools.offer(years_offered(desk))
        if self._choice is None:
            return
        if self._asked != (self._choice, len(desk.workspace.journal)):
            self.ask(self._choice)

    def ask(self, choice: Choice) -> None:
        """Judge something else; what is under way for another choice is dropped when it comes."""
        self._choice = choice
        self._asked = (choice, len(self._session.desk.workspace.journal))
        self.tools.show_choice(choice)
        self._asking.ask(partial(board_of, choice=choice))
        self._show_beside(choice)

    def _refused(self, error: DeskError) -> None:
        self._asked = None
        self._session.failed.emit(error)

    def _arrived(self, board: Board) -> None:
        self.board = board
        self.head.show_board(board)
        self._show_head()
        self.tools.show_board(board)
        self.items.show_board(board)
        self._turns.then(self.items.show_tiles)
        self.judged.emit()

    def _show_view(self, name: str) -> None:
        """Another view, for the same year and figures."""
        self._view, page = name, self._page(name)
        self.stack.setCurrentWidget(page)
        self.tools.show_for(name)
        self.setFocusProxy(page)
        self._show_head()
        self.info.emit("")
        if name == PROJECTS:
            self.projects.refresh()
        if self._choice is not None:
            self._show_beside(self._choice)

    def _show_head(self) -> None:
        """The sums of the indicators; tasks and projects have their own."""
        is_judged = self.board is None or self.board.is_judged
        self.head.setVisible(is_judged and self._view != PROJECTS)

    def _show_beside(self, choice: Choice) -> None:
        if self._view == RANKING:
            self.ranking.show_choice(choice, self.current)
        elif self._view == ROLLUP:
            self.rollup.show_choice(choice)

    # What was done.

    def open_cells(self) -> None:
        """Go to the return that the current figure was filled in; of what units come to together, to the roll-up."""
        if self._view == PROJECTS:
            self.projects.open_current()
            return
        line = self.items.line
        if line is not None and line.place is not None:
            self.open_return.emit(line.place, line.code)
        elif line is not None and line.basis == TOGETHER and ROLLUP in self._views:
            self.tools.segments.press(ROLLUP)
            self._show_view(ROLLUP)

    def show_in_plan(self) -> None:
        """Go to the current item on the page of the plans."""
        if self._view == PROJECTS:
            self.projects.show_in_plan()
        elif self.current:
            self.open_item.emit("plan", self.current)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self._view == PROJECTS:
            return
        menu, copier = QMenu(self), self.copier
        line = self.items.line if self._view == ITEMS else None
        if line is not None:
            menu.addAction("看大图　回车").triggered.connect(self.items.open_current)
            cells = menu.addAction("看填的格　Ctrl+回车")
            cells.setEnabled(line.place is not None or line.basis == TOGETHER)
            cells.triggered.connect(self.open_cells)
            menu.addAction("看规划　Ctrl+G").triggered.connect(self.show_in_plan)
            menu.addSeparator()
        menu.addAction(f"{'复制小图' if line else '复制图'}　Ctrl+Shift+C").triggered.connect(copier.copy_picture)
        if line is not None:
            menu.addAction("复制整页图").triggered.connect(copier.copy_page)
        menu.addAction("复制数").triggered.connect(copier.copy_numbers)
        menu.exec(event.globalPos())

    def _on_looked_at(self, line: Line) -> None:
        self.info.emit(f"第 {line.item.number} 项　{_HINT}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.tools.pictures.setVisible(self.width() < self._theme.wide(NARROW))

    def _on_words(self, words: str) -> None:
        if self._choice is not None and words != self._choice.words:
            self.ask(replace(self._choice, words=words))
