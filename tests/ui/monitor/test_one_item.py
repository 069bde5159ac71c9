"""One item of the monitor page: choose an indicator and a unit, see the chart and the table, always with the basis."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from haishu_desk.desk import Desk
from haishu_desk.desk.figures import Figures
from haishu_desk.desk.founding import found
from haishu_desk.desk.series import Series
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.errors import DeskError
from haishu_desk.ui import slices, turns
from haishu_desk.ui.monitor.models import ROW_ROLE
from haishu_desk.ui.monitor.one_item import OneItem
from haishu_desk.ui.monitor.page import MonitorPage
from haishu_desk.ui.monitor.year_table import YearModel
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

TJJ, SHIQI = "dept-tjj", "330203009"
CELLS = (
    (TJJ, "2018", "135-08", "2.11", None),
    (TJJ, "2019", "135-08", "2.18", None),
    (TJJ, "2021", "145-03", "2.52", None),
    (TJJ, "2022", "145-03", "未取得", None),
    (TJJ, "2023", "145-03", "3.02", "初步核算"),
    (TJJ, "2023", "145-03", "2.94", "最终核实"),
    (TJJ, "2021", "145-16", "完成市下达目标", None),
    ("dept-sthjfj", "2021", "145-21", "21", None),
    ("dept-scjgj", "2021", "145-04", "2741", None),
    (SHIQI, "2021", "145-04", "318", None),
)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("monitor") / "district.db"
    found(path, "district", None, "李审", None)
    with Desk(path, write=True, person="李审") as desk:
        desk.entry.enter(
            {"unit": unit, "period": period, "item": item, "value": value, "vintage": vintage}
            for unit, period, item, value, vintage in CELLS
        )
        desk.reviewing.review("dept-sthjfj", "2021", "approved")
    return path


@pytest.fixture
def page(qtbot: QtBot, workspace: Path) -> Iterator[OneItem]:
    with Desk(workspace) as desk:
        shown = OneItem(Session(desk), Theme())
        qtbot.addWidget(shown)
        shown.scope.unapproved.setChecked(True)
        shown.resize(1294, 692)
        shown.show()
        shown.refresh()
        yield shown


@pytest.mark.parametrize("item", ["145-03", "145-21", "145-16", "135-02", "145-04"])
def test_the_chart_has_as_many_points_as_the_series(page: OneItem, item: str) -> None:
    page.show_item(item)
    assert page.series is not None
    assert page.chart is not None
    on_the_line = sum(len(segment) for segment in page.series.segments())
    beside = len([point for point in page.series.others if point.number is not None])
    assert page.chart.point_count == on_the_line + beside
    assert page.years.model_.years == list(page.series.years)


def test_the_list_shows_unit_target_latest_value_and_its_basis(page: OneItem) -> None:
    row = page.chooser.model.index_of("145-03").data(ROW_ROLE)
    assert (row.unit, row.target, row.value, row.year, row.basis) == ("%", "3.6", "2.94", "2023", "录入中")
    row = page.chooser.model.index_of("145-21").data(ROW_ROLE)
    assert (row.target, row.value, row.basis, row.binding) == ("<27", "21", "已批", True)
    row = page.chooser.model.index_of("135-02").data(ROW_ROLE)
    assert (row.value, row.year, row.basis) == ("115.8", "2020", "规划表")


def test_the_panel_says_on_what_the_verdict_rests(page: OneItem) -> None:
    page.show_item("145-21")
    assert page.side.basis.text().startswith("2021年的数（已批）")
    page.show_item("145-05")
    assert page.side.origin.text() == "没有填报的数；规划表印的数不经过填报"


def test_a_unit_can_be_chosen_where_it_has_values(page: OneItem) -> None:
    page.show_item("145-04")
    assert [page.scope.units.itemText(place) for place in range(page.scope.units.count())] == [
        "全区（区市场监督管理局报）",
        "石碶街道",
    ]
    page.scope.units.setCurrentIndex(1)
    page.scope.units.activated.emit(1)
    assert page.series is not None
    assert page.series.unit == SHIQI
    assert page.series.targets == ()
    page.show_item("145-03")
    assert not page.scope.units.isEnabled()


def test_choosing_in_the_list_changes_the_chart(page: OneItem) -> None:
    page.chooser.indicators.setCurrentIndex(page.chooser.model.index_of("145-16"))
    assert page.series is not None
    assert page.series.item.code == "145-16"


def test_the_search_narrows_the_list_by_name_and_code(page: OneItem) -> None:
    page.chooser.search.setText("pm2.5")
    codes = [page.chooser.model.index(row).data(ROW_ROLE).code for row in range(page.chooser.model.rowCount())]
    assert codes == ["", "145-21", "", "135-17"]
    page.chooser.search.setText("没有这个词")
    assert page.chooser.model.rowCount() == 0
    page.chooser.search.clear()
    assert page.chooser.model.rowCount() == 59 + 2


def test_the_cross_hair_tells_all_values_of_a_year(page: OneItem) -> None:
    page.show_item("145-03")
    assert page.chart is not None
    page.chart.look_at(2023)
    words = page.chart.hover.words()
    assert "实际 最终核实 录入中 2.94" in words
    assert "当时报 初步核算 录入中 3.02" in words
    assert "2025 目标 3.6" in words
    QTest.keyClick(page.chart, Qt.Key.Key_Left)
    assert "未取得" in page.chart.hover.words()
    QTest.keyClick(page.chart, Qt.Key.Key_Escape)
    assert not page.chart.hover.isVisible()


def test_the_numbers_can_be_taken_to_a_workbook(page: OneItem) -> None:
    page.show_item("145-03")
    page.copy_numbers()
    lines = QGuiApplication.clipboard().text().splitlines()
    # 2.35+(3.6-2.35)×3/5 = 3.1; 2.94-3.1 = -0.16
    assert "2023\t2.94\t3.1\t\u22120.16\t最终核实\t录入中\t全区（区统计局报）\t" in lines
    assert lines[0] == "3 研发与试验发展经费支出占地区生产总值比重（%）"
    assert lines[1].startswith("来源：区统计局填报，“十三五”规划表“完成值”　截至：") or "含未审数" in lines[1]
    page.copy_picture()
    assert not QGuiApplication.clipboard().image().isNull()


def test_the_models_keep_the_rules_of_qt(page: OneItem, qtmodeltester: ModelTester) -> None:
    page.show_item("145-03")
    qtmodeltester.check(page.chooser.model)  # type: ignore[no-untyped-call]
    qtmodeltester.check(page.years.model_)  # type: ignore[no-untyped-call]
    qtmodeltester.check(YearModel())  # type: ignore[no-untyped-call]
    assert not page.chooser.model.flags(QModelIndex()) & Qt.ItemFlag.ItemIsSelectable


def test_a_unit_sees_its_own_indicators_only(qtbot: QtBot, tmp_path: Path) -> None:
    found(tmp_path / "street.db", "unit", SHIQI, "王填", None)
    with Desk(tmp_path / "street.db") as desk:
        session = Session(desk)
        shown = MonitorPage(session, Theme("dark"))
        qtbot.addWidget(shown)
        shown.show()
        shown.show_item("145-04")
        one = shown.one
        codes = [one.chooser.model.index(row).data(ROW_ROLE).code for row in range(one.chooser.model.rowCount())]
        assert len([code for code in codes if code]) == 16
        assert [one.scope.units.itemText(place) for place in range(one.scope.units.count())] == ["石碶街道"]
        assert "石碶街道" in shown.subject()


def test_the_page_is_painted_in_every_mode(qtbot: QtBot, workspace: Path) -> None:
    for mode in ("light", "dark", "contrast"):
        with Desk(workspace) as desk:
            shown = OneItem(Session(desk), Theme(mode))
            qtbot.addWidget(shown)
            shown.resize(1108, 560)
            shown.show()
            shown.refresh()
            for item in ("145-01", "145-16", "145-21", "145-25", "135-04"):
                shown.show_item(item)
                assert not shown.grab().isNull()


def test_pyqtgraph_waits_for_the_first_chart(workspace: Path) -> None:
    """A page that is built and not shown costs no numpy."""
    program = f"""
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from haishu_desk.desk import Desk
from haishu_desk.ui.monitor.page import MonitorPage
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
application = QApplication([])
session = Session(Desk(Path({str(workspace)!r})))
page = MonitorPage(session, Theme())
page.refresh()
assert "pyqtgraph" not in sys.modules and "numpy" not in sys.modules
page.show_item("145-03")
assert "pyqtgraph" in sys.modules
session.background.wait()
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr


def test_the_table_stands_under_the_years_of_the_axis(page: OneItem) -> None:
    """Each column's middle is its year's place on the axis, to a pixel, also after the window became wider."""
    page.show_item("145-03")
    for width in (1294, 1500):
        page.resize(width, 692)
        QApplication.processEvents()
        assert page.chart is not None
        offset = page.chart.canvas.plot.mapTo(page, QPoint(0, 0)).x()
        for column, year in enumerate(page.years.model_.years):
            box = page.years.visualRect(page.years.model_.index(0, column))
            middle = page.years.viewport().mapTo(page, box.center()).x()
            assert abs(middle - offset - page.chart.canvas.across(year)) <= 2


def test_the_table_has_actual_expected_difference_and_state(page: OneItem) -> None:
    page.show_item("145-03")
    lines = page.years.model_.text([page.years.model_.years.index(year) for year in (2022, 2023)]).splitlines()
    assert lines == [
        "\t2022\t2023",
        "实际\t未取得\t2.94",
        "应达\t2.85\t3.1",
        "差\t\t\u22120.16",
        "状态\t录入中\t最终核实",
    ]


def test_the_chosen_years_are_copied(page: OneItem) -> None:
    page.show_item("145-03")
    page.years.look_at(2023)
    QTest.keyClick(page.years, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().splitlines()[:2] == ["\t2023", "实际\t2.94"]


def test_chart_and_table_look_at_the_same_year(page: OneItem) -> None:
    page.show_item("145-03")
    assert page.chart is not None
    page.chart.look_at(2021)
    assert page.years.model_.years[page.years.currentIndex().column()] == 2021
    page.years.setCurrentIndex(page.years.model_.index(0, page.years.model_.years.index(2023)))
    assert page.chart.hover.words().startswith("2023 年")


def test_up_and_down_go_through_the_items_and_stop_at_the_ends(page: OneItem) -> None:
    page.show_item("145-02")
    assert page.chart is not None
    QTest.keyClick(page.chart, Qt.Key.Key_Down)
    assert page.series is not None
    assert page.series.item.code == "145-03"
    for _ in range(3):
        QTest.keyClick(page.chart, Qt.Key.Key_Up)
    assert page.series.item.code == "145-01"


def test_escape_takes_the_cross_hair_away_and_then_leads_back(page: OneItem) -> None:
    page.show_item("145-03")
    assert page.chart is not None
    page.chart.look_at(2021)
    asked: list[None] = []
    page.back_asked.connect(lambda: asked.append(None))
    QTest.keyClick(page.chart, Qt.Key.Key_Escape)
    assert asked == []
    QTest.keyClick(page.chart, Qt.Key.Key_Escape)
    assert asked == [None]
    page.head.back.click()
    assert len(asked) == 2


def test_only_approved_figures_are_shown_where_the_tick_is_taken_away(page: OneItem) -> None:
    page.show_item("145-03")
    page.scope.unapproved.setChecked(False)
    assert page.series is not None
    assert page.series.points == ()
    page.scope.unapproved.setChecked(True)
    assert page.series.points


def test_the_district_judges_what_was_approved_unless_it_asks_for_more(qtbot: QtBot, workspace: Path) -> None:
    with Desk(workspace) as desk:
        shown = OneItem(Session(desk), Theme())
        qtbot.addWidget(shown)
        shown.refresh()
        assert not shown.scope.unapproved.isChecked()
        shown.show_item("145-03")
        assert shown.series is not None
        assert shown.series.points == ()
        shown.look_up_to(date(2023, 12, 31), with_unapproved=True)
        assert shown.scope.days.currentText() == "截至 2023 年底"
        assert shown.series.latest is not None


def test_another_day_can_be_chosen(page: OneItem) -> None:
    page.show_item("145-03")
    days = page.scope.days
    days.setCurrentIndex(days.findText("截至 2021 年底"))
    days.activated.emit(days.currentIndex())
    assert page.seen is not None
    assert page.seen.year == 2021
    page.show_item("145-21")
    assert page.scope.days.currentText() == "截至 2021 年底", "the choice stays from item to item"


def test_the_list_opens_by_ctrl_f_and_is_searched(page: OneItem) -> None:
    assert not page.chooser.isVisible()
    QTest.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.chooser.isVisible()
    page.head.list_asked.emit()
    assert not page.chooser.isVisible()


def test_the_panel_leads_to_the_plan_the_cell_and_the_trail(page: OneItem) -> None:
    page.show_item("145-03")
    items: list[tuple[str, str]] = []
    cells: list[tuple[object, object]] = []
    page.open_item.connect(lambda name, code: items.append((name, code)))
    page.open_return.connect(lambda key, item: cells.append((key, item)))
    page.side.asked_plan.emit()
    page.side.trail.click()
    page.side.asked_cell.emit()
    assert items == [("plan", "145-03"), ("home", "trail")]
    assert cells == [(ReturnKey("indicators", TJJ, "2023"), "145-03")]
    page.side.copy_formula()
    assert QGuiApplication.clipboard().text().startswith("应达 2.35+(3.6-2.35)×3/5=3.1")


def test_where_there_are_many_returns_the_list_fills_while_it_is_seen(
    qtbot: QtBot, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "AT_ONCE", 0)
    monkeypatch.setattr(slices, "SLICE", -1.0)
    with Desk(workspace) as desk:
        session = Session(desk)
        session.ahead.begin()
        shown = OneItem(session, Theme())
        qtbot.addWidget(shown)
        shown.scope.unapproved.setChecked(True)
        shown.resize(1294, 692)
        shown.show()
        shown.refresh("145-03")
        row = shown.chooser.model.index_of("145-03").data(ROW_ROLE)
        assert shown.series is not None, "what was asked for is there at once"
        assert row.spoken == "3 研发与试验发展经费支出占地区生产总值比重，%，正在读"
        qtbot.wait(20)
        assert not shown.chooser.model.index_of("145-03").data(ROW_ROLE).is_read, "nobody sees the list"
        shown.toggle_list()
        qtbot.waitUntil(lambda: all(row.is_read for row in shown.chooser.model._all if row.code))
        row = shown.chooser.model.index_of("145-03").data(ROW_ROLE)
        assert (row.unit, row.target, row.value, row.year, row.basis) == ("%", "3.6", "2.94", "2023", "录入中")
        monkeypatch.setattr(turns, "AT_ONCE", 64)
        at_once = OneItem(session, Theme())
        qtbot.addWidget(at_once)
        at_once.refresh()
        assert at_once.chooser.model._all == shown.chooser.model._all


def test_an_indicator_that_cannot_be_read_keeps_none_of_the_others_back(
    qtbot: QtBot, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Figures.series

    def series(figures: Figures, item: str, unit: str | None = None) -> Series:
        if item == "145-05":
            raise DeskError("读不出来", "", code="test")
        return read(figures, item, unit)

    with Desk(workspace) as desk:
        shown = OneItem(Session(desk), Theme())
        qtbot.addWidget(shown)
        monkeypatch.setattr(Figures, "series", series)
        shown.refresh("145-03")
        assert [row.code for row in shown.chooser.model._all if row.code and not row.is_read] == ["145-05"]
