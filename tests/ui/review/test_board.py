"""全部单位的审核结果: by unit and by rule, by and by with progress and 停, 豁免申请 decided, and the ways out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.findings import GRANTED, Finding
from haishu_desk.ui.findings.model import BY_RULE
from haishu_desk.ui.review.board import FindingsBoard
from haishu_desk.ui.review.page import ReviewPage
from tests.desk.office import DISTRICT, PERIOD, Office
from tests.ui.review.conftest import PageOf
from tests.ui.review.explained import OTHER, REASON, report_with_words
from tests.ui.typing_words import type_words

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def page(office: Office, page_of: PageOf) -> ReviewPage:
    """The district's page, with the town's report."""
    report_with_words(office)
    return page_of("district")


@pytest.fixture
def board(page: ReviewPage, qtbot: QtBot) -> FindingsBoard:
    """The findings of all units, opened by F9 and done."""
    assert page.district is not None
    QTest.keyClick(page.district.view, Qt.Key.Key_F9)
    board = page.district.board
    qtbot.waitUntil(lambda: not board.checkup.is_running)
    if board.asked.isChecked():
        board.asked.click()
    return board


def headings(board: FindingsBoard) -> list[str]:
    return [line.partition("\n")[0] for line in board.model.lines if isinstance(line, str)]


def test_f9_shows_every_unit_of_the_period_with_the_districts_sum(board: FindingsBoard) -> None:
    assert board.period.currentData() == PERIOD
    assert "章水镇" in headings(board)
    assert any(key.unit == DISTRICT for key in board._keys)
    assert [finding.item for finding in board.findings if finding.exemption] == ["145-06"]
    assert board.stop.text() == "再审一遍"
    assert board.told.text().startswith("规则第 1 版")


def test_it_is_grouped_by_rule_too(board: FindingsBoard) -> None:
    board.grouping.setCurrentText(BY_RULE)
    assert any(heading.startswith("R-145-22-b") for heading in headings(board))
    assert "比重的界" in headings(board)


def test_it_can_be_stopped_and_goes_on(page: ReviewPage, qtbot: QtBot) -> None:
    assert page.district is not None
    board = page.district.board
    page.session.desk.checking.forget(None)
    page.district.audit()
    board.stop.click()
    assert (board.checkup.is_running, board.stop.text()) == (False, "继续")
    assert "停在第" in board.told.text()
    board.stop.click()
    qtbot.waitUntil(lambda: board.stop.text() == "再审一遍")


def test_only_what_asks_to_be_excepted_is_shown_on_demand(board: FindingsBoard) -> None:
    assert board.asked.text() == "豁免申请 1"
    board.asked.click()
    assert [line.item for line in board.model.lines if isinstance(line, Finding)] == ["145-06"]
    assert not board.word.grant.isHidden()
    assert board.word.hint.text() == f"单位说：{REASON}"


def test_an_exemption_is_granted_with_its_reason_and_on_record(
    board: FindingsBoard, page: ReviewPage, qtbot: QtBot
) -> None:
    board.asked.click()
    board.word.grant.click()
    assert board.word.hint.text().startswith("没有写理由")
    type_words(board.word.text, "核定单已核对")
    board.word.grant.click()
    desk = page.session.desk
    assert desk.checking.counts(OTHER) == (0, 0)
    assert [finding.exemption for finding in desk.checking.of_return(OTHER).findings if finding.exemption] == [GRANTED]
    qtbot.waitUntil(lambda: board.asked.text() == "豁免申请 0")
    assert page.district is not None
    assert page.district.middle.currentWidget() is board  # deciding does not lead away


def test_what_the_desk_refuses_says_why_under_the_field(board: FindingsBoard) -> None:
    finding = next(finding for finding in board.findings if finding.exemption)
    board.decide(finding, True, " ")
    assert "没有写理由" in board.word.hint.text()


def test_a_finding_leads_to_its_sheet_and_the_districts_sum_to_who_reports_the_whole(
    board: FindingsBoard, page: ReviewPage
) -> None:
    wanted: list[tuple[ReturnKey, str]] = []
    page.open_return.connect(lambda key, item: wanted.append((key, item)))
    board.asked.click()
    QTest.keyClick(board.view, Qt.Key.Key_Return)
    whole = Finding("townships", "核实性", "合计", item="145-04", field="value", unit=DISTRICT, period=PERIOD)
    board.view.jumped.emit(whole)
    assert wanted[0] == (OTHER, "145-06")
    key, item = wanted[1]
    assert (item, key.unit.startswith("dept-"), key.period) == ("145-04", True, PERIOD)


def test_one_goes_back_to_the_comparison(board: FindingsBoard, page: ReviewPage) -> None:
    assert page.district is not None
    board.back.click()
    assert page.district.middle.currentWidget() is not board
    assert not board.checkup.is_running
    page.district.audit()
    page.go_to(OTHER, None)
    assert page.district.middle.currentWidget() is not board


def test_escape_goes_back_to_the_comparison_too(board: FindingsBoard, page: ReviewPage) -> None:
    QTest.keyClick(board.view, Qt.Key.Key_Escape)
    assert page.district is not None
    assert not page.district.middle.is_board
