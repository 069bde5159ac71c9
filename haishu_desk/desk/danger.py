"""约束性告急: which 约束性 indicators of the newest plan stand outside their bound or short of their path, by the figures here.

This says no verdict: it compares the latest yearly figure that counts (whatever its basis, which is shown) with the bound,
or with what the path expects of that year. Kinds that add up over years are left to 监测; without any figure it says 未出数.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from haishu_desk.desk.series import Figures, Point
from haishu_desk.domain.items import INDICATOR, Item
from haishu_desk.monitor.commitment import LEVEL
from haishu_desk.monitor.keeping import keeps

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

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


def in_danger(desk: Desk) -> list[Danger]:
    """The 约束性 indicators that are broken, then short, then without a figure; each in the order of the plan."""
    figures = Figures(desk)
    items = [item for item in figures.items() if item.kind == INDICATOR]
    newest = items[0].plan if items else ""
    found = [danger for item in items if item.plan == newest and item.is_binding for danger in _of(desk, figures, item)]
    return sorted(found, key=lambda danger: list(_MARKS).index(danger.word))


def _of(desk: Desk, figures: Figures, item: Item) -> Iterator[Danger]:
    series = figures.series(item.code)
    plan = desk.documents.catalogue.plan(item.plan)
    latest = series.latest
    if latest is None or not plan.covers(latest.year):
        yield Danger(item.code, item.number, item.name, SILENT, f"目标 {item.target or '—'}", "规划期内还没有数")
        return
    due = desk.expecting.due_of(item, series.unit or "", latest.period)
    word = _word(desk, item, series.unit or "", latest)
    if word:
        against = f"{'界' if word == BROKEN else '应达'} {due.text}"
        yield Danger(
            item.code, item.number, item.name, word, f"{latest.words}{item.unit or ''}　{against}", _basis(latest)
        )


def _word(desk: Desk, item: Item, unit: str, latest: Point) -> str:
    commitment = desk.expecting.commitment_of(item, unit, latest.period)
    if commitment is None or latest.quantity is None:
        return ""
    kept = keeps(commitment, latest.quantity, latest.period)
    if kept is not None:
        return "" if kept else BROKEN
    due = desk.expecting.expected_of(item, unit, latest.period)
    if commitment.kind != LEVEL or due.value is None or latest.number is None:
        return ""
    behind = latest.number > due.value if commitment.direction == "lower" else latest.number < due.value
    return SHORT if behind else ""


def _basis(latest: Point) -> str:
    return f"{latest.year} 年 {latest.basis}"
