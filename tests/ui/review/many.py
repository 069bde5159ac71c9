"""A district with many returns that came in: each approved once, and reported again with some cells changed."""

from __future__ import annotations

from haishu_desk.desk import Desk
from haishu_desk.domain.cells import VALUE, Author, Change, Edit, ReturnKey, Slot, heads_of
from haishu_desk.domain.quantity import parse
from haishu_desk.domain.returns import Decision, Revision

PERIOD = "2025"


def report_many(desk: Desk, units: list[str], items: list[str], changed: int) -> list[ReturnKey]:
    """Every unit reported every item, the district approved, the unit reported again: `changed` values one more."""
    return [_report(desk, unit, items, changed) for unit in units]


def _report(desk: Desk, unit: str, items: list[str], changed: int) -> ReturnKey:
    key, clerk = ReturnKey("indicators", unit, PERIOD), Author("张三", unit, f"device-{unit}", 1, "2026-01-05T09:00:00")
    first = Edit(key, clerk, tuple(Change(Slot(item), None, parse("100")) for item in items), "one")
    reported = Revision(key, clerk, heads_of([first]))
    approved = Decision(key, desk.author(), "approved", reported.id, None)
    again = Edit(key, clerk, tuple(
        Change(Slot(item, VALUE), parse("100"), parse("101"), (first.id,)) for item in items[:changed]
    ), "two")  # fmt: skip
    second = Revision(key, clerk, heads_of([first, again]), (reported.id,), approved.id)
    received = Decision(key, desk.author(), "received", second.id, approved.id)
    desk.take_over(first, reported, approved, again, second, received)
    return key
