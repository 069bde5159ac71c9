"""任务与项目: the sums, the timeline and the table of a plan's tasks and projects, judged off the window's thread."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QFrame, QLabel, QMenu, QSplitter, QVBoxLayout, QWidget

from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.errors import DeskError
from haishu_desk.monitor.project_dates import month_in_words
from haishu_desk.ui.doorway import Doorway
from haishu_desk.ui.monitor.captioned import Caption, captioned
from haishu_desk.ui.monitor.overview.asking import Asking
from haishu_desk.ui.monitor.overview.copying import copy_picture, copy_text
from haishu_desk.ui.monitor.projects.asked import Board, Choice, first_choice, gather, periods_offered
from haishu_desk.ui.monitor.projects.deciding import DecisionWindow
from haishu_desk.ui.monitor.projects.head import ProjectsHead
from haishu_desk.ui.monitor.projects.lanes import lanes_of, years_of
from haishu_desk.ui.monitor.projects.model import TITLES
from haishu_desk.ui.monitor.projects.table import ProjectTable
from haishu_desk.ui.monitor.projects.timeline import Timeline
from haishu_desk.ui.monitor.projects.tool_bar import ProjectsBar
from haishu_desk.ui.monitor.projects.wording import FILTERS, details_of
from haishu_desk.ui.page_stack import PageStack
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from haishu_desk.desk.project_standing import Standing

_HINT = "↑ ↓ 换一项　回车看填的格　Ctrl+G 看规划"
_EVERY = "全部"
_SOURCE = "各责任单位填报的任务项目表"


class ProjectsView(Doorway):
    """`open_return`, `open_item` and `info` are a page's; `judged` says that another board is shown."""

    open_return = Signal(object, object)
    open_item = Signal(str, str)
    info = Signal(str)
    judged = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._theme = session, theme
        self._choice: Choice | None = None
        self._asked: tuple[Choice, int] | None = None
        self._asking = Asking(session, "评价任务与项目", self)
        self.board: Board | None = None
        self.tools, self.head = ProjectsBar(theme, self), ProjectsHead(theme, self)
        self.timeline, self.table = Timeline(theme, self), ProjectTable(theme, self)
        self._build()
        self.setFocusProxy(self.table)
        self._connect()

    def _build(self) -> None:
        self.details = QLabel(self)
        self.details.setWordWrap(True)
        self.details.setFont(self._theme.font("chip"))
        self.details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.details.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.details.setContentsMargins(16, 6, 16, 6)
        self.details.setFixedHeight(self._theme.tall(84))
        self.empty = EmptyState(
            self._theme,
            "table",
            "这里还没有报上来的任务和项目",
            "填报任务项目表、审核通过以后，进展和亮灯在这里",
            "看全部任务与项目",
        )
        self.split = QSplitter(Qt.Orientation.Vertical, self)
        self.split.addWidget(self.timeline)
        self.split.addWidget(self.table)
        self.split.setChildrenCollapsible(False)
        self.split.setStretchFactor(0, 2)
        self.split.setStretchFactor(1, 3)
        full = QFrame(self)
        inner = QVBoxLayout(full)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self.split, 1)
        inner.addWidget(self.details)
        self.stack = PageStack(self)
        self.stack.addWidget(full)
        self.stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.tools)
        layout.addWidget(self.head)
        layout.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.tools.asked.connect(self.ask)
        self.tools.narrowed.connect(self._narrow)
        self.tools.copied.connect(self.copy_numbers)
        self.empty.acted.connect(partial(self.tools.press, _EVERY))
        self.table.looked_at.connect(self._on_looked_at)
        self.timeline.looked_at.connect(self.table.look_at)
        for part in (self.table, self.timeline):
            part.opened.connect(self.open_cells)
        self._asking.answered.connect(self._arrived)
        self._asking.refused.connect(self._refused)

    # What is shown.

    def refresh(self) -> None:
        """Judge anew if something was written since, or was never judged."""
        desk = self._session.desk
        if self._choice is not None and self._asked == (self._choice, len(desk.workspace.journal)):
            return
        self.tools.offer(periods_offered(desk))
        self._choice = self._choice or first_choice(desk)
        if self._choice is None:
            self.stack.setCurrentWidget(self.empty)
            return
        self.ask(self._choice)

    def ask(self, choice: Choice) -> None:
        """Judge something else; what is under way for another choice is dropped when it comes."""
        self._choice = choice
        self._asked = (choice, len(self._session.desk.workspace.journal))
        self.tools.show_choice(choice)
        self._asking.ask(partial(gather, choice=choice))

    def _refused(self, error: DeskError) -> None:
        self._asked = None
        self._session.failed.emit(error)

    def _arrived(self, found: Board) -> None:
        self.board = found
        self.tools.show_board(found)
        self._narrow(self.tools.part.currentData() or "", self.tools.filter)
        self.judged.emit()

    def _narrow(self, key: str, wanted: str) -> None:
        board = self.board
        if board is None:
            return
        part = next((each for each in board.parts if each.key == key), None)
        inside = [each for each in board.standings if part is None or each.item.code in part.codes]
        rows = [each for each in inside if FILTERS[wanted](each)]
        self.tools.show_counts([sum(map(is_wanted, inside)) for is_wanted in FILTERS.values()])
        self.head.show_tally(
            f"{part.title if part else '全部任务与项目'}　{board.choice.title}", board.tallies[part.key if part else ""]
        )
        lanes = lanes_of(rows, board.now)
        self.timeline.setVisible(bool(lanes))
        self.timeline.show_lanes(lanes, years_of(lanes, board.years), board.now)
        self.stack.setCurrentIndex(0 if rows else 1)
        self.empty.button.setVisible(bool(inside) and wanted != _EVERY)
        self.table.show_rows(rows, board.unit_names)
        self._on_looked_at(self.table.current)

    def _on_looked_at(self, code: str) -> None:
        standing = self.table.standing
        self.timeline.look_at(code)
        self.details.setText(details_of(standing) if standing else "")
        if standing is not None:
            self.info.emit(f"{standing.item.number}　{_HINT}")

    # What was done.

    def open_cells(self, code: str) -> None:
        """Go to the return that the item's figures were filled in."""
        board = self.board
        standing = self._standing(code)
        if standing is None or board is None or not standing.units:
            return
        key = ReturnKey("tasks", standing.units[0], standing.reported or board.choice.period)
        self.open_return.emit(key, standing.same_as or code)

    def show_in_plan(self) -> None:
        """Go to the current item on the page of the plans."""
        if self.table.current:
            self.open_item.emit("plan", self.table.current)

    def copy_numbers(self) -> None:
        """Put the table on the clipboard, ready to be pasted into a workbook, under what it shows."""
        if self.caption is None:
            return
        model, columns = self.table.rows, range(len(TITLES))
        texts = ([model.text_of(row, column).replace("\n", "　") for column in columns] for row in model.rows)
        copy_text("\n".join([self.caption.words, "\t".join(TITLES), *("\t".join(cells) for cells in texts)]))

    def copy_picture(self) -> None:
        """Put the sums and the timeline on the clipboard, every lane of it, with title, source and day burnt in."""
        if self.caption is None or not self.timeline.lanes:
            return
        copy_picture(captioned(self.timeline.picture(self.devicePixelRatioF()), self.caption, self._theme))

    @property
    def caption(self) -> Caption | None:
        """What a copy says of itself; None before anything is shown."""
        board = self.board
        if board is None:
            return None
        until = month_in_words(board.now)
        return Caption(self.head.title, "", _SOURCE, until, has_unapproved=board.has_unapproved)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu().exec(event.globalPos())

    def menu(self) -> QMenu:
        """What can be done with the current item."""
        menu = QMenu(self)
        standing = self.table.standing
        if standing is not None:
            menu.addAction("看填的格　回车").triggered.connect(self.open_current)
            menu.addAction("看规划　Ctrl+G").triggered.connect(self.show_in_plan)
            menu.addSeparator()
            may = self._session.desk.is_district and self._session.desk.workspace.database.writable
            for word, of_lights in (("人工改判……", False), ("认可亮灯的理由……", True)):
                action = menu.addAction(word)
                action.setEnabled(may)
                action.triggered.connect(partial(self.decide, of_lights=of_lights))
            menu.addSeparator()
        menu.addAction("复制图　Ctrl+Shift+C").triggered.connect(self.copy_picture)
        menu.addAction("复制数").triggered.connect(self.copy_numbers)
        return menu

    def open_current(self) -> None:
        """Go to the return of the current item."""
        self.open_cells(self.table.current)

    def decide(self, *, of_lights: bool) -> None:
        """Ask for a verdict or for a reason, and judge anew when it was written."""
        standing, board = self.table.standing, self.board
        if standing is None or board is None:
            return
        window = DecisionWindow(self._session, self._theme, standing, board.choice, self, of_lights=of_lights)
        window.accepted.connect(self.refresh)
        window.open()

    def _standing(self, code: str) -> Standing | None:
        rows = self.board.standings if self.board is not None else ()
        return next((each for each in rows if each.item.code == code), None)
