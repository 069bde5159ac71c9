"""Table and small pictures side by side: what is current in one is current in the other."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from haishu_desk.ui.doorway import Doorway
from haishu_desk.ui.monitor.overview.board import Board
from haishu_desk.ui.monitor.overview.lines import Line
from haishu_desk.ui.monitor.overview.models import LineModel
from haishu_desk.ui.monitor.overview.multiples import Multiples
from haishu_desk.ui.monitor.overview.table import LineTable
from haishu_desk.ui.theme import Theme

# The table's share of the page; below NARROW the small pictures give way.
LEFT, LEFT_WIDE, WIDE, NARROW = 676, 0.5, 1600, 980

_ALL = 1000
NOTHING = "没有要监测的指标；装入任务包以后，本单位要报的指标会列在这里"


class ItemsView(Doorway):
    """`opened` carries the code of the item whose chart is wanted, `looked_at` a Line that became the current one."""

    opened = Signal(str)
    looked_at = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._current, self._is_picture_wanted = "", False
        self.board: Board | None = None
        self.model = LineModel()
        self.table, self.multiples = LineTable(theme, self.model), Multiples(theme)
        self.table.say("正在评价各项指标…")
        self._lay_out()
        for part in (self.table, self.multiples):
            part.opened.connect(self.opened)
            part.looked_at.connect(self._on_looked_at)
        self.setFocusProxy(self.table)

    def _lay_out(self) -> None:
        self._right = QFrame(self)
        inside = QVBoxLayout(self._right)
        inside.setContentsMargins(6, 8, 0, 4)
        inside.addWidget(self.multiples)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.table, _ALL)
        row.addWidget(self._right, 1)

    @property
    def line(self) -> Line | None:
        """The current line."""
        lines = self.board.lines if self.board else ()
        return next((line for line in lines if line.code == self._current), None)

    def show_board(self, board: Board) -> None:
        """Show another board, its table now and its small pictures by `show_tiles`; the item that was current stays so."""
        self.board = board
        choice = board.choice
        spark = board.lines[0].spark if board.lines else None
        end = spark.last_year if spark else choice.year
        first = min((line.spark.first_year for line in board.lines), default=choice.year)
        self.model.show_lines(board.lines, str(choice.year), str(end), f"{first}\u2013{end}")
        self.table.say(NOTHING if not board.lines else "没有符合条件的指标")
        known = {line.code for line in board.lines}
        self.look_at(self._current if self._current in known else next((each.code for each in self.model.lines), ""))

    def show_tiles(self) -> None:
        """Show the small pictures of the board that is shown, if they are not yet: painting them takes as long as the table."""
        if self.board is not None and self.multiples.lines is not self.board.lines:
            self.multiples.show_lines(self.board.lines)
            self.multiples.look_at(self._current)

    def open_current(self) -> None:
        """Say that the chart of the current item is wanted."""
        if (line := self.line) is not None:
            self.opened.emit(line.code)

    def look_at(self, code: str) -> None:
        """Make that item the current one on both sides."""
        self._current = code
        self.table.look_at(code)
        self.multiples.look_at(code)

    def arrange(self, name: str, is_printed: bool) -> None:  # noqa: FBT001  what the signal carries
        """Show only some, or in another order; what was current stays so if it is shown."""
        self.model.arrange(name, is_printed=is_printed)
        if self.model.row_of(self._current) >= 0:
            self.look_at(self._current)
        elif self.model.lines:
            self.look_at(self.model.lines[0].code)

    @property
    def is_narrow(self) -> bool:
        """Whether there is room for one of the two only."""
        return self.width() < self._theme.wide(NARROW)

    def show_pictures(self, wanted: bool) -> None:  # noqa: FBT001  what the signal carries
        """Where there is room for one only: the small pictures, or the table."""
        self._is_picture_wanted = wanted
        self._share_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_out()

    def _share_out(self) -> None:
        wide = self._theme.wide
        is_alone = self.is_narrow and not self._is_picture_wanted
        self._right.setVisible(not is_alone)
        self.table.setVisible(is_alone or not self.is_narrow)
        left = round(self.width() * LEFT_WIDE) if self.width() >= wide(WIDE) else wide(LEFT)
        # At most so wide, never at least: the window could not be made narrower again.
        self.table.setMaximumWidth(self.width() if is_alone else left)
        self.setFocusProxy(self.table if is_alone or not self.is_narrow else self.multiples)

    def _on_looked_at(self, code: str) -> None:
        self.look_at(code)
        if (line := self.line) is not None:
            self.looked_at.emit(line)
