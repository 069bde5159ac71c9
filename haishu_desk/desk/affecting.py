"""What was built on a figure that is corrected or verified: bases, 上年同期, 增速, 汇总, and the files that went out with it.

Nothing is changed by this; it is what a person has to look at again.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from haishu_desk.domain.cells import VALUE, ReturnKey, Slot, is_filled
from haishu_desk.domain.items import Catalogue, Item
from haishu_desk.domain.periods import Period, parse_period
from haishu_desk.domain.units import TOWNSHIP_KINDS
from haishu_desk.store.journal import AUDIT

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

BASE, SERIES, PREVIOUS, GROWTH_OF, ROLLUP = "基数", "历史数据", "上年同期", "增速", "汇总"
# The lines of the audit trail that say that figures went out, by how they begin.
_OUT = ("传出", "打印", "报告")
_ADDED_UP = ("sum", "mean")
_GROWTH = "growth"


@dataclass(frozen=True)
class Affected:
    """One thing that used the figure: what sort of thing, where, and a sentence."""

    kind: str
    unit: str
    period: str
    item: str
    what: str
    file: str | None = None
    at: str | None = None

    def as_json(self) -> dict[str, Any]:
        """All of it by name."""
        return dict(vars(self))


class Affecting:
    """Answers for one desk; writes nothing."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of(self, key: ReturnKey, slots: Collection[Slot]) -> list[dict[str, Any]]:
        """Everything here that used the values of those cells of a return, without repeats."""
        found: dict[Affected, None] = {}
        for slot in sorted(slots):
            found |= dict.fromkeys(self._of_cell(key, slot))
        found |= dict.fromkeys(self._went_out(key, slots))
        return [each.as_json() for each in found]

    def _of_cell(self, key: ReturnKey, slot: Slot) -> Iterator[Affected]:
        if slot.field != VALUE:
            return
        item = self._desk.documents.catalogue.get(slot.item)
        yield from self._plans(key, item)
        yield from self._later(key, item)
        yield from self._growth(key, item, parse_period(key.period))
        yield from self._sums(key, item)

    def _plans(self, key: ReturnKey, item: Item) -> Iterator[Affected]:
        """The items of a later plan that continue this one: their base, or the years before their plan."""
        catalogue, period = self._desk.documents.catalogue, parse_period(key.period)
        for later in _continuing(catalogue, item):
            plan = catalogue.plan(later.plan)
            if period == Period(plan.base_year):
                yield Affected(BASE, key.unit, key.period, later.code, f"{plan.title}“{later.name}”的基数是这个数")
            else:
                yield Affected(SERIES, key.unit, key.period, later.code, f"{plan.title}“{later.name}”的历史数据接续它")
        plan = catalogue.plan(item.plan)
        if period == Period(plan.base_year):
            yield Affected(BASE, key.unit, key.period, item.code, f"{plan.title}“{item.name}”的基数是这个数")

    def _later(self, key: ReturnKey, item: Item) -> Iterator[Affected]:
        """The same period a year later, where it stands as 上年同期: of this item and of those that continue it."""
        period = parse_period(key.period)
        next_year = Period(period.year + 1, period.frequency, period.part)
        catalogue = self._desk.documents.catalogue
        for each in (item, *_continuing(catalogue, item)):
            form = self._desk.documents.form_of(each)
            later = ReturnKey(form, key.unit, str(next_year))
            due = each in self._desk.documents.items_due(key.unit, next_year, form)
            if due and later in self._known():
                what = f"{next_year.title}“{each.name}”的上年同期是这个数"
                yield Affected(PREVIOUS, key.unit, str(next_year), each.code, what)
                yield from self._growth(later, each, next_year)

    def _growth(self, key: ReturnKey, item: Item, period: Period) -> Iterator[Affected]:
        """A 增速 that was filled in beside the figure, or a year later against it."""
        heads = self._desk.counting(key)
        slots = (slot for slot in heads if (slot.item, slot.field) == (item.code, _GROWTH))
        if any(is_filled(heads[slot][0].value) for slot in slots):
            what = f"{period.title}“{item.name}”填的增速用到这个数"
            yield Affected(GROWTH_OF, key.unit, key.period, item.code, what)

    def _sums(self, key: ReturnKey, item: Item) -> Iterator[Affected]:
        """The district's figure that a township's part goes into."""
        units = self._desk.documents.units
        if units.get(key.unit).kind in TOWNSHIP_KINDS and item.record.get("rollup") in _ADDED_UP:
            what = f"全区“{item.name}”{parse_period(key.period).title}的汇总含这个数"
            yield Affected(ROLLUP, units.district.code, key.period, item.code, what)

    def _went_out(self, key: ReturnKey, slots: Collection[Slot]) -> Iterator[Affected]:
        """The files of the return, and of the period a year later, that went out since the figure came."""
        since, period = self._since(key, slots), parse_period(key.period)
        later = str(Period(period.year + 1, period.frequency, period.part))
        items, told = sorted({slot.item for slot in slots}), set[str]()
        for entry in self._desk.workspace.journal.entries(AUDIT):
            line = json.loads(entry.body)
            is_ours = line.get("unit") in (None, key.unit) and line.get("period") in (
                key.period,
                later,
                str(period.year),
            )
            bundle = str(line.get("detail", {}).get("bundle") or entry.id)  # one line a form
            if entry.n > since and is_ours and line["what"].startswith(_OUT) and bundle not in told:
                told.add(bundle)
                yield _file(line, key, items)

    def _since(self, key: ReturnKey, slots: Collection[Slot]) -> int:
        """When the first of the figures came here, as a number of the journal."""
        heads = self._desk.counting(key)
        edits = {head.edit for slot in slots for head in heads.get(slot, ())}
        numbers = self._desk.workspace.journal.numbers(edits)
        return min((numbers.get(edit, 0) for edit in edits), default=len(self._desk.workspace.journal))

    def _known(self) -> list[ReturnKey]:
        return self._desk.workspace.cells.returns()


def _continuing(catalogue: Catalogue, item: Item) -> list[Item]:
    """The items that continue this one, and those that continue them."""
    found: list[Item] = []
    waiting = [item.code]
    while waiting:
        code = waiting.pop()
        later = [each for each in catalogue if each.record.get("continues") == code and each not in found]
        found += later
        waiting += [each.code for each in later]
    return found


def _file(line: dict[str, Any], key: ReturnKey, items: list[str]) -> Affected:
    detail = line.get("detail", {})
    name = detail.get("file")
    what = f"{line['what']}时含这个数" + (f"：{name}" if name else "")
    return Affected(
        line["what"],
        line.get("unit") or key.unit,
        str(line.get("period")),
        "、".join(items),
        what,
        name,
        line["author"]["at"],
    )
