"""What changed: approved figures that were revised, 期末预计 against 最终值, and how an edition differs from the one before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from haishu_desk.desk.evaluating import Judged
from haishu_desk.desk.report_facts import Facts
from haishu_desk.domain.cells import VALUE, Change, ReturnKey, Slot, vintage_rank
from haishu_desk.domain.items import Item, Plan
from haishu_desk.domain.periods import Period
from haishu_desk.domain.quantity import Quantity
from haishu_desk.report.facts import Fact
from haishu_desk.report.material import ESTIMATED, Differs, Passed, Revised

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

_UNSAID = "填报时没有写依据"


class Changes:
    """Finds them in the approved returns of one desk."""

    def __init__(self, desk: Desk, facts: Facts) -> None:
        self._desk, self._facts = desk, facts

    def revised(self, items: Sequence[Item], plan: Plan, year: int) -> Iterator[Revised]:
        """Every approved yearly figure of the term that another one took the place of: a better state, or a 更正."""
        for item in items:
            for key in self._returns(item, range(plan.base_year, year + 1)):
                approved = self._facts.approved(key)
                states = sorted(
                    (slot for slot in approved if _is_value(slot, item)), key=lambda slot: vintage_rank(slot.vintage)
                )
                for slot in states:
                    yield from self._corrected(key, item, slot, approved[slot][0])
                for old, new in pairwise(states):
                    before, after = approved[old][0], approved[new][0]
                    if before.meaning != after.meaning and not before.missing and old.vintage != ESTIMATED:
                        yield self._told(key, item, (old, before), (new, after))

    def _returns(self, item: Item, years: range) -> list[ReturnKey]:
        """The returns of those years in which a unit reports the item as a whole."""
        documents, figures = self._desk.documents, self._facts.figures
        form = documents.form_of(item)
        return [
            ReturnKey(form, unit, str(year))
            for year in years
            for unit in figures.wholes(item, Period(year))
            if figures.cell(unit, Period(year), item.code) is not None
        ]

    def _corrected(self, key: ReturnKey, item: Item, slot: Slot, now: Quantity) -> Iterator[Revised]:
        """A figure of the same state that was approved before with another value."""
        course = self._facts.course(key)
        by_id = {revision.id: revision for revision in course.revisions}
        for decision in course.decisions:
            revision = by_id.get(decision.revision or "")
            heads = revision.heads.get(slot, ()) if revision else ()
            if decision.what != "approved" or not heads or any(remark.slot == slot for remark in decision.remarks):
                continue
            before = heads[0].value
            if before.meaning != now.meaning and not before.missing:
                old = self._facts.slot(key, item, slot, before, revision=decision.revision or "")
                after = self._facts.slot(key, item, slot, now)
                yield Revised(f"{item.name}·{after.when}", old, after, self._grounds(key, slot) or _UNSAID)
                return

    def _told(self, key: ReturnKey, item: Item, old: tuple[Slot, Quantity], new: tuple[Slot, Quantity]) -> Revised:
        before, after = (self._facts.slot(key, item, *each) for each in (old, new))
        grounds = f"{before.vintage or '年报数'} → {after.vintage or '年报数'}"
        more = self._grounds(key, new[0])
        return Revised(f"{item.name}·{after.when}", before, after, f"{grounds}；{more}" if more else grounds)

    def _grounds(self, key: ReturnKey, slot: Slot) -> str:
        """Why the last edit of the cell changed it; else its 说明."""
        edits = [edit for edit in self._desk.edits(key) if isinstance(edit.change_at(slot), Change)]
        reason = next((edit.reason for edit in reversed(edits) if edit.reason), "")
        return reason or ""

    # 期末预计.

    def estimates(self, items: Sequence[Item], year: int) -> Iterator[tuple[Fact, Fact | None]]:
        """Each approved 预计 of the last year, and what it came to."""
        for item in items:
            for key in self._returns(item, range(year, year + 1)):
                approved = self._facts.approved(key)
                estimate = Slot(item.code, VALUE, ESTIMATED)
                if estimate not in approved:
                    continue
                final = self._facts.figure(item, Period(year))
                is_final = final is not None and final.vintage != ESTIMATED
                yield self._facts.slot(key, item, estimate, approved[estimate][0]), final if is_final else None

    # The plan after this one.

    def passed(self, items: Sequence[Item], plan: Plan) -> Iterator[Passed]:
        """The items that the next plan goes on with, and its base: the printed one, else what this plan comes to."""
        catalogue = self._desk.documents.catalogue
        following = {each.record.get("continues"): each for each in catalogue if each.plan != plan.id}
        for item in items:
            heir = following.get(item.code)
            result = self._facts.figure(item, Period(plan.end_year)) or self._facts.printed(
                item, "实绩", item.record["values"].get("actual"), "actual"
            )
            if heir is not None:
                base = self._facts.printed(heir, "基期值", heir.base, "base")
                yield Passed(item.name, result, heir.name, base or result)


def differences(before: Sequence[Judged], after: Sequence[Judged]) -> Iterator[Differs]:
    """The indicators whose figure or verdict is another one than before."""
    then = {each.row["item"]: each for each in before}
    for each in after:
        old = then.get(each.row["item"])
        if old is None:
            continue
        same = all(old.row[key] == each.row[key] for key in ("actual", "vintage", "verdict", "expected"))
        if not same:
            yield Differs(
                each.ground.item.name, each.ground.at.title, _words(old), _words(each), old.row["verdict"], each.row["verdict"]
            )  # fmt: skip


def _words(judged: Judged) -> str:
    vintage = judged.row["vintage"]
    return f"{judged.row['actual'] or '—'}{f'（{vintage}）' if vintage else ''}"


def _is_value(slot: Slot, item: Item) -> bool:
    return slot.item == item.code and slot.field == VALUE
