"""The overview in the page: it comes by itself, both sides look at one item, Enter opens it large and Esc comes back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from haishu_desk.desk import Desk
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.ui.monitor.overview.asked import Choice
from haishu_desk.ui.monitor.overview.board import board_of
from haishu_desk.ui.monitor.overview.items_view import NARROW
from haishu_desk.ui.monitor.overview.models import LIGHT, LINE_ROLE, NAME, PROGRESS, VALUE, LineModel
from haishu_desk.ui.monitor.overview.multiples import hovered
from haishu_desk.ui.monitor.overview.tool_bar import ITEMS, RANKING, ROLLUP
from haishu_desk.ui.monitor.overview.view import Overview
from haishu_desk.ui.monitor.page import MonitorPage
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from tests.desk.figures import enter
from tests.ui.monitor.overview.conftest import STHJ, TJJ

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
OF_2023 = Choice("145", 2023)


@pytest.fixture
def page(qtbot: QtBot, session: Session, theme: Theme) -> MonitorPage:
    shown = MonitorPage(session, theme)
    qtbot.addWidget(shown)
    shown.resize(1294, 692)
    shown.show()
    shown.activateWindow()
    with qtbot.waitSignal(shown.overview.judged):
        shown.refresh()
    qtbot.waitUntil(lambda: not session.background.jobs)
    return shown


def _large(page: MonitorPage) -> str:
    """Which item is shown large; empty for none."""
    return page.one.series.item.code if page.is_large and page.one.series is not None else ""


@pytest.fixture
def view(page: MonitorPage) -> Overview:
    return page.overview


def test_the_page_comes_first_and_the_judgement_follows(qtbot: QtBot, session: Session, theme: Theme) -> None:
    shown = MonitorPage(session, theme)
    qtbot.addWidget(shown)
    shown.show()
    shown.refresh()
    assert not shown.overview.items.model.lines
    qtbot.waitUntil(lambda: shown.overview.board is not None)
    assert shown.overview.board == board_of(session.desk, OF_2023)
    assert "33 项主要指标" in shown.subject()


def test_an_answer_to_an_earlier_question_is_dropped(qtbot: QtBot, view: Overview) -> None:
    seen: list[int] = []
    view.judged.connect(lambda: seen.append(view.board.choice.year if view.board else 0))
    view.ask(replace(OF_2023, year=2022))
    view.ask(replace(OF_2023, year=2021))
    qtbot.waitUntil(lambda: seen != [])
    qtbot.wait(50)
    assert seen == [2021]


def test_nothing_is_judged_again_until_something_was_written(qtbot: QtBot, page: MonitorPage, watched: Desk) -> None:
    board = page.overview.board
    page.refresh()
    assert not page.session.background.jobs
    enter(watched, f"{TJJ} 145-08 2024 23.6")
    with qtbot.waitSignal(page.overview.judged):
        page.refresh()
    assert page.overview.board is not board


def test_the_table_paints_what_its_model_says_the_worst_first(view: Overview) -> None:
    model = view.items.model
    first = model.lines[0]
    assert (first.item.number, first.light) == ("8", "red")
    texts = [str(model.index(0, column).data()) for column in (NAME, VALUE, PROGRESS, LIGHT)]
    # Base 23.6, target 30: (23.4 − 23.6) ÷ 6.4 = −3 %.
    assert texts == ["全部工业占比", "23.4", "\u22123%", "红·滞后"]
    assert "(23.4-23.6)" in str(model.index(0, PROGRESS).data(Qt.ItemDataRole.ToolTipRole))
    view.tools.order.click()
    assert [line.item.number for line in model.lines[:3]] == ["1", "2", "3"]


def test_filters_show_what_they_say_and_how_many(view: Overview) -> None:
    for name, chip in view.tools.chips.items():
        chip.click()
        said = chip.text().removeprefix(name).strip()
        assert not said or int(said) == view.items.model.rowCount()
    assert {line.light for line in view.items.model.lines} == {"red", "yellow"}
    assert len(view.items.multiples.lines) == 33, "the small pictures stay whole"


def test_both_sides_look_at_one_item(view: Overview) -> None:
    view.items.table.look_at("145-21")
    assert view.items.multiples.currentIndex().data(LINE_ROLE).code == "145-21"
    view.items.multiples.setFocus()
    QTest.keyClick(view.items.multiples, Qt.Key.Key_Left)
    assert view.items.table.line is not None
    assert view.current == view.items.table.line.code == "145-20"


def test_enter_opens_the_item_large_and_escape_comes_back_to_its_line(page: MonitorPage) -> None:
    page.overview.items.look_at("145-21")
    QTest.keyClick(page.overview.items.table, Qt.Key.Key_Return)
    assert _large(page) == "145-21"
    page.one.step(-1)
    assert _large(page) == "145-20"
    QTest.keyClick(page.one, Qt.Key.Key_Escape)
    assert not _large(page)
    assert page.overview.current == "145-20"
    assert QApplication.focusWidget() is page.overview.items.table


def test_a_double_click_opens_too_from_either_side(page: MonitorPage) -> None:
    table, tiles = page.overview.items.table, page.overview.items.multiples
    for part, place in ((table, table.visualRect(table.model().index(2, NAME)).center()),
                        (tiles, tiles.visualRect(tiles.model().index(7, 0)).center())):  # fmt: skip
        QTest.mouseClick(part.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
        QTest.mouseDClick(part.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
        assert page.is_large
        page.show_all()
    assert page.overview.current == "145-08"


def test_a_figure_opens_down_to_the_return_it_was_filled_in(page: MonitorPage, qtbot: QtBot) -> None:
    page.overview.items.look_at("145-20")
    with qtbot.waitSignal(page.open_return) as opened:
        QTest.keyClick(page.overview.items.table, Qt.Key.Key_Return, CTRL)
    assert opened.args == [ReturnKey("indicators", STHJ, "2023"), "145-20"]


def test_what_is_hardly_reached_is_a_chip_that_opens_it(page: MonitorPage) -> None:
    (chip,) = page.overview.head.chips
    assert "20" in chip.text()
    assert "越过界限" in chip.toolTip()
    chip.click()
    assert _large(page) == "145-20"


def test_lights_and_verdicts_are_counted_and_the_words_can_be_changed(view: Overview, qtbot: QtBot) -> None:
    assert view.board is not None
    assert view.head.bar.lights == view.board.lights
    assert view.head.verdicts.text() == "　".join(f"{word} {n}" for word, n in view.board.verdicts.items())
    with qtbot.waitSignal(view.judged):
        view.head.words.setCurrentIndex(1)
        view.head.words.activated.emit(1)
    assert view.head.verdicts.text().startswith("达到或超过进度")
    assert "实现度" in view.head.verdicts.toolTip()


def test_the_tool_bar_says_and_asks_which_year_and_which_figures(view: Overview, qtbot: QtBot) -> None:
    tools = view.tools
    assert (tools.year.currentText(), tools.basis.currentText()) == ("2023 年·十四五", "只用审核通过的数")
    assert "允许差距 5 个百分点" in tools.rules.toolTip()
    with qtbot.waitSignal(view.judged):
        tools.basis.setCurrentIndex(1)
        tools.basis.activated.emit(1)
    assert view.board is not None
    assert view.board.choice == replace(OF_2023, basis="current")


def test_the_mouse_over_a_picture_says_that_years_value(view: Overview) -> None:
    line = next(line for line in view.items.multiples.lines if line.code == "145-21")
    # 2020 to 2025 from left to right: three fifths of the way is 2023.
    assert hovered(line, 0.6).splitlines()[1] == "2023 年 23 微克/立方米，应达 27"
    assert hovered(line, 0.8).splitlines()[1] == "2024 年 没有数，应达 27"


def test_a_picture_and_the_numbers_are_copied_with_what_they_are(view: Overview) -> None:
    QTest.keyClick(view.items.table, Qt.Key.Key_C, CTRL | SHIFT)
    picture = QGuiApplication.clipboard().image()
    grid = view.items.multiples.picture()
    assert picture.width() == grid.width() + 32
    assert picture.height() > grid.height() + 60, "title, source and day stand around it"
    view.copy_numbers()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == "海曙区规划主要指标完成情况 2023 年度"
    assert lines[1].endswith("截至：2023-12-31　只用审核通过的数")
    assert lines[3].split("\t")[:5] == ["8", "全部工业增加值占地区生产总值比重", "%", "", "23.4"]
    assert len(lines) == 3 + 33
    view.copy_page()
    assert not QGuiApplication.clipboard().image().isNull()


def test_a_narrow_window_shows_the_table_or_the_pictures(page: MonitorPage, view: Overview) -> None:
    page.resize(NARROW - 40, 600)
    QApplication.processEvents()
    assert view.items.table.isVisible()
    assert not view.items.multiples.isVisible()
    view.tools.pictures.click()
    assert view.items.multiples.isVisible()
    assert not view.items.table.isVisible()


def test_every_picture_is_named_for_screen_readers(view: Overview) -> None:
    reader = QAccessible.queryAccessibleInterface(view.items.multiples)
    assert reader is not None
    names = [reader.child(place).text(QAccessible.Text.Name) for place in range(reader.childCount())]
    assert names == [line.spoken for line in view.items.multiples.lines]


@pytest.mark.parametrize("mode", ["light", "dark", "contrast"])
def test_all_views_are_painted_in_every_mode(qtbot: QtBot, session: Session, mode: str) -> None:
    view = Overview(session, Theme(mode))
    qtbot.addWidget(view)
    view.resize(1108, 560)
    view.show()
    with qtbot.waitSignal(view.judged):
        view.refresh()
    for name in (RANKING, ROLLUP, ITEMS):
        view.tools.segments.buttons[name].click()
        session.background.wait()
        QApplication.processEvents()
        assert not view.grab().isNull()


def test_the_model_keeps_the_rules_of_qt(view: Overview, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(view.items.model)  # type: ignore[no-untyped-call]
    qtmodeltester.check(view.items.multiples.model())  # type: ignore[no-untyped-call]
    qtmodeltester.check(LineModel())  # type: ignore[no-untyped-call]
