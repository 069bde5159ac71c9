"""The district's review: queue, comparison, decisions by keys, 数据不一致, and the answer."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from haishu_desk.domain.cells import ReturnKey
from haishu_desk.ui.review.between_returns import BetweenReturns
from haishu_desk.ui.review.board import FindingsBoard
from haishu_desk.ui.review.cell_keys import CellKeys
from haishu_desk.ui.review.following import Following
from haishu_desk.ui.review.found import Founds
from haishu_desk.ui.review.middle import ReviewMiddle
from haishu_desk.ui.review.one_return import OneReturn
from haishu_desk.ui.review.queue_panel import QueuePanel
from haishu_desk.ui.review.queue_reading import QueueReading
from haishu_desk.ui.review.sitting import Sitting
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.turns import Turns


class DistrictReview(QWidget):
    """Everything the reviewer needs for one return after the other. `open_return` asks for its sheet."""

    open_return = Signal(object, object)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._is_read = False
        self.sitting = Sitting(session, self)
        self.deciding, self.judging, self.model = self.sitting.deciding, self.sitting.judging, self.sitting.model
        self.founds = Founds(session, self)
        self.turns = Turns(session, self)
        self.queue = QueuePanel(session, theme)
        self.middle = ReviewMiddle(session, theme, self.model)
        self.tools, self.view, self.table = self.middle.tools, self.middle.view, self.middle.table
        self.same, self.strip, self.clash = self.middle.same, self.middle.strip, self.middle.clash
        self.bar = self.middle.bar
        self._cells = CellKeys(self.sitting, self.middle, self)
        self._one = OneReturn(self.sitting, self.queue, self.middle, self.founds, self)
        self.verdicts, self.pairing = self._one.verdicts, self._one.pairing
        self._reading = QueueReading(self.sitting, self.queue, self.founds, self.turns, self)
        self._between = BetweenReturns(self.sitting, self.queue, self.middle, self._one, self)
        self._following = Following(self.sitting, self.queue, self.middle, self._one, self.turns, parent=self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.queue)
        layout.addWidget(self.middle, 1)
        self._connect()

    def _connect(self) -> None:
        QShortcut(QKeySequence("F9"), self).activated.connect(self.audit)
        self.queue.chosen.connect(self.show_return)
        self.queue.audited.connect(self.audit)
        self.middle.board_made.connect(self._hear_board)
        self._cells.done.connect(self._between.go_to_waiting)
        self.view.doubleClicked.connect(self._open)
        self._following.outdated.connect(self.refresh)
        self.pairing.left.connect(self.refresh)
        self.session.ahead.ended.connect(self._show_read)

    @property
    def board(self) -> FindingsBoard:
        """The findings of all returns, made when they are first asked for."""
        return self.middle.board

    def _hear_board(self, board: FindingsBoard) -> None:
        board.left.connect(self._leave_board)
        board.wanted.connect(self.open_return)

    @property
    def key(self) -> ReturnKey | None:
        """The return that is looked at."""
        return self.sitting.key

    # What is shown, and when it is read.

    @property
    def is_settled(self) -> bool:
        """Whether nothing was left for later: nothing is still to be read or checked, and no remark or pair stood in the way."""
        is_in_the_way = self.view.is_editing or self.model.is_pair or self.middle.is_board
        is_read = self._is_read and not self.turns.is_waiting
        return is_read and self.founds.is_whole and not is_in_the_way

    def refresh(self, asked: ReturnKey | None = None) -> None:
        """Read the queue and the current return anew, or the one that is asked for; not while a remark is being typed.

        Where there are many returns the one that is looked at comes first, and the queue in the next event; the first time
        the queue comes first, and the first one of it in the next event.
        """
        self._is_read = not (self.view.is_editing or self.model.is_pair)
        if not self._is_read:
            return
        self.turns.rest()
        key = asked or self.key
        if not self.middle.is_board and self._reading.may_wait(key):
            self.show_return(key)
            self._reading.read_by_turns(self._go_on)
            return
        waiting = self._reading.read()
        if key is None:
            self.turns.then(partial(self._show_one, None, waiting))
        else:
            self._show_one(asked, waiting)

    def _go_on(self, waiting: list[ReturnKey]) -> None:
        """The queue is there, after the return that is looked at: what is to be checked, or the first one if that is gone."""
        if self.key is None:
            self._show_one(None, waiting)
        elif not self.middle.is_board:  # it was brought up meanwhile, and checks by itself
            self.founds.ask(self.key, waiting)

    def _show_one(self, asked: ReturnKey | None, waiting: list[ReturnKey]) -> None:
        """The return that is asked for or looked at, else the first, and what is to be checked; or the board over them."""
        if self.middle.is_board:
            self.board.go_on()
            return
        self.show_return(asked or self.key or self.queue.first)
        self.founds.ask(self.key, waiting)

    def _show_read(self) -> None:
        """What was still to be read of the returns is there."""
        if self.isVisible():
            self.refresh()

    def rest(self) -> None:
        """The page is left: what was still to be read is read when it is shown again, and nothing more is checked."""
        self._is_read = self._is_read and not self.turns.is_waiting
        self.turns.rest()
        self.founds.rest()
        self.middle.rest_board()

    # One return.

    def go_to(self, key: ReturnKey) -> None:
        """Show that return; whoever asks for the one that is shown finds it as it was read when the page was shown."""
        is_shown = self.middle.is_one and self.model.comparison is not None and not self.model.is_pair
        if key != self.key or not is_shown or self.view.is_editing:
            self.show_return(key)

    def show_return(self, key: ReturnKey | None) -> None:
        """Lay that return against what it is usually laid against."""
        self._one.show(key)

    def keep_typed(self) -> None:
        """The comment and the reason that are being typed, kept for when this return is shown again."""
        self._one.keep_typed()

    def _open(self) -> None:
        cell = self._one.cell
        if cell is not None and self.key is not None:
            self.open_return.emit(self.key, cell.item.code)

    # All returns.

    def audit(self) -> None:
        """F9: what 全审 finds in all returns of the period that is looked at."""
        self.founds.rest()
        self.middle.setCurrentWidget(self.board)
        self.board.open(self.key.period if self.key else None, asked_only=self.founds.asked_for > 0)
        self.board.view.setFocus()

    def _leave_board(self) -> None:
        self.board.rest()
        self.middle.setCurrentIndex(0)
        self.refresh()
