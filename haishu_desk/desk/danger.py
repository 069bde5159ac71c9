"""约束性告急: which 约束性 indicators of the newest plan stand outside their bound or short of their path, by the figures here.

This says no verdict: it compares the latest yearly figure that counts (whatever its basis, which is shown) with the bound,
or with what the path expects of that year. Kinds that add up over years are left to 监测; without any figure it says 未出数.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from haishu_desk.desk.reading import basis_of
from haishu_desk.domain.cells import VALUE, VERIFIED, ReturnKey, Slot, is_clash, vintage_rank
from haishu_desk.domain.items import INDICATOR, Item, Plan
from haishu_desk.domain.periods import Period
from haishu_desk.domain.quantity import Quantity, show
from haishu_desk.domain.returns import Revision
from haishu_desk.monitor.commitment import LEVEL
from haishu_desk.monitor.keeping import keeps
from haishu_desk.monitor.path import expected

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

Read = tuple[dict[Slot, tuple[Quantity, str]], Revision | None]
BROKEN, SHORT, SILENT = "越界", "未到应达", "未出数"
_MARKS = {BROKEN: "bad", SHORT: "warn", SILENT: "idle"}


@dataclass(frozen=True)
class Danger:
    """One indicator: `word` says how it stands, `fact` the figure and what it is held against, `basis` year and basis."""

    code: str
    number: str
    name: str
    word: str
    fact: str
    basis: str

    @property
    def mark(self) -> str:
        """The mark of the word."""
        return _MARKS[self.word]


@dataclass(frozen=True)
class _Latest:
    """The latest yearly figure that counts; no value where it is in 数据不一致."""

    year: int
    value: Quantity | None
    basis: str


def in_danger(desk: Desk) -> list[Danger]:
    """The 约束性 indicators that are broken, then short, then without a figure; each in the order of the plan."""
    catalogue = desk.documents.catalogue
    newest = catalogue.plans[max(catalogue.plans)]
    binding = [item for item in catalogue if item.plan == newest.id and item.kind == INDICATOR and item.is_binding]

    @cache  # a department reports several of them
    def read(key: ReturnKey) -> Read:
        course = desk.course(key)
        return course.approved(), course.last_revision

    found = [danger for item in binding if (danger := _of(desk, read, item, newest)) is not None]
    return sorted(found, key=lambda danger: list(_MARKS).index(danger.word))


def _of(desk: Desk, read: Callable[[ReturnKey], Read], item: Item, plan: Plan) -> Danger | None:
    unit = next(iter(desk.documents.reporters(item.code)), None)
    form, years = desk.documents.form_of(item), range(plan.end_year, plan.start_year - 1, -1)
    latest = _latest(desk, read, item, [ReturnKey(form, unit, str(year)) for year in years]) if unit else None
    if unit is None or latest is None or latest.value is None:
        why = f"{latest.year} 年 {latest.basis}" if latest else "规划期内还没有数"
        return Danger(item.code, item.number, item.name, SILENT, f"目标 {item.target or '—'}", why)
    word = _word(desk, item, unit, (latest.year, latest.value))
    if not word:
        return None
    due = desk.expecting.due_of(item, unit, Period(latest.year))
    against = f"{'界' if word == BROKEN else '应达'} {due.text}"
    fact = f"{show(latest.value)}{item.unit or ''}　{against}"
    return Danger(item.code, item.number, item.name, word, fact, f"{latest.year} 年 {latest.basis}")


def _latest(desk: Desk, read: Callable[[ReturnKey], Read], item: Item, keys: Iterable[ReturnKey]) -> _Latest | None:
    """The 核定数, else the best 数值状态, of the last year that has one; no kind of nothing is one."""
    for key in keys:
        year, heads = int(key.period), desk.heads(key, item=item.code)
        cells = [slot for slot in heads if slot.field in (VALUE, VERIFIED) and not heads[slot][0].value.missing]
        if cells:
            slot = max(cells, key=lambda cell: (cell.field == VERIFIED, vintage_rank(cell.vintage)))
            if is_clash(heads[slot]):
                return _Latest(year, None, "数据不一致")
            value = heads[slot][0].value
            return _Latest(year, value, basis_of(slot, value, *read(key))[0])
    return None


def _word(desk: Desk, item: Item, unit: str, latest: tuple[int, Quantity]) -> str:
    """How a year's value stands; empty for well, and for what cannot be said so simply."""
    period, value = Period(latest[0]), latest[1]
    commitment = desk.expecting.commitment_of(item, unit, period)
    if commitment is None:
        return ""
    kept = keeps(commitment, value, period)
    if kept is not None:
        return "" if kept else BROKEN
    due, number = expected(commitment, period), value.number
    if commitment.kind != LEVEL or due.value is None or number is None or value.cumulative:
        return ""
    behind = number > due.value if commitment.direction == "lower" else number < due.value
    return SHORT if behind else ""
