"""The words of a bundle: facts of the cover, what may stand in a cell, and which courses are drawn."""

from __future__ import annotations

import openpyxl
import pytest

from haishu_desk.desk import documents_without_workspace
from haishu_desk.desk.courses import drawing
from haishu_desk.desk.showing import asked_of, hint_of, parts_of_wholes
from haishu_desk.desk.writing import whole
from haishu_desk.domain.items import INDICATOR
from tests.desk.office import YINJIANG, Office

CATALOGUE = documents_without_workspace().catalogue
STATISTICS = "dept-tjj"


def cover(office: Office, name: str) -> dict[str, str]:
    book = openpyxl.load_workbook(office.file(name))
    said = {str(row[1].value): str(row[2].value) for row in book["封面"].iter_rows()}
    book.close()
    return said


def test_a_bundle_of_the_district_bears_witness_to_its_journal(reported: Office) -> None:
    with reported.desk("district") as desk:
        head = desk.workspace.journal.head()
    assert head is not None
    reported.reply("back.xlsx")  # a reply without a decision writes its own line only after the file
    signs = " ".join(head.hash[place : place + 4] for place in (0, 4, 8, 12))
    assert cover(reported, "back.xlsx")["留痕校验"] == f"第{head.n}条　{signs}"
    assert "留痕校验" not in cover(reported, "up.xlsx")


def test_the_cover_names_the_forms_and_the_bundle(reported: Office) -> None:
    said = cover(reported, "up.xlsx")
    assert said["报表"] == "规划指标填报表、任务项目填报表"
    assert said["数据包号"].replace(" ", "") == reported.unpacked("up.xlsx").envelope.bundle[:16]


def test_numerators_that_a_hard_rule_bounds_by_their_denominators_are_known(office: Office) -> None:
    with office.desk("town") as desk:
        within = parts_of_wholes(desk)
    assert {"145-06", "145-19", "145-22", "145-23"} <= within
    assert "145-03" not in within  # 万元 over 亿元: the numerator is the greater number


@pytest.mark.parametrize(
    ("code", "flags"),
    [
        # is_number, may_be_negative, is_share, in_percent
        ("145-01", (True, False, False, False)),
        ("145-03", (True, False, True, True)),
        ("145-13", (True, True, False, True)),
        ("145-15", (False, True, False, True)),
    ],
)
def test_what_a_cell_may_hold_follows_the_kind_of_the_indicator(code: str, flags: tuple[bool, ...]) -> None:
    asked = asked_of(CATALOGUE.get(code))
    assert (asked.is_number, asked.may_be_negative, asked.is_share, asked.in_percent) == flags


def test_the_hint_says_unit_decimals_direction_and_brackets() -> None:
    assert hint_of(CATALOGUE.get("145-03")) == (
        "计量单位：%；保留2位小数；越高越好；规划目标 3.6。没有数填 —、不适用 或 未取得，不要填 0。"
    )
    assert "带 [ ] 的是五年累计，本格填本期的数。" in hint_of(CATALOGUE.get("145-25"))
    assert "越低越好" in hint_of(CATALOGUE.get("145-21"))
    assert all(len(hint_of(item)) <= 255 for item in CATALOGUE if item.kind == INDICATOR)


def test_a_township_has_no_course_before_it_has_two_figures(reported: Office) -> None:
    items = [CATALOGUE.get(code) for code in ("145-04", "145-33")]
    with reported.desk("district") as desk:
        assert whole(drawing(desk, items, YINJIANG)) == []
    reported.ask("district", "enter", "--unit", YINJIANG, "--period", "2024", "--item", "145-04", "--value", "88")
    with reported.desk("district") as desk:
        (course,) = whole(drawing(desk, items, YINJIANG))
    assert list(course.years) == [2020, 2021, 2022, 2023, 2024, 2025]
    assert course.actual == [None, None, None, None, "88", "120"]
    assert course.expected == [None] * 6  # the plan's base and target are the whole district's


def test_a_department_sees_base_and_path_and_the_binding_ones_first(office: Office) -> None:
    office.ask(
        "district", "enter", "--unit", STATISTICS, "--period", "2021", "--item", "145-01", "--value", "1362.5",
        "--vintage", "最终核实",
    )  # fmt: skip
    items = [CATALOGUE.get(code) for code in ("145-01", "145-33")]
    with office.desk("district") as desk:
        first, second = whole(drawing(desk, items, STATISTICS))
    assert (first.title, second.title) == ("33 粮食综合生产能力", "1 地区生产总值")
    # 1201 in 2020, 2000 in 2025: a fifth of the way in logarithms is 1201 × (2000 ÷ 1201)^(1/5) = 1330.0
    assert (second.expected[0], second.expected[1], second.expected[5]) == ("1201", "1330", "2000")
    assert second.actual == ["1201", "1362.5", None, None, None, None]
    assert second.words == "预期性　2025年目标 2000"
