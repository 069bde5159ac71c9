"""The same histories with what people do later: 更正, 核定数, 查询, voiding, locking, and taking received files back."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from haishu_desk.domain.cells import Slot
from haishu_desk.domain.returns import CLOSED
from tests.exchange_histories.beliefs import Write
from tests.exchange_histories.machine import VALUES, ExchangeHistories
from tests.exchange_histories.offices import COMPUTERS, ITEMS, PERIOD, UNIT_OF, UNITS, computers_of, key_of
from tests.exchange_histories.receipts import Taken

_UNITS = st.sampled_from((UNITS[0], UNITS[0], *UNITS))
_COMPUTERS = st.sampled_from(("town", "second", *COMPUTERS))
_CELL, _VALUE, _ANY = st.integers(0, 1), st.sampled_from(VALUES), st.integers(0, 1 << 16)


class LaterHistories(ExchangeHistories):
    """One history of everything."""

    # After 审核通过.

    @rule(who=_COMPUTERS, cell=_CELL, value=_VALUE, told=st.sampled_from((True, True, False)), arrives=st.booleans())
    def correct_what_is_approved(self, who: str, cell: int, value: str, *, told: bool, arrives: bool) -> None:
        unit = UNIT_OF[who]
        if told:
            self.approve(unit=unit, cells=frozenset())
            self.answer(unit=unit, reader=computers_of(unit).index(who))
        rows = [{"item": ITEMS[unit][cell], "value": value}]
        if self.does(who, unit, "correct", lambda desk: desk.revising.revise(unit, PERIOD, rows, "更正")) and arrives:
            self.report(who=who, arrives=True)

    @rule(unit=_UNITS, cell=_CELL, value=_VALUE, answers=st.booleans())
    def verify(self, unit: str, cell: int, value: str, *, answers: bool) -> None:
        is_closed = self.state_of("district", unit)[3] in CLOSED
        rows = [{"item": ITEMS[unit][cell], "value": value}]

        def verified() -> None:
            if is_closed:
                self.approvals.verify(key_of(unit), self.believed("district", unit))

        self.does(
            "district", unit, "verify", lambda desk: desk.revising.revise(unit, PERIOD, rows, "核定"), then=verified
        )
        if answers:
            self.answer(unit=unit, reader=cell)

    @rule(unit=_UNITS, what=st.sampled_from(("locked", "locked", "voided")))
    def void_or_lock(self, unit: str, what: str) -> None:
        if what == "locked":
            self.approve(unit=unit, cells=frozenset())
        self.judges(unit, what, what, comment="作废或锁定")

    # 查询.

    @rule(unit=_UNITS, cell=_CELL, reader=st.sampled_from((None, 0, 1)), answered=st.booleans())
    def ask(self, unit: str, cell: int, reader: int | None, *, answered: bool) -> None:
        self.says("district", unit, cell, "ask")
        if reader is not None:
            self.answer(unit=unit, reader=reader)
            computers = computers_of(unit)
            if answered:
                self.answer_a_query(who=computers[reader % len(computers)], cell=cell, arrives=bool(cell))

    @rule(who=_COMPUTERS, cell=_CELL, arrives=st.booleans())
    def answer_a_query(self, who: str, cell: int, *, arrives: bool) -> None:
        if self.says(who, UNIT_OF[who], cell, "answer") and arrives:
            self.report(who=who, arrives=True)

    @rule(unit=_UNITS, cell=_CELL, asks=st.booleans())
    def close_a_query(self, unit: str, cell: int, *, asks: bool) -> None:
        if asks:
            self.says("district", unit, cell, "ask")
        self.says("district", unit, cell, "close")

    def says(self, who: str, unit: str, cell: int, what: str) -> Any:
        """Ask, answer or close; no other message and no figure is touched by it."""
        key, slot = key_of(unit), Slot(ITEMS[unit][cell])
        figures = self.desk(who).heads(key)
        said = self.does(who, unit, what, lambda desk: getattr(desk.querying, what)(key, slot, "请核对"))
        assert self.desk(who).heads(key) == figures
        return said

    # Taking a received file back.

    @precondition(lambda self: self.receipts.all)
    @rule(which=_ANY, again=st.booleans())
    def take_back_a_file(self, which: int, *, again: bool) -> None:
        chosen = self.receipts.all[-1 - which % len(self.receipts.all)]
        taken, unit = self.receipts.last_of(chosen), self.unit_of(chosen)
        stood = self.all_standing(taken.who, unit)
        before = len(self.desk(taken.who).workspace.journal)
        if self.does(taken.who, unit, "take back", lambda desk: desk.undoing.undo(taken.bundle)):
            edits = self.new_edits(taken.who, before)
            if edits:
                self.receipts.is_taken_back(taken, edits, stood, self.believed(taken.who, unit))
        if again and self.receipts.is_back(taken.who, taken.content):
            self.take_in_again(which=-1)

    @precondition(lambda self: self.receipts.back)
    @rule(which=_ANY)
    def take_in_again(self, which: int) -> None:
        taken = list(self.receipts.back.values())[which % len(self.receipts.back)]
        sent = next(sent for sent in self.letters if sent.content == taken.content)
        stood = self.all_standing(taken.who, sent.unit)
        if self.takes_in(taken.who, sent, again=True) == "received":
            self.receipts.is_again(taken, stood, self.believed(taken.who, sent.unit))
            self.tally["take in again"] += 1

    def unit_of(self, taken: Taken) -> str:
        return next(sent.unit for sent in self.letters if sent.content == taken.content)

    def all_standing(self, who: str, unit: str) -> dict[Slot, frozenset[Write]]:
        """What stands in each cell, by the writes that say it."""
        key = key_of(unit)
        names = self.beliefs.knows(who, key)
        return {slot: self.beliefs.standing(names, (key, slot)) for slot in self.believed(who, unit)}
