"""One item of all units: the district fills in for those that have not reported."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from haishu_desk.domain.cells import ReturnKey
from tests.desk.office import INDICATORS, PERIOD, YINJIANG, ZHANGSHUI, Office
from tests.ui.entry.conftest import Clerk, Open

ENTER, CTRL = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
FIRST, SECOND = "330203001", "330203002"


@pytest.fixture
def matrix(reported: Office, open_page: Open) -> Clerk:
    """The district on 有效发明专利拥有量 of all units; 鄞江镇 has reported 120."""
    clerk = open_page(reported.db("district"))
    clerk.page.go_to(INDICATORS, "145-04")
    clerk.page.top.matrix.click()
    clerk.page.top.item_chosen.emit("145-04")
    return clerk


def _at(clerk: Clerk, unit: str, item: str = "145-04", vintage: str | None = None) -> list[str]:
    rows = clerk.desk.reading.values(unit, PERIOD, item)
    return [row["value"]["raw"] for row in rows if row["vintage"] == vintage]


def test_every_unit_is_a_row_and_the_foot_says_sum_and_who_is_missing(matrix: Clerk) -> None:
    codes = [line.item.code for line in matrix.model.lines if line.item]
    assert len(codes) == 18
    assert {YINJIANG, ZHANGSHUI, "dept-scjgj"} <= set(codes)
    assert matrix.text(YINJIANG) == "120"
    assert matrix.standing(YINJIANG) == "已报"
    foot = matrix.page.foot.text()
    assert foot.startswith("已录 1 / 18　镇乡街道合计 120 件　未录：")
    assert "等 17 个" in foot
    assert matrix.page.subject() == "4 有效发明专利拥有量　2025年　各单位"
    assert matrix.view.frame.corner.titles == ("序号", "填报单位", "单位")


def test_what_is_typed_is_filled_in_for_the_unit_with_its_source(matrix: Clerk) -> None:
    matrix.at(FIRST)
    matrix.type("33")
    matrix.key(ENTER)
    assert (_at(matrix, FIRST), matrix.standing(FIRST), matrix.place) == (["33"], "代录", (SECOND, "value"))
    (edit,) = matrix.desk.edits(ReturnKey("indicators", FIRST, PERIOD))
    assert edit.source == {"kind": "on-behalf"}
    assert "合计 153 件" in matrix.page.foot.text()


def test_a_department_is_the_whole_district_and_not_added(matrix: Clerk) -> None:
    matrix.at("dept-scjgj")
    matrix.type("3000")
    matrix.key(ENTER)
    assert "镇乡街道合计 120 件" in matrix.page.foot.text()


def test_a_unit_that_has_reported_is_refused_in_place(matrix: Clerk) -> None:
    matrix.at(YINJIANG)
    matrix.type("7")
    assert matrix.view.open_editor is None
    assert "已由单位上报，区级不能代填" in matrix.view.editing.hint.text
    assert _at(matrix, YINJIANG) == ["120"]


def test_a_paste_over_several_units_is_one_batch_and_one_undo(matrix: Clerk) -> None:
    matrix.at(FIRST)
    QGuiApplication.clipboard().setText("1\t快报\n2\t快报\nx\n4")
    matrix.key(Qt.Key.Key_V, CTRL)
    assert (_at(matrix, FIRST, vintage="快报"), _at(matrix, SECOND, vintage="快报")) == (["1"], ["2"])
    assert matrix.text("330203003") == "x"
    batches = {matrix.desk.edits(ReturnKey("indicators", unit, PERIOD))[-1].batch for unit in (FIRST, SECOND)}
    assert len(batches) == 1
    matrix.key(Qt.Key.Key_Z, CTRL)
    assert [matrix.text(unit) for unit in (FIRST, SECOND, "330203003", "330203004")] == ["待填"] * 4
    matrix.key(Qt.Key.Key_Y, CTRL)
    assert matrix.text(SECOND) == "2"


def test_red_text_of_a_unit_is_the_same_on_its_own_sheet(matrix: Clerk) -> None:
    matrix.at(FIRST)
    matrix.type("abc")
    matrix.view.close_editor()
    matrix.page.show_return(ReturnKey("indicators", FIRST, PERIOD))
    assert matrix.text("145-04") == "abc"


def test_another_item_and_another_period_are_chosen_and_the_way_back_leads_to_the_unit(matrix: Clerk) -> None:
    matrix.page.top.item_chosen.emit("145-33")
    assert matrix.text(YINJIANG) == "0.3"
    assert matrix.page.top.items.currentData() == "145-33"
    matrix.page.top.period_chosen.emit("2024")
    assert matrix.page.subject().startswith("33 粮食综合生产能力　2024年")
    assert not matrix.page.top.carry.isEnabled()
    matrix.page.top.matrix.click()
    assert matrix.model.shown.key.unit == YINJIANG
    assert matrix.page.foot.isHidden()
    assert not matrix.page.top.matrix.isChecked()


def test_units_are_sorted_by_pinyin_and_found_by_initials(matrix: Clerk) -> None:
    matrix.page.arranging.sort_by("name")
    shown = [line.item.name for line in matrix.model.lines if line.item]
    # bái yún, dòng qiáo, duàn táng, gāo qiáo, gǔ lín, gǔ lóu: 林 lín before 楼 lóu.
    assert shown[:6] == ["白云街道", "洞桥镇", "段塘街道", "高桥镇", "古林镇", "鼓楼街道"]
    matrix.page.finding.seek("yjz")
    assert matrix.place == (YINJIANG, "value")


def test_the_panel_speaks_of_the_unit_of_the_row(matrix: Clerk) -> None:
    matrix.at(YINJIANG)
    matrix.page.side.show_details()
    assert "鄞江镇" in matrix.page.panel.text
    assert "上报" in matrix.page.panel.text


def test_what_the_district_copies_for_a_unit_is_its_own_filling_in(matrix: Clerk) -> None:
    row = {"unit": FIRST, "period": "2024", "item": "145-04", "value": "31"}
    matrix.desk.entry.enter([row])
    key = ReturnKey("indicators", FIRST, PERIOD)
    matrix.page.session.write([key], lambda: matrix.desk.carrying.carry(key))
    assert (matrix.text(FIRST), matrix.standing(FIRST)) == ("31", "待核")
    assert matrix.page.carried.label.text.startswith("待核 1 格")
    matrix.at(FIRST)
    matrix.key(ENTER)
    assert (matrix.standing(FIRST), matrix.page.carried.isHidden()) == ("代录", True)


def test_a_unit_has_no_such_switch(clerk: Clerk) -> None:
    assert clerk.page.top.matrix.isHidden()
    assert clerk.page.top.items.isHidden()


def test_a_change_elsewhere_is_seen_in_its_row(matrix: Clerk) -> None:
    desk = matrix.desk
    row = {"unit": ZHANGSHUI, "period": PERIOD, "item": "145-04", "value": "5"}
    key = ReturnKey("indicators", ZHANGSHUI, PERIOD)
    matrix.page.session.write([key], lambda: desk.entry.enter([row]))
    assert matrix.text(ZHANGSHUI) == "5"
