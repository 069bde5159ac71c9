"""汇总 as rows."""

from __future__ import annotations

from haishu_desk.desk import Desk
from haishu_desk.desk.rolling_up import Whose
from haishu_desk.ui.monitor.overview.asked import Choice
from haishu_desk.ui.monitor.overview.rolled import CHOSEN, COMPLETE, EVERY, NODE, RolledRow, rolled_up, whose_of
from tests.desk.figures import SHIQI, YINJIANG

CHOICE = Choice("145", 2023)


def _row(desk: Desk, manner: str, *units: str) -> RolledRow:
    return next(row for row in rolled_up(desk, CHOICE, manner, units).rows if row.item.code == "145-04")


def test_the_department_counts_unless_the_townships_are_asked_for(watched: Desk) -> None:
    whole = _row(watched, EVERY)
    assert (whole.value, whole.rule, whole.missing) == ("3,500", "相加", ())
    parts = _row(watched, COMPLETE)
    # 120 + 200, and fifteen that reported nothing.
    assert (parts.value, parts.units, len(parts.missing)) == ("320", ("石碶街道", "鄞江镇"), 15)
    chosen = _row(watched, CHOSEN, YINJIANG, "330203106")
    assert (chosen.value, chosen.units, chosen.missing) == ("120", ("鄞江镇",), ("章水镇",))


def test_each_manner_asks_for_other_units() -> None:
    assert whose_of(NODE, "330203", ()) == Whose(node="330203")
    assert whose_of(COMPLETE, "330203", ()) == Whose(is_complete=True)
    assert whose_of(EVERY, "330203", (SHIQI,)) == Whose()
