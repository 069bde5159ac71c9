"""The part of tasks and projects, driven as a clerk drives it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from haishu_desk.desk import Desk
from haishu_desk.desk.founding import found
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.ui.monitor.projects.deciding import DecisionWindow
from haishu_desk.ui.monitor.projects.model import ProjectModel
from haishu_desk.ui.monitor.projects.view import ProjectsView
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from tests.monitor.test_task_verdict import month
from tests.ui.monitor.projects.made import LATE, PAUSED, ROAD, TWIN, report_some

if TYPE_CHECKING:
    from PySide6.QtWidgets import QComboBox
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("projects") / "district.db"
    found(file, "district", None, "李审", None)
    with Desk(file, write=True) as desk:
        report_some(desk)
    return file


def shown(qtbot: QtBot, desk: Desk, mode: str = "light", width: int = 1294) -> ProjectsView:
    view = ProjectsView(Session(desk), Theme(mode))
    qtbot.addWidget(view)
    view.resize(width, 660)
    view.show()
    with qtbot.waitSignal(view.judged):
        view.refresh()
    return view


@pytest.fixture
def view(qtbot: QtBot, workspace: Path) -> Iterator[ProjectsView]:
    with Desk(workspace) as desk:
        made = shown(qtbot, desk)
        yield made
        made._session.background.wait()


def codes(view: ProjectsView) -> list[str]:
    return [row.item.code for row in view.table.rows.rows]


def choose(box: QComboBox, data: str) -> None:
    """Choose an entry as a click does."""
    place = box.findData(data)
    box.setCurrentIndex(place)
    box.activated.emit(place)


def test_what_was_reported_is_shown_with_sums_lanes_and_details(view: ProjectsView) -> None:
    assert codes(view) == [ROAD, TWIN, LATE, PAUSED]
    assert [lane.code for lane in view.timeline.lanes] == [ROAD, LATE]
    assert view.head.title == "全部任务与项目　2025年第三季度"
    assert "未报 304" in view.head.sums
    assert "按标段投资加权" in view.details.text()
    assert [chip.text() for chip in view.tools.chips.values()] == ["已报 4", "要关注 2", "未报 305", "全部 309"]


def test_filters_and_parts_narrow_the_rows_and_the_sums(view: ProjectsView) -> None:
    choose(view.tools.part, "9")
    assert codes(view) == [LATE]
    assert view.head.title.startswith("专栏9")
    view.tools.press("全部")
    assert len(codes(view)) == 28
    choose(view.tools.part, "")
    view.tools.press("要关注")
    assert LATE in codes(view)


def test_an_empty_part_says_what_to_do_and_does_it(view: ProjectsView) -> None:
    choose(view.tools.part, "10")
    assert view.stack.currentWidget() is view.empty
    view.empty.button.click()
    assert len(codes(view)) == 4
    assert view.tools.filter == "全部"


def test_keys_go_through_the_table_and_the_timeline_goes_along(view: ProjectsView, qtbot: QtBot) -> None:
    view.setFocus()
    QTest.keyClick(view.table, Qt.Key.Key_Down)
    QTest.keyClick(view.table, Qt.Key.Key_Down)
    assert (view.table.current, view.timeline.current) == (LATE, LATE)
    QTest.keyClick(view.timeline, Qt.Key.Key_Home)
    assert view.table.current == ROAD
    QTest.keyClick(view.timeline, Qt.Key.Key_Down)
    assert view.table.current == LATE
    with qtbot.waitSignal(view.open_return) as opened:
        QTest.keyClick(view.timeline, Qt.Key.Key_Return)
    assert opened.args[1] == LATE
    key = opened.args[0]
    assert isinstance(key, ReturnKey)
    assert (key.form, key.period) == ("tasks", "2025-Q3")


def test_enter_on_a_thing_printed_again_opens_where_it_is_reported(view: ProjectsView, qtbot: QtBot) -> None:
    view.table.look_at(TWIN)
    with qtbot.waitSignal(view.open_return) as opened:
        QTest.keyClick(view.table, Qt.Key.Key_Return)
    assert opened.args[1] == ROAD
    with qtbot.waitSignal(view.open_item) as plan:
        view.show_in_plan()
    assert plan.args == ["plan", TWIN]


def test_a_click_on_a_lane_chooses_it_and_its_place_is_its_months(view: ProjectsView) -> None:
    line = view.timeline
    QTest.mouseClick(line.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, 40 + 24 + 12))
    assert view.table.current == LATE
    begin, end = line.span_of((month("2024年1月"), month("2024年12月")))
    # Six years, 2021 to 2026, share what is right of the names: 2024 is the fourth.
    room = line.viewport().width() - 216 - 16
    assert begin == pytest.approx(216 + room * 3 / 6)
    assert end == pytest.approx(216 + room * 4 / 6)


def test_another_period_another_way_of_dividing_and_other_lamps_are_judged_anew(
    view: ProjectsView, qtbot: QtBot
) -> None:
    for box, data in ((view.tools.period, "145 2025-Q2"), (view.tools.by, "unit"), (view.tools.lamps, "sanya")):
        with qtbot.waitSignal(view.judged):
            choose(box, data)
    assert view.board is not None
    assert (view.board.choice.period, view.board.lamps) == ("2025-Q2", "三亚式")
    assert "只看进度" in view.tools.lamps.toolTip()
    assert codes(view) == [LATE]
    assert "区住房和城乡建设局" in [view.tools.part.itemText(n) for n in range(view.tools.part.count())]


def test_the_numbers_are_copied_with_their_heads(view: ProjectsView) -> None:
    view.copy_numbers()
    title, foot, head, first, *_ = QGuiApplication.clipboard().text().splitlines()
    assert title == "全部任务与项目　2025年第三季度"
    assert foot == "来源：各责任单位填报的任务项目表　截至：2025年9月　只用审核通过的数"
    assert head.split("\t")[:2] == ["任务或项目", "阶段"]
    assert first.split("\t")[2:4] == ["60%", "80%　1,600 / 2,000"]


def test_the_picture_has_every_lane_and_its_caption(view: ProjectsView) -> None:
    view.copy_picture()
    picture = QGuiApplication.clipboard().image()
    assert picture.width() >= view.timeline.viewport().width()
    assert picture.height() > 40 + 24 * len(view.timeline.lanes)


def test_nothing_is_judged_again_while_nothing_was_written(view: ProjectsView, qtbot: QtBot) -> None:
    before = view.board
    qtbot.waitUntil(lambda: not view._session.background.jobs)
    view.refresh()
    assert view.board is before
    assert not view._session.background.jobs


@pytest.mark.parametrize("mode", ["dark", "contrast"])
def test_it_is_painted_in_every_mode_also_where_there_is_little_room(qtbot: QtBot, workspace: Path, mode: str) -> None:
    with Desk(workspace) as desk:
        made = shown(qtbot, desk, mode, 900)
        assert made.table.isColumnHidden(made.table.rows.columnCount() - 1)
        assert not made.grab().isNull()
        made._session.background.wait()


def test_a_verdict_is_overruled_and_a_reason_accepted_from_the_menu(
    qtbot: QtBot, workspace: Path, tmp_path: Path
) -> None:
    shutil.copytree(workspace.parent, tmp_path / "copy")
    with Desk(tmp_path / "copy" / "district.db", write=True, person="李审") as desk:
        made = shown(qtbot, desk)
        made.table.look_at(LATE)
        assert [action.text() for action in made.menu().actions() if "……" in action.text() and action.isEnabled()]
        for of_lights, data in ((True, "开工"), (False, "进展缓慢")):
            made.decide(of_lights=of_lights)
            window = made.findChildren(DecisionWindow)[-1]
            window.what.setCurrentIndex(window.what.findData(data))
            window.done_button.click()
            assert "没有写理由" in window.said.text()
            window.reason.setText("等用地批复")
            with qtbot.waitSignal(made.judged):
                window.done_button.click()
            assert not window.isVisible()
        standing = made.table.standing
        assert standing is not None
        assert (standing.verdict, standing.overruled_by) == ("进展缓慢", "李审")
        assert standing.lights["开工"].color == "yellow"
        made.decide(of_lights=False)
        assert made.findChildren(DecisionWindow)[-1].what.itemText(0) == "撤回改判，按算法"
        made._session.background.wait()


def test_a_unit_sees_its_own(qtbot: QtBot, tmp_path: Path) -> None:
    found(tmp_path / "unit.db", "unit", "330203105", "张填", None)
    with Desk(tmp_path / "unit.db", write=True) as desk:
        made = shown(qtbot, desk)
        assert made.stack.currentWidget() is made.empty
        made.empty.button.click()
        assert {unit for row in made.table.rows.rows for unit in row.units} == {"330203105"}
        made._session.background.wait()


def test_the_model_keeps_the_contract_of_qt(qtmodeltester: ModelTester, view: ProjectsView) -> None:
    model = ProjectModel()
    model.show_rows(view.table.rows.rows, {})
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
