"""The district's review: queue, comparison, decisions by keys, 数据不一致, and the answer."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from haishu_desk.desk.comparing import PAIR, ComparisonRow
from haishu_desk.desk.statements import Statements
from haishu_desk.domain.cells import VALUE, ReturnKey
from haishu_desk.domain.errors import DeskError
from haishu_desk.domain.returns import CLOSED, FILLING, RECEIVED, REPORTED, SENT_BACK
from haishu_desk.ui.review.board import FindingsBoard
from haishu_desk.ui.review.cell_keys import CellKeys
from haishu_desk.ui.review.clashing import Clashing
from haishu_desk.ui.review.found import Founds
from haishu_desk.ui.review.middle import ReviewMiddle
from haishu_desk.ui.review.pairing import Pairing
from haishu_desk.ui.review.queue_panel import MOST, QueuePanel
from haishu_desk.ui.review.sitting import Sitting
from haishu_desk.ui.review.turns import Turns
from haishu_desk.ui.review.verdicts import Verdicts
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme


class DistrictReview(QWidget):
    """Everything the reviewer needs for one return after the other. `open_return` asks for its sheet."""

    open_return = Signal(object, object)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._against: dict[ReturnKey, str] = {}
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
        self._clashing = Clashing(self.sitting, self.clash, self)
        self.verdicts = Verdicts(self.sitting, self.bar, self)
        self.pairing = Pairing(self.sitting, self.middle, self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.queue)
        layout.addWidget(self.middle, 1)
        self._connect()

    def _connect(self) -> None:
        for keys, slot in (
            ("F9", self.audit), ("Ctrl+U", self._pass_unchanged), ("Ctrl+PgDown", self._next), ("Ctrl+PgUp", self._previous),
        ):  # fmt: skip
            QShortcut(QKeySequence(keys), self).activated.connect(slot)
        self.queue.chosen.connect(self.show_return)
        self.queue.passed.connect(self._pass_unchanged)
        self.queue.audited.connect(self.audit)
        self.middle.board_made.connect(self._hear_board)
        self.founds.known.connect(self._show_found)
        self.founds.counted.connect(self._show_queue)
        self.deciding.passed.connect(self._passed)
        self.tools.compared.connect(self._compare)
        self.tools.filtered.connect(self._filter)
        self.tools.sorted_out.connect(self._sort_out)
        self._cells.done.connect(self._next_waiting)
        self.model.judged.connect(self._count)
        self.view.stood.connect(self._stand)
        self.view.doubleClicked.connect(self._open)
        self._clashing.settled.connect(self._settled)
        self.verdicts.decided.connect(self._decided)
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

    # What is shown.

    @property
    def is_settled(self) -> bool:
        """Whether nothing was left for later: nothing is still to be read or checked, and no remark or pair stood in the way."""
        is_in_the_way = self.view.is_editing or self.model.is_pair or self.middle.is_board
        is_read = self._is_read and not self.turns.is_waiting
        return is_read and self.founds.is_whole and not is_in_the_way

    def refresh(self, asked: ReturnKey | None = None) -> None:
        """Read the queue and the current return anew, or the one that is asked for; not while a remark is being typed.

        Where there are many returns the one that is looked at comes first, and the queue in the next event.
        """
        self._is_read = not (self.view.is_editing or self.model.is_pair)
        if not self._is_read:
            return
        self.turns.rest()
        key = asked or self.key
        if key is not None and self.turns.are_taken and not self.middle.is_board and self._stands(key):
            self.show_return(key)
            self.queue.wait()
            self.turns.then(self._read_queue)
            return
        self._show_one(asked, self._queue_or_wait())

    def _stands(self, key: ReturnKey) -> bool:
        """Whether the queue has that return, by what is known before its rows are read."""
        return self.session.ahead.is_over and key in self.session.desk.standings.all()

    def _read_queue(self, unread: Sequence[ReturnKey] | None = None) -> None:
        """The queue, after the return that is looked at: the rows that were written to, one an event, then the list."""
        reviewing = self.session.desk.reviewing
        if unread is None:
            unread = (self.session.read(reviewing.unread) or []) if self.session.ahead.again() else []
        if unread:
            with suppress(DeskError):  # what cannot be read is said where the list asks for it
                reviewing.read_ahead(unread[0])
            self.turns.then(partial(self._read_queue, unread[1:]))
            return
        waiting = self._queue_or_wait()
        if self.key is None:
            self._show_one(None, waiting)
        elif not self.middle.is_board:  # it was brought up meanwhile, and checks by itself
            self.founds.ask(self.key, waiting)

    def _queue_or_wait(self) -> list[ReturnKey]:
        """What waits, with the queue read anew, or as it was where its rows are read by and by."""
        return self._show_queue() if self.session.ahead.again() else self._wait()

    def _show_one(self, asked: ReturnKey | None, waiting: list[ReturnKey]) -> None:
        """The return that is asked for or looked at, else the first, and what is to be checked; or the board over them."""
        if self.middle.is_board:
            self.board.go_on()
            return
        self.show_return(asked or self.key or self.queue.first)
        self.founds.ask(self.key, waiting)

    def rest(self) -> None:
        """The page is left: what was still to be read is read when it is shown again, and nothing more is checked."""
        self._is_read = self._is_read and not self.turns.is_waiting
        self.turns.rest()
        self.founds.rest()
        self.middle.rest_board()

    def go_to(self, key: ReturnKey) -> None:
        """Show that return; whoever asks for the one that is shown finds it as it was read when the page was shown."""
        is_shown = self.middle.is_one and self.model.comparison is not None and not self.model.is_pair
        if key != self.key or not is_shown or self.view.is_editing:
            self.show_return(key)

    def _show_queue(self) -> list[ReturnKey]:
        """Read the queue, with the findings that are known; returns what waits."""
        reviewing = self.session.desk.reviewing
        rows, left = self.session.read(lambda: reviewing.latest_rows(MOST)) or ([], 0)
        unchanged = self.session.read(lambda: reviewing.comparing.unchanged_of(rows, check=False)) or []
        if self.key is None or not self.session.desk.standings.is_known(self.key):
            self.sitting.key = None
        waiting = [row.key for row in rows if row.how.state in (REPORTED, RECEIVED)]
        self.queue.show_queue(rows, unchanged, self.deciding.changed(waiting), self.key, left)
        self.queue.show_asked(self.founds.asked_for)
        return waiting

    def _wait(self) -> list[ReturnKey]:
        """The rows of the queue are read anew by and by: the list of before stays, and `ended` fills it."""
        self.queue.wait()
        return list(self.queue.waiting)

    def _show_read(self) -> None:
        """What was still to be read of the returns is there."""
        if self.isVisible():
            self.refresh()

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

    def _show_found(self, key: ReturnKey) -> None:
        """The findings of the return that is looked at are known now."""
        if key == self.key:
            self.model.show_found(self.founds.cells(key))
            self.middle.show_found(self.model.found_at(self._cell()), self.model.line_of(self._cell()))

    def show_return(self, key: ReturnKey | None) -> None:
        """Lay that return against what it is usually laid against."""
        self.middle.show_one(is_there=key is not None, is_read=self.session.ahead.is_over)
        if key is not None:
            with self.session.desk.one_look():
                self._lay(key)

    def _lay(self, key: ReturnKey) -> None:
        slot = cell.slot if key == self.key and (cell := self._cell()) is not None else None
        if key != self.key:
            self.keep_typed()
            self.sitting.key = key
            self.bar.comment.setText(self.sitting.comment())
            self.bar.said.forget()
        self.queue.select(key)
        self.pairing.leave()
        comparing = self.session.desk.reviewing.comparing
        against = self._against.get(key) or comparing.usual(key)
        comparison = self.session.read(lambda: comparing.comparison(key, against))
        self.tools.show_against(against)
        self.model.sent_back, self.model.queries = self.deciding.told(key), self.deciding.queries(key)
        self.model.found = self.founds.cells(key)
        self.model.line_opinions = self.deciding.line_opinions(key)
        self.model.show_comparison(comparison)
        self.middle.show_rest(self._unlisted())
        self.table.setCurrentWidget(self.view if self.model.lines else self.same)
        self._show_state(key)
        self.view.stand_on(slot)

    def _unlisted(self) -> str:
        """What departments said of cells that do not differ from what they are laid against."""
        listed = {cell.slot.item for cell in self.model.rows if cell.slot.field == VALUE}
        catalogue = self.session.desk.documents.catalogue
        return "\n".join(
            f"{catalogue.get(item).name}　{told}"
            for item, told in self.model.line_opinions.items()
            if item not in listed
        )

    def keep_typed(self) -> None:
        """The comment and the reason that are being typed, kept for when this return is shown again."""
        self.sitting.keep_comment(self.bar.comment.text())
        self._clashing.keep_typed(self._cell())

    def _show_state(self, key: ReturnKey) -> None:
        self.verdicts.go_on()
        state = self.deciding.state(key)
        self.middle.head.show_return(self.session.desk, key, self.session.desk.course(key), state)
        judging = state in (REPORTED, RECEIVED, FILLING)
        self.tools.allow(judging=judging and bool(self.model.to_judge))
        self.bar.offer_reply(self.deciding.reply_kind(key) if state in (SENT_BACK, *CLOSED) else None)
        said = Statements(self.session.desk).standing(key)
        self.same.what.setText(said.said if said else "没有改动的格")
        self.same.first.setText("可以直接审核通过" if judging else "与对照的那一次一样")
        if judging:
            self._count()
            return
        self._tell_counts()
        if state in CLOSED:
            self.bar.offer_reopening()
        else:
            self.bar.rest()

    def _count(self) -> None:
        if self.key is None:
            return
        self._tell_counts()
        rows = self.model.to_judge
        sent_back = len(self.judging.sent_back(self.key, rows))
        self.bar.ask(undecided=len(rows) - self.judging.decided(self.key, rows), sent_back=sent_back)

    def _tell_counts(self) -> None:
        comparison = self.model.comparison
        if comparison is not None:
            done = self.judging.decided(comparison.key, comparison.to_judge)
            self.tools.show_counts(comparison, done, self.model.kind)

    def _compare(self, against: str) -> None:
        if against == PAIR:
            self.pairing.begin()
            return
        if self.key is not None:
            self._against[self.key] = against
        self.show_return(self.key)

    def _filter(self, *risky: bool) -> None:
        self.tools.show_filter(risky_only=risky[0])
        self.model.show_comparison(self.model.comparison, risky_only=risky[0])
        self.view.stand_on(None)

    def _sort_out(self, kind: str) -> None:
        self.model.show_comparison(self.model.comparison, kind=kind)
        self.view.stand_on(None)

    def _next(self) -> None:
        self._go(self.queue.neighbour(self.key, 1))

    def _previous(self) -> None:
        self._go(self.queue.neighbour(self.key, -1))

    def _next_waiting(self) -> None:
        self._go(self.queue.next_waiting(self.key))

    def _go(self, key: ReturnKey | None) -> None:
        """To another return, with the keyboard on its cells; not while a remark is being typed."""
        if key is not None and not self.view.is_editing and not self.middle.is_board:
            self.show_return(key)
            self.view.setFocus()

    def _cell(self) -> ComparisonRow | None:
        return self.model.cell(self.view.currentIndex().row())

    def _open(self) -> None:
        cell = self._cell()
        if cell is not None and self.key is not None:
            self.open_return.emit(self.key, cell.item.code)

    def _stand(self, cell: ComparisonRow | None) -> None:
        self.middle.show_found(self.model.found_at(cell), self.model.line_of(cell))
        self._clashing.show_cell(None if self.model.is_pair else cell)
        self.verdicts.listen(is_free=self.clash.isHidden() and not self.model.is_pair)

    # What follows what was done.

    def _settled(self, cell: ComparisonRow) -> None:
        self.refresh()
        settled = next((row for row in self.model.rows if row.slot == cell.slot), None)
        if settled is not None and self.key is not None:
            self.judging.accept(self.key, [settled])
        self._count()
        self.view.go_to_row(self.model.next_undecided(-1))
        self.bar.said.say(f"已记下，理由随回执发给单位；{self._clashing.left()}")

    def _decided(self, sentence: str) -> None:
        """Said at once; what follows from it is shown in the next event, and nothing is judged or decided until then."""
        self.bar.said.say(sentence)
        self.tools.allow(judging=False)
        # The button that was pressed is hidden next: the keyboard goes to the list, where the next return is.
        self.queue.view.setFocus()
        self.turns.then(self._follow)

    def _follow(self) -> None:
        self.refresh()
        self.verdicts.go_on()

    def _pass_unchanged(self) -> None:
        if self.queue.unchanged:
            self.deciding.pass_unchanged(self.queue.said, self.queue.unchanged)

    def _passed(self, count: int) -> None:
        if count:
            self.queue.said.say(f"已一并审核通过 {count} 份")
        self.refresh()
