"""Filters, order, finding, widths and size of the sheet."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QSettings, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from haishu_desk.desk import Desk
from haishu_desk.ui.entry.column_menu import ColumnMenu
from haishu_desk.ui.entry.filters import CARRIED, PROBLEM, SENT_BACK, UNFILLED, Filter
from haishu_desk.ui.entry.headers import DOWN, FILTERED, UP
from haishu_desk.ui.entry.page import EntryPage
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from tests.desk.office import INDICATORS, TASKS, Office
from tests.ui.entry.conftest import Clerk, Open

CTRL, SHIFT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)


def _shown(clerk: Clerk) -> list[str]:
    """The rows that can be seen, from above; headings by their title."""
    lines = enumerate(clerk.model.lines)
    seen = [line for row, line in lines if not clerk.view.isRowHidden(row)]
    return [line.item.code if line.item else line.title.strip() for line in seen]


def _menu(clerk: Clerk, column: str) -> ColumnMenu:
    return clerk.page.arranging.menu(column)


# Filters.


def test_a_filter_by_how_rows_stand_hides_the_others_and_says_so(reported_clerk: Clerk) -> None:
    _menu(reported_clerk, "state").states[UNFILLED].trigger()
    assert "145-04" not in _shown(reported_clerk)
    assert "145-03" in _shown(reported_clerk)
    assert "只看未录　隐去 3 行" in reported_clerk.page.arranged.label.text()
    assert reported_clerk.page.top.unfilled.isChecked()
    reported_clerk.page.arranged.button.click()
    assert reported_clerk.page.arranged.isHidden()
    assert "145-04" in _shown(reported_clerk)


def test_what_was_sent_back_and_what_is_a_problem_can_be_shown_alone(reported: Office, open_page: Open) -> None:
    reported.table("cells.csv", "item,field,vintage,comment", "145-11,,,口径不对")
    reported.review("--return", "--cells", reported.file("cells.csv"))
    reported.reply("back.xlsx")
    reported.receive("town", "back.xlsx")
    clerk = open_page(reported.db("town"))
    for state in (SENT_BACK, PROBLEM):
        clerk.page.arranging.show_only(state)
        assert _shown(clerk) == ["城市能级", "145-11"]
    clerk.at("145-11")
    clerk.type("13")
    clerk.key(Qt.Key.Key_Return)
    clerk.page.arranging.show_only(SENT_BACK)
    assert _shown(clerk) == ["城市能级", "145-11"]
    clerk.page.arranging.show_only(PROBLEM)
    assert _shown(clerk) == []
    clerk.page.arranging.show_only(CARRIED)
    assert _shown(clerk) == []


def test_values_of_a_column_are_ticked_and_columns_narrow_each_other(reported_clerk: Clerk) -> None:
    menu = _menu(reported_clerk, "unit")
    menu.tick("%", on=False)
    assert "145-06" not in _shown(reported_clerk)
    assert {"145-04", "145-11"} <= set(_shown(reported_clerk))
    _menu(reported_clerk, "state").tick("未录", on=False)
    assert [code for code in _shown(reported_clerk) if code.startswith("145")] == ["145-04", "145-11", "145-33"]
    assert set(reported_clerk.view.frame.corner.signs.values()) == {FILTERED}
    _menu(reported_clerk, "unit").all.trigger()
    _menu(reported_clerk, "state").all.trigger()
    assert "145-06" in _shown(reported_clerk)


def test_all_ticks_are_taken_away_at_once_to_tick_one(clerk: Clerk) -> None:
    menu = _menu(clerk, "unit")
    menu.tick_every(on=False)
    assert _shown(clerk) == []
    menu.tick("件", on=True)
    assert [code for code in _shown(clerk) if code.startswith("145")] == ["145-04"]
    assert _menu(clerk, "unit").list.item(0).checkState() == Qt.CheckState.Unchecked
    menu.tick_every(on=True)
    assert (clerk.page.arranging.filters, len(_shown(clerk))) == ({}, 16 + 5)


# The platform of the tests has no window for a menu.
@pytest.mark.qt_log_ignore("does not support", extend=True)
def test_a_text_that_is_contained_is_asked_for_in_the_menu(clerk: Clerk) -> None:
    menu = _menu(clerk, "name")
    menu.popup(clerk.view.mapToGlobal(QPoint(0, 0)))
    menu.contains.setText("比重")
    menu.contains.setFocus()
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert [code for code in _shown(clerk) if code.startswith("145")] == ["145-03", "145-06"]
    assert "名称：含“比重”" in clerk.page.arranged.label.text()


def test_enter_and_f3_pass_by_rows_that_are_filtered_out(clerk: Clerk) -> None:
    clerk.page.arranging.filter_by("unit", Filter(frozenset({"件", "亿元"})))
    clerk.at("145-04")
    clerk.key(Qt.Key.Key_Return)
    assert clerk.place == ("145-11", "value")


def test_going_to_a_row_that_is_filtered_out_shows_everything_again(clerk: Clerk) -> None:
    clerk.page.arranging.filter_by("unit", Filter(frozenset({"件"})))
    clerk.page.go_to(INDICATORS, "145-33")
    assert (clerk.place, clerk.page.arranged.isHidden()) == (("145-33", "value"), True)


def test_another_sheet_begins_without_filters(clerk: Clerk) -> None:
    clerk.page.arranging.filter_by("unit", Filter(frozenset({"件"})))
    clerk.page.arranging.sort_by("name")
    clerk.page.top.form_chosen.emit("tasks")
    assert (clerk.page.arranging.filters, clerk.page.arranging.sorting) == ({}, None)
    assert clerk.page.arranged.isHidden()


# Order.


def test_names_are_sorted_by_pinyin_without_headings_and_esc_brings_the_print_order_back(clerk: Clerk) -> None:
    before = _shown(clerk)
    _menu(clerk, "name").up.trigger()
    # chéng chéng dì gāo huò kuà liáng ... : 城镇生活, 城镇新增, 地表水, 高技术, 货物, 跨境, 粮食, 每千人(婴), 每千人(执), 每万
    assert _shown(clerk)[:7] == ["145-22", "145-25", "145-19", "145-06", "145-11", "145-12", "145-33"]
    assert len(_shown(clerk)) == 16
    assert clerk.view.frame.corner.signs == {"name": UP}
    clerk.key(Qt.Key.Key_Escape)
    assert _shown(clerk) == before


def test_figures_are_sorted_as_figures_with_the_empty_ones_last_either_way(reported_clerk: Clerk) -> None:
    reported_clerk.page.arranging.sort_by("value")
    assert _shown(reported_clerk)[:3] == ["145-33", "145-11", "145-04"]  # 0.3, 12.50, 120
    reported_clerk.page.arranging.sort_by("value", is_down=True)
    assert _shown(reported_clerk)[:3] == ["145-04", "145-11", "145-33"]
    assert reported_clerk.view.columns_header.signs == {"value": DOWN}
    _menu(reported_clerk, "value").back.trigger()
    assert _shown(reported_clerk)[0] == "经济发展"


def test_the_current_cell_stays_the_current_one_when_the_order_changes(clerk: Clerk) -> None:
    clerk.at("145-11", "note")
    clerk.page.arranging.sort_by("name")
    assert clerk.place == ("145-11", "note")


# As above.
@pytest.mark.qt_log_ignore("does not support", extend=True)
def test_a_click_on_a_title_opens_its_menu(clerk: Clerk) -> None:
    clerk.view.columns_header.sectionClicked.emit(clerk.model.column_of("state"))
    menu = clerk.view.findChild(ColumnMenu)
    assert menu is not None
    assert menu.property("column") == "state"
    menu.close()
    corner = clerk.view.frame.corner
    QTest.mouseClick(corner, Qt.MouseButton.LeftButton, NONE, QPoint(100, 10))
    assert {each.property("column") for each in clerk.view.findChildren(ColumnMenu)} >= {"name"}
    for each in clerk.view.findChildren(ColumnMenu):
        each.close()


# Finding.


@pytest.mark.parametrize(
    ("typed", "place"),
    [("托位", ("145-26", "value")), ("145-33", ("145-33", "value")), ("kjds", ("145-12", "value")),
     ("liangshi", ("145-33", "value")), ("亿美元", None), ("zzzz", None)],
)  # fmt: skip
def test_names_codes_initials_and_syllables_are_found(clerk: Clerk, typed: str, place: tuple[str, str] | None) -> None:
    clerk.at("145-03")
    clerk.key(Qt.Key.Key_F, CTRL)
    assert clerk.page.finder.field.hasFocus()
    clerk.page.finder.field.setText(typed)
    assert clerk.place == (place or ("145-03", "value"))
    assert (clerk.page.finder.found.text() == "没有找到") == (place is None)


def test_words_of_cells_are_found_marked_and_gone_through_both_ways(reported_clerk: Clerk) -> None:
    clerk = reported_clerk
    clerk.at("145-12", "note")
    clerk.type("est. of may")
    clerk.key(Qt.Key.Key_Return)
    clerk.at("145-26", "note")
    clerk.type("of may")
    clerk.key(Qt.Key.Key_Return)
    clerk.page.finder.open()
    clerk.page.finder.field.setText("of may")
    assert (clerk.place, clerk.page.finder.found.text()) == (("145-12", "note"), "2 处")
    assert len(clerk.view.found) == 2
    field = clerk.page.finder.field
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert clerk.place == ("145-26", "note")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert clerk.place == ("145-12", "note")
    QTest.keyClick(field, Qt.Key.Key_Return, SHIFT)
    assert clerk.place == ("145-26", "note")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert (clerk.page.finder.isHidden(), clerk.view.found, clerk.view.hasFocus()) == (True, frozenset(), True)


# Size and widths.


def _wheel(clerk: Clerk, turned: int, modifiers: Qt.KeyboardModifier) -> None:
    place = QPointF(50, 50)
    event = QWheelEvent(
        place,
        place,
        QPoint(),
        QPoint(0, turned),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(clerk.view.viewport(), event)


def test_the_sheet_is_enlarged_by_keys_and_wheel_between_80_and_200_percent(clerk: Clerk) -> None:
    row = clerk.model.row_of("145-04")
    assert clerk.view.rowHeight(row) == 30
    for _ in range(12):
        clerk.key(Qt.Key.Key_Equal, CTRL)
    assert (clerk.view.frame.percent, clerk.view.rowHeight(row)) == (200, 60)
    clerk.key(Qt.Key.Key_0, CTRL)
    assert (clerk.view.frame.percent, clerk.view.rowHeight(row)) == (100, 30)
    _wheel(clerk, -120, CTRL)
    assert clerk.view.frame.percent == 90
    _wheel(clerk, 120, NONE)
    assert clerk.view.frame.percent == 90
    for _ in range(5):
        clerk.key(Qt.Key.Key_Minus, CTRL)
    assert (clerk.view.frame.percent, clerk.view.rowHeight(row)) == (80, 24)


def test_an_editor_in_an_enlarged_sheet_is_as_high_as_its_row(clerk: Clerk) -> None:
    clerk.view.frame.zoom(150)
    clerk.at("145-04")
    clerk.type("1")
    editor = clerk.view.open_editor
    assert editor is not None
    assert (editor.height(), editor.font().pointSizeF()) == (45, 15.0)


def test_size_and_widths_are_remembered_by_form(office: Office, open_page: Open, tmp_path: Path) -> None:
    settings = QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat)
    clerk = open_page(office.db("town"), settings=settings)
    note = clerk.model.column_of("note")
    clerk.view.columns_header.resizeSection(note, 260)
    clerk.view.frame.zoom(120)
    clerk.close()
    again = open_page(office.db("town"), settings=settings)
    assert again.view.frame.percent == 120
    assert again.view.columnWidth(note) == round(260 * 1.2)
    again.page.show_return(TASKS)
    assert again.view.frame.widths == {}
    again.page.show_return(INDICATORS)
    again.page.arranging.menu("note").widths.trigger()
    assert again.view.columnWidth(note) < round(260 * 1.2)


def test_a_page_without_settings_remembers_nothing(office: Office) -> None:
    with Desk(office.db("town")) as desk:
        session = Session(desk)
        page = EntryPage(session, Theme("light"))
        session.setParent(page)
        page.view.frame.zoom(150)
        page.view.frame.remember()
        assert session.settings is None
