"""A return on paper, from workspaces of the office; the marks of a form travel to the unit with the task."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from haishu_desk.desk.paper import MarksNotWholeError, printed_return, set_marks
from haishu_desk.desk.permission import NotYoursError
from haishu_desk.domain.canonical import version_code
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.errors import UsageError
from haishu_desk.report.marks import Marks
from haishu_desk.report.sheet import Printed
from tests.desk.office import INDICATORS, PERIOD, TASKS, YINJIANG, Office

MARKS = Marks("海规监1表", "区发改局", "海发改〔2025〕9号", "2026-12-31")
TODAY = date(2026, 2, 1)


def sheet_of(office: Office, who: str, key: ReturnKey = INDICATORS, **more: Any) -> Printed:
    with office.desk(who) as desk:
        return printed_return(desk, key, today=TODAY, **more)


def row_of(sheet: Printed, code: str) -> dict[str, str]:
    names = [column.name for column in sheet.columns]
    rows = [dict(zip(names, row, strict=True)) for group in sheet.groups for row in group.rows]
    (found,) = [row for row in rows if row["code"] == code]
    return found


def test_the_sheet_of_a_town_says_what_it_typed(reported: Office) -> None:
    sheet = sheet_of(reported, "town")
    assert (sheet.agency, sheet.unit, sheet.period, sheet.title) == ("海曙区", "鄞江镇", "2025年", "规划指标填报表")
    row = row_of(sheet, "145-33")
    assert (row["value"], row["vintage"], row["note"], row["unit"]) == ("0.3", "预计", "估", "亿斤")
    assert row_of(sheet, "145-11")["value"] == "12.50"
    assert row_of(sheet, "145-12")["value"] == ""
    assert [group.title for group in sheet.groups] == ["经济发展", "城市能级", "生态环境", "民生福祉", "治理体系"]


def test_the_sheet_carries_the_version_that_was_reported_until_something_is_changed(reported: Office) -> None:
    with reported.desk("town") as desk:
        last = desk.course(INDICATORS).last_revision
        assert last is not None
        code = version_code(last.id)
    assert sheet_of(reported, "town").version == code
    assert sheet_of(reported, "district").version == code
    reported.enter("town", "145-04", "121")
    assert sheet_of(reported, "town").version == f"{code}，上报后又有改动，草稿"


def test_before_it_is_reported_it_is_a_draft(office: Office) -> None:
    office.enter("town", "145-04", "120")
    assert sheet_of(office, "town").version == "未上报，草稿"


def test_two_reports_that_disagree_are_both_printed(clashing: Office) -> None:
    sheet = sheet_of(clashing, "district")
    assert sorted(row_of(sheet, "145-04")["value"].split(" / ")) == ["120", "200"]
    assert sheet.notices[0].startswith("有 1 格数据不一致")
    assert sheet.version.endswith("草稿")


def test_tasks_stand_under_the_title_of_their_box(reported: Office) -> None:
    sheet = sheet_of(reported, "town", TASKS)
    row = row_of(sheet, "145-b13-0-01")
    assert row["value"] == "已开工两个"
    assert any(group.title.startswith("专栏13　") for group in sheet.groups)


def test_last_year_and_the_base_are_printed_as_the_sheet_shows_them(office: Office) -> None:
    with office.desk("district", write=True) as desk:
        key = ReturnKey("indicators", "dept-tjj", "2021")
        sheet = printed_return(desk, key, today=TODAY)
    assert row_of(sheet, "145-01")["previous"] == "1201"  # the base of 2020 as the plan prints it
    assert row_of(sheet, "145-01")["target"] == "2000"


def test_only_a_township_has_parts_of_its_ratios(office: Office) -> None:
    names = [column.name for column in sheet_of(office, "town").columns]
    assert "numerator" in names
    others = [
        column.name for column in sheet_of(office, "district", ReturnKey("indicators", "dept-tjj", PERIOD)).columns
    ]
    assert "numerator" not in others


def test_a_blank_form_of_a_reported_return_has_no_value_and_no_version(reported: Office) -> None:
    sheet = sheet_of(reported, "town", blank=True)
    assert sheet.version == "空表"
    assert row_of(sheet, "145-11")["value"] == ""


def test_an_item_that_moved_to_another_unit_is_still_printed_where_it_was_filled_in(reported: Office) -> None:
    with reported.desk("district", write=True) as desk:
        desk.planning.assign("145-04", "330203106", "report", annual={})
        edition = desk.documents.edition("assignment")
        rows = [row for row in edition.content if (row["item"], row["unit"]) != ("145-04", YINJIANG)]
        desk.apply(type(edition)("assignment", edition.number + 1, rows, edition.id, desk.author()))
        sheet = printed_return(desk, INDICATORS, today=TODAY)
    assert sheet.groups[-1].title == "本期不再要求填报"
    assert row_of(sheet, "145-04")["value"] == "120"


# The marks.


def test_the_marks_travel_to_the_unit_with_the_task(office: Office) -> None:
    with office.desk("district", write=True) as desk:
        assert set_marks(desk, "indicators", MARKS) == MARKS
    assert sheet_of(office, "town").corner[:2] == ("规划实施监测填报表", "（工作用表）")
    office.ask(
        "district",
        "issue",
        "--unit",
        YINJIANG,
        "--period",
        PERIOD,
        "--due",
        "2026-03-01",
        "--out",
        office.file("again.xlsx"),
    )
    office.receive("town", "again.xlsx")
    assert sheet_of(office, "town").corner[:4] == MARKS.lines
    assert sheet_of(office, "town", TASKS).corner[:2] == ("规划实施监测填报表", "（工作用表）")


def test_setting_marks_touches_nothing_else_of_the_forms(office: Office) -> None:
    with office.desk("district", write=True) as desk:
        before = desk.documents.edition("forms")
        set_marks(desk, "indicators", MARKS)
        after = desk.documents.edition("forms")
        assert (after.number, after.previous) == (before.number + 1, before.id)
        bare = [{key: part for key, part in row.items() if key != "marks"} for row in after.content]
        assert bare == before.content
        set_marks(desk, "indicators", MARKS)  # the same again is no edition
        assert desk.documents.edition("forms").number == after.number
        set_marks(desk, "indicators", Marks())
        assert desk.documents.edition("forms").content == before.content


def test_some_of_the_four_marks_are_refused_by_name(office: Office) -> None:
    with office.desk("district", write=True) as desk:
        with pytest.raises(MarksNotWholeError) as refused:
            set_marks(desk, "indicators", Marks("海规监1表", "区发改局"))
        assert refused.value.message == "还缺文号、有效期至"
        with pytest.raises(UsageError, match="看不懂有效期"):
            set_marks(desk, "indicators", Marks("1", "2", "3", "明年"))
        assert desk.documents.edition("forms").number == 1


def test_a_unit_cannot_set_the_marks(office: Office) -> None:
    with office.desk("town", write=True) as desk, pytest.raises(NotYoursError):
        set_marks(desk, "indicators", MARKS)
