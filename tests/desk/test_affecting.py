"""What was built on a figure that is changed: cases worked out by hand."""

from __future__ import annotations

import pytest

from haishu_desk.domain.cells import ReturnKey, Slot
from tests.desk.office import DISTRICT, INDICATORS, TOWN, YINJIANG, Office

STATISTICS = "dept-tjj"  # reports 地区生产总值 in both plans


def told(office: Office, who: str, key: ReturnKey, item: str) -> list[tuple[str, str, str, str]]:
    with office.desk(who) as desk:
        return [(row["kind"], row["unit"], row["period"], row["item"]) for row in desk.affecting.of(key, [Slot(item)])]


def typed(office: Office, unit: str, period: str, item: str, value: str, *more: str) -> None:
    office.ask("district", "enter", "--unit", unit, "--period", period, "--item", item, "--value", value, *more)


def test_the_last_year_of_a_plan_is_the_base_of_the_item_that_continues_it_and_an_earlier_year_its_past(
    office: Office,
) -> None:
    # 145-01 continues 135-01; the base year of the later plan is 2020.
    assert told(office, "district", ReturnKey("indicators", STATISTICS, "2020"), "135-01") == [
        ("基数", STATISTICS, "2020", "145-01"),
    ]
    assert told(office, "district", ReturnKey("indicators", STATISTICS, "2018"), "135-01") == [
        ("历史数据", STATISTICS, "2018", "145-01"),
    ]
    assert told(office, "district", ReturnKey("indicators", STATISTICS, "2022"), "145-01") == []


def test_the_next_year_has_it_as_the_same_period_of_the_year_before_once_there_is_one(office: Office) -> None:
    key = ReturnKey("indicators", STATISTICS, "2022")
    typed(office, STATISTICS, "2023", "145-02", "1")  # the return of 2023 exists now
    assert told(office, "district", key, "145-01") == [("上年同期", STATISTICS, "2023", "145-01")]
    quarter = ReturnKey("indicators", STATISTICS, "2022-Q1")
    assert told(office, "district", quarter, "145-01") == []  # the year is not the quarter


def test_growth_rates_of_the_same_and_of_the_next_year_used_it(office: Office) -> None:
    key = ReturnKey("indicators", STATISTICS, "2022")
    typed(office, STATISTICS, "2022", "145-01", "5", "--field", "growth")
    typed(office, STATISTICS, "2023", "145-01", "6", "--field", "growth")
    typed(office, STATISTICS, "2024", "145-01", "7", "--field", "growth")  # against 2023, not 2022
    assert told(office, "district", key, "145-01") == [
        ("上年同期", STATISTICS, "2023", "145-01"),
        ("增速", STATISTICS, "2023", "145-01"),
        ("增速", STATISTICS, "2022", "145-01"),
    ]


def test_the_base_goes_on_into_the_next_plan_s_first_year(office: Office) -> None:
    typed(office, STATISTICS, "2021", "145-01", "6", "--field", "growth")
    assert told(office, "district", ReturnKey("indicators", STATISTICS, "2020"), "135-01") == [
        ("基数", STATISTICS, "2020", "145-01"),
        ("上年同期", STATISTICS, "2021", "145-01"),
        ("增速", STATISTICS, "2021", "145-01"),
    ]


@pytest.mark.parametrize(("item", "adds_up"), [("145-04", True), ("145-19", True), ("145-01", False)])
def test_a_township_s_part_is_in_the_district_s_sum_or_mean(office: Office, item: str, *, adds_up: bool) -> None:
    found = told(office, "district", ReturnKey("indicators", YINJIANG, "2025"), item)
    assert found == ([("汇总", DISTRICT, "2025", item)] if adds_up else [])


def test_files_that_went_out_since_the_figure_came_contain_it_and_earlier_ones_do_not(reported: Office) -> None:
    # town-task.xlsx went out before the figure came.
    assert [kind for kind, *_ in told(reported, "district", INDICATORS, "145-04")] == ["汇总"]
    reported.reply("receipt.xlsx")
    assert [kind for kind, *_ in told(reported, "district", INDICATORS, "145-04")] == ["汇总", "传出回执"]
    assert [kind for kind, *_ in told(reported, "district", INDICATORS, "145-12")] == ["汇总"]  # never reported


def test_printing_and_reports_of_the_year_are_found_by_their_line_in_the_trail(reported: Office) -> None:
    with reported.desk("district", write=True) as desk:
        desk.audit("打印报表", INDICATORS, file="表.pdf")
        desk.audit("报告 2024", ReturnKey("indicators", YINJIANG, "2024"), file="别的.docx")
        rows = desk.affecting.of(INDICATORS, [Slot("145-04")])
    assert [(row["kind"], row["file"], row["what"]) for row in rows if row["file"]] == [
        ("打印报表", "表.pdf", "打印报表时含这个数：表.pdf")
    ]


def test_a_note_or_a_growth_rate_is_built_on_by_no_plan_and_no_sum(reported: Office) -> None:
    with reported.desk("district") as desk:
        assert desk.affecting.of(INDICATORS, [Slot("145-04", "note"), Slot("145-04", "growth")]) == []


def test_the_answer_of_a_correction_and_of_its_approval_lists_it(reported: Office) -> None:
    reported.review("--approve", "--form", "indicators")
    reported.reply("down.xlsx")
    reported.outcome("town", "down.xlsx")
    cells = reported.table("cells.csv", "item,value", "145-04,125")
    answer = reported.ask("town", "revise", *TOWN, "--cells", cells, "--reason", "复核单第12号")
    assert [row["kind"] for row in answer["affected"]] == ["汇总", "传出上报包"]
    reported.submit("town", "fix.xlsx", "--form", "indicators")
    reported.outcome("district", "fix.xlsx")
    approved = reported.review("--approve", "--form", "indicators")
    kinds = [row["kind"] for each in approved["returns"] for row in each["affected"]]
    assert kinds == ["汇总", "传出回执"]  # down.xlsx went out with 120 in it
