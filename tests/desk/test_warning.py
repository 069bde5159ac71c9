"""Which binding indicators are on the list, and what stands beside each of them."""

from __future__ import annotations

from typing import Any

from haishu_desk.desk import Desk
from haishu_desk.domain.amendments import Grounds
from tests.desk.figures import by_the_district, enter, judged, whole

EXTRA = ("why", "target", "gap", "gap_unit", "margin", "needed", "unit")
GROUNDS = Grounds(2021, "甬节能〔2021〕1号", "市下达")


def warned(desk: Desk, year: int = 2023, **how: Any) -> dict[str, dict[str, Any]]:
    return {row["item"]: row for row in desk.warning.warnings("145", year, **{"basis": "current", **how})}


def test_who_is_behind_this_year_is_on_the_list_with_all_that_is_needed(district: Desk) -> None:
    # 53 to 70: 63.2 is due. Line through 53, 55.1, 57.1, 59.1: mean 56.075, slope 10.15÷5 = 2.03, 56.075+2.03×3.5 = 63.18.
    by_the_district(district, "145-22", "55.1", "57.1", "59.1")
    by_the_district(district, "145-04", "2400", "2500", "2600")  # behind, but not binding
    row = warned(district)["145-22"]
    assert list(warned(district)) == ["145-22"]
    assert {key: row[key] for key in ("verdict", "light", "target", "gap", "gap_unit", "unit", "outlook")} == {
        "verdict": "滞后",
        "light": "yellow",
        "target": "70",
        "gap": "-24.12",  # 6.1÷17 = 0.3588, and 0.6 is due
        "gap_unit": "个百分点",
        "unit": "dept-zhzfj",
        "outlook": "难以完成",
    }
    assert row["needed"] == "今后每年需增长 8.83%"  # (70÷59.1)^(1/2) = 1.0883
    assert row["why"] == "2023年滞后；按线性外推到 2025 年为 63.18，达不到目标 70"
    assert row["forecast"]["method"] == "线性外推"
    assert row == {**judged(district, "145-22"), **{key: row[key] for key in EXTRA}}


def test_who_is_behind_is_on_the_list_even_if_the_forecast_reaches_the_target(district: Desk) -> None:
    # 66.6 is due in 2024. 66×(66÷54)^(1/3) = 70.57 is over 70, its band begins below.
    by_the_district(district, "145-22", "54", "56", "60", "66")
    row = warned(district, 2024)["145-22"]
    assert (row["why"], row["outlook"], row["forecast"]["method"]) == ("2024年滞后", "力争完成", "现速外推")


def test_a_bound_that_is_kept_is_on_the_list_when_it_will_not_be(district: Desk) -> None:
    # 0.003, 0.0035, 0.004, 0.0045: a straight line to 0.0055; 0.005-0.0045 is left.
    by_the_district(district, "145-32", "0.0035", "0.004", "0.0045")
    row = warned(district)["145-32"]
    assert (row["verdict"], row["light"], row["margin"], row["gap"]) == ("基本符合预期", "green", "0.0005", None)
    assert row["why"] == "按线性外推到 2025 年为 0.0055，达不到目标 <0.005"
    assert row["outlook"] == "难以完成"


def test_who_is_well_on_the_way_is_not_on_the_list(district: Desk) -> None:
    by_the_district(district, "145-22", "56.4", "59.8", "63.2")  # 3.4 a year
    assert warned(district) == {}


def test_what_cannot_be_judged_is_not_on_the_list(district: Desk) -> None:
    by_the_district(district, "145-16", "3")  # 市下达目标: not assigned
    assert warned(district, 2021) == {}


def test_a_persons_verdict_does_not_take_it_off_the_list(district: Desk) -> None:
    by_the_district(district, "145-22", "59", first=2023)
    district.evaluating.overrule("145", 2023, "145-22", "基本符合预期", "设施年底投用")
    row = warned(district)["145-22"]
    assert (row["light"], row["why"]) == ("green", "2023年滞后；已人工改判")


def test_a_persons_verdict_puts_it_on_the_list(district: Desk) -> None:
    by_the_district(district, "145-22", "56.4", "59.8", "63.2")  # well on the way
    for item in ("145-22", "145-15"):  # and one that cannot be judged at all
        district.evaluating.overrule("145", 2023, item, "滞后", "抽查发现漏统")
    rows = warned(district)
    assert rows["145-22"]["why"] == "2023年人工改判为滞后"
    assert rows["145-15"]["why"] == "2023年人工改判为滞后"
    assert (rows["145-15"]["gap"], rows["145-15"]["needed"]) == (None, None)


def test_what_is_needed_is_not_told_of_a_reduction_with_a_year_missing(district: Desk) -> None:
    district.amending.adjust_target("145-16", "18", GROUNDS)
    by_the_district(district, "145-16", "3", "_", "3")
    district.evaluating.overrule("145", 2023, "145-16", "滞后", "缺一年")
    row = warned(district)["145-16"]
    assert (row["required_rate"], row["needed"]) == (None, None)


def test_the_units_own_expectation_and_the_forecast_stand_side_by_side(district: Desk) -> None:
    by_the_district(district, "145-22", "55.1", "57.1", "59.1")
    unit = whole(district, "145-22")
    enter(district, f"{unit} 145-22 2025 70 预计")
    row = warned(district)["145-22"]
    # 70÷63.18-1 = 0.1079
    assert row["estimate"] == {"value": "70", "unit": unit, "difference": "0.1079"}
    assert row["forecast"]["value"] == "63.18"
    assert row["why"].endswith("单位预计 70，按线性外推为 63.18，相差 10.8%，请核对")
    enter(district, f"{unit} 145-22 2025 69 预计")  # 69÷63.18-1 = 0.0921
    row = warned(district)["145-22"]
    assert row["estimate"]["difference"] == "0.0921"
    assert "单位预计" not in row["why"] + row["basis"]


def test_what_counts_is_no_estimate(district: Desk) -> None:
    by_the_district(district, "145-22", "55.1", "57.1", "59.1", "60", "70")
    assert judged(district, "145-22")["estimate"] is None  # a figure that was reported


def test_a_reduction_is_foretold_from_its_index(district: Desk) -> None:
    district.amending.adjust_target("145-16", "18", GROUNDS)
    # 3 % a year: 0.97³ leaves 91.2673, 0.97⁵ leaves 85.8734, a reduction of 14.1266; 1-0.82^0.6 = 11.2255 was due.
    by_the_district(district, "145-16", "3", "3", "3")
    row = warned(district)["145-16"]
    assert (row["actual"], row["expected"]) == ("8.7327", "11.2255")
    assert (row["forecast"]["value"], row["forecast"]["method"]) == ("14.1266", "累计指数现速外推")
    assert row["outlook"] == "难以完成"
    # (0.82÷0.912673)^(1/2) = 0.94788: 5.21 % a year.
    assert row["needed"] == "今后每年需降低 5.21%"
