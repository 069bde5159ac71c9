"""What is done with findings in 填报: keys, ways to a cell, words, lists saved, and a report that waits for them."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtTest import QTest

from haishu_desk.ui.messages import Message
from tests.desk.office import INDICATORS, PERIOD, TASKS, YINJIANG, Office
from tests.ui.entry.auditor import ENTER, auditing, chips, current, desk_of, fill, fill_parts, mark, open_ones, say
from tests.ui.entry.conftest import Clerk, Open

FACT = "省厅2025年3月文件把园林垃圾计入，增加回收量2.4万吨"
REASON = "国家局2025年核定单允许超过，附核定单第7号"


@pytest.fixture
def clerk(clerk: Clerk) -> Clerk:
    """The clerk of the town, whose empty sheet has been checked."""
    clerk.qtbot.waitUntil(lambda: auditing(clerk).is_known)
    return clerk


# Keys and the panel.


def test_who_stands_on_a_cell_sees_its_finding_and_a_finding_leads_to_its_cell(clerk: Clerk) -> None:
    fill(clerk, "145-22", "106.8")
    fill_parts(clerk, "145-06")
    panel = desk_of(clerk).panel
    panel.unfold()
    clerk.at("145-06")
    assert current(clerk).item == "145-06"
    clerk.at("145-22")
    assert current(clerk).item == "145-22"
    clerk.at("145-04")
    QTest.keyClick(panel.view, ENTER)
    assert clerk.place == ("145-22", "value")


def test_every_form_of_the_period_is_looked_at_on_demand_and_a_finding_leads_there(clerk: Clerk) -> None:
    row = {"unit": YINJIANG, "period": PERIOD, "item": "145-b13-0-01", "field": "invested", "value": "-5"}
    clerk.page.session.write([TASKS], lambda: clerk.desk.entry.enter([row]))
    panel = desk_of(clerk).panel
    panel.unfold()
    panel.whole.click()
    clerk.qtbot.waitUntil(lambda: ("sign", "145-b13-0-01") in open_ones(clerk))
    panel.view.stand_on(next(finding for finding in auditing(clerk).findings if finding.item == "145-b13-0-01"))
    QTest.keyClick(panel.view, ENTER)
    assert clerk.model.shown.key == TASKS
    panel.whole.click()
    clerk.qtbot.waitUntil(lambda: auditing(clerk).is_known and not auditing(clerk).is_running)
    assert {finding.item for finding in auditing(clerk).findings if finding.is_open} == {"145-b13-0-01"}


# Words.


def test_a_word_that_says_nothing_is_refused_in_the_panel_and_one_with_a_fact_is_stored(clerk: Clerk) -> None:
    fill_parts(clerk)
    desk_of(clerk).audit()
    word = desk_of(clerk).panel.word
    say(clerk, "已核实")
    assert "没有说出原因" in word.hint.text()
    assert word.text.text() == "已核实"
    assert chips(clerk) == ["强制性 0", "核实性 1"]
    word.reason.setCurrentText("政策")
    say(clerk, FACT)
    assert chips(clerk) == ["强制性 0", "核实性 0 · 已处理 1"]
    assert (clerk.standing("145-22"), mark(clerk, "145-22")) == ("已说明", "")
    assert clerk.view.hasFocus()


def test_the_copy_of_another_cells_word_is_refused(clerk: Clerk) -> None:
    fill_parts(clerk)
    fill_parts(clerk, "145-06")
    desk_of(clerk).audit()
    clerk.at("145-22")
    say(clerk, FACT)
    clerk.at("145-06")
    say(clerk, FACT)
    assert "与另一格的说明一字不差" in desk_of(clerk).panel.word.hint.text()
    assert open_ones(clerk) == [("R-145-06-b", "145-06")]


def test_an_exemption_is_asked_for_in_the_panel_and_void_for_another_figure(clerk: Clerk) -> None:
    fill(clerk, "145-22", "106.8")
    desk_of(clerk).audit()
    clerk.at("145-22")
    say(clerk, REASON)
    assert (clerk.standing("145-22"), open_ones(clerk)) == ("申请豁免", [])
    fill(clerk, "145-22", "107")
    assert open_ones(clerk) == [("share", "145-22")]
    assert desk_of(clerk).panel.word.hint.text().startswith("数已改过")


def test_what_the_desk_refuses_says_why_under_the_field(clerk: Clerk) -> None:
    fill_parts(clerk)
    desk_of(clerk).audit()
    desk_of(clerk).explain(current(clerk), "政策", "已核实")
    assert "没有说出原因" in desk_of(clerk).panel.word.hint.text()


# 上报 and 差错清单.


def test_a_refused_report_opens_the_panel(clerk: Clerk, tmp_path: Path) -> None:
    fill_parts(clerk)
    refused: list[str] = []
    clerk.page.session.failed.connect(lambda error: refused.append(error.message))
    clerk.page.handing.hand_over(tmp_path / "up.xlsx")
    assert "核实性问题 1 条没有审核说明" in refused[0]
    assert not desk_of(clerk).panel.is_folded
    assert not (tmp_path / "up.xlsx").exists()


def test_a_report_that_another_form_holds_up_shows_that_form(clerk: Clerk, tmp_path: Path) -> None:
    row = {"unit": YINJIANG, "period": PERIOD, "item": "145-b13-0-01", "field": "invested", "value": "-5"}
    clerk.page.session.write([TASKS], lambda: clerk.desk.entry.enter([row]))
    fill(clerk, "145-04", "12")
    clerk.page.handing.hand_over(tmp_path / "up.xlsx")
    assert desk_of(clerk).panel.whole.isChecked()
    clerk.qtbot.waitUntil(lambda: ("sign", "145-b13-0-01") in open_ones(clerk))


def test_going_to_an_item_with_an_open_finding_opens_the_panel_there(office: Office, open_page: Open) -> None:
    with office.desk("town", write=True) as town:
        rows = [("145-06", "106.8"), ("145-22", "106.8")]
        town.entry.enter([{"unit": YINJIANG, "period": PERIOD, "item": item, "value": value} for item, value in rows])
    clerk = open_page(office.db("town"))
    clerk.page.go_to(INDICATORS, "145-22")
    clerk.qtbot.waitUntil(lambda: not desk_of(clerk).panel.is_folded)
    assert current(clerk).item == "145-22"


def test_the_list_is_saved_from_the_panel_as_what_is_looked_at(clerk: Clerk, tmp_path: Path) -> None:
    fill_parts(clerk)
    told: list[Message] = []
    clerk.page.session.told.connect(told.append)
    desk_of(clerk).save(tmp_path / "list.xlsx")
    desk_of(clerk).save(tmp_path / "list.docx")
    page = openpyxl.load_workbook(tmp_path / "list.xlsx").active
    assert page is not None
    assert page["A1"].value == "鄞江镇2025年差错清单"
    assert page["B4"].value == "R-145-22-b"
    assert [message.kind for message in told] == ["ok", "ok"]
    assert (tmp_path / "list.docx").stat().st_size > 5000
