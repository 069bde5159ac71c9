"""Whose figures come together: everybody's, the lowest units', those below one unit, those that are named; by date."""

from __future__ import annotations

from typing import Any

import pytest

from haishu_desk.desk import Desk
from haishu_desk.desk.rolling_up import Whose
from haishu_desk.desk.succession import UnitChanges
from haishu_desk.domain.errors import UsageError
from haishu_desk.domain.unit_changes import MERGED, REPLACED, NewUnit, UnitChange
from tests.desk.figures import SHIQI, YINJIANG, ZHANGSHUI, enter, rolled

SCJG, TJJ = "dept-scjgj", "dept-tjj"
TOWNS = (f"{YINJIANG} 145-04 2023 120", f"{ZHANGSHUI} 145-04 2023 200.5", f"{SHIQI} 145-04 2023 1")


def whose(desk: Desk, item: str = "145-04", period: str = "2023", **said: Any) -> tuple[str | None, list[str], int]:
    """The value, who is in and how many are missing."""
    row = rolled(desk, item, period, whose=Whose(**said))
    return row["value"], row["units_in"], len(row["units_missing"])


def test_a_complete_roll_up_is_of_the_lowest_units_alone(district: Desk) -> None:
    enter(district, *TOWNS, f"{SCJG} 145-04 2023 2800")
    assert whose(district) == ("2800", [SCJG], 0)
    assert whose(district, is_complete=True) == ("321.5", [SHIQI, YINJIANG, ZHANGSHUI], 14)  # 1+120+200.5


def test_what_no_township_reports_is_complete_with_its_department(district: Desk) -> None:
    enter(district, f"{TJJ} 145-01 2023 1600")
    assert whose(district, "145-01", is_complete=True) == ("1600", [TJJ], 0)


def test_a_node_is_what_stands_right_below_it(district: Desk) -> None:
    enter(district, *TOWNS, f"{SCJG} 145-04 2023 2800")
    node = district.documents.units.district.code
    assert whose(district, node=node) == ("2800", [SCJG], 0)  # the whole, never with its parts
    assert whose(district, node=node, is_complete=True)[0] == "321.5"
    assert district.evaluating.rollup("2023", whose=Whose(node=YINJIANG)) == []


def test_chosen_units_come_together_and_the_missing_of_them_are_named(district: Desk) -> None:
    enter(district, *TOWNS)
    assert whose(district, units=[YINJIANG, SHIQI]) == ("121", [SHIQI, YINJIANG], 0)
    assert whose(district, units=[YINJIANG, "330203101"]) == ("120", [YINJIANG], 1)
    assert whose(district, units=["330203101"]) == (None, [], 1)  # nothing, not zero
    assert whose(district, units=[YINJIANG, SHIQI], by=["town"]) == ("120", [YINJIANG], 0)


def test_a_department_and_its_parts_never_add_up_whoever_is_chosen(district: Desk) -> None:
    enter(district, *TOWNS, f"{SCJG} 145-04 2023 2800")
    assert whose(district, units=[SCJG, YINJIANG]) == ("2800", [SCJG], 0)
    assert whose(district, by=["department", "town"]) == ("2800", [SCJG], 0)


def test_of_departments_that_share_an_item_one_that_is_chosen_is_a_part(district: Desk) -> None:
    district.planning.assign("145-25", TJJ, "report", annual={})
    enter(district, "dept-rsj 145-25 2021 1.2", f"{TJJ} 145-25 2021 0.4")
    assert whose(district, "145-25", "2021", units=["dept-rsj"]) == ("1.2", ["dept-rsj"], 0)
    assert whose(district, "145-25", "2021", units=["dept-rsj", TJJ])[0] == "1.6"


def test_a_chosen_unit_is_the_one_that_was_there_at_the_end_of_the_period(district: Desk) -> None:
    enter(district, f"{YINJIANG} 145-04 2024 100", f"{YINJIANG} 145-04 2025 120")
    street = "330203012"
    change = UnitChange(REPLACED, (YINJIANG,), (street,), "2025-07-01", "浙民〔2025〕9号")
    UnitChanges(district).succeed(change, [NewUnit(street, "鄞江街道")])
    for code in (YINJIANG, street):
        assert whose(district, period="2025", units=[code]) == ("120", [street], 0)
        assert whose(district, period="2024", units=[code]) == ("100", [YINJIANG], 0)


def test_a_unit_that_was_merged_into_a_larger_one_cannot_be_chosen_after_that_day(district: Desk) -> None:
    change = UnitChange(MERGED, (YINJIANG,), (ZHANGSHUI,), "2025-07-01", "浙民〔2025〕9号")
    UnitChanges(district).succeed(change, [NewUnit(ZHANGSHUI)])
    with pytest.raises(UsageError, match="鄞江镇") as refused:
        district.evaluating.rollup("2025", whose=Whose(units=[YINJIANG]))
    assert "章水镇" in str(refused.value)
    enter(district, f"{ZHANGSHUI} 145-04 2025 320")
    assert whose(district, period="2025", units=[ZHANGSHUI]) == ("320", [ZHANGSHUI], 0)
