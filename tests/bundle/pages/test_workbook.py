"""The workbook as a product: what is printed, what may be typed, what is drawn, and that nothing leads outside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from haishu_desk.bundle.layout import COVER, INSTRUCTIONS, TREND
from haishu_desk.bundle.pages.cover import grouped
from haishu_desk.domain.secrecy import NO_SECRETS
from tests.bundle.packed import ENTRY_SHEET, INDICATORS, TASK_SHEET, TASKS, envelope, payload, place, read
from tests.bundle.pages.drawn import COURSE, found, opened, whole

PRINTED = (COVER, ENTRY_SHEET, TASK_SHEET, TREND, INSTRUCTIONS)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return whole(tmp_path_factory.mktemp("pages") / "退回包.xlsx")


@pytest.fixture(scope="module")
def book(path: Path) -> Iterator[Any]:
    workbook = opened(path)
    yield workbook
    workbook.close()


def texts(sheet: Any) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


@pytest.mark.parametrize("name", PRINTED)
def test_every_sheet_prints_on_a4_with_page_numbers_and_the_warning(book: Any, name: str) -> None:
    sheet = book[name]
    assert sheet.page_setup.paperSize == 9
    assert "第 &P 页" in sheet.oddFooter.center.text
    assert "共 &N 页" in sheet.oddFooter.center.text
    assert sheet.oddHeader.right.text.strip() == NO_SECRETS
    assert sheet.print_area


def test_only_the_table_and_its_foot_are_printed_not_the_marks(book: Any) -> None:
    # Four items below the head in row 4: signatures in row 10 after a blank one, three lines of 说明; 11 columns from B.
    assert book[ENTRY_SHEET].print_area == "'填报表'!$B$2:$L$13"


def test_the_head_stays_in_sight_with_the_name_of_the_item(book: Any) -> None:
    assert (book[ENTRY_SHEET].freeze_panes, book[TASK_SHEET].freeze_panes) == ("D5", "E5")


def test_heads_say_what_is_asked_and_what_is_answered(book: Any) -> None:
    titles = [str(cell.value) for cell in book[ENTRY_SHEET][4] if cell.value]
    assert titles == [
        "序号\n甲", "指标\n乙", "计量单位\n丙", "上年同期\n丁", "全区规划目标\n戊", "本期值\n1", "分子\n2", "分母\n3",
        "数值状态\n4", "说明\n5", "区级意见",
    ]  # fmt: skip


@pytest.mark.parametrize("name", [ENTRY_SHEET, TASK_SHEET])
def test_a_form_has_agency_period_signatures_and_notes(book: Any, name: str) -> None:
    said = "　".join(texts(book[name]))
    for word in ("综合机关名称：海曙区", "报告期：2025年", "单位负责人：", "统计负责人：", "填表人：", "联系电话：",
                 "报出日期：20____年____月____日", "说明：1."):  # fmt: skip
        assert word in said


def test_the_cover_has_a_place_for_the_seal_the_codes_and_the_warning(book: Any) -> None:
    said = texts(book[COVER])
    bundle = envelope(payload(INDICATORS, TASKS)).bundle
    assert "（公章）" in said
    assert NO_SECRETS in said
    assert grouped(bundle[:16]) in said
    assert "03 指标 145-03：请核对" in said  # what was sent back stands on the cover too


def test_a_remark_stands_beside_its_cell_and_is_seen(book: Any) -> None:
    remarks = {item: place(book, item, "remark") for item in ("145-01", "145-03")}
    assert remarks["145-03"].value == "请核对"
    assert remarks["145-03"].fill.fgColor.rgb != remarks["145-01"].fill.fgColor.rgb


def test_what_may_be_typed_is_said_when_the_cell_is_chosen(book: Any) -> None:
    rules = book[ENTRY_SHEET].data_validations.dataValidation
    said = {
        item: [rule.prompt for rule in rules if place(book, item, "value").coordinate in rule.sqref]
        for item in ("145-01", "145-03", "145-04")
    }
    assert said == {"145-01": ["计量单位：亿元"], "145-03": ["计量单位：%"], "145-04": ["计量单位：%"]}


def test_messages_are_no_longer_than_excel_takes(book: Any) -> None:
    for sheet in book:
        for rule in sheet.data_validations.dataValidation:
            assert len(rule.prompt or "") <= 255
            assert len(rule.error or "") <= 255
            assert len(rule.promptTitle or "") <= 32
            assert len(rule.formula1) <= 257


def test_colours_are_formulas_that_excel_takes(path: Path) -> None:
    """No list in braces, no other sheet, at most 8,192 signs and 64 levels; and none stands in a cell."""
    formulas = found(r"<cfRule [^>]*><formula>(.*?)</formula>", path)
    assert len(formulas) == 8 + 3
    for formula in formulas:
        assert len(formula) <= 8192
        assert not re.search(r"[{}!]", formula)
        depth = deepest = 0
        for sign in re.sub(r"&quot;.*?&quot;|\".*?\"", "", formula):
            depth += (sign == "(") - (sign == ")")
            deepest = max(deepest, depth)
        assert deepest <= 64
    assert found(r"<f[ >/]", path, "xl/worksheets/") == []


def test_a_colour_stands_only_on_the_rows_that_it_is_meant_for(book: Any) -> None:
    ranges = [
        (str(each.sqref), rule.formula[0]) for each in book[ENTRY_SHEET].conditional_formatting for rule in each.rules
    ]
    words = {where for where, formula in ranges if "翻番" in formula}
    assert words == {"G5 G7:G8", "H5:I8"}  # of 145-02 nothing is known, so nothing is claimed
    shares = {where for where, formula in ranges if ">100" in formula}
    assert shares == {"G7:G8"}  # 145-03 and 145-04; columns: # 序号 指标 单位 上年 目标 本期值
    assert {where for where, formula in ranges if "<0" in formula} == {"G5 G7", "H5:I8"}


def test_charts_read_cells_of_their_own_sheet_only(path: Path) -> None:
    references = found(r"<c:f>(.*?)</c:f>", path, "xl/charts/")
    # A line of 应达 (which the second has none of) and of 实际, each with a name, years and values.
    assert len(references) == 3 * 3
    assert {reference.partition("!")[0] for reference in references} == {TREND}
    assert "走势!$B$15:$G$15" in references


def test_the_figures_of_a_chart_are_numbers_and_a_missing_year_is_blank(book: Any) -> None:
    sheet = book[TREND]
    rows = [[sheet.cell(row, column).value for column in range(1, 8)] for row in (14, 15, 16)]
    assert rows == [
        ["年份", "2020", "2021", "2022", "2023", "2024", "2025"],
        ["应达", 19, 21.2, None, 25.6, 27.8, 30],
        ["实际", 19, None, 22.9, 24.1, None, None],
    ]
    assert f"{COURSE.title}（亿元）" in texts(sheet)


def test_nothing_leads_outside_the_file(path: Path) -> None:
    assert found(r"<hyperlink|externalReference|oleObject", path) == []
    assert found(r'TargetMode="External"', path, "") == []


def test_without_anything_to_draw_there_is_no_sheet_for_it(tmp_path: Path) -> None:
    workbook = opened(whole(tmp_path / "a.xlsx", courses=()))
    assert TREND not in workbook.sheetnames
    workbook.close()


def test_an_ampersand_in_a_name_is_no_order_in_the_foot(tmp_path: Path) -> None:
    workbook = opened(whole(tmp_path / "a.xlsx", unit_name="甲&乙", revision_code="A" * 300))
    foot = workbook[COVER].oddFooter
    assert foot.left.text.strip().startswith("甲&&乙")
    assert len(foot.right.text) < 80
    workbook.close()


def test_who_fills_it_in_by_hand_is_told_where_how_and_how_to_send_it_back(book: Any) -> None:
    said = texts(book[INSTRUCTIONS])
    for title in ("填哪里", "怎样写", "怎样交回", "颜色"):
        assert title in said
    assert any("只在程序里核对" in text for text in said)


def test_all_this_is_still_a_bundle_that_nobody_touched(path: Path) -> None:
    unpacked = read(path)
    assert (unpacked.typed, unpacked.edited_outside, unpacked.findings) == ((), (), ())
    assert unpacked.payload == payload(INDICATORS, TASKS)
