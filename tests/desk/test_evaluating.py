"""evaluate and rollup on a desk: which figure counts, which base and target, what is not judged, and a person's verdict."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

import pytest

from haishu_desk.desk import Desk
from haishu_desk.desk.evaluating import OVERRULES, TAKEN_BACK
from haishu_desk.desk.founding import found
from haishu_desk.desk.permission import NotYoursError
from haishu_desk.desk.succession import UnitChanges
from haishu_desk.domain.amendments import Grounds
from haishu_desk.domain.cells import Author, Change, Edit, ReturnKey, Slot
from haishu_desk.domain.errors import DeskError, UsageError
from haishu_desk.domain.quantity import parse
from haishu_desk.domain.unit_changes import REPLACED, NewUnit, UnitChange
from haishu_desk.monitor.verdict import Rules
from tests.desk.figures import SHIQI, YINJIANG, ZHANGSHUI, enter, judged, rolled

TJJ, SCJG, SWJ = "dept-tjj", "dept-scjgj", "dept-swj"
KEYS = {"item", "year", "period", "actual", "vintage", "expected", "progress", "time_progress", "verdict", "reason", "light",
        "by_level", "by_growth", "required_rate", "forecast", "formula", "basis", "estimate", "outlook", "cells"}  # fmt: skip
GROUNDS = Grounds(2024, "海政发〔2024〕7号", "统计制度调整")


@pytest.fixture
def desk(district: Desk) -> Desk:
    """The district's."""
    return district


def test_every_indicator_has_a_row_with_the_keys_of_the_contract(desk: Desk) -> None:
    rows = desk.evaluating.evaluate("145", 2023)
    assert [row["item"] for row in rows] == [f"145-{number:02}" for number in range(1, 34)]
    assert all(set(row) == KEYS for row in rows)
    assert {row["time_progress"] for row in rows} == {"0.6"}
    assert {(row["verdict"], row["light"], row["actual"], row["forecast"]) for row in rows} == {
        ("暂不评价", "grey", None, None)
    }
    assert {row["reason"] for row in rows} == {"单位未报", "目标未下达"}


# Printed results against printed targets: 1201 of 1400 and 5.3 % of 7.5 %; 3300 of 4500 and yet 12.5 % of 10 %; ...
REACHED = {
    "135-06",
    "135-07",
    "135-11",
    "135-12",
    "135-13",
    "135-18",
    "135-20",
    "135-21a",
    "135-21b",
    "135-23",
    "135-24",
}
MISSED = {"135-01", "135-02", "135-03", "135-04", "135-05", "135-08", "135-09", "135-10", "135-22"}
GREW = {"135-05", "135-06", "135-19b"}
GREW_LESS = {"135-01", "135-02", "135-03", "135-04", "135-19a"}
IN_WORDS = {"135-14", "135-15", "135-16", "135-17"}


def test_the_13th_plan_is_judged_by_level_and_by_growth_which_differ_once(desk: Desk) -> None:
    rows = {row["item"]: row for row in desk.evaluating.evaluate("135", 2020)}
    assert len(rows) == 26
    behind = {key: {item for item, row in rows.items() if row[key] == "滞后"} for key in ("by_level", "by_growth")}
    met = {key: {item for item, row in rows.items() if row[key] not in ("滞后", None)} for key in behind}
    assert (met["by_level"], behind["by_level"]) == (REACHED, MISSED)
    assert (met["by_growth"], behind["by_growth"]) == (GREW, GREW_LESS)
    assert [item for item, row in rows.items() if row["reason"] == "水平与增速不一致"] == ["135-05"]
    assert {item for item, row in rows.items() if row["verdict"] == "暂不评价"} == IN_WORDS
    assert {rows[item]["reason"] for item in IN_WORDS} == {"文字"}
    assert "规划表印的实绩" in rows["135-01"]["basis"]
    assert rows["135-04"]["progress"] == "0.755909"  # 1663÷2200


def test_only_what_was_approved_counts_unless_it_is_asked_otherwise(desk: Desk) -> None:
    enter(desk, f"{TJJ} 145-02 2023 26")
    row = judged(desk, "145-02", basis="approved")
    assert (row["verdict"], row["reason"], row["actual"]) == ("暂不评价", "未审核", None)
    assert judged(desk, "145-02")["verdict"] == "基本符合预期"  # (26-19)÷11 = 0.636, 3.6 points ahead of 0.6
    desk.reviewing.review(TJJ, "2023", "approved")
    row = judged(desk, "145-02", basis="approved")
    assert (row["verdict"], row["actual"], row["expected"], row["progress"]) == (
        "基本符合预期",
        "26",
        "25.6",
        "0.636364",
    )
    ground, _, rules = row["basis"].partition("；评价办法")
    assert ground == "2023年的数（已批）；截至 2023-12-31；规划第 1 版；基期值用公布时的 19"
    assert rules.startswith("用预设：比进度（百分点），允许差距 5 个百分点（约束性 0），增速 0.5 点")


def test_every_row_names_the_cells_and_the_revisions_it_rests_on(desk: Desk) -> None:
    enter(desk, f"{TJJ} 145-01 2023 1700 初步核算", f"{TJJ} 145-01 2022 1500", f"{TJJ} 145-01 2023 6 growth",
          f"{TJJ} 135-01 2020 1201", f"{SWJ} 145-11 2023 900")  # fmt: skip
    desk.reviewing.review(TJJ, "2023", "approved")
    cells = judged(desk, "145-01")["cells"]
    assert [(cell["unit"], cell["period"], cell["item"], cell["field"], cell["basis"]) for cell in cells] == [
        (TJJ, "2020", "135-01", "value", "录入中"),
        (TJJ, "2022", "145-01", "value", "录入中"),
        (TJJ, "2023", "145-01", "value", "已批"),
        (TJJ, "2023", "145-01", "growth", "已批"),
    ]
    (history,) = [row for row in desk.reading.values(TJJ, "2023", "145-01") if row["field"] == "value"]
    assert (cells[2]["vintage"], cells[2]["revision"]) == ("初步核算", history["revision"])
    assert cells[0]["revision"] is None
    assert [cell["period"] for cell in judged(desk, "145-01", basis="approved")["cells"]] == ["2023", "2023"]


def test_a_figure_that_townships_came_to_names_all_their_cells(desk: Desk) -> None:
    enter(desk, f"{YINJIANG} 145-06 2023 40 numerator", f"{YINJIANG} 145-06 2023 400 denominator",
          f"{ZHANGSHUI} 145-04 2023 200")  # fmt: skip
    assert [(cell["unit"], cell["field"]) for cell in judged(desk, "145-06")["cells"]] == [
        (YINJIANG, "numerator"),
        (YINJIANG, "denominator"),
    ]
    assert [cell["unit"] for cell in judged(desk, "145-04")["cells"]] == [ZHANGSHUI]


def test_the_best_vintage_counts_and_an_estimate_only_if_the_rules_say_so(desk: Desk) -> None:
    enter(desk, f"{TJJ} 145-01 2023 1700 初步核算", f"{TJJ} 145-01 2023 1650 最终核实", f"{TJJ} 145-02 2023 26 预计")
    row = judged(desk, "145-01")
    assert (row["actual"], row["vintage"]) == ("1650", "最终核实")
    row = judged(desk, "145-02")
    assert (row["verdict"], row["reason"], row["actual"], row["vintage"]) == ("暂不评价", "只有预计数", "26", "预计")
    desk.evaluating.adopt(Rules(estimates=True), "海规〔2026〕3号")
    assert judged(desk, "145-02")["verdict"] == "基本符合预期"


@pytest.mark.parametrize(("value", "reason"), [("未取得", "数据未公布"), ("不适用", "本区不适用"), ("—", "数据未公布")])
def test_what_is_said_instead_of_a_figure_is_the_reason(desk: Desk, value: str, reason: str) -> None:
    enter(desk, f"{TJJ} 145-02 2023 {value}")
    row = judged(desk, "145-02")
    assert (row["verdict"], row["reason"], row["actual"]) == ("暂不评价", reason, None)


def test_a_clash_is_not_judged_and_neither_side_is_shown(desk: Desk) -> None:
    enter(desk, f"{TJJ} 145-02 2023 26")
    key, change = ReturnKey("indicators", TJJ, "2023"), Change(Slot("145-02"), None, parse("27"))
    desk.take_over(Edit(key, Author("张三", TJJ, "b" * 16, 1, "2024-01-01"), (change,), uuid.uuid4().hex))
    row = judged(desk, "145-02")
    assert (row["verdict"], row["reason"], row["actual"]) == ("暂不评价", "数据不一致", None)
    assert rolled(desk, "145-02")["value"] is None


def test_a_year_that_is_not_over_is_not_missing_yet(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Desk, "today", "2023-12-31")
    assert {judged(desk, "145-02", year)["reason"] for year in (2023, 2024)} == {"未到公布期"}
    assert judged(desk, "145-02", 2022)["reason"] == "单位未报"


def test_a_new_definition_is_not_held_against_the_old_base(desk: Desk) -> None:
    enter(desk, f"{SCJG} 145-04 2023 2853", f"{SCJG} 145-04 2024 3000")
    desk.amending.define("145-04", "含高新区", GROUNDS, {})
    row = judged(desk, "145-04", 2024)
    assert (row["verdict"], row["reason"], row["actual"]) == ("暂不评价", "口径调整", "3000")
    assert judged(desk, "145-04", 2023)["verdict"] == "快于预期"  # before it, nothing has changed


def test_a_back_cast_base_bridges_the_break(desk: Desk) -> None:
    enter(desk, f"{SCJG} 145-04 2024 3000")
    desk.amending.define("145-04", "含高新区", GROUNDS, {2020: "2600"})
    row = judged(desk, "145-04", 2024)
    # From 2600 to 3100: 3000 is the 0.8 that is due.
    assert (row["verdict"], row["expected"], row["progress"]) == ("基本符合预期", "3000", "0.8")
    assert "基期值用追溯数 2600" in row["basis"]
    assert "2024 年起口径变化（海政发〔2024〕7号）" in row["basis"]


def test_an_adjusted_target_does_not_reach_back(desk: Desk) -> None:
    desk.amending.adjust_target("145-04", "2893", Grounds(2024, "海人大〔2024〕5号", "调减"))
    # To 3100 in 2023: 2393+707×0.6 = 2817.2. To 2893 in 2024: 2393+500×0.8 = 2793.
    assert (judged(desk, "145-04", 2023)["expected"], judged(desk, "145-04", 2024)["expected"]) == ("2817.2", "2793")
    assert "规划第 2 版，目标按海人大〔2024〕5号自 2024 年起的" in judged(desk, "145-04", 2024)["basis"]
    assert "海人大" not in judged(desk, "145-04", 2023)["basis"]


def test_the_base_is_the_published_or_the_revised_one(desk: Desk) -> None:
    enter(desk, f"{TJJ} 135-01 2020 1270 普查修订", f"{TJJ} 145-01 2023 1600")
    published, revised = (judged(desk, "145-01", base=base) for base in ("published", "revised"))
    # (1600-1201)÷799 = 0.4994; (1600-1270)÷730 = 0.4521
    assert (published["progress"], revised["progress"]) == ("0.499374", "0.452055")
    assert "基期值用公布时的 1201" in published["basis"]
    assert "基期值用2020年录入的 1270（普查修订）" in revised["basis"]
    assert "没有修订后的" in judged(desk, "145-02", base="revised")["basis"]


def test_a_cutoff_takes_the_last_period_that_has_ended(desk: Desk) -> None:
    enter(desk, f"{SCJG} 145-04 2023-06 2750", f"{SCJG} 145-04 2023-05 2740", f"{SWJ} 145-11 2023-06 600",
          f"{TJJ} 145-02 2022 23")  # fmt: skip
    level, flow, yearly = (judged(desk, item, cutoff="2023-06-30") for item in ("145-04", "145-11", "145-02"))
    assert {row["time_progress"] for row in (level, flow, yearly)} == {"0.5"}
    assert (level["actual"], level["expected"]) == ("2750", "2746.5")  # 2393+707×2.5÷5
    assert (flow["actual"], flow["expected"], flow["progress"]) == ("600", "573.3428", None)  # 1146.6857÷2
    assert (yearly["actual"], yearly["expected"]) == ("23", "23.4")  # 19+11×2÷5: of the year before
    assert yearly["basis"].startswith("2022年的数")
    assert judged(desk, "145-04")["reason"] == "单位未报"  # June is not the year


@pytest.mark.parametrize(
    "how",
    [{"year": 2020}, {"year": 2026}, {"cutoff": "2022-06-30"}, {"cutoff": "June"}, {"basis": "x"}, {"base": "x"},
     {"words": "x"}, {"preset": "x"}],
)  # fmt: skip
def test_what_there_is_none_of_is_wrong_usage(desk: Desk, how: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        judged(desk, "145-04", **how)


def test_an_indicator_of_another_plan_is_wrong_usage(desk: Desk) -> None:
    with pytest.raises(UsageError, match="135-01"):
        desk.evaluating.evaluate("145", 2023, item="135-01")


def test_townships_stand_for_the_whole_only_when_none_is_missing(desk: Desk) -> None:
    towns = [unit.code for unit in desk.documents.units if unit.kind in ("street", "town", "township")]
    enter(desk, *(f"{unit} 145-04 2023 160" for unit in towns[:-1]))
    assert judged(desk, "145-04")["reason"] == "单位未报"
    enter(desk, f"{towns[-1]} 145-04 2023 240")
    row = judged(desk, "145-04")
    assert (row["actual"], "各单位汇总" in row["basis"]) == ("2800", True)  # 16×160+240
    enter(desk, f"{SCJG} 145-04 2023 2850")
    assert judged(desk, "145-04")["actual"] == "2850"  # never the department and the townships


def test_the_district_sets_how_it_judges(desk: Desk) -> None:
    enter(desk, f"{SCJG} 145-04 2023 2700")  # 0.434 of the way, but 0.958 of what is due
    assert judged(desk, "145-04")["verdict"] == "滞后"
    assert judged(desk, "145-04", preset="ratio")["verdict"] == "基本符合预期"
    desk.evaluating.adopt(Rules(method="ratio"))
    assert judged(desk, "145-04")["verdict"] == "基本符合预期"
    assert judged(desk, "145-04", words="district")["verdict"] == "略低于序时"


def test_a_persons_verdict_needs_a_reason_and_stands_until_it_is_taken_back(desk: Desk) -> None:
    enter(desk, f"{SCJG} 145-04 2023 2600")
    with pytest.raises(DeskError, match="理由"):
        desk.evaluating.overrule("145", 2023, "145-04", "基本符合预期", " ")
    with pytest.raises(UsageError):
        desk.evaluating.overrule("145", 2023, "145-04", "很好", "理由")
    with pytest.raises(UsageError):
        desk.evaluating.overrule("145", 2023, "135-01", "滞后", "理由")
    desk.evaluating.overrule("145", 2023, "145-04", "基本符合预期", "专利清理，存量已核")
    row = judged(desk, "145-04")
    assert (row["verdict"], row["light"], row["reason"], row["by_level"]) == (
        "基本符合预期",
        "green",
        "人工改判",
        "滞后",
    )
    assert row["formula"].endswith("按算法为滞后；李审改判：专利清理，存量已核")
    assert judged(desk, "145-04", cutoff="2023-12-31")["reason"] == "人工改判"  # the end of the year is the year
    assert judged(desk, "145-04", cutoff="2023-06-30")["reason"] == "单位未报"
    assert judged(desk, "145-04", 2024)["reason"] == "单位未报"
    desk.evaluating.overrule("145", 2023, "145-04", TAKEN_BACK, "数已更正")
    assert judged(desk, "145-04")["verdict"] == "滞后"
    assert len(list(desk.workspace.cells.editions(OVERRULES))) == 2  # both stay on record


def test_a_unit_decides_nothing(tmp_path: Path) -> None:
    found(tmp_path / "town.db", "unit", YINJIANG, "张三", None)
    with Desk(tmp_path / "town.db", write=True, person="张三") as desk:
        with pytest.raises(NotYoursError):
            desk.evaluating.overrule("145", 2023, "145-04", "滞后", "理由")
        with pytest.raises(NotYoursError):
            desk.evaluating.adopt(Rules())
        assert desk.evaluating.evaluate("145", 2023, item="145-04")[0]["reason"] == "单位未报"


def test_nothing_is_foretold_across_a_break_or_from_too_few_years(desk: Desk) -> None:
    enter(desk, f"{SCJG} 145-04 2021 2500")
    assert judged(desk, "145-04", 2021)["forecast"] is None  # 2020 and 2021 are two years
    enter(desk, f"{SCJG} 145-04 2022 2600", f"{SCJG} 145-04 2023 2700", f"{SCJG} 145-04 2024 2800")
    told = judged(desk, "145-04", 2024)["forecast"]
    assert set(told) == {"value", "low", "high", "method", "error"}
    # 2393, 2500, 2600, 2700, 2800: about a hundred a year.
    assert told["method"] == "线性外推"
    assert float(told["low"]) <= 2900 <= float(told["high"])
    desk.amending.define("145-04", "含高新区", GROUNDS, {2020: "2393"})
    assert judged(desk, "145-04", 2024)["forecast"] is None
    assert judged(desk, "145-04", 2023)["forecast"] is not None


def test_a_five_years_sum_is_foretold_from_what_is_known(desk: Desk) -> None:
    assert judged(desk, "145-25")["expected"] == "4.8"  # 8×3÷5, whether or not a figure is there
    enter(desk, *(f"dept-rsj 145-25 {year} 1.6" for year in (2021, 2022, 2023)))
    row = judged(desk, "145-25")
    assert (row["actual"], row["expected"], row["progress"], row["required_rate"]) == ("4.8", "4.8", "0.6", "1.6")
    assert (row["forecast"]["value"], row["forecast"]["error"]) == ("8", "0")


def test_income_keeps_up_with_the_growth_of_the_economy_of_that_year(desk: Desk) -> None:
    enter(desk, "dept-dcd 145-24 2023 5.6")
    assert judged(desk, "145-24")["reason"] == "参照缺"
    enter(desk, f"{TJJ} 145-01 2023 6 growth")
    row = judged(desk, "145-24")
    assert (row["verdict"], row["expected"], row["by_growth"]) == ("基本符合预期", "5.5", "基本符合预期")


# 汇总.


def test_figures_are_added_up_and_who_is_missing_is_named(desk: Desk) -> None:
    enter(desk, f"{YINJIANG} 145-04 2023 120", f"{ZHANGSHUI} 145-04 2023 200.5", f"{SHIQI} 145-04 2023 1")
    row = rolled(desk, "145-04")
    assert set(row) == {"item", "period", "value", "units_in", "units_missing", "rule", "basis"}
    assert (row["value"], row["units_in"]) == ("321.5", [SHIQI, YINJIANG, ZHANGSHUI])
    assert (len(row["units_missing"]), row["rule"], row["basis"]) == (14, "sum", "current")
    towns = rolled(desk, "145-04", by=["town"])
    assert (towns["value"], towns["units_in"], len(towns["units_missing"])) == ("320.5", [YINJIANG, ZHANGSHUI], 5)
    assert rolled(desk, "145-04", by=["township"])["value"] is None
    assert rolled(desk, "145-04", basis="approved")["value"] is None


def test_the_departments_figure_is_the_whole(desk: Desk) -> None:
    enter(desk, f"{YINJIANG} 145-04 2023 120", f"{SCJG} 145-04 2023 2800")
    row = rolled(desk, "145-04")
    assert (row["value"], row["units_in"], row["units_missing"]) == ("2800", [SCJG], [])
    assert rolled(desk, "145-04", by=["town"])["value"] == "120"


def test_the_districts_own_figure_counts_before_a_roll_up(desk: Desk) -> None:
    district = desk.documents.units.district.code
    desk.planning.assign("145-04", district, "report", annual={})
    enter(desk, f"{district} 145-04 2023 2900", f"{SCJG} 145-04 2023 2800")
    assert rolled(desk, "145-04")["value"] == "2900"


def test_departments_that_share_an_item_are_added_up(desk: Desk) -> None:
    desk.planning.assign("145-25", TJJ, "report", annual={})
    enter(desk, "dept-rsj 145-25 2021 1.2", f"{YINJIANG} 145-25 2021 0.1")
    row = rolled(desk, "145-25", "2021")
    assert (row["value"], row["units_in"], row["units_missing"]) == ("1.2", ["dept-rsj"], [TJJ])
    assert judged(desk, "145-25", 2021)["reason"] == "单位未报"
    enter(desk, f"{TJJ} 145-25 2021 0.4")
    assert rolled(desk, "145-25", "2021")["value"] == "1.6"
    assert judged(desk, "145-25", 2021)["progress"] == "0.2"


def test_a_ratio_is_reckoned_from_its_parts(desk: Desk) -> None:
    enter(
        desk,
        f"{YINJIANG} 145-06 2023 10", f"{YINJIANG} 145-06 2023 40 numerator", f"{YINJIANG} 145-06 2023 400 denominator",
        f"{ZHANGSHUI} 145-06 2023 30", f"{ZHANGSHUI} 145-06 2023 30 numerator",
    )  # fmt: skip
    row = rolled(desk, "145-06")
    assert (row["value"], row["units_in"]) == (None, [YINJIANG, ZHANGSHUI])  # a weight is missing
    enter(desk, f"{ZHANGSHUI} 145-06 2023 100 denominator")
    row = rolled(desk, "145-06")
    assert (row["value"], row["rule"]) == ("14", "mean(规上工业增加值)")  # 70÷500


def test_parts_of_the_economy_are_held_against_the_whole_of_it(desk: Desk) -> None:
    enter(desk, f"{YINJIANG} 145-03 2023 120000 numerator", f"{ZHANGSHUI} 145-03 2023 200000 numerator")
    assert rolled(desk, "145-03")["value"] is None
    enter(desk, f"{TJJ} 145-01 2023 1600")
    assert rolled(desk, "145-03")["value"] == "2"  # 320000 万元 ÷ 1600 亿元


def test_a_return_that_moved_to_the_heir_counts_once(desk: Desk) -> None:
    enter(desk, f"{YINJIANG} 145-04 2024 100", f"{YINJIANG} 145-04 2025 120", f"{ZHANGSHUI} 145-04 2025 200")
    street = "330203012"
    change = UnitChange(REPLACED, (YINJIANG,), (street,), "2025-07-01", "浙民〔2025〕9号")
    UnitChanges(desk).succeed(change, [NewUnit(street, "鄞江街道")])
    row = rolled(desk, "145-04", "2025")
    assert (row["value"], row["units_in"]) == ("320", [street, ZHANGSHUI])
    assert YINJIANG not in row["units_missing"]
    before = rolled(desk, "145-04", "2024")
    assert (before["value"], before["units_in"]) == ("100", [YINJIANG])
    assert street not in before["units_missing"]
    assert rolled(desk, "145-04", "2025", by=["street"])["value"] == "120"


def test_a_period_has_the_items_that_are_reported_so_finely(desk: Desk) -> None:
    items = {row["item"] for row in desk.evaluating.rollup("2023-06")}
    assert {"145-04", "145-11"} <= items
    assert not {"145-01", "145-02", "135-02"} & items
    assert {row["item"][:3] for row in desk.evaluating.rollup("2020")} == {"135"}
    with pytest.raises(UsageError):
        desk.evaluating.rollup("2023", by=["village"])
    with pytest.raises(UsageError):
        desk.evaluating.rollup("2023", plan="155")
