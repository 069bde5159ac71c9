"""Histories of five offices that exchange bundles in any order, and what must hold after every step and at the end.

To add a way of writing add one rule that calls `self.does`: what was written is then acknowledged, travels, and is asked
for at the end like everything else. `later.py` adds what people do after 审核通过, and taking received files back.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from haishu_desk.bundle.read_process import Workbook
from haishu_desk.desk import Desk
from haishu_desk.desk.filled import filled_items
from haishu_desk.domain.canonical import digest
from haishu_desk.domain.cells import Edit, Slot, clashes_in, heads_of
from haishu_desk.domain.errors import DeskError
from haishu_desk.domain.quantity import parse
from haishu_desk.domain.returns import APPROVED, CLOSED, LOCKED
from haishu_desk.store.cells import CACHES
from tests.exchange_histories.beliefs import Approvals, Beliefs, Values, Write, is_cleared, values_in, without_messages
from tests.exchange_histories.letters import Typed, read_letter, type_into_letter
from tests.exchange_histories.offices import (
    COMPUTERS,
    ITEMS,
    PERIOD,
    UNIT_OF,
    UNITS,
    Clocks,
    Offices,
    computers_of,
    key_of,
)
from tests.exchange_histories.receipts import Receipts, Taken

VALUES = ("1", "1.0", "2", "3", "", "—", "不适用")
_WRITERS = st.sampled_from(("town", "town", "second", "second", "other", "department", "district"))
_REPORTERS = st.sampled_from(("town", "second", *COMPUTERS))
_UNITS = st.sampled_from((UNITS[0], UNITS[0], *UNITS))  # the town with two computers is where it gets difficult
_CELL = st.integers(0, 1)
_VALUE, _YEARS, _ANY = st.sampled_from(VALUES), st.sampled_from((-30, -3, 4, 25)), st.integers(0, 1 << 16)
LATE = 0.25  # of the histories end with a late computer
_VINTAGE = st.sampled_from((None, None, None, "快报"))


@dataclass(frozen=True)
class Sent:
    """A file that was handed over: the writes that its sender knew, and what was typed into it since."""

    file: Path
    unit: str
    is_down: bool
    knows: frozenset[str]
    typed: Typed
    copy_of: Path | None = None

    @property
    def content(self) -> tuple[Path, tuple[tuple[object, str], ...]]:
        """The same bundle with the same figures typed into it is the same, in however many files."""
        return (self.copy_of or self.file, tuple(self.typed.items()))


@dataclass
class Tools:
    """What a history needs that is made once: the files of the offices, clocks, and how bundles are read and typed into."""

    template: dict[str, bytes]
    tasks: dict[str, Path]
    folder: Path
    clocks: Clocks
    read: Callable[[Path], Workbook] = read_letter
    type_into: Callable[[Path, Path, Typed], None] = type_into_letter


class ExchangeHistories(RuleBasedStateMachine):
    """One history; `tally` counts over all of them what happened, so that a test can see that something did."""

    tools: ClassVar[Tools]
    tally: ClassVar[Counter[str]] = Counter()
    rebuild_all: ClassVar[bool] = False

    def __init__(self) -> None:
        super().__init__()
        self.tools.clocks.start_again()
        self.offices = Offices(self.tools.template, self.tools.folder, self.tools.clocks)
        for who in UNIT_OF:
            self.offices.begin(who)
        self.beliefs, self.approvals = Beliefs(), Approvals()
        self.letters: list[Sent] = []
        self.taken: set[tuple[str, object]] = set()
        self.receipts = Receipts()
        self.sealed: dict[str, bytes] = {}
        self.chance = random.Random(0)  # noqa: S311  nothing secret
        for unit in UNITS:
            self.approvals.decided(key_of(unit), len(self.desk("district").course(key_of(unit)).decisions))

    def desk(self, who: str) -> Desk:
        return self.offices.desks[who]

    @initialize(seed=_ANY)
    def the_order_of_the_last_exchange(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311  as above

    # What people do.

    @rule(who=_WRITERS, unit=_UNITS, cell=_CELL, value=_VALUE, vintage=_VINTAGE, explained=st.booleans())
    def type_a_figure(
        self, who: str, unit: str, cell: int, value: str, vintage: str | None, *, explained: bool
    ) -> None:
        unit = UNIT_OF[who] if who != "district" else unit
        row = {"unit": unit, "period": PERIOD, "item": ITEMS[unit][cell], "value": value, "vintage": vintage}
        self.does(who, unit, "type", lambda desk: desk.entry.enter([row], "核对" if explained else None))

    @rule(who=_WRITERS, unit=_UNITS, values=st.tuples(_VALUE, _VALUE), note=st.sampled_from((None, None, "估计")))
    def paste_figures(self, who: str, unit: str, values: tuple[str, str], note: str | None) -> None:
        unit = UNIT_OF[who] if who != "district" else unit
        rows = [
            {"unit": unit, "period": PERIOD, "item": item, "value": value, "note": note}
            for item, value in zip(ITEMS[unit], values, strict=True)
        ]
        self.does(who, unit, "paste", lambda desk: desk.entry.enter(rows, "核对"))

    @rule(who=_WRITERS, unit=_UNITS, back=st.booleans(), again=st.booleans())
    def take_back_or_do_again(self, who: str, unit: str, *, back: bool, again: bool) -> None:
        unit = UNIT_OF[who] if who != "district" else unit
        on = [key_of(unit)]
        if back or not again:
            self.does(who, unit, "undo", lambda desk: desk.undoing.undo(on=on))
        if again:
            self.does(who, unit, "redo", lambda desk: desk.undoing.redo(on=on))

    @rule(who=_REPORTERS, arrives=st.booleans())
    def report(self, who: str, *, arrives: bool) -> None:
        unit = UNIT_OF[who]
        sent = self.hands_over(who, unit, lambda desk, out: desk.exchange.submit(unit, PERIOD, "indicators", out))
        if sent is not None and arrives:
            self.takes_in("district", sent)

    @rule(unit=_UNITS, reader=st.sampled_from((None, 0, 1)))
    def answer(self, unit: str, reader: int | None) -> None:
        sent = self.hands_over("district", unit, lambda desk, out: desk.exchange.reply(unit, PERIOD, "indicators", out))
        if sent is not None and reader is not None:
            self.carry(sent, reader, twice=False)

    @precondition(lambda self: self.letters)
    @rule(which=_ANY, reader=_ANY, twice=st.booleans())
    def carry_any_letter(self, which: int, reader: int, *, twice: bool) -> None:
        sent = self.letters[which % len(self.letters)]
        self.carry(sent, reader, twice=twice)

    @precondition(lambda self: any(sent.is_down and not sent.typed for sent in self.letters))
    @rule(which=_ANY, cell=_CELL, value=_VALUE, reader=st.sampled_from((None, 0, 2)))
    def fill_in_by_hand(self, which: int, cell: int, value: str, reader: int | None) -> None:
        printed = [sent for sent in self.letters if sent.is_down and not sent.typed]
        self.is_filled_in(printed[which % len(printed)], cell, value, reader)

    @rule(unit=_UNITS, cell=_CELL, value=_VALUE, reader=st.sampled_from((0, 2, 2)))
    def fill_in_the_task_bundle(self, unit: str, cell: int, value: str, reader: int) -> None:
        task = Sent(self.tools.tasks[unit], unit, is_down=True, knows=frozenset(), typed={})
        self.is_filled_in(task, cell, value, reader)

    def is_filled_in(self, sent: Sent, cell: int, value: str, reader: int | None) -> None:
        """Somebody types into the visible cells of a bundle, and hands it on."""
        typed = {(ITEMS[sent.unit][cell], "value"): value}
        file = self.tools.folder / f"{len(self.letters)}.xlsx"
        self.tools.type_into(sent.file, file, typed)
        self.letters.append(Sent(file, sent.unit, is_down=True, knows=sent.knows, typed=typed, copy_of=sent.file))
        if reader is not None:
            self.carry(self.letters[-1], reader, twice=False)

    @rule(unit=_UNITS, cells=st.sets(_CELL))
    def send_back(self, unit: str, cells: set[int]) -> None:
        remarks = [{"item": ITEMS[unit][cell], "comment": "请核对"} for cell in sorted(cells)]
        self.judges(unit, "send back", "returned", comment="请核对", remarks=remarks)

    @rule(unit=_UNITS, cells=st.sampled_from((frozenset[int](), frozenset[int](), frozenset({0}))))
    def approve(self, unit: str, cells: frozenset[int]) -> None:
        remarks = [{"item": ITEMS[unit][cell], "comment": "请核对"} for cell in sorted(cells)]
        values, sent_back = without_messages(self.believed("district", unit)), {remark["item"] for remark in remarks}
        approved = lambda: self.approvals.approve(key_of(unit), values, sent_back)  # noqa: E731  as the others
        self.judges(unit, "approve", "approved", then=approved, remarks=remarks)

    @rule(unit=_UNITS)
    def reopen(self, unit: str) -> None:
        self.judges(unit, "reopen", "reopened", then=lambda: self.approvals.take_back(key_of(unit)), comment="更正")

    @rule(unit=_UNITS, value=_VALUE)
    def settle(self, unit: str, value: str) -> None:
        clashing = clashes_in(self.desk("district").heads(key_of(unit)))
        if clashing:
            self.decides(unit, clashing[0], value)

    @rule(who=_WRITERS, years=_YEARS)
    def turn_the_clock(self, who: str, years: int) -> None:
        self.tools.clocks.years_off[who] = years

    @rule(who=_WRITERS)
    def start_again(self, who: str) -> None:
        self.offices.open(who, self.desk(who).person)

    @rule(who=_WRITERS)
    def rebuild_the_caches(self, who: str) -> None:
        self.rebuild_the_caches_of(who)

    # What comes of it.

    def does(
        self, who: str, unit: str, name: str, action: Callable[[Desk], Any], *, then: Callable[[], None] | None = None
    ) -> Any:
        """Somebody does something to the return of a unit; what is refused changes nothing. None if it was refused.

        `then` says what else is believed when it was not refused.
        """
        desk = self.offices.acting(who)
        before = len(desk.workspace.journal)
        try:
            answer = action(desk)
        except DeskError:
            assert len(desk.workspace.journal) == before
            self.tally[f"{name} refused"] += 1
            return None
        self.tally[name] += 1
        for edit in self.new_edits(who, before):
            self.beliefs.wrote(who, edit)
        if then is not None:
            then()
        self.look(who, unit)
        return answer

    def new_edits(self, who: str, before: int) -> list[Edit]:
        """The edits that were written there since, in their order."""
        sql = "SELECT body FROM journal WHERE n > ? AND kind = 'edit' ORDER BY n"
        return [Edit.from_body(body) for (body,) in self.desk(who).workspace.database.rows(sql, before)]

    def hands_over(self, who: str, unit: str, action: Callable[[Desk, Path], list[dict[str, Any]]]) -> Sent | None:
        """Write a bundle, if that is possible."""
        file = self.tools.folder / f"{len(self.letters)}.xlsx"
        name = "reply" if who == "district" else "report"
        if self.does(who, unit, name, lambda desk: action(desk, file)) is None:
            return None
        key = key_of(unit)
        # What a unit typed and does not report stays with it: only the last exchange asks that all of it gets through.
        travels = {edit.id for edit in self.desk(who).exchange.writer._edits(key)}
        knows = self.beliefs.knows(who, key) & travels
        self.letters.append(Sent(file, unit, who == "district", knows, {}))
        return self.letters[-1]

    def carry(self, sent: Sent, reader: int, *, twice: bool) -> None:
        """To somebody whom it is for: a report to the district, an answer to the unit's computers or back to the district."""
        readers = (*computers_of(sent.unit), "district") if sent.is_down else ("district",)
        who = readers[reader % len(readers)]
        self.takes_in(who, sent)
        if twice:
            before = len(self.desk(who).workspace.journal)
            assert self.takes_in(who, sent) in ("duplicate", "refused", "held")
            assert len(self.desk(who).workspace.journal) == before

    def takes_in(self, who: str, sent: Sent, *, again: bool = False) -> str:
        """装入 a file, and what the reader knows then; the status of the outcome."""
        desk, key = self.offices.acting(who), key_of(sent.unit)
        before, stood = len(desk.workspace.journal), self.believed(who, sent.unit)
        outcome = desk.exchange.receiver.take_in(sent.file, read=self.tools.read, again=again)
        self.tally[f"receive {'by hand ' if sent.typed else ''}{outcome.status}"] += 1
        if outcome.status != "received":
            assert len(desk.workspace.journal) == before
            # A figure typed into the workbook of a closed return is refused, and the letter with it.
            is_held = outcome.status == "held" and self.receipts.is_back(who, sent.content)
            is_locked = outcome.status == "refused" and self.state_of(who, sent.unit)[3] == LOCKED
            assert outcome.status == "duplicate" or is_held or is_locked or sent.typed, outcome
        if outcome.status in ("received", "duplicate"):
            self.beliefs.hears(who, key, sent.knows)
        for edit in self.new_edits(who, before):
            if edit.id not in sent.knows:
                self.writes_for_a_file(who, edit, sent)
        self.look(who, sent.unit)
        if outcome.status == "received":
            known = self.beliefs.knows(who, key)
            taken = Taken(who, outcome.bundle or "", sent.content, stood, self.believed(who, sent.unit), known)
            self.receipts.takes(taken)
        if outcome.status not in ("refused", "held") and (who, sent.content) not in self.taken:
            self.stands_or_was_printed(who, sent)
            self.taken.add((who, sent.content))
        return outcome.status

    def writes_for_a_file(self, who: str, edit: Edit, sent: Sent) -> None:
        """What the program writes when it takes a file in: what was typed by hand, or that it comes instead of what was back."""
        if edit.source["kind"] == "workbook":
            self.beliefs.wrote(who, edit, sent.knows)
            self.tally["written by hand"] += 1
        elif "word" in edit.source:
            self.receipts.gives_way(
                edit, {change.slot: self.standing(who, edit, change.slot) for change in edit.changes}
            )
            self.beliefs.wrote(who, edit)
            self.tally["gives way"] += 1
        else:
            self.beliefs.repeated(who, edit)

    def standing(self, who: str, edit: Edit, slot: Slot) -> frozenset[Write]:
        """What is believed to stand in a cell of the return that an edit is of."""
        return self.beliefs.standing(self.beliefs.knows(who, edit.key), (edit.key, slot))

    def stands_or_was_printed(self, who: str, sent: Sent) -> None:
        """What was typed by hand is acknowledged too: it stands, unless it is just what was printed there."""
        printed = self.beliefs.values(sent.knows, key_of(sent.unit))
        stands = self.believed(who, sent.unit)
        for (item, field), text in sent.typed.items():
            slots = [slot for slot in {*printed, *stands} if (slot.item, slot.field) == (item, field)]
            said, meaning = frozenset({parse(text).meaning}), parse(text).meaning
            nothing = is_cleared(meaning)
            assert nothing or any(meaning in stands.get(slot, ()) or printed.get(slot) == said for slot in slots), (
                f"{item} {text} was typed by hand and stands nowhere"
            )

    def judges(self, unit: str, name: str, what: str, *, then: Callable[[], None] | None = None, **told: Any) -> None:
        """A decision of the district."""
        self.does(
            "district", unit, name,
            lambda desk: desk.reviewing.review(unit, PERIOD, what, form="indicators", **told),
            then=then,
        )  # fmt: skip

    def decides(self, unit: str, slot: Slot, value: str) -> None:
        """The district decides a cell in 数据不一致."""
        row = {**slot.as_json(), "value": value, "reason": "裁定"}
        settled = self.does(
            "district", unit, "settle",
            lambda desk: desk.reviewing.review(unit, PERIOD, None, form="indicators", settlements=[row]),
        )  # fmt: skip
        if settled is not None:
            assert slot not in clashes_in(self.desk("district").heads(key_of(unit)))

    # What must hold.

    def believed(self, who: str, unit: str) -> dict[Slot, Values]:
        key = key_of(unit)
        return self.beliefs.values(self.beliefs.knows(who, key), key)

    def look(self, who: str, unit: str) -> None:
        """No value is lost, a clash stays until somebody decides, and what is approved stays so, wherever one looks."""
        desk, key = self.desk(who), key_of(unit)
        heads, believed = desk.workspace.cells.heads(key), self.believed(who, unit)
        assert values_in(heads) == believed, f"{who}: what stands is not what was written"
        self.tally["looks at a clash"] += any(len(values) > 1 for values in believed.values())
        course = desk.course(key)
        for revision in course.revisions:
            assert digest(revision.body) == revision.id
            assert self.sealed.setdefault(revision.id, revision.body) == revision.body
        if who == "district":
            self.approvals.decided(key, len(course.decisions))
        approved = {slot: value.meaning for slot, (value, _) in course.approved().items() if value.absent != "cleared"}
        assert approved == self.approvals.after(key, len(course.decisions)), f"{who}: another value is approved"

    def state_of(self, who: str, unit: str) -> tuple[Any, ...]:
        """All that a computer knows of a return, but the order in which it came to know it."""
        desk, key = self.desk(who), key_of(unit)
        heads, course = desk.workspace.cells.heads(key), desk.course(key)
        return (
            heads,
            [revision.id for revision in course.revisions],
            [decision.id for decision in course.decisions],
            course.state(has_edits=bool(desk.heads(key))),
            course.approved(),
        )

    def caches(self, who: str) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every cache."""
        database = self.desk(who).workspace.database
        return {cache: sorted(database.rows(f"SELECT * FROM {cache}")) for cache in CACHES}  # noqa: S608  our names

    def is_sound_inside(self, who: str) -> None:
        """The journal's chain is intact; the caches say what the journal says."""
        workspace = self.desk(who).workspace
        assert workspace.journal.first_broken() is None
        for key in map(key_of, UNITS):
            assert workspace.cells.heads(key) == heads_of(self.desk(who).edits(key))
        for name, body in self.sealed.items():
            entry = workspace.journal.get(name)
            assert entry is None or entry.body == body
        if self.rebuild_all:
            self.rebuild_the_caches_of(who)

    def rebuild_the_caches_of(self, who: str) -> None:
        kept = self.caches(who)
        self.desk(who).workspace.cells.rebuild()
        assert self.caches(who) == kept

    # The end of a history.

    def teardown(self) -> None:
        """A full exchange, in any order: then all have one state of each return, and nothing is wrong inside."""
        try:
            if sys.exc_info()[0] is None:
                for unit in UNITS:
                    if any(without_messages(self.believed(who, unit)) for who in (*computers_of(unit), "district")):
                        self.exchange_all(unit)
                for who in UNIT_OF:
                    self.is_sound_inside(who)
        finally:
            self.offices.close()

    def exchange_all(self, unit: str) -> None:
        """Everybody reports to the district, it answers; then it decides what is left, and answers again."""
        self.judge_what_is_corrected(unit)
        if self.state_of("district", unit)[3] in CLOSED:
            self.reopen(unit)
        if any(self.state_of(who, unit)[3] in CLOSED for who in computers_of(unit)):
            self.answer_all(unit)
        reports = [self.report_of(who) for who in self.shuffled(computers_of(unit))]
        for sent in self.shuffled(filter(None, reports)):
            self.takes_in("district", sent)
        if clashes_in(self.desk("district").heads(key_of(unit))):
            self.all_agree(unit)
        for slot in clashes_in(self.desk("district").heads(key_of(unit))):
            self.decides(unit, slot, "2" if slot.field == "value" else "估计")
        self.approve(unit, frozenset())
        self.all_agree(unit)
        assert self.state_of("district", unit)[3] == APPROVED
        if self.chance.random() < LATE:
            self.late_computer(unit)

    def judge_what_is_corrected(self, unit: str) -> None:
        """While a 更正 waits, no computer of the unit may decide what else stands there: the district judges it first."""
        desk, key = self.desk("district"), key_of(unit)
        if desk.course(key).correction is not None:
            for slot in clashes_in(desk.heads(key)):
                self.decides(unit, slot, "2" if slot.field == "value" else "估计")
            self.approve(unit, frozenset())

    def answer_all(self, unit: str) -> None:
        """The district answers, and all of the unit's computers take it in."""
        sent = self.hands_over("district", unit, lambda desk, out: desk.exchange.reply(unit, PERIOD, "indicators", out))
        assert sent is not None
        for who in self.shuffled(computers_of(unit)):
            assert self.takes_in(who, sent) in ("received", "duplicate")

    def all_agree(self, unit: str) -> None:
        """After the district's answer all of the unit's computers know just what the district knows."""
        self.answer_all(unit)
        for who in computers_of(unit):
            assert self.state_of(who, unit) == self.state_of("district", unit), f"{who} and the district do not agree"

    def late_computer(self, unit: str) -> None:
        """One more computer takes in every answer there ever was, the last first or last: it knows just the same."""
        answers = [sent for sent in self.letters if sent.unit == unit and sent.is_down and not sent.typed]
        self.offices.begin(computers_of(unit)[0], "late")
        for sent in self.shuffled(answers):
            self.offices.acting("late").exchange.receiver.take_in(sent.file, read=self.tools.read)
        assert self.state_of("late", unit) == self.state_of("district", unit), "the order of receiving mattered"

    def shuffled(self, some: Iterable[Any]) -> list[Any]:
        listed = list(some)
        return self.chance.sample(listed, len(listed))

    def said_on(self, who: str, unit: str) -> list[str]:
        """The names of all edits and revisions of a return that a computer knows."""
        desk, key = self.desk(who), key_of(unit)
        return [*(edit.id for edit in desk.edits(key)), *(revision.id for revision in desk.course(key).revisions)]

    def decide_own(self, who: str, unit: str) -> None:
        """What a unit cannot report before it has decided."""
        clashing = clashes_in(self.desk(who).heads(key_of(unit)))
        rows = [{"unit": unit, "period": PERIOD, **slot.as_json(), "value": "3"} for slot in clashing]
        assert not rows or self.does(who, unit, "decide", lambda desk: desk.entry.enter(rows, "以此为准"))

    def report_of(self, who: str) -> Sent | None:
        """A computer says all that it knows; None if that is nothing new.

        Where all was taken back again it has to fill something in first: an empty return is not reported.
        """
        unit, key = UNIT_OF[who], key_of(UNIT_OF[who])
        if set(self.said_on(who, unit)) <= set(self.said_on("district", unit)):
            return None
        self.decide_own(who, unit)
        if not filled_items(self.desk(who).heads(key)) and not self.desk(who).course(key).revisions:
            row = {"unit": unit, "period": PERIOD, "item": ITEMS[unit][0], "value": "3"}
            assert self.does(who, unit, "type at last", lambda desk: desk.entry.enter([row]))
        sent = self.hands_over(who, unit, lambda desk, out: desk.exchange.submit(unit, PERIOD, "indicators", out))
        assert sent is not None
        return sent
