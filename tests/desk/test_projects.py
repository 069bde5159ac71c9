"""Tasks and projects on a desk: which report counts, verdicts and lights with their numbers, sums without doubles, decisions."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from haishu_desk.desk import Desk
from haishu_desk.desk.founding import found
from haishu_desk.desk.permission import NotYoursError
from haishu_desk.desk.project_judging import PROJECT_OVERRULES, TAKEN_BACK
from haishu_desk.desk.project_standing import Standing
from haishu_desk.domain.cells import values_of
from haishu_desk.domain.errors import DeskError, UsageError
from haishu_desk.merge.documents import merge_documents

PLAN, Q3 = "145", "2025-Q3"
ROAD, TWIN, RING = "145-b06-0-03-06", "145-b06-0-04-08", "145-b06-0-04-02"
JTJ = "dept-jtj"


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("founded") / "district.db"
    found(file, "district", None, "李审", None)
    return file


@pytest.fixture
def desk(founded: Path, tmp_path: Path) -> Iterator[Desk]:
    shutil.copytree(founded.parent, tmp_path / "copy")
    with Desk(tmp_path / "copy" / "district.db", write=True, person="李审") as opened:
        yield opened


def report(desk: Desk, item: str, period: str = Q3, **fields: str) -> None:
    """What the item's own unit reports for a period."""
    (unit,) = desk.documents.reporters(item)
    rows = [
        {"unit": unit, "period": period, "item": item, "field": field, "value": value}
        for field, value in fields.items()
    ]
    assert desk.entry.enter(rows)["written"] == len(rows)


def stands(desk: Desk, item: str, period: str = Q3, **how: Any) -> Standing:
    rows = desk.projects.standings(PLAN, period, **{"basis": "current", **how})
    return next(row for row in rows if row.item.code == item)


def test_every_task_and_project_has_a_row_even_when_nobody_reported(desk: Desk) -> None:
    rows = desk.projects.standings(PLAN, "2024")
    # 78 tasks and 214 projects in the 专栏, 10 action plans and 7 of the ten projects in lists only.
    assert len(rows) == 78 + 214 + 17
    assert {(row.verdict, row.reason, row.light) for row in rows} == {("暂不评价", "单位未报", "grey")}


def test_a_report_is_judged_with_its_numbers(desk: Desk) -> None:
    report(desk, ROAD, stage="在建", planned="1000", invested_year="600", started="2024年3月", registered="2024年4月")
    row = stands(desk, ROAD)
    # 600 of 1000 are 60 %, nine months 75 %: 15 points behind is slow, and yellow under Yinchuan's bounds.
    assert (row.verdict, row.invest_rate, row.light) == ("进展缓慢", Decimal(60), "yellow")
    assert "本年完成投资 600÷年度计划 1000=60%，序时进度 9/12=75%，落后时间进度 15 个百分点" in row.formula
    assert {side: light.color for side, light in row.lights.items()} == {
        "开工": "green", "进度": "yellow", "资金": "grey", "入库": "green",
    }  # fmt: skip


def test_only_what_was_approved_counts_unless_it_is_asked_otherwise(desk: Desk) -> None:
    report(desk, ROAD, stage="竣工", value="已通车")
    assert stands(desk, ROAD, basis="approved").reason == "未审核"
    desk.reviewing.review(desk.documents.reporters(ROAD)[0], Q3, "approved", form="tasks")
    assert stands(desk, ROAD, basis="approved").verdict == "已完成"


def test_the_last_report_of_the_year_stands_in_and_says_so_but_not_one_of_another_year(desk: Desk) -> None:
    report(desk, ROAD, "2025-Q2", stage="在建", planned="1000", invested_year="700")
    row = stands(desk, ROAD)
    assert (row.reported, row.verdict) == ("2025-Q2", "按序时推进")
    assert "用2025年第二季度报的数" in row.formula
    assert stands(desk, ROAD, "2025-Q1").reason == "单位未报"
    assert stands(desk, ROAD, "2024").reason == "单位未报"


def test_what_was_said_once_of_the_plans_months_stays_true(desk: Desk) -> None:
    report(desk, ROAD, "2024-Q4", plan_started="2025年1月", plan_finished="2026年12月", total="9800", stage="前期")
    report(desk, ROAD, stage="前期")
    row = stands(desk, ROAD)
    assert (row.verdict, row.lights["开工"].color) == ("未启动", "red")
    assert row.facts is not None
    assert row.facts.total == Decimal(9800)


def test_this_years_investment_is_the_difference_where_it_was_not_filled_in(desk: Desk) -> None:
    report(desk, ROAD, "2024", stage="在建", invested="3000")
    report(desk, ROAD, stage="在建", invested="3800", planned="1000")
    row = stands(desk, ROAD)
    assert row.invest_rate == Decimal(80)
    assert "用累计减上年末累计" in row.formula


def test_paused_stays_in_the_count_and_its_approval_is_asked_for(desk: Desk) -> None:
    report(desk, ROAD, stage="暂缓")
    whole = desk.projects.summary(PLAN, Q3, basis="current")[-1]
    assert (whole.count, whole.verdicts["暂缓"], whole.unapproved) == (307, 1, (ROAD,))
    report(desk, ROAD, approval="海政发〔2025〕3号")
    assert desk.projects.summary(PLAN, Q3, basis="current")[-1].unapproved == ()


def test_a_thing_printed_twice_stands_at_both_places_and_counts_once(desk: Desk) -> None:
    report(desk, ROAD, stage="在建", planned="1000", invested_year="800")
    twin = stands(desk, TWIN)
    assert (twin.same_as, twin.verdict, twin.item.code) == (ROAD, "按序时推进", TWIN)
    rows = {row.key: row for row in desk.projects.summary(PLAN, Q3, basis="current")}
    assert (rows["6"].projects, rows["6"].verdicts["按序时推进"], rows["6"].planned) == (52, 1, Decimal(1000))


def test_money_of_a_task_and_of_its_projects_is_added_once(desk: Desk) -> None:
    task = "145-b06-0-04"
    report(desk, task, stage="在建", planned="5000", invested_year="4000")
    rows = {row.key: row for row in desk.projects.summary(PLAN, Q3, basis="current")}
    assert rows["6"].planned == Decimal(5000)
    report(desk, RING, stage="在建", planned="1200", invested_year="900")
    rows = {row.key: row for row in desk.projects.summary(PLAN, Q3, basis="current")}
    assert (rows["6"].planned, rows["6"].invested_year) == (Decimal(1200), Decimal(900))


def test_money_of_the_plans_totals_stands_in_their_own_row_only(desk: Desk) -> None:
    report(desk, "145-b04-0-05", stage="在建", planned="720000", invested_year="700000")
    report(desk, ROAD, stage="在建", planned="1000", invested_year="800")
    rows = {row.key: row for row in desk.projects.summary(PLAN, Q3, basis="current")}
    assert (rows["4"].planned, rows["6"].planned, rows[""].planned) == (Decimal(720000), Decimal(1000), Decimal(1000))


def test_the_share_that_has_begun_is_of_what_is_due(desk: Desk) -> None:
    report(desk, ROAD, stage="在建", plan_started="2025年2月")
    report(desk, RING, stage="前期", plan_started="2025年5月")
    report(desk, "145-b06-0-04-03", stage="在建", plan_started="2026年1月")  # early: begun, and not due
    row = desk.projects.summary(PLAN, Q3, basis="current")[-1]
    assert (row.due, row.due_started, row.started, row.started_rate) == (2, 1, 2, Decimal(50))


@pytest.mark.parametrize("by", ["box", "group", "block", "action", "unit"])
def test_every_way_of_adding_up_ends_with_the_same_whole(desk: Desk, by: str) -> None:
    rows = desk.projects.summary(PLAN, Q3, by=by)
    assert (rows[-1].title, rows[-1].count, len(rows[-1].missing)) == ("合计", 307, 307)


def test_a_block_has_what_the_links_say(desk: Desk) -> None:
    rows = {row.title: row for row in desk.projects.summary(PLAN, Q3, by="block")}
    # 典范区: its own task, and the four tasks and twelve projects of 专栏 13.
    assert (rows["浙东唐诗之路典范区"].tasks, rows["浙东唐诗之路典范区"].projects) == (5, 12)
    assert rows["时尚湾"].count == 1


def test_a_verdict_is_overruled_with_a_reason_on_record_and_back(desk: Desk) -> None:
    report(desk, ROAD, stage="在建", planned="1000", invested_year="600")
    desk.projects.overrule(PLAN, Q3, TWIN, "按序时推进", "受台风影响，已调整工期")
    row = stands(desk, ROAD)
    assert (row.verdict, row.reason, row.overruled_by) == ("按序时推进", "人工改判", "李审")
    assert row.formula.endswith("按算法为进展缓慢；李审改判：受台风影响，已调整工期")
    assert stands(desk, ROAD, "2025-Q4").overruled_by is None
    desk.projects.overrule(PLAN, Q3, ROAD, TAKEN_BACK, "核对以后撤回")
    assert stands(desk, ROAD).verdict == "进展缓慢"
    assert desk.workspace.cells.edition(PROJECT_OVERRULES) is not None
    with pytest.raises(DeskError, match="没有写理由"):
        desk.projects.overrule(PLAN, Q3, ROAD, "已完成", " ")


def test_an_accepted_reason_lowers_a_light_for_that_period_only(desk: Desk) -> None:
    report(desk, ROAD, stage="前期", plan_started="2025年1月")
    assert stands(desk, ROAD).light == "red"
    desk.projects.accept(PLAN, Q3, ROAD, "开工", "等用地批复")
    assert (stands(desk, ROAD).light, stands(desk, ROAD).lights["开工"].accepted) == ("yellow", "等用地批复")
    assert stands(desk, ROAD, "2025-Q4").light == "red"
    desk.projects.accept(PLAN, Q3, ROAD, "开工", "批复已到", is_taken_back=True)
    assert stands(desk, ROAD).light == "red"


def test_bad_periods_in_a_row_are_counted_and_sanya_makes_them_red(desk: Desk) -> None:
    for quarter, done in (("Q1", "300"), ("Q2", "450"), ("Q3", "600")):  # 25 %, 50 %, 75 % are due
        report(desk, ROAD, f"2025-{quarter}", stage="在建", planned="1000", invested_year=done)
    assert [stands(desk, ROAD, f"2025-Q{part}", preset="sanya").run for part in (1, 2, 3)] == [0, 1, 2]
    assert [stands(desk, ROAD, f"2025-Q{part}", preset="sanya").light for part in (1, 2, 3)] == [
        "green",
        "yellow",
        "red",
    ]


def test_a_preset_that_was_adopted_counts_from_then_on(desk: Desk) -> None:
    report(desk, ROAD, stage="在建", planned="1000", invested_year="700")
    assert stands(desk, ROAD).light == "green"
    desk.projects.adopt("sanya", "海发改〔2025〕9号")
    assert (desk.projects.lamps, stands(desk, ROAD).light) == ("sanya", "yellow")


def test_two_values_in_a_cell_are_not_judged(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    report(desk, ROAD, stage="在建")
    monkeypatch.setattr("haishu_desk.desk.counted.values_of", lambda heads: [*values_of(heads), *values_of(heads)])
    assert stands(desk, ROAD).reason == "数据不一致"


def test_the_totals_of_the_plan_have_what_was_reported(desk: Desk) -> None:
    report(desk, "145-b04-0-01", stage="在建", invested="1500000")
    found = {row.what: row for row in desk.projects.totals(PLAN, Q3, basis="current")}
    assert found["完成重大项目投资"].reported == "150"
    assert found["谋划重大建设项目"].computed == "313"


def test_wrong_words_are_said(desk: Desk) -> None:
    with pytest.raises(UsageError, match="不在"):
        desk.projects.standings(PLAN, "2031")
    with pytest.raises(UsageError, match="没有分组方式"):
        desk.projects.summary(PLAN, Q3, by="street")
    with pytest.raises(UsageError, match="没有依据"):
        desk.projects.standings(PLAN, Q3, basis="all")
    with pytest.raises(UsageError, match="没有代码"):
        desk.projects.overrule(PLAN, Q3, "145-01", "已完成", "理由")
    with pytest.raises(UsageError, match="没有结论"):
        desk.projects.overrule(PLAN, Q3, ROAD, "滞后", "理由")
    with pytest.raises(UsageError, match="这一侧"):
        desk.projects.accept(PLAN, Q3, ROAD, "质量", "理由")


def test_a_unit_looks_and_does_not_decide(tmp_path: Path) -> None:
    found(tmp_path / "unit.db", "unit", "330203101", "张填", None)
    with Desk(tmp_path / "unit.db", write=True) as unit:
        assert unit.projects.standings(PLAN, Q3)
        with pytest.raises(NotYoursError):
            unit.projects.overrule(PLAN, Q3, ROAD, "已完成", "理由")


def test_a_form_from_before_these_columns_works_and_takes_them_over(desk: Desk) -> None:
    forms = desk.documents.edition("forms").content
    old = [{**form, "fields": [each for each in form["fields"] if not each.get("optional")]} for form in forms]
    desk.planning.publish("forms", old)
    report(desk, ROAD, stage="在建", planned="1000", invested="700", started="2025年2月")
    assert stands(desk, ROAD).invest_rate == Decimal(70)  # begun this year: all of it is of this year
    merged = merge_documents(old, old, forms)
    assert len(merged.taken) == 8
    desk.planning.publish("forms", merged.content)
    report(desk, ROAD, invested_year="800")
    assert stands(desk, ROAD).invest_rate == Decimal(80)
