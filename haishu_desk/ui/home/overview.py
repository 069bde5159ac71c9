"""What 首页 shows, read from the Desk: every return with how far it is, and what waits."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from operator import itemgetter

from haishu_desk.desk.queue_row import QueueRow
from haishu_desk.desk.statements import Statement
from haishu_desk.domain.adhoc import due_of
from haishu_desk.domain.cells import Heads, ReturnKey, Slot, changed_slots
from haishu_desk.domain.periods import parse_period
from haishu_desk.domain.returns import APPROVED, LOCKED, RECEIVED, REPORTED, SENT_BACK, VOID, Revision
from haishu_desk.ui.session import Session

WAITING = (REPORTED, RECEIVED)
DONE = (APPROVED, LOCKED, VOID)
_COUNTS = ("filled", "expected", "clashes", "changed", "unreported")
_HEAVIEST = ("数据不一致", "达标翻转", "越限", "变号", "量级", "约束性", "缺说明")


@dataclass(frozen=True)
class FormRow:
    """One return as 首页 lists it.

    `returned` are the cells that were sent back, with what is wrong with each; `corrected` those of them that say
    something else by now. `hard` and `query` count the open 强制性 and 核实性 findings, None while nobody looked.
    `statement` is what the unit says of the whole return (空表, 暂不报), `statement_word` its one word; both may be empty.
    `is_brief` says that nobody has asked for the figures of a return that is done: its counts are 0 (see `whole`).
    """

    key: ReturnKey
    unit: str
    title: str
    period: str
    due: date | None
    overdue: bool
    filled: int
    expected: int
    state: str
    returned: Mapping[Slot, str]
    corrected: frozenset[Slot]
    clashes: int
    changed: int
    unreported: int
    risk: tuple[str, ...]
    reported_at: str
    hard: int | None = None
    query: int | None = None
    hour: str = ""
    statement: str = ""
    statement_word: str = ""
    is_brief: bool = False

    @property
    def missing(self) -> int:
        """Items without any answer."""
        return max(self.expected - self.filled, 0)

    @property
    def to_correct(self) -> int:
        """Cells that were sent back and still say the same."""
        return len(self.returned) - len(self.corrected)

    @property
    def is_done(self) -> bool:
        """Whether nothing more is asked of it."""
        return self.state in DONE

    @property
    def waits(self) -> bool:
        """Whether it was reported and waits for the district."""
        return self.state in WAITING

    @property
    def days_left(self) -> int | None:
        """Days until it is due; negative afterwards, None without a date."""
        return (self.due - date.today()).days if self.due else None  # noqa: DTZ011  the office's own day

    @property
    def is_checked(self) -> bool:
        """Whether its findings are counted; a return without any answer has nothing to be checked."""
        return self.hard is not None and self.query is not None

    @property
    def weight(self) -> tuple[int, int, int]:
        """Order of reviewing: what clashes, then the heaviest word of risk, then how many words."""
        words = (("数据不一致",) if self.clashes else ()) + self.risk
        first = min((_HEAVIEST.index(word) for word in words if word in _HEAVIEST), default=len(_HEAVIEST))
        return (first, -len(words), -self.changed)


def rows_of(session: Session) -> list[FormRow]:
    """Every return that is issued or has something in it: open ones by date, what waits for the district, what is done.

    What a unit that has ended left for a time after it is its heir's now, and no row of its own.
    """
    units = session.desk.documents.units
    rows = [_row(session, stored) for stored in session.desk.reviewing.rows()
            if units.get(stored.key.unit).reports(parse_period(stored.key.period))]  # fmt: skip
    return sorted(rows, key=_by_date)


def whole(session: Session, row: FormRow) -> FormRow:
    """The row with its counts."""
    return _row(session, session.desk.reviewing.row(row.key)) if row.is_brief else row


Order = tuple[tuple[bool, bool, str, int, str], tuple[str, str, str]]


@dataclass(frozen=True)
class _Made:
    """A row as it was made: what it rests on, and the row with its place in the order."""

    read: tuple[object, object, object]
    placed: tuple[Order, FormRow] | None


class BriefRows:
    """The rows of all returns that were read already; those of returns that are done are brief, and stay as they are.

    A district has thousands of them, and they change when somebody writes to one: a row is made anew when what was read of
    its return was read anew, or its findings are others.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._made: dict[ReturnKey, _Made] = {}
        self._sorted: list[tuple[Order, FormRow]] = []
        self._open: set[ReturnKey] = set()
        self._until = 0
        self._looked: dict[ReturnKey, int] = {}  # up to which news
        self._ground: object = None
        self._keys: object = None

    def read(self) -> list[FormRow]:
        """As `rows_of` has them, of what was read: open returns are looked at, and those that were written to since."""
        self._heed_documents()
        until, new = self._news()
        for key in {*self._open, *new, *self.unmade()}:
            self.make(key)
        self._until = until
        return [row for _, row in self._sorted]

    def written(self) -> list[ReturnKey]:
        """What was written to since `read`, which would make it anew, and `make` makes one by one."""
        self._heed_documents()
        return self._news()[1]

    def _news(self) -> tuple[int, list[ReturnKey]]:
        standings = self._session.desk.standings
        until, news = standings.news(self._until)
        return until, [
            key for key in news if standings.is_news(key, self._looked.get(key, 0)) and standings.is_known(key)
        ]

    def unmade(self) -> list[ReturnKey]:
        """What `read` would have to make for the first time, and `make` makes one by one."""
        self._heed_documents()
        known = self._session.desk.standings.known()
        return [key for key in known if key not in self._made] if len(known) != len(self._made) else []

    def make(self, key: ReturnKey) -> None:
        """Make one of those."""
        self._heed_documents()
        stored = self._session.desk.reviewing.row(key)
        made, read = self._made.get(key), stored.read
        if made is None or not _is_same(made.read, read):
            self._put(key, made, _Made(read, self._placed(stored)))
        (self._open.discard if stored.how.is_closed else self._open.add)(key)
        self._looked[key] = self._session.desk.standings.last

    def _heed_documents(self) -> None:
        """Units and forms may be called otherwise after one of the documents that rows rest on was written."""
        desk = self._session.desk
        if self._ground is not desk.documents.ground:
            self._ground, self._made, self._sorted, self._open = desk.documents.ground, {}, [], set()
        if self._keys is not desk.standings.all():
            self._keys = desk.standings.all()
            for key in self._made.keys() - self._keys:
                self._put(key, self._made.pop(key), None)
                self._open.discard(key)

    def _put(self, key: ReturnKey, before: _Made | None, now: _Made | None) -> None:
        """Keep the rows in their order."""
        if before is not None and before.placed is not None:
            del self._sorted[bisect_left(self._sorted, before.placed[0], key=itemgetter(0))]
        if now is not None:
            self._made[key] = now
            if now.placed is not None:
                insort(self._sorted, now.placed, key=itemgetter(0))

    def _placed(self, stored: QueueRow) -> tuple[Order, FormRow] | None:
        """The row with its place in the order; None for what a unit that has ended left for a time after it."""
        if not self._session.desk.documents.units.get(stored.key.unit).reports(parse_period(stored.key.period)):
            return None
        row = _row(self._session, stored, brief=stored.how.is_closed)
        return (_by_date(row), (stored.key.unit, stored.key.period, stored.key.form)), row


def _is_same(before: tuple[object, object, object], now: tuple[object, object, object]) -> bool:
    """Whether what a row rests on was not read anew; the objects are kept, so that no other one has their place."""
    return before[0] is now[0] and before[1] is now[1] and before[2] == now[2]


def _by_date(row: FormRow) -> tuple[bool, bool, str, int, str]:
    """Open ones in the order in which they are due, then what waits for the district; those that are done, the latest first."""
    due = row.due.isoformat() if row.due and not row.is_done else "9999"
    period = parse_period(row.key.period)
    return (row.is_done, row.waits, due, -period.year * 100 - period.part, row.key.form)


def _row(session: Session, stored: QueueRow, *, brief: bool = False) -> FormRow:
    documents, key, how = session.desk.documents, stored.key, stored.how
    counts = dict.fromkeys(_COUNTS, 0) if brief else {name: stored[name] for name in _COUNTS}
    said = None if brief or not stored["statement"] else Statement(**stored["statement"])
    course = session.desk.course(key) if how.state == SENT_BACK else None
    returned = course.open_remarks() if course is not None else {}
    day, hour = due_of(documents.form(key.form))
    name, period = documents.called(key.unit, key.period), parse_period(key.period).title
    of_another = not session.desk.is_district and key.unit != session.desk.unit
    return FormRow(
        key,
        name,
        str(documents.form(key.form)["title"]),
        f"{period} · {name}" if of_another else period,
        date.fromisoformat(how.due) if how.due else None,
        bool(stored["overdue"]),
        counts["filled"],
        counts["expected"],
        how.state,
        returned,
        _corrected(returned, course.last_revision, session.desk.heads(key)) if course and returned else frozenset(),
        counts["clashes"],
        counts["changed"],
        counts["unreported"],
        () if brief else tuple(stored["risk"]),
        how.reported_at,
        stored["hard"],
        stored["query"],
        hour if day == how.due else "",
        said.said if said else "",
        said.word if said else "",
        brief,
    )


def _corrected(returned: Mapping[Slot, str], last: Revision | None, heads: Heads) -> frozenset[Slot]:
    """The returned cells whose value changed since the report, whatever 数值状态 it was typed with."""
    changed = {(slot.item, slot.field) for slot in changed_slots(last.heads if last else {}, heads)}
    return frozenset(slot for slot in returned if (slot.item, slot.field) in changed)


def badges_of(session: Session) -> dict[str, int]:
    """How much waits on 审核: cells that came back (unit) or returns to be reviewed (district), and 查询 for either."""
    found = session.desk.standings.totals()
    asked = len(session.desk.querying.waiting(by_and_by=True))
    if session.desk.is_district:
        return {"review": asked + sum(found.states[state] for state in WAITING)}
    return {"review": asked + found.returned}
