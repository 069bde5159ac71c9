"""The district's review: queue, comparison, decisions by keys, 数据不一致, and the answer."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from haishu_desk.desk.comparing import CLASHING, ComparisonRow
from haishu_desk.desk.reviewing import APPROVE, REOPEN, RETURN
from haishu_desk.domain.canonical import version_code
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.periods import parse_period
from haishu_desk.domain.returns import CLOSED, FILLING, RECEIVED, REPORTED, SENT_BACK
from haishu_desk.ui.drafts import Drafts
from haishu_desk.ui.review.board import FindingsBoard
from haishu_desk.ui.review.clash_desk import ClashDesk
from haishu_desk.ui.review.comparison_model import ComparisonModel
from haishu_desk.ui.review.comparison_view import ComparisonView
from haishu_desk.ui.review.deciding import Deciding, Remarks
from haishu_desk.ui.review.decision_bar import DecisionBar
from haishu_desk.ui.review.found import Founds
from haishu_desk.ui.review.head import ReturnHead
from haishu_desk.ui.review.judging import Judging
from haishu_desk.ui.review.queue_panel import QueuePanel, key_of
from haishu_desk.ui.review.tool_bar import ReviewBar
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.nothing import Nothing

# Where the comment on a whole return stands among the drafts: it belongs to no item.
_COMMENT = ("", "comment")


def _place(cell: ComparisonRow) -> tuple[str, str]:
    return cell.slot.item, "|".join((cell.slot.field, cell.slot.vintage or "", "reason"))


class DistrictReview(QWidget):
    """Everything the reviewer needs for one return after the other. `open_return` asks for its sheet."""

    open_return = Signal(object, object)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        path = session.desk.workspace.path
        self._drafts = Drafts(path, "review-draft")
        self._session, self._theme = session, theme
        self._against: dict[ReturnKey, str] = {}
        self.key: ReturnKey | None = None
        self.deciding = Deciding(session, self)
        self.judging = Judging(Drafts(path, "judgements") if session.desk.workspace.database.writable else None)
        self.founds = Founds(session, self)
        self.model = ComparisonModel(self.judging, self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.queue = QueuePanel(session, theme)
        layout.addWidget(self.queue)
        layout.addWidget(self._middle(), 1)
        self._connect()
        self._bind_keys()

    def _middle(self) -> QStackedWidget:
        self.head, self.tools = ReturnHead(self._theme), ReviewBar(self._theme)
        self.view = ComparisonView(self.model, self._theme)
        self.same = Nothing(self._theme, "check-circle", "没有改动的格", "与对照的那一次一样，可以直接审核通过")
        self.table = QStackedWidget()
        self.table.addWidget(self.view)
        self.table.addWidget(self.same)
        self.strip = QLabel()
        self.strip.setObjectName("foot")
        self.strip.setWordWrap(True)
        self.strip.setFont(self._theme.font("chip"))
        self.strip.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.strip.hide()
        self.clash = ClashDesk(self._session, self._theme)
        self.clash.hide()
        self.bar = DecisionBar(self._session, self._theme)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.head, self.tools):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        column.addWidget(self.strip)
        column.addWidget(self.clash)
        column.addWidget(self.bar)
        self.middle = QStackedWidget()
        self.middle.addWidget(
            Nothing(self._theme, "checks", "没有等您审的报表", "到收发页装入单位交回的上报包，这里就会排出来")
        )
        self.middle.addWidget(whole)
        self.board = FindingsBoard(self._session, self._theme)
        self.middle.addWidget(self.board)
        return self.middle

    def _connect(self) -> None:
        self.queue.chosen.connect(self.show_return)
        self.queue.passed.connect(self.pass_unchanged)
        self.queue.audited.connect(self.audit)
        self.board.left.connect(self._leave_board)
        self.board.wanted.connect(self.open_return)
        self.founds.known.connect(self._show_found)
        self.founds.counted.connect(self._show_queue)
        self.deciding.passed.connect(self._passed)
        self.tools.compared.connect(self._compare)
        self.tools.filtered.connect(self._filter)
        self.tools.accept.clicked.connect(self.accept)
        self.tools.send_back.clicked.connect(self.send_back)
        self.tools.forward.clicked.connect(self.forward)
        self.model.judged.connect(self._count)
        self.model.refused.connect(self._refuse)
        self.view.stood.connect(self._stand)
        self.view.doubleClicked.connect(self._open)
        self.clash.settled.connect(self._settle)
        self.bar.approved.connect(self._approve)
        self.bar.returned.connect(self._return)
        self.bar.partly.connect(self._part)
        self.bar.reopened.connect(self._reopen)
        self.bar.answered.connect(self.ask_where)

    def _bind_keys(self) -> None:
        for keys, slot in (("F5", self.accept), ("F6", self.send_back), ("F8", self.forward), ("F9", self.audit)):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    # What is shown.

    def refresh(self) -> None:
        """Read the queue and the current return anew; not while a remark is being typed."""
        if self.view.is_editing:
            return
        waiting = self._show_queue()
        if self.middle.currentWidget() is self.board:
            self.board.go_on()
            return
        self.show_return(self.key or self.queue.first)
        self.founds.ask(self.key, waiting)

    def _show_queue(self) -> list[ReturnKey]:
        """Read the queue, with the findings that are known; returns what waits."""
        reviewing = self._session.desk.reviewing
        rows = self._session.read(lambda: reviewing.queue(check=False)) or []
        unchanged = self._session.read(lambda: reviewing.comparing.unchanged(check=False)) or []
        known = {key_of(row) for row in rows}
        if self.key not in known:
            self.key = None
        waiting = [key_of(row) for row in rows if row["state"] in (REPORTED, RECEIVED)]
        self.queue.show_queue(rows, unchanged, self.deciding.changed(waiting), self.key)
        self.queue.show_asked(self.founds.asked_for)
        return waiting

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
            self._show_strip(self._cell())

    def _show_strip(self, cell: ComparisonRow | None) -> None:
        found = self.model.found_at(cell)
        self.strip.setText(found.whole if found else "")
        self.strip.setVisible(found is not None)

    def show_return(self, key: ReturnKey | None) -> None:
        """Lay that return against what it is usually laid against."""
        self.middle.setCurrentIndex(1 if key is not None else 0)
        if key is None:
            return
        if key != self.key:
            self.keep_typed()
            self.bar.comment.setText(self._drafts.of(key).get(_COMMENT, ""))
            self.bar.said.forget()
        slot = cell.slot if key == self.key and (cell := self._cell()) is not None else None
        self.key = key
        self.queue.select(key)
        comparing = self._session.desk.reviewing.comparing
        against = self._against.get(key) or comparing.usual(key)
        comparison = self._session.read(lambda: comparing.comparison(key, against))
        self.tools.show_against(against)
        self.model.sent_back = self.deciding.told(key)
        self.model.found = self.founds.cells(key)
        self.model.show_comparison(comparison)
        self.table.setCurrentWidget(self.view if self.model.lines else self.same)
        self._show_state(key)
        self.view.stand_on(slot)

    def keep_typed(self) -> None:
        """The comment and the reason that are being typed, kept for when this return is shown again."""
        if self.key is None or not self._session.desk.workspace.database.writable:
            return
        typed = {_COMMENT: self.bar.comment.text().strip()}
        cell = self._cell()
        if cell is not None and self.clash.isVisibleTo(self):
            typed[_place(cell)] = self.clash.reason.text().strip()
        for place, text in typed.items():
            if text:
                self._drafts.keep(self.key, place, text)
            else:
                self._drafts.forget(self.key, place)

    def _show_state(self, key: ReturnKey) -> None:
        state = self.deciding.state(key)
        self.head.show_return(self._session.desk, key, self._session.desk.course(key), state)
        judging = state in (REPORTED, RECEIVED, FILLING)
        self.tools.allow(judging=judging and bool(self.model.rows))
        self.bar.offer_reply(self.deciding.reply_kind(key) if state in (SENT_BACK, *CLOSED) else None)
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
        rows = self.model.rows
        sent_back = len(self.judging.sent_back(self.key, rows))
        self.bar.ask(undecided=len(rows) - self.judging.decided(self.key, rows), sent_back=sent_back)

    def _tell_counts(self) -> None:
        comparison = self.model.comparison
        if comparison is not None:
            self.tools.show_counts(comparison, self.judging.decided(comparison.key, comparison.rows))

    def _compare(self, against: str) -> None:
        if self.key is not None:
            self._against[self.key] = against
        self.show_return(self.key)

    def _filter(self, *risky: bool) -> None:
        self.tools.show_filter(risky_only=risky[0])
        self.model.show_comparison(self.model.comparison, risky_only=risky[0])
        self.view.stand_on(None)

    def _cell(self) -> ComparisonRow | None:
        return self.model.cell(self.view.currentIndex().row())

    def _open(self) -> None:
        cell = self._cell()
        if cell is not None and self.key is not None:
            self.open_return.emit(self.key, cell.item.code)

    # What is said of a cell.

    @property
    def _may_judge(self) -> bool:
        """Whether the cells can be judged, and are seen: the board of findings covers them."""
        return self.tools.accept.isEnabled() and self.middle.currentWidget() is not self.board

    def accept(self) -> None:
        """认可 the selected cells and go on to the next."""
        if self.view.is_editing or not self._may_judge:
            return
        rows = self.view.selected_rows()
        if any(cell.group == CLASHING for row in rows if (cell := self.model.cell(row)) is not None):
            self._refuse("数据不一致的格要先在下面定下一个数")
            return
        self.bar.said.forget()
        self.model.accept(rows)
        if rows:
            self.view.go_to_row(self.model.next_undecided(rows[-1]))

    def send_back(self) -> None:
        """退回 the current cell: the remark is typed in its line."""
        if not self.view.is_editing and self._may_judge:
            self.bar.said.forget()
            self.view.setFocus()
            self.view.ask_remark()

    def forward(self) -> None:
        """Go to the next cell of which nothing was said."""
        row = self.model.next_undecided(self.view.currentIndex().row()) if self._may_judge else -1
        if row >= 0:
            self.view.setFocus()
            self.view.go_to_row(row)

    def _refuse(self, sentence: str) -> None:
        self.bar.said.say(sentence, "bad")

    # 数据不一致.

    def _stand(self, cell: ComparisonRow | None) -> None:
        self._show_strip(cell)
        is_clash = cell is not None and cell.group == CLASHING and self.key is not None
        if cell is None or self.key is None or not is_clash:
            self.clash.hide()
            return
        key, desk = self.key, self._session.desk
        contention = self._session.read(lambda: desk.reviewing.comparing.contention(key, cell.slot))
        if contention is not None:
            clashes = [row.slot for row in self.model.rows if row.group == CLASHING]
            where = f"{desk.documents.units.get(key.unit).name} · {cell.item.number} {cell.label} · {parse_period(key.period).title}"
            self.clash.show_clash(cell, contention, f"{clashes.index(cell.slot) + 1} / {len(clashes)}", where)
            kept = self._drafts.of(key).get(_place(cell))
            if kept and not self.clash.reason.text():
                self.clash.reason.setText(kept)
            self.clash.show()

    def _settle(self, cell: ComparisonRow, value: str, reason: str) -> None:
        if self.key is None or self.deciding.settle(self.clash.said, self.key, cell, value, reason) is None:
            return
        self._drafts.forget(self.key, _place(cell))
        self.refresh()
        settled = next((row for row in self.model.rows if row.slot == cell.slot), None)
        if settled is not None:
            self.judging.accept(self.key, [settled])
        self._count()
        self.view.go_to_row(self.model.next_undecided(-1))
        self.bar.said.say("已记下，理由随回执发给单位")

    # The decision.

    def _decide(self, what: str, comment: str, sentence: str, remarks: Remarks = ()) -> None:
        key = self.key
        done = self.deciding.decide(self.bar.said, key, what, comment, remarks) if key is not None else None
        if key is None or done is None:
            return
        self.judging.forget(key)
        self.bar.comment.clear()
        self._drafts.forget(key, _COMMENT)
        self.refresh()
        self.bar.said.say(f"{sentence}，版本码 {version_code(done['revision'])}")
        # The button that was pressed is hidden now: the keyboard goes to the list, where the next return is.
        self.queue.view.setFocus()

    def _remarks(self) -> Remarks:
        return self.judging.sent_back(self.key, self.model.rows) if self.key else []

    def _approve(self, comment: str) -> None:
        self._decide(APPROVE, comment, "已审核通过")

    def _return(self, comment: str) -> None:
        self._decide(RETURN, comment, "已退回修改", self._remarks())

    def _part(self, comment: str) -> None:
        remarks = self._remarks()
        self._decide(APPROVE, comment, f"其余已通过，退回 {len(remarks)} 格", remarks)

    def _reopen(self, comment: str) -> None:
        self._decide(REOPEN, comment, "已重新打开，请把退回包传给单位")

    def pass_unchanged(self) -> None:
        """Approve every return that says what was approved last."""
        self.deciding.pass_unchanged(self.queue.said)

    def _passed(self, count: int) -> None:
        if count:
            self.queue.said.say(f"已一并审核通过 {count} 份")
        self.refresh()

    # The answer.

    def ask_where(self) -> None:
        """Ask for a file name, then hand the answer over."""
        if self.key is not None:
            name = self.deciding.reply_name(self.key)
            chosen, _ = QFileDialog.getSaveFileName(self, "传出", name, "数据包 (*.xlsx)")
            if chosen:
                self.hand_over(Path(chosen))

    def hand_over(self, path: Path) -> None:
        """Write the 回执, 退回包 or 批复包 of the current return's unit and period to `path`."""
        if self.key is not None:
            self.deciding.reply(self.bar.said, self.key, path)
