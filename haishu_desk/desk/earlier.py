"""A desk as it was: the same file after an earlier entry of its journal, on an earlier day. A report is written from one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from haishu_desk.desk import Desk, DeskEntry
from haishu_desk.desk.permission import NotYoursError
from haishu_desk.domain.canonical import digest_of_rows
from haishu_desk.domain.cells import Heads, ReturnKey
from haishu_desk.domain.editions import in_force
from haishu_desk.domain.errors import UsageError
from haishu_desk.domain.returns import Course
from haishu_desk.store.earlier import workspace_then


@dataclass(frozen=True)
class Snapshot:
    """What a report was written from: the journal up to entry `n`, on `day` (ISO); `digest` names the approved values.

    `digest` is the sha256 over every approved value, the version it was approved in, and the editions in force.
    """

    n: int
    day: str
    digest: str

    @property
    def code(self) -> str:
        """What stands in the report: the first twelve digits, in groups of four."""
        return "-".join(self.digest[at : at + 4] for at in (0, 4, 8)).upper()


class DeskThen(Desk):
    """What stood in a desk's file after entry `n`; it reads, and writes nothing."""

    def __init__(self, desk: Desk, n: int, day: str) -> None:
        self.workspace = workspace_then(desk.workspace, n)
        self._named, self._day = "", day
        self._last_seq, self._known, self._touched = 0, [], set()
        self.n = n
        self._courses: dict[ReturnKey, Course] = {}
        self._heads: dict[ReturnKey, Heads] = {}

    @property
    def today(self) -> str:
        """The day on which it is looked at."""
        return self._day

    def course(self, key: ReturnKey, until: int | None = None) -> Course:
        """The revisions and decisions that there were; nothing more will come to them, so they are read once."""
        if until is not None:
            return super().course(key, until)
        if key not in self._courses:
            self._courses[key] = super().course(key)
        return self._courses[key]

    def heads(self, key: ReturnKey, until: int | None = None, *, item: str | None = None) -> Heads:
        """The values that stood then, likewise."""
        if until is not None:
            return super().heads(key, until)
        if key not in self._heads:
            self._heads[key] = super().heads(key)
        heads = self._heads[key]
        return heads if item is None else {slot: each for slot, each in heads.items() if slot.item == item}

    def apply(self, *entries: DeskEntry) -> None:
        """What is past is not written to."""
        del entries
        raise NotYoursError("这是以前的数据，只能看", "请回到现在的数据再写")

    def snapshot(self) -> Snapshot:
        """What is approved here, by its name; of thousands of returns none is kept for that."""
        rows = (
            [key.form, key.unit, key.period, slot.item, slot.field, slot.vintage, quantity.packed(), revision]
            for key in self.workspace.cells.returns()
            if not self.is_void(key)
            for slot, (quantity, revision) in sorted(super(DeskThen, self).course(key).approved().items())
        )
        cells = self.workspace.cells
        names = [name for name in cells.edition_names() if not name.startswith("report")]
        editions = [found.id for name in names if (found := in_force(cells.editions(name), self._day)) is not None]
        return Snapshot(self.n, self._day, digest_of_rows(rows, editions))


def desk_then(desk: Desk, moment: str | None = None) -> DeskThen:
    """The desk at the end of that day (ISO date or time), or as it is now; UsageError for what is no day, or is to come."""
    now = desk.today
    if moment is None:
        return DeskThen(desk, len(desk.workspace.journal), now)
    try:
        day = datetime.fromisoformat(moment).date().isoformat()
    except ValueError as error:
        raise UsageError(f"看不懂日期“{moment}”", "请写成 2026-03-20") from error
    if day > now:
        raise UsageError(f"{moment} 还没有到", "请写今天或以前的一天")
    then = DeskThen(desk, desk.workspace.journal.last_before(moment), day)
    if not then.workspace.cells.edition_names():
        raise UsageError(f"{moment} 还没有这个数据文件", "请写建立数据文件以后的一天")
    return then
