"""Carrying out what the reviewer decides: each is one use case of the Desk, through the session."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton

from haishu_desk.desk.bundle_kinds import down_kind
from haishu_desk.desk.comparing import ComparisonRow
from haishu_desk.desk.reviewing import APPROVE
from haishu_desk.domain.cells import ReturnKey, Slot
from haishu_desk.domain.periods import parse_period
from haishu_desk.domain.queries import Query
from haishu_desk.domain.returns import SENT_BACK
from haishu_desk.ui.handing import Asked, Handing, Rows
from haishu_desk.ui.session import Session
from haishu_desk.ui.widgets.said import Said
from haishu_desk.ui.widgets.steps import Steps

Remarks = Sequence[dict[str, str | None]]


class Deciding(QObject):
    """Decides, settles, hands over; `passed` carries how many unchanged returns were approved together."""

    passed = Signal(int)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._said: Said | None = None
        self._count = 0
        self._steps = Steps(session.slices, self)
        self._steps.ended.connect(self._end)
        self._handing: Handing | None = None
        self.is_writing = False

    def state(self, key: ReturnKey) -> str:
        """The state of a return."""
        return self._session.desk.standings.state_of(key)

    def changed(self, keys: Iterable[ReturnKey]) -> dict[ReturnKey, int]:
        """How many lines the comparison of each with what was approved last has; a 说明 goes with its value."""
        return self._session.desk.reviewing.comparing.changed(keys)

    def told(self, key: ReturnKey) -> dict[Slot, str]:
        """The remarks that the unit has before it; once it has reported again they are history."""
        return self._session.desk.course(key).open_remarks() if self.state(key) == SENT_BACK else {}

    def queries(self, key: ReturnKey) -> dict[Slot, Query]:
        """The open 查询 of each cell: the one that was asked last."""
        return {query.cell: query for query in self._session.desk.querying.of_return(key) if query.is_open}

    def line_opinions(self, key: ReturnKey) -> dict[str, str]:
        """What departments said of the cells, by item."""
        return self._session.read(lambda: self._session.desk.line_review.told_of(key)) or {}

    def ask(self, said: Said, key: ReturnKey, slot: Slot, text: str) -> bool:
        """发出查询 of a cell; False if it was refused."""
        return said.write([key], lambda: self._session.desk.querying.ask(key, slot, text)) is not None

    def close_query(self, said: Said, key: ReturnKey, slot: Slot) -> bool:
        """办结 what was asked of a cell, since it is 认可; False if it was refused."""
        return said.write([key], lambda: self._session.desk.querying.close(key, slot, "已认可")) is not None

    def verify(self, said: Said, key: ReturnKey, slot: Slot, value: str, reason: str) -> bool:
        """Write a 核定数 beside the value; False if it was refused."""
        return said.write([key], lambda: self._session.desk.revising.verify(key, slot, value, reason)) is not None

    def decide(
        self, said: Said, key: ReturnKey, what: str, comment: str, remarks: Remarks = ()
    ) -> dict[str, Any] | None:
        """Approve, send back or reopen; None if it was refused."""
        return self._write(said, key, what, comment=comment or None, remarks=remarks)

    def settle(
        self,
        said: Said,
        key: ReturnKey,
        cell: ComparisonRow,
        value: str,
        reason: str,
        *,
        others: Sequence[tuple[Slot, str]] = (),
    ) -> dict[str, Any] | None:
        """Write the one value of a cell in 数据不一致, and of those decided along with it; None if it was refused."""
        answers = [(cell.slot, value), *others]
        settlements = [{**slot.as_json(), "value": text, "reason": reason} for slot, text in answers]
        return self._write(said, key, None, settlements=settlements)

    def _write(self, said: Said, key: ReturnKey, what: str | None, **more: Any) -> dict[str, Any] | None:
        review = self._session.desk.reviewing.review
        self.is_writing = True
        try:
            return said.write([key], lambda: review(key.unit, key.period, what, form=key.form, **more))
        finally:
            self.is_writing = False

    def pass_unchanged(self, said: Said, shown: Collection[ReturnKey]) -> None:
        """Approve the returns that were shown as unchanged and still are, one after the other."""
        still = self._session.read(self._session.desk.reviewing.comparing.unchanged) or []
        unchanged = [key for key in still if key in shown]
        self._said, self._count = said, 0
        self._steps.run(unchanged, self._pass)

    def _pass(self, key: ReturnKey) -> None:
        if self._said is None or self.decide(self._said, key, APPROVE, "") is None:
            self._steps.stop()
        else:
            self._count += 1

    def _end(self) -> None:
        self.passed.emit(self._count)

    def reply_kind(self, key: ReturnKey) -> str:
        """What the answer to the unit is called now: 回执, 退回包 or 批复包."""
        desk = self._session.desk
        forms = desk.documents.forms_due(key.unit, parse_period(key.period))
        keys = [ReturnKey(form, key.unit, key.period) for form in forms]
        return down_kind(map(self.state, keys))

    def reply_name(self, key: ReturnKey) -> str:
        """A file name that says what it is."""
        unit = self._session.desk.documents.called(key.unit, key.period)
        return f"{unit}_{key.period}_{self.reply_kind(key)}.xlsx"

    def reply(self, said: Said, key: ReturnKey, path: Path, button: QPushButton) -> None:
        """Write the answer for the return's unit and period to `path`; `button` says that it is being written."""

        def tell(rows: Rows | None) -> None:
            if rows:
                said.say(f"已传出{rows[0]['kind']} {Path(rows[0]['file']).name}")

        if self._handing is None:
            self._handing = Handing(self._session, said, self, button)
        exchange = self._session.desk.exchange
        self._handing.run([Asked((key,), lambda: exchange.to_reply(key.unit, key.period, None, path))], tell)
