"""How far every return is, without its figures: what first pages, badges and reminders ask of all returns at once.

A district has thousands of returns and most are closed. So what the decisions and revisions of one amount to is kept until
it is written to, and a window reads them `by_and_by`, so that it comes alive before the last of them is read. Nothing is kept
of what is read inside a transaction: it may be given back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import takewhile
from typing import TYPE_CHECKING

from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.periods import parse_period
from haishu_desk.domain.returns import CLOSED, NOT_ISSUED, SENT_BACK, VOID, Course

if TYPE_CHECKING:
    from haishu_desk.desk import Desk


@dataclass(frozen=True)
class Standing:
    """One return: its state, dates (ISO), and what was said of it.

    `due` is the last date that was given, `deadline` the last one that it was issued with. `returned` counts the cells that
    came back and wait for the unit. `asked` says that there is a 查询, open or not. `reported_at` is the clock of the last
    revision, empty without one; `is_correction` says that a 更正 waits.
    """

    state: str
    due: str | None = None
    deadline: date | None = None
    is_issued: bool = False
    is_reported: bool = False
    has_cells: bool = False
    returned: int = 0
    asked: bool = False
    reported_at: str = ""
    is_correction: bool = False

    @property
    def is_closed(self) -> bool:
        """Whether nothing more is asked of it."""
        return self.state in CLOSED

    @property
    def waits_for(self) -> date | None:
        """The date of a return that was issued with one and has not come; None for any other."""
        return self.deadline if self.is_issued and not self.is_reported and self.state != VOID else None


NOTHING = Standing(NOT_ISSUED)


@dataclass
class Totals:
    """What many returns come to: how many are in each state, how many cells came back, and of which there is a 查询.

    `late` are those that were issued with a date and have not come, with that date; `open` those of which more is asked;
    `unreported` those that have never come.
    """

    states: Counter[str] = field(default_factory=Counter)
    returned: int = 0
    asked: set[ReturnKey] = field(default_factory=set)
    late: dict[ReturnKey, date] = field(default_factory=dict)
    open: set[ReturnKey] = field(default_factory=set)
    unreported: set[ReturnKey] = field(default_factory=set)

    def add(self, key: ReturnKey, how: Standing, times: int = 1) -> None:
        """One more return; one less with `times` -1."""
        self.states[how.state] += times
        self.returned += how.returned * times
        if how.asked:
            (self.asked.add if times > 0 else self.asked.discard)(key)
        if not how.is_closed:
            (self.open.add if times > 0 else self.open.discard)(key)
        if not how.is_reported:
            (self.unreported.add if times > 0 else self.unreported.discard)(key)
        if how.waits_for is not None and times > 0:
            self.late[key] = how.waits_for
        elif how.waits_for is not None:
            self.late.pop(key, None)


class Standings:
    """What is known of the returns of one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._known: dict[ReturnKey, Standing] = {}
        self._unread: set[ReturnKey] = set()
        self._every: dict[ReturnKey, None] | None = None
        self._keys: dict[ReturnKey, None] | None = None
        self._totals, self._counted = Totals(), dict[ReturnKey, Standing]()
        self._counted_of: object = None
        self._uncounted: set[ReturnKey] = set()
        self._last, self._news = 0, dict[ReturnKey, int]()

    def every(self) -> Collection[ReturnKey]:
        """Every return that the journal speaks of, by unit, period and form."""
        if self._every is not None:
            return self._every
        every = dict.fromkeys(
            sorted(self._desk.workspace.cells.returns(), key=lambda key: (key.unit, key.period, key.form))
        )
        if not self._is_writing:
            self._every = every
        return every

    def all(self) -> Collection[ReturnKey]:
        """The same without the 临时报表 that were thrown away."""
        if self._keys is not None:
            return self._keys
        dropped = self._desk.documents.is_dropped
        keys = {key: None for key in self.every() if not dropped(key.form)}
        if not self._is_writing:
            self._keys = keys
        return keys

    def of(self, key: ReturnKey) -> Standing:
        """How far a return is."""
        known = self._known.get(key)
        if self._unread:
            self._unread.discard(key)
        if known is None:
            known = self._read(key)
            if not self._is_writing:
                self._known[key] = known
                self._note(key)
        return known

    def state_of(self, key: ReturnKey) -> str:
        """The state of any return, be it one that the journal does not speak of or a 临时报表 that was thrown away."""
        if key in self.all():
            return self.of(key).state
        return self._desk.course(key).state(has_edits=bool(self._desk.heads(key)))

    def known(self) -> list[ReturnKey]:
        """All returns but those that are still to be read `by_and_by`."""
        return [key for key in self.all() if key not in self._unread] if self._unread else list(self.all())

    def is_known(self, key: ReturnKey) -> bool:
        """Whether it is one of the `known`."""
        return key in self.all() and key not in self._unread

    def totals(self) -> Totals:
        """What the `known` come to; only those that were read or written to since the last time are looked at."""
        keys = self.all()
        if self._is_writing:
            given_back = Totals()
            for key in self.known():
                given_back.add(key, self.of(key))
            return given_back
        if self._counted_of is not keys:  # another return, or other documents
            self._totals, self._counted, self._counted_of = Totals(), {}, keys
            self._uncounted = set(keys)
        for key in [key for key in self._uncounted if key not in self._unread]:
            before = self._counted.pop(key, None)
            if before is not None:
                self._totals.add(key, before, -1)
            if key in keys:
                self._counted[key] = how = self.of(key)
                self._totals.add(key, how)
            self._uncounted.discard(key)
        self._uncounted -= self._unread  # they are counted when they are read
        return self._totals

    def by_and_by(self) -> list[ReturnKey]:
        """What is still to be read, the latest period first; until it was, `known` leaves it out."""
        left = [key for key in self.all() if key not in self._known]
        self._unread = set(left)
        days = {period: parse_period(period).last_day for period in {key.period for key in left}}
        return sorted(left, key=lambda key: (days[key.period], key.period), reverse=True)

    def forget(self, keys: Iterable[ReturnKey] | None = None) -> None:
        """Those returns were written to (None: the documents, which say what counts as a return)."""
        if keys is None:
            self._keys = None
            return
        for key in keys:
            self._known.pop(key, None)
            self._note(key)
            if self._every is not None and key not in self._every:
                self._every = self._keys = None

    def _note(self, key: ReturnKey) -> None:
        self._uncounted.add(key)
        self._news.pop(key, None)  # the last one stands at the end
        self._last += 1
        self._news[key] = self._last

    def news(self, since: int) -> tuple[int, list[ReturnKey]]:
        """What was read or written to after `since` (0: ever), each once, the latest first; and what to ask with next time."""
        return self._last, list(takewhile(lambda key: self._news[key] > since, reversed(self._news)))

    @property
    def last(self) -> int:
        """What `news` would say to ask with next time."""
        return self._last

    def is_news(self, key: ReturnKey, since: int) -> bool:
        """Whether it was read or written to after `since`."""
        return self._news.get(key, 0) > since

    @property
    def _is_writing(self) -> bool:
        return self._desk.workspace.database.sql.in_transaction

    def _read(self, key: ReturnKey) -> Standing:
        course, (cells, messages) = self._desk.course(key), self._desk.workspace.cells.counts(key)
        last = course.last_revision
        state = course.state(has_edits=cells > 0)
        return Standing(
            state,
            course.due,
            _deadline_of(course),
            course.is_issued,
            bool(course.revisions),
            cells > 0,
            len(course.open_remarks()) if state == SENT_BACK else 0,
            messages > 0,
            last.author.at if last else "",
            course.correction is not None,
        )


def _deadline_of(course: Course) -> date | None:
    """The date that counts: the last one that the return was issued with, however often it was moved."""
    given = (decision.due for decision in reversed(course.decisions) if decision.what == "issued" and decision.due)
    last = next(given, None)
    return date.fromisoformat(last) if last else None
