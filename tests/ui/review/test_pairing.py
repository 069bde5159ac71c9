"""任选两版: the choosers, what they show, and the 对比表 of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import pytest
from docx import Document
from PySide6.QtCore import Qt

from haishu_desk.desk.choices import choices_of
from haishu_desk.ui.review.comparison_model import Column
from haishu_desk.ui.review.district import DistrictReview
from haishu_desk.ui.review.page import ReviewPage
from tests.desk.office import INDICATORS, YINJIANG, Office
from tests.ui.review.test_district import OTHER, press, texts

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def district(page: ReviewPage) -> DistrictReview:
    assert page.district is not None
    page.district.tools.compared.emit("pair")
    return page.district


def titles(district: DistrictReview) -> list[str]:
    return [district.middle.pair.first.list.itemText(row) for row in range(district.middle.pair.first.list.count())]


def test_the_reports_decisions_and_bundles_of_the_return_are_offered(district: DistrictReview) -> None:
    found = titles(district)
    assert found[0] == "现在的数"
    assert found[-2:] == ["某一天的数…", "从文件…"]
    assert sum(title.startswith("第 ") for title in found) == 3  # up, up2 and the second computer's
    assert any(title.startswith("审核通过 ") for title in found)
    assert any("up2.xlsx" in title for title in found)


def test_the_usual_two_are_what_was_approved_and_what_two_computers_reported_together(
    district: DistrictReview,
) -> None:
    assert district.model.is_pair
    assert district.middle.pair.first.list.currentText().startswith("审核通过 ")
    assert district.middle.pair.second.list.currentText().startswith("现在的数")
    heads = [
        district.model.headerData(column, Qt.Orientation.Horizontal) for column in (Column.REPORTED, Column.CURRENT)
    ]
    assert heads == ["甲", "乙"]
    assert district.view.isColumnHidden(Column.APPROVED)
    assert district.view.isColumnHidden(Column.DECISION)


def test_of_one_computer_it_is_the_last_report(page: ReviewPage) -> None:
    assert page.district is not None
    page.district.show_return(OTHER)
    page.district.tools.compared.emit("pair")
    pair = page.district.middle.pair
    assert (pair.first.list.currentText(), pair.second.list.currentText()[:5]) == ("现在的数", "第 1 版")


def test_nothing_is_judged_while_two_versions_are_looked_at(district: DistrictReview) -> None:
    for key in (Qt.Key.Key_F5, Qt.Key.Key_F6, Qt.Key.Key_F7, Qt.Key.Key_F10, Qt.Key.Key_F8):
        press(district, key)
    press(district, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not district.view.is_editing
    assert district.key == INDICATORS
    assert district.judging.decided(INDICATORS, district.model.rows) == 0
    assert district.bar.isHidden()


def test_a_file_and_a_day_can_be_chosen(district: DistrictReview, office: Office) -> None:
    pair = district.middle.pair
    pair.first.take_file(office.table("t.csv", "unit,period,item,value", f"{YINJIANG},2025,145-11,10"))
    pair.second.take_day(date(2999, 1, 1))
    row = next(row for row in range(len(district.model.lines)) if texts(district, row)[0] == "11")
    assert texts(district, row)[Column.REPORTED : Column.NOTE] == ["10", "16.1", "+6.1", "+61.0%"]  # 6.1 / 10
    assert pair.first.list.currentText() == "文件 t.csv"
    assert not pair.second.day.isHidden()


def test_both_are_exchanged(district: DistrictReview, office: Office) -> None:
    pair = district.middle.pair
    pair.first.take_file(office.table("t.csv", "unit,period,item,value", f"{YINJIANG},2025,145-11,20"))
    pair.swap.click()
    assert (pair.second.list.currentText(), pair.first.list.currentText()[:3]) == ("文件 t.csv", "现在的")
    row = next(row for row in range(len(district.model.lines)) if texts(district, row)[0] == "11")
    assert texts(district, row)[Column.REPORTED : Column.RELATIVE] == ["16.1", "20", "+3.9"]


def test_a_file_that_cannot_be_read_is_said_beside_the_choosers(
    district: DistrictReview, office: Office, qtbot: QtBot
) -> None:
    said = district.middle.pair.said
    office.file("bad.xlsx").write_bytes(b"no workbook")
    before = district.model.comparison
    district.middle.pair.first.take_file(office.file("bad.xlsx"))
    qtbot.waitUntil(lambda: bool(said.text()) and "正在读取" not in said.text(), timeout=30_000)
    assert district.model.comparison is before


def test_a_workbook_is_read_in_the_background_and_shown_when_it_is(
    district: DistrictReview, office: Office, qtbot: QtBot
) -> None:
    pair, said, background = district.middle.pair, district.middle.pair.said, district.session.background
    before = district.model.comparison
    pair.first.take_file(office.file("up.xlsx"))
    assert said.text() == "正在读取 up.xlsx…"
    assert len(background.jobs) == 1
    assert district.model.comparison is before, "the window goes on with what it showed"
    qtbot.waitUntil(lambda: not background.jobs, timeout=30_000)
    assert district.model.comparison is not before
    assert said.text() == ""
    pair.swap.click()
    assert not background.jobs, "what was read is not read twice"
    assert pair.second.list.currentText() == "文件 up.xlsx"
    with office.file("up.xlsx").open("ab") as file:
        file.write(b"\0")
    pair.swap.click()
    assert len(background.jobs) == 1, "it was saved again since"
    press(district, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not background.jobs, timeout=30_000)
    assert not district.model.is_pair, "who went back to the review is left there"


def test_the_same_twice_says_so(district: DistrictReview) -> None:
    last = district.middle.pair.second.name  # with a cell in 数据不一致, on both sides the same
    district.middle.pair.chosen.emit(last, last)
    assert district.table.currentWidget() is district.same
    assert district.same.first.text() == "甲乙两版一样"


def test_escape_and_another_return_go_back_to_the_review(district: DistrictReview) -> None:
    press(district, Qt.Key.Key_Escape)
    assert not district.model.is_pair
    assert district.middle.pair.isHidden()
    assert not district.bar.isHidden()
    assert not district.view.isColumnHidden(Column.APPROVED)
    district.tools.compared.emit("pair")
    press(district, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert (district.key, district.model.is_pair) == (OTHER, False)
    assert district.tools.accept.isVisible()


def test_what_is_shown_becomes_a_workbook_and_a_document(district: DistrictReview, office: Office) -> None:
    district.pairing.write(office.file("pair.xlsx"))
    assert district.middle.pair.said.text() == "对比表已存为 pair.xlsx"
    sheet = openpyxl.load_workbook(office.file("pair.xlsx"))["数据对比表"]
    assert str(sheet["A2"].value).startswith("甲：审核通过 ")
    rows = [row[4].value for row in sheet.iter_rows(min_row=6)]
    assert "11 货物和服务贸易总额" in rows
    press(district, Qt.Key.Key_Escape)
    district.pairing.write(office.file("review.docx"))
    assert district.bar.said.text() == "对比表已存为 review.docx"
    document = Document(str(office.file("review.docx")))
    assert document.paragraphs[1].text.startswith("甲：上次批准（鄞江镇")
    laid = district.session.desk.reviewing.comparing.comparison(INDICATORS, "approved").laid
    assert laid is not None
    assert len(document.tables[0].rows) - 1 == len(laid.rows)


def test_the_choices_of_a_return_that_was_never_reported_are_its_figures_of_now(office: Office) -> None:
    with office.desk("district") as desk:
        key = next(key for key in desk.workspace.cells.returns() if not desk.course(key).revisions)
        assert choices_of(desk, key)[0].title == "现在的数"
