"""首页 of a unit and of the district, on real workspaces."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from haishu_desk.desk import Desk
from haishu_desk.domain.cells import ReturnKey, Slot
from haishu_desk.ui.home.district import DistrictHome
from haishu_desk.ui.home.forms_table import STATE, STEP
from haishu_desk.ui.home.overview import FormRow, badges_of, rows_of
from haishu_desk.ui.home.page import HomePage
from haishu_desk.ui.home.says import day, days_left, goal, next_step
from haishu_desk.ui.home.steps import DONE, NOW, steps_of
from haishu_desk.ui.home.unit import UnitHome
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme

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
    place = home.waiting.visualRect(home.waiting.rows.index(0)).center()
    with qtbot.waitSignal(home.open_review) as opened:
        QTest.mouseClick(home.waiting.viewport(), Qt.MouseButton.LeftButton, pos=place)
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
