"""首页 of a unit and of the district, on real workspaces."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest

from haishu_desk.desk import Desk
from haishu_desk.domain.cells import ReturnKey, Slot
from haishu_desk.domain.periods import parse_period
from haishu_desk.ui.drafts import Drafts
from haishu_desk.ui.goals import goals_of
from haishu_desk.ui.home.district import DistrictHome
from haishu_desk.ui.home.forms_table import FOUND, STATE, STEP
from haishu_desk.ui.home.overview import FormRow, _by_date, badges_of, rows_of
from haishu_desk.ui.home.page import HomePage
from haishu_desk.ui.home.says import day, days_left, goal, next_step
from haishu_desk.ui.home.second_window import SecondReviewWindow
from haishu_desk.ui.home.steps import DONE, NOW, steps_of
from haishu_desk.ui.home.trail_window import TrailWindow
from haishu_desk.ui.home.unit import UnitHome
from haishu_desk.ui.home.urging_window import UrgingWindow
from haishu_desk.ui.main_window import MainWindow
from haishu_desk.ui.pages import pages_of
from haishu_desk.ui.review.page import ReviewPage
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.wishes import ItemWish

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

UNIT, OTHER = "330203105", "330203009"
KEY = ReturnKey("indicators", UNIT, "2025")


def shown(session: Session, theme: Theme, qtbot: QtBot) -> HomePage:
    page = HomePage(session, theme)
    qtbot.addWidget(page)
    page.resize(1294, 692)
    page.show()
    page.refresh()
    vars(session)["page"] = page  # keeps it while the test looks at its parts
    return page


def unit_home(session: Session, theme: Theme, qtbot: QtBot) -> UnitHome:
    face = shown(session, theme, qtbot).face
    assert isinstance(face, UnitHome)
    return face


def district_home(session: Session, theme: Theme, qtbot: QtBot) -> DistrictHome:
    face = shown(session, theme, qtbot).face
    assert isinstance(face, DistrictHome)
    return face


def row_of(session: Session, key: ReturnKey = KEY) -> FormRow:
    return next(row for row in rows_of(session) if row.key == key)


# A unit.


def test_one_sentence_says_how_far_it_is_and_the_button_goes_on_there(
    unit_session: Session, theme: Theme, qtbot: QtBot
) -> None:
    home = unit_home(unit_session, theme, qtbot)
    assert home.sentence.text() == "退回 1 格待改，还差 13 格"
    assert "规划指标填报表 2025年 · 上报截止 2099年1月10日" in home.facts.text()
    with qtbot.waitSignal(home.open_return) as opened:
        QTest.mouseClick(home.primary, Qt.MouseButton.LeftButton)
    assert opened.args == [KEY, "145-04"]


def test_the_table_lists_the_forms_with_state_and_next_step(unit_session: Session, theme: Theme, qtbot: QtBot) -> None:
    table = unit_home(unit_session, theme, qtbot).table
    texts = [[table.rows.data(table.rows.index(row, column)) for column in (STATE, STEP)] for row in range(2)]
    assert texts == [["退回修改", "去改"], ["已下发", "开始填报"]]


def test_enter_in_the_table_opens_the_current_form(unit_session: Session, theme: Theme, qtbot: QtBot) -> None:
    home = unit_home(unit_session, theme, qtbot)
    home.table.selectRow(1)
    with qtbot.waitSignal(home.open_return) as opened:
        QTest.keyClick(home.table, Qt.Key.Key_Return)
    assert opened.args == [ReturnKey("tasks", UNIT, "2025"), None]


def test_a_click_on_the_words_of_the_next_step_goes_there_and_one_beside_it_only_looks(
    unit_session: Session, theme: Theme, qtbot: QtBot
) -> None:
    home = unit_home(unit_session, theme, qtbot)
    beside = home.table.visualRect(home.table.rows.index(1, STATE)).center()
    with qtbot.assertNotEmitted(home.open_return):
        QTest.mouseClick(home.table.viewport(), Qt.MouseButton.LeftButton, pos=beside)
    assert home._steps_title.text() == "任务项目填报表 2025年"
    step = home.table.visualRect(home.table.rows.index(1, STEP)).center()
    with qtbot.waitSignal(home.open_return):
        QTest.mouseClick(home.table.viewport(), Qt.MouseButton.LeftButton, pos=step)


def test_a_returned_cell_is_a_notice_that_leads_to_it(unit_session: Session, theme: Theme, qtbot: QtBot) -> None:
    home = unit_home(unit_session, theme, qtbot)
    notice = home.notices.rows.rows[0]
    assert (notice.mark, notice.text, notice.link) == ("bad", "比上年少一半，请核对", "跳到这一格")
    place = home.notices.visualRect(home.notices.rows.index(0)).center()
    with qtbot.waitSignal(home.open_return) as opened:
        QTest.mouseClick(home.notices.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened.args == [KEY, "145-04"]


def test_a_corrected_cell_is_said_to_be_corrected_even_with_another_status(
    unit_session: Session, theme: Theme, qtbot: QtBot
) -> None:
    page = shown(unit_session, theme, qtbot)
    assert unit_session.enter(KEY, [{"item": "145-04", "value": "210", "vintage": "初步核算"}])
    home = page.face
    assert isinstance(home, UnitHome)
    assert home.notices.rows.rows[0].link == "已改"
    assert home.sentence.text() == "还差 13 格，就能传出"


def test_the_steps_show_where_the_return_stands(unit_session: Session) -> None:
    steps = steps_of(row_of(unit_session), unit_session.desk.course(KEY))
    assert [step.how for step in steps[:4]] == [DONE] * 4
    now = next(step for step in steps if step.how == NOW)
    assert (now.word, now.fact) == ("退回，改后再传出", "退回 1 格")


def test_without_a_task_it_says_what_to_do_first(workspaces: Path, theme: Theme, qtbot: QtBot) -> None:
    with Desk(workspaces / "fresh.db", write=True) as desk:
        home = unit_home(Session(desk), theme, qtbot)
        assert home.empty.isVisible()
        with qtbot.waitSignal(home.open_page) as opened:
            QTest.mouseClick(home.empty.button, Qt.MouseButton.LeftButton)
        assert opened.args == ["exchange"]


def test_on_the_first_day_both_first_steps_are_said(workspaces: Path, theme: Theme, qtbot: QtBot) -> None:
    with Desk(workspaces / "fresh.db", write=True) as desk:
        words = unit_home(Session(desk), theme, qtbot).empty.text.text()
    assert "传出登记申请" in words
    assert "任务包" in words


def test_what_came_back_has_a_button_of_its_own(unit_session: Session, theme: Theme, qtbot: QtBot) -> None:
    home = unit_home(unit_session, theme, qtbot)
    assert home.problems.text() == "退回的 1 格"
    with qtbot.waitSignal(home.open_page) as opened:
        home.problems.click()
    assert opened.args == ["review"]
    assert unit_session.enter(KEY, [{"item": "145-04", "value": "210"}])
    home.show_rows(rows_of(unit_session))
    assert not home.problems.isVisible()


def test_a_task_that_was_issued_is_a_notice_with_its_date(unit_session: Session, theme: Theme, qtbot: QtBot) -> None:
    notices = unit_home(unit_session, theme, qtbot).notices.rows.rows
    issued = next(notice for notice in notices if notice.key.form == "tasks")
    assert (issued.mark, issued.title, issued.period) == ("info", "下发任务包：任务项目填报表", "2025年")
    assert issued.text == "截止 2099年1月10日"


def test_who_may_only_read_can_look_at_everything_and_is_asked_for_nothing(
    workspaces: Path, theme: Theme, qtbot: QtBot
) -> None:
    with Desk(workspaces / "unit.db") as desk:
        home = unit_home(Session(desk), theme, qtbot)
        steps = [home.table.rows.data(home.table.rows.index(row, STEP)) for row in range(2)]
        assert steps == ["查看", "查看"]
        assert home.primary.text() == "查看填报表"
        with qtbot.waitSignal(home.open_return):
            home.primary.click()
        home.checkup.rest()  # the workspace is closed before the page is


def test_the_own_indicators_stand_in_the_order_of_the_plan_and_lead_to_their_cell(
    unit_session: Session, theme: Theme, qtbot: QtBot
) -> None:
    home = unit_home(unit_session, theme, qtbot)
    rows = {row.code: row for row in home.own.rows.rows}
    typed, empty = rows["145-04"], rows["145-11"]
    assert (typed.value, typed.year, typed.basis, typed.mark) == ("120", "2025", "已报", "warn")
    assert (empty.value, empty.year, empty.mark) == ("未出数", "", "idle")
    assert home._own_count.text() == "16 项，3 项有数"
    with qtbot.waitSignal(home.open_return) as opened:
        home.own.opened.emit(typed)
    assert opened.args == [KEY, "145-04"]


def test_in_a_narrow_window_the_panel_gives_its_room_to_the_table(
    unit_session: Session, theme: Theme, qtbot: QtBot
) -> None:
    home = unit_home(unit_session, theme, qtbot)
    assert home.notices.isVisible()
    home.resize(820, 500)
    assert not home.notices.isVisible()
    header = home.table.horizontalHeader()
    qtbot.waitUntil(lambda: header.length() <= home.table.viewport().width() > 700)


@pytest.mark.parametrize(
    ("changes", "sentence", "step"),
    [
        ({"state": "已下发", "filled": 0, "returned": {}}, "还差 16 格，就能传出", "开始填报"),
        ({"state": "录入中", "filled": 12, "returned": {}}, "还差 4 格，就能传出", "继续填报"),
        ({"state": "录入中", "filled": 16, "returned": {}}, "已全部录入，可以传出", "去传出"),
        ({"state": "退回修改", "filled": 16}, "退回 1 格待改", "去改"),
        ({"state": "退回修改", "filled": 16, "corrected": frozenset([Slot("145-04")])}, "退回的格都改了，可以再传出", "去传出"),
        ({"state": "已上报", "filled": 16, "returned": {}}, "已上报，等区级审核", "查看"),
        ({"state": "已接收", "filled": 16, "returned": {}}, "区级已接收，等审核结果", "查看"),
        ({"state": "审核通过", "filled": 16, "returned": {}}, "已审核通过，没有要报的", "查看"),
        ({"state": "录入中", "filled": 12, "returned": {}, "due": date.today() - timedelta(5)}, "已逾期 5 天，还差 4 格，就能传出", "继续填报"),  # noqa: DTZ011
        ({"state": "录入中", "filled": 16, "returned": {}, "clashes": 2}, "2 格数据不一致，定下一个数才能传出", "去定数"),
    ],
)  # fmt: skip
def test_every_state_has_its_sentence_and_its_next_step(
    unit_session: Session, changes: dict[str, object], sentence: str, step: str
) -> None:
    row = replace(row_of(unit_session), **changes)  # type: ignore[arg-type]
    assert goal([row])[1] == sentence
    assert next_step(row) == step


def test_the_days_that_are_left_are_said_as_people_say_them(unit_session: Session) -> None:
    today = date.today()  # noqa: DTZ011  the office's own day
    row = replace(row_of(unit_session), state="录入中", returned={})
    assert days_left(replace(row, due=today)) == ("今天截止", "bad_text")
    assert days_left(replace(row, due=today + timedelta(3))) == ("还有 3 天", "warn_text")
    assert days_left(replace(row, due=today - timedelta(2)))[0] == "已逾期 2 天"
    assert days_left(replace(row, due=None))[0] == "没有期限"
    assert day(None) == "未定"


# The district.


def test_the_counts_are_those_of_the_period(district_session: Session, theme: Theme, qtbot: QtBot) -> None:
    home = district_home(district_session, theme, qtbot)
    numbers = {count.word: count.number for count in home.counts.counts}
    assert numbers["退回在改"] == 1
    assert numbers["已报"] == 1
    assert numbers["等您审"] == numbers["审核通过"] == numbers["逾期未报"] == 0
    cells = [cell for block in home.heat.blocks for row in block.rows for cell in row.cells if cell]
    assert numbers["应报"] == len(cells) > 20


def test_the_picture_has_all_17_townships_and_says_what_is_not_issued(
    district_session: Session, theme: Theme, qtbot: QtBot
) -> None:
    townships = district_home(district_session, theme, qtbot).heat.blocks[0]
    assert len(townships.rows) == 17
    by_name = {row.name: row.cells[0] for row in townships.rows}
    returned, issued, other = by_name["鄞江镇"], by_name["石碶街道"], by_name["横街镇"]
    assert returned is not None
    assert issued is not None
    assert other is not None
    assert (returned.percent, returned.mark) == (19, "bad")
    assert (issued.percent, issued.word) == (0, "未录")
    assert other.word == "未下发"


def test_arrows_move_the_frame_and_enter_opens_that_sheet(
    district_session: Session, theme: Theme, qtbot: QtBot
) -> None:
    home = district_home(district_session, theme, qtbot)
    assert home.heat.current is not None
    first = home.heat.current.key
    QTest.keyClick(home.heat, Qt.Key.Key_Down)
    assert home.heat.current.key.unit != first.unit
    with qtbot.waitSignal(home.open_return) as opened:
        QTest.keyClick(home.heat, Qt.Key.Key_Return)
    assert opened.args == [home.heat.current.key, None]
    assert home.heat.current.spoken == home.heat.accessibleDescription()


def test_a_click_on_a_cell_opens_that_sheet(district_session: Session, theme: Theme, qtbot: QtBot) -> None:
    home = district_home(district_session, theme, qtbot)
    place: QPoint = home.heat._cell_rect(0, 3, 0).center()
    with qtbot.waitSignal(home.open_return) as opened:
        QTest.mouseClick(home.heat, Qt.MouseButton.LeftButton, pos=place)
    cell = home.heat.blocks[0].rows[3].cells[0]
    assert cell is not None
    assert opened.args == [cell.key, None]


def test_what_waits_for_review_leads_to_the_review(
    district_session: Session, workspaces: Path, theme: Theme, qtbot: QtBot
) -> None:
    with Desk(workspaces / "unit.db", write=True) as unit:
        unit.entry.enter([{"unit": UNIT, "period": "2025", "item": "145-04", "value": "210"}])
        unit.exchange.submit(UNIT, "2025", None, workspaces / "up2.xlsx")
    (outcome,) = district_session.desk.exchange.receiver.receive([workspaces / "up2.xlsx"])
    assert outcome.status == "received"
    home = district_home(district_session, theme, qtbot)
    assert badges_of(district_session) == {"review": 1}
    assert home.primary.text() == "审核 1 份"
    place = home.side.waiting.visualRect(home.side.waiting.rows.index(0)).center()
    with qtbot.waitSignal(home.open_review) as opened:
        QTest.mouseClick(home.side.waiting.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened.args == [KEY]


def test_the_heaviest_risk_comes_first(district_session: Session) -> None:
    row = row_of(district_session)
    quiet, binding = replace(row, risk=()), replace(row, risk=("约束性",))
    flipped, clashing = replace(row, risk=("约束性", "达标翻转")), replace(row, risk=(), clashes=1)
    ordered = sorted([quiet, binding, flipped, clashing], key=lambda each: each.weight)
    assert ordered == [clashing, flipped, binding, quiet]


def test_the_models_keep_the_rules_of_qt(unit_session: Session, theme: Theme, qtbot: QtBot) -> None:
    home = unit_home(unit_session, theme, qtbot)
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    testers = [QAbstractItemModelTester(model, mode) for model in (home.table.rows, home.notices.rows)]
    home.show_rows(rows_of(unit_session))
    assert all(tester.model().rowCount() for tester in testers)


# 报送 and 催报.


def overdue(workspaces: Path) -> None:
    """石碶街道's date has passed."""
    with Desk(workspaces / "district.db", write=True) as desk:
        desk.exchange.issue([OTHER], "2025", "2026-01-10", workspaces / "late.xlsx")


def test_the_counts_of_reporting_reckoned_by_hand(workspaces: Path, theme: Theme, qtbot: QtBot) -> None:
    """鄞江镇 has reported one form, in time for 2099; 石碶街道 none of its two since 2026-01-10."""
    overdue(workspaces)
    with Desk(workspaces / "district.db", write=True) as desk:
        home = district_home(Session(desk), theme, qtbot)
        counts = {count.word: (count.number, count.fact) for count in home.counts.counts}
        forms = len(
            [form for form in desk.documents.forms if desk.documents.items_due(OTHER, parse_period("2025"), form)]
        )
    expected = counts["应报"][0]
    assert counts["应报"][1] == f"未下发 {expected - 2 - forms}"  # 鄞江镇 has two forms, both issued
    assert counts["已报"] == (1, f"{100 // expected}%")
    assert counts["及时"] == (1, f"{100 // expected}%")
    assert counts["逾期未报"] == (forms, "")
    assert home.urge.text() == "催报 1 家"


def test_an_overdue_cell_says_so_in_words_and_whoever_was_urged_is_in_its_hint(
    workspaces: Path, theme: Theme, qtbot: QtBot
) -> None:
    overdue(workspaces)
    with Desk(workspaces / "district.db", write=True) as desk:
        desk.urging.record(desk.urging.owed(unit=OTHER))
        home = district_home(Session(desk), theme, qtbot)
        cells = [cell for block in home.heat.blocks for row in block.rows for cell in row.cells if cell]
        cell = next(cell for cell in cells if cell.key == ReturnKey("indicators", OTHER, "2025"))
        listed = home.side.overdue.rows.rows[0]
    assert (cell.flag, cell.overdue) == ("逾期", True)
    assert "，逾期 " in cell.spoken
    assert "已催报 1 次" in cell.spoken
    assert listed.urged.times == 1


def test_what_came_late_stays_marked_and_has_no_red_ground(workspaces: Path, theme: Theme, qtbot: QtBot) -> None:
    with Desk(workspaces / "district.db", write=True) as desk:
        desk.exchange.issue([OTHER], "2024", "2025-01-10", workspaces / "old.xlsx")
        desk.entry.enter([{"unit": OTHER, "period": "2024", "item": "145-04", "value": "5"}])
        desk.reviewing.review(OTHER, "2024", "approved", form="indicators", comment="代录")
        home = district_home(Session(desk), theme, qtbot)
        home.period.setCurrentIndex(home.period.findData("2024"))
        cells = [cell for block in home.heat.blocks for row in block.rows for cell in row.cells if cell]
        counts = {count.word: (count.number, count.fact) for count in home.counts.counts}
    cell = next(cell for cell in cells if cell.key == ReturnKey("indicators", OTHER, "2024"))
    assert (cell.flag, cell.overdue, cell.mark) == ("逾期报送", False, "ok")
    assert counts["及时"][0] == 0
    assert counts["逾期未报"][1] == "逾期报送 1"


def test_a_cell_that_waits_opens_on_the_review_page(district_session: Session, theme: Theme, qtbot: QtBot) -> None:
    home = district_home(district_session, theme, qtbot)
    home.show_rows([replace(row_of(district_session), state="已接收")])
    with qtbot.waitSignal(home.open_review) as opened:
        home.heat.opened.emit(KEY)
    assert opened.args == [KEY]


def urging_window(session: Session, theme: Theme, qtbot: QtBot) -> UrgingWindow:
    page = shown(session, theme, qtbot)
    page.show_item("urging")
    assert page.urging is not None
    return page.urging


def test_copying_the_words_puts_them_on_the_clipboard_and_on_record(
    workspaces: Path, theme: Theme, qtbot: QtBot
) -> None:
    overdue(workspaces)
    with Desk(workspaces / "district.db", write=True) as desk:
        window = urging_window(Session(desk), theme, qtbot)
        assert window.who.currentText().startswith("全部逾期的（1 家")
        assert window.text.toPlainText().startswith("【规划监测催报单】石碶街道：")
        window.copy.setFocus()
        QTest.keyClick(window.copy, Qt.Key.Key_Space)
        assert QGuiApplication.clipboard().text() == window.text.toPlainText()
        assert window.said.text().startswith("已复制，记下催报")
        assert {key.unit for key in desk.urging.urged()} == {OTHER}
        assert "已催 1 次" in window.list.rows.rows[0].urged.short
        qtbot.waitUntil(window.isActiveWindow)
        QTest.keyClick(window.copy, Qt.Key.Key_Escape)
        assert not window.isVisible()


def test_the_list_is_written_where_one_wants_and_one_unit_can_be_chosen(
    workspaces: Path, theme: Theme, qtbot: QtBot
) -> None:
    overdue(workspaces)
    with Desk(workspaces / "district.db", write=True) as desk:
        window = urging_window(Session(desk), theme, qtbot)
        window.who.setCurrentIndex(window.who.findData(UNIT))
        assert {row.key.unit for row in window.list.rows.rows} == {UNIT}
        window.save_list(workspaces / "list.docx")
        assert (workspaces / "list.docx").is_file()
        assert {key.unit for key in desk.urging.urged()} == {UNIT}
        window.save_list(workspaces / "list.pdf")
        assert window.said.text().startswith("不会写 .pdf 的清单")


def test_who_may_only_read_can_urge_nobody(workspaces: Path, theme: Theme, qtbot: QtBot) -> None:
    overdue(workspaces)
    with Desk(workspaces / "district.db") as desk:
        window = urging_window(Session(desk), theme, qtbot)
        assert window.list.rows.rows
        assert not window.copy.isEnabled()
        assert not window.save.isEnabled()


# 留痕.


def trail_window(session: Session, theme: Theme, qtbot: QtBot) -> TrailWindow:
    page = shown(session, theme, qtbot)
    page.show_item("trail")
    assert page.trail is not None
    return page.trail


def test_the_trail_is_filtered_and_exported_as_it_is_shown(
    district_session: Session, workspaces: Path, theme: Theme, qtbot: QtBot
) -> None:
    window = trail_window(district_session, theme, qtbot)
    qtbot.waitUntil(lambda: not window.reading.is_running)
    whole = window.model.rowCount()
    assert window.model.rows[0].n == len(district_session.desk.workspace.journal)
    window.unit.setCurrentIndex(window.unit.findData(UNIT))
    window.item.setText("专利")
    qtbot.waitUntil(lambda: window.reading.is_whole)
    rows = window.model.rows
    assert 0 < len(rows) < whole
    assert {(row.unit, row.item) for row in rows} == {("鄞江镇", "145-04")}
    window.write(workspaces / "trail.xlsx")
    qtbot.waitUntil(lambda: not window.errand.is_running)
    page = openpyxl.load_workbook(workspaces / "trail.xlsx")["留痕"]
    assert page.max_row - 1 == len(rows)
    assert "（按上面的筛选）" in window.said.text()


def test_the_chain_is_checked_and_a_printed_check_is_found_or_not(
    district_session: Session, theme: Theme, qtbot: QtBot
) -> None:
    window = trail_window(district_session, theme, qtbot)
    window.check_chain()
    qtbot.waitUntil(lambda: not window.errand.is_running)
    assert window.said.text().startswith("链完好")
    last = district_session.desk.workspace.journal.head()
    assert last is not None
    for printed, said in ((last.hash[:16], "一致"), ("0" * 16, "被截去或改写"), ("xyz", "看不懂留痕校验")):
        window.printed.setText(printed)
        QTest.keyClick(window.printed, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: not window.errand.is_running)
        assert said in window.said.text()


def test_a_day_that_is_not_typed_whole_filters_nothing_yet(
    district_session: Session, theme: Theme, qtbot: QtBot
) -> None:
    window = trail_window(district_session, theme, qtbot)
    qtbot.waitUntil(lambda: not window.reading.is_running)
    whole = window.model.rowCount()
    window.since.setText("2999")
    qtbot.waitUntil(lambda: not window.reading.is_running)
    assert window.model.rowCount() == whole
    window.since.setText("2999-01-01")
    qtbot.waitUntil(lambda: window.reading.is_whole)
    assert window.model.rowCount() == 0


def test_a_unit_has_its_own_trail_and_no_urging(unit_session: Session, theme: Theme, qtbot: QtBot) -> None:
    page = shown(unit_session, theme, qtbot)
    page.show_item("urging")
    assert page.urging is None
    assert isinstance(page.face, UnitHome)
    page.face.asked_for_trail.emit()
    assert page.trail is not None
    assert page.trail.model.rowCount() > 0


def test_the_palette_leads_to_both(district_session: Session, unit_session: Session) -> None:
    found = {goal.text: goal.target for goal in goals_of(district_session, pages_of("district"))}
    assert found["留痕"] == ItemWish("home", "trail")
    assert found["催报"] == ItemWish("home", "urging")
    assert "催报" not in {goal.text for goal in goals_of(unit_session, pages_of("unit"))}


# What 全审 finds, on 首页 of a unit.


def test_what_the_checks_find_is_counted_by_and_by(unit_session: Session, theme: Theme, qtbot: QtBot) -> None:
    page = shown(unit_session, theme, qtbot)
    home = page.face
    assert isinstance(home, UnitHome)
    qtbot.waitUntil(lambda: all(row.is_checked for row in home.table.rows.rows), timeout=10_000)
    row = home.table.rows.rows[0]
    found = unit_session.desk.checking.known(row.key)
    assert found is not None
    assert (row.hard, row.query) == (found.hard, found.query)
    assert home.table.rows.data(home.table.rows.index(0, FOUND)) == f"强制性 {found.hard} 核实性 {found.query}"
    assert home.table.rows.data(home.table.rows.index(1, FOUND)) == "尚未审核"  # nothing is filled in


@pytest.mark.parametrize(
    ("changes", "sentence", "step"),
    [
        ({"filled": 12, "hard": 1, "query": 2}, "还差 4 格、1 条强制性错误，就能传出", "继续填报"),
        ({"filled": 16, "hard": 2, "query": 0}, "已全部录入，还有 2 条强制性错误", "去改"),
        ({"filled": 16, "hard": 0, "query": 3}, "已全部录入，还有 3 条核实性问题没有说明", "去说明"),
        ({"filled": 16, "hard": 0, "query": 0}, "已全部录入，可以传出", "去传出"),
    ],
)
def test_errors_are_in_the_sentence_once_they_are_known(
    unit_session: Session, changes: dict[str, object], sentence: str, step: str
) -> None:
    row = replace(row_of(unit_session), state="录入中", returned={}, **changes)  # type: ignore[arg-type]
    assert goal([row])[1] == sentence
    assert next_step(row) == step


def test_f8_goes_to_what_is_wrong(unit_session: Session, theme: Theme, qtbot: QtBot) -> None:
    home = unit_home(unit_session, theme, qtbot)
    home.checkup.rest()
    row = replace(row_of(unit_session), state="录入中", returned={}, hard=2, query=0)
    home.show_rows([row])
    home.checkup.rest()
    assert home.problems.text() == "先看 2 条错误"
    home.window().activateWindow()
    qtbot.waitUntil(home.window().isActiveWindow)
    home.table.setFocus()
    with qtbot.waitSignal(home.open_return) as opened:
        QTest.keyClick(home.table, Qt.Key.Key_F8)
    assert opened.args == [KEY, None]


# 第二人审核.


def second_window(session: Session, theme: Theme, qtbot: QtBot) -> SecondReviewWindow:
    page = shown(session, theme, qtbot)
    page.show_item("second")
    assert page.second is not None
    return page.second


def test_a_copy_goes_out_and_opinions_come_home_by_the_window(
    district_session: Session, workspaces: Path, theme: Theme, qtbot: QtBot
) -> None:
    window = second_window(district_session, theme, qtbot)
    assert not window.back.isVisible()
    window.hand_out(workspaces / "copy.db")
    assert window.said.text().startswith("已交出")
    with Desk(workspaces / "copy.db", write=True, person="周二") as copy:
        of = [head.value.as_json() for head in copy.heads(KEY)[Slot("145-04")]]
        text = json.dumps({"verdict": "退回", "remark": "请核对", "of": of}, ensure_ascii=False)
        Drafts(workspaces / "copy.db", "judgements").keep(KEY, ("145-04", "value|"), text)
        session = Session(copy)
        there = second_window(session, theme, qtbot)
        assert "（审核副本）" in there.parentWidget().subject()  # type: ignore[union-attr]
        assert (there.back.isVisible(), there.out.isVisible(), there.take.isVisible()) == (True, False, False)
        there.hand_back(workspaces / "said.json")
        assert "意见 1 条" in there.said.text()
    (workspaces / "none.json").write_text("{}", "utf-8")
    with qtbot.waitSignal(window.merged):
        window.take_back([workspaces / "none.json", workspaces / "said.json", workspaces / "said.json"])
    lines = window.text.toPlainText().splitlines()
    assert lines[0].startswith("none.json：没有收下。none.json 不是审核意见")
    assert lines[1] == "said.json（周二）：意见 1 条，核定等 0 次。"
    assert lines[2] == "said.json：已收过，没有新内容。"
    assert Drafts(workspaces / "district.db", "judgements").of(KEY) == {("145-04", "value|"): text}


def test_the_review_page_that_was_open_is_made_anew_with_the_opinions(
    district_session: Session, theme: Theme, settings: QSettings, qtbot: QtBot
) -> None:
    window = MainWindow(theme, settings)
    qtbot.addWidget(window)
    window.show()
    window.open_session(district_session)
    window.open_page("review")
    assert "review" in window.pages
    window.open_item("home", "second")
    window.pages["home"].outdated.emit()
    assert set(window.pages) == {"home"}
    window.open_page("review")
    assert set(window.pages) == {"home", "review"}
    window.close()


def test_with_the_keyboard_alone_somebody_is_urged(
    workspaces: Path, theme: Theme, settings: QSettings, qtbot: QtBot
) -> None:
    overdue(workspaces)
    window = MainWindow(theme, settings)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.open_session(Session(Desk(workspaces / "district.db", write=True)))
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(window.palette_popup.isVisible)
    window.palette_popup.field.setText("催报")  # as an input method does
    assert window.palette_popup.shown[0].text == "催报"
    QTest.keyClick(window.palette_popup.field, Qt.Key.Key_Return)
    home = window.pages["home"]
    assert isinstance(home, HomePage)
    assert home.urging is not None
    qtbot.waitUntil(home.urging.isActiveWindow)
    assert home.urging.who.hasFocus()
    for _ in range(8):
        if home.urging.copy.hasFocus():
            break
        QTest.keyClick(home.urging.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClick(home.urging.copy, Qt.Key.Key_Space)
    assert window.session is not None
    assert {key.unit for key in window.session.desk.urging.urged()} == {OTHER}
    window.close()


# 查询.


def ask_of(workspaces: Path, *, answered: bool = False) -> None:
    """The district asks of 145-04, the unit has it before it, and may have answered."""
    slot = Slot("145-04")
    with Desk(workspaces / "district.db", write=True) as district, Desk(workspaces / "unit.db", write=True) as unit:
        district.querying.ask(KEY, slot, "依据是哪张表？")
        district.exchange.reply(UNIT, "2025", None, workspaces / "asked.xlsx")
        assert unit.exchange.receiver.receive([workspaces / "asked.xlsx"])[0].status == "received"
        if answered:
            unit.querying.answer(KEY, slot, "年报表三")
            unit.entry.enter([{"unit": UNIT, "period": "2025", "item": "145-04", "value": "121"}])
            unit.exchange.submit(UNIT, "2025", None, workspaces / "answer.xlsx")
            assert district.exchange.receiver.receive([workspaces / "answer.xlsx"])[0].status == "received"


@pytest.fixture
def asked_session(workspaces: Path) -> Iterator[Session]:
    ask_of(workspaces)
    with Desk(workspaces / "unit.db", write=True) as desk:
        yield Session(desk)


@pytest.fixture
def answered_session(workspaces: Path) -> Iterator[Session]:
    ask_of(workspaces, answered=True)
    with Desk(workspaces / "district.db", write=True) as desk:
        yield Session(desk)


def test_a_unit_sees_what_it_is_asked_and_comes_to_the_answer(
    asked_session: Session, theme: Theme, qtbot: QtBot
) -> None:
    home = unit_home(asked_session, theme, qtbot)
    assert home.facts.text().startswith("查询 1 条待答复 · 规划指标填报表")
    (place,) = [at for at, notice in enumerate(home.notices.rows.rows) if notice.is_query]
    notice = home.notices.rows.rows[place]
    assert (notice.text, notice.link, place) == ("依据是哪张表？", "去答复", 1), "behind the cell that came back"
    with qtbot.waitSignal(home.open_item) as opened:
        home.notices.clicked.emit(home.notices.rows.index(place))
    assert opened.args == ["review", "queries"]
    assert badges_of(asked_session) == {"review": 2}, "a cell that came back, and a question"
    page = ReviewPage(asked_session, theme)
    qtbot.addWidget(page)
    page.show_item("queries")
    assert page.unit_desk is not None
    assert page.unit_desk.lists.currentWidget() is page.unit_desk.queries


def test_the_district_sees_how_many_answers_it_has_to_settle(
    answered_session: Session, theme: Theme, qtbot: QtBot
) -> None:
    home = district_home(answered_session, theme, qtbot)
    assert home.asked.text() == "查询 1 条待办结"
    assert home.asked.isVisible()
    with qtbot.waitSignal(home.open_item) as opened:
        home.asked.click()
    assert opened.args == ["review", "queries"]
    assert badges_of(answered_session) == {"review": 2}, "a return that waits, and an answer"
    answered_session.desk.querying.close(KEY, Slot("145-04"))
    assert badges_of(answered_session) == {"review": 1}


def test_nothing_is_said_of_queries_where_none_waits(district_session: Session, theme: Theme, qtbot: QtBot) -> None:
    home = district_home(district_session, theme, qtbot)
    assert home.asked.isHidden()
    district_session.desk.querying.ask(KEY, Slot("145-04"), "依据是哪张表？")
    home.show_rows(rows_of(district_session))
    assert home.asked.isHidden(), "it waits for the unit"


def test_what_waits_for_the_district_stands_behind_what_is_to_be_done(unit_session: Session) -> None:
    first, *_ = rows_of(unit_session)
    waiting = replace(first, state="已接收", due=date(2000, 1, 1))
    assert sorted([waiting, first], key=_by_date) == [first, waiting], "though it was due long before"
