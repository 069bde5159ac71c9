"""The middle of the review: nothing to judge, one return with its comparison, or the board of findings."""

from __future__ import annotations

from functools import cached_property, partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from haishu_desk.ui.review.board import FindingsBoard
from haishu_desk.ui.review.clash_desk import ClashDesk
from haishu_desk.ui.review.comparison_model import ComparisonModel
from haishu_desk.ui.review.comparison_view import ComparisonView
from haishu_desk.ui.review.decision_bar import DecisionBar
from haishu_desk.ui.review.found import CellFound
from haishu_desk.ui.review.head import ReturnHead
from haishu_desk.ui.review.pair_bar import PairBar
from haishu_desk.ui.review.tool_bar import ReviewBar
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.nothing import Nothing

_NONE = ("没有等您审的报表", "到收发页装入单位交回的上报包，这里就会排出来")
_NOT_YET = ("正在读各份报表", "读完就排出来")


class ReviewMiddle(QStackedWidget):
    """Lays out what the reviewer works with; what it does is the business of the page. `board_made` carries the board."""

    board_made = Signal(object)

    def __init__(self, session: Session, theme: Theme, model: ComparisonModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head, self.tools = ReturnHead(theme), ReviewBar(theme)
        self.pair = PairBar(session, theme)
        self.view = ComparisonView(model, theme)
        self.same = Nothing(theme, "check-circle", "没有改动的格", "与对照的那一次一样，可以直接审核通过")
        self.table = QStackedWidget()
        self.table.addWidget(self.view)
        self.table.addWidget(self.same)
        self.strip = _strip(theme)
        self.clash = ClashDesk(session, theme)
        self.clash.hide()
        self.bar = DecisionBar(session, theme)
        self._make_board = partial(FindingsBoard, session, theme)
        self._nothing = Nothing(theme, "checks", *_NONE)
        self.rest = _strip(theme)
        self._whole = self._laid_out()
        for widget in (self._nothing, self._whole):
            self.addWidget(widget)

    def _laid_out(self) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.tools)
        column.addWidget(self.pair)
        column.addWidget(self.rest)
        column.addWidget(self.table, 1)
        for widget in (self.strip, self.clash, self.bar):
            column.addWidget(widget)
        return whole

    def show_one(self, *, is_there: bool, is_read: bool = True) -> None:
        """A return is looked at, or there is none to look at, be it that not all are read yet."""
        what, first = _NONE if is_read else _NOT_YET
        self._nothing.what.setText(what)
        self._nothing.first.setText(first)
        self.setCurrentWidget(self._whole if is_there else self._nothing)

    def show_found(self, found: CellFound | None, line: str = "") -> None:
        """Under the table, in full: what departments said of the current cell, and what 全审 found in it."""
        text = "\n".join(filter(None, (line, found.whole if found else "")))
        self.strip.setText(text)
        self.strip.setVisible(bool(text))

    def show_rest(self, text: str) -> None:
        """Over the table: what departments said of cells that are not listed in it."""
        self.rest.setText(text)
        self.rest.setVisible(bool(text))

    @cached_property
    def board(self) -> FindingsBoard:
        """The board of findings, made when it is first asked for."""
        board = self._make_board()
        self.addWidget(board)
        self.board_made.emit(board)
        return board

    def rest_board(self) -> None:
        """Check nothing more on the board, if there is one."""
        if "board" in vars(self):
            self.board.rest()

    @property
    def is_one(self) -> bool:
        """Whether a return is shown."""
        return self.currentWidget() is self._whole

    @property
    def is_board(self) -> bool:
        """Whether the board of findings covers the cells."""
        return "board" in vars(self) and self.currentWidget() is self.board


def _strip(theme: Theme) -> QLabel:
    strip = QLabel()
    strip.setObjectName("foot")
    strip.setWordWrap(True)
    strip.setFont(theme.font("chip"))
    strip.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    strip.hide()
    return strip
