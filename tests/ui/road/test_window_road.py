"""The main road through the window: two people, each before a window of their own, and files that go between them."""

from __future__ import annotations

import os
import platform
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit

from haishu_desk.desk import Desk
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.returns import APPROVED, SENT_BACK
from haishu_desk.ui.entry.editor import ChoiceEditor, NumberEditor
from haishu_desk.ui.entry.sheet_table import LOOK_ROLE
from haishu_desk.ui.exchange.district_panel import DistrictPanel
from haishu_desk.ui.exchange.files import Column
from haishu_desk.ui.exchange.unit_panel import UnitPanel
from haishu_desk.ui.home.overview import rows_of
from haishu_desk.ui.monitor.models import ROW_ROLE
from haishu_desk.ui.review.comparison_model import Column as Compared
from tests.desk.office import read_here
from tests.ui.conftest import PERIOD, UNIT
from tests.ui.road.conftest import Dialogs, Sit
from tests.ui.road.people import CTRL, DOWN, ENTER, ESCAPE, TAB, Person, agreed

KEY = ReturnKey("indicators", UNIT, PERIOD)
CALLS = 100_000


def issue(district: Person, dialogs: Dialogs, folder: Path) -> Path:
    """下发任务包 to 鄞江镇 alone."""
    district.turn_to("exchange")
    panel = district.exchange.panel
    assert isinstance(panel, DistrictPanel)
    panel.period.selectAll()
    panel.period.setFocus()
    district.type(PERIOD)
    panel.count_units()
    panel.units.setCurrentIndex(panel.units.findText("鄞江镇"))
    panel.due.setFocus()
    district.type("2099-01-10")
    dialogs.answer = folder
    district.click(panel.issue)
    district.qtbot.waitUntil(lambda: not panel.is_writing)
    (task,) = folder.glob("鄞江镇_2025_任务包*.xlsx")
    return task


def fill_in(unit: Person) -> None:
    """As a clerk types: full-width digits, Enter, Tab, 数值状态, a word where a figure belongs, and back again."""
    unit.turn_to("entry")
    assert unit.place == ("145-03", "value"), "the keyboard is in the first cell"
    unit.press(ENTER)
    unit.type("１２０")
    unit.press(ENTER)
    assert unit.stored("145-04") == ["120"]
    assert unit.place == ("145-06", "value")
    unit.stand("145-33")
    unit.type("0.3")
    unit.press(TAB)
    assert unit.place == ("145-33", "vintage")
    choose_first_vintage(unit)
    unit.press(TAB)
    unit.type("估")
    unit.press(ENTER)
    assert unit.stored("145-33", "note", "预计") == ["估"]
    type_something_wrong(unit)
    unit.stand("145-11")
    unit.type("99")
    unit.press(ENTER)
    unit.press(Qt.Key.Key_Z, CTRL)
    assert unit.look("145-11").text == "待填"
    assert unit.place == ("145-11", "value")
    assert len(unit.entry.view.selectedIndexes()) == 1, "Ctrl was held, and Delete would empty what is selected"
    unit.type("12.50")
    unit.press(ENTER)
    assert unit.complaints == []


def choose_first_vintage(unit: Person) -> None:
    """F2 opens the list of 数值状态, arrow down chooses, Enter takes."""
    unit.press(Qt.Key.Key_F2)
    editor = unit.entry.view.open_editor
    assert isinstance(editor, ChoiceEditor)
    unit.qtbot.waitUntil(lambda: editor.view().isVisible())
    unit.press(DOWN)
    unit.press(ENTER)
    unit.qtbot.waitUntil(lambda: unit.entry.view.open_editor is None)
    assert unit.look("145-33", "vintage").text == "预计"


def type_something_wrong(unit: Person) -> None:
    """Words where a figure belongs stay red with their sentence, and go when they are given up."""
    unit.stand("145-25")
    unit.type("大概三千")
    unit.press(ENTER)
    editor = unit.entry.view.open_editor
    assert isinstance(editor, NumberEditor)
    assert (editor.is_wrong, editor.text()) == (True, "大概三千")
    assert "看不懂" in unit.entry.view.editing.hint.text
    unit.stand("145-06")
    look = unit.look("145-25")
    assert (look.text, look.tone) == ("大概三千", "bad")
    assert "看不懂" in look.tip
    assert unit.stored("145-25") == []
    unit.press(Qt.Key.Key_F8)
    assert unit.place == ("145-25", "value")
    unit.press(Qt.Key.Key_F2)
    unit.press(ESCAPE)
    assert unit.look("145-25").text == "待填"


def hand_over(unit: Person, dialogs: Dialogs, file: Path) -> None:
    """传出上报包 on 收发."""
    unit.turn_to("exchange")
    panel = unit.exchange.panel
    assert isinstance(panel, UnitPanel)
    dialogs.answer = file
    unit.click(panel.submit)
    assert dialogs.proposed == "鄞江镇_2025_上报包.xlsx"
    assert file.is_file()


def receive_beside_a_damaged_file(district: Person, up: Path) -> None:
    """Each file has its own line; the good one is taken in."""
    damaged = up.with_name("damaged.xlsx")
    damaged.write_bytes(up.read_bytes()[:5000])
    district.turn_to("exchange")
    good, bad = district.drop(up, damaged)
    assert (good.fate.word, bad.fate.word) == ("可装入", "未装入")
    assert bad.text(Column.ADVICE).startswith("文件不完整")
    assert district.exchange.take.text() == "装入 1 个"
    district.click(district.exchange.take)
    district.qtbot.waitUntil(lambda: good.fate.word == "已装入")
    district.qtbot.waitUntil(lambda: not district.exchange.intake.is_taking)
    district.click(district.exchange.clear)


def send_one_back(district: Person, dialogs: Dialogs, file: Path) -> None:
    """F6 with a remark on 145-04, F5 on the others, 退回修改, 传出退回包."""
    district.turn_to("review")
    desk = district.district
    assert desk.key == KEY
    district.press(Qt.Key.Key_F8)  # the keyboard goes from the list into the table
    row = next(
        row for row, line in enumerate(desk.model.lines) if not isinstance(line, str) and line.item.code == "145-04"
    )
    desk.view.go_to_row(row)
    district.press(Qt.Key.Key_F6)
    editors = desk.view.viewport().findChildren(QLineEdit)
    assert [editor.hasFocus() for editor in editors] == [True]
    district.type("比上年少一半，请核对")
    district.press(ENTER)
    assert desk.model.index(row, Compared.NOTE).data() == "退回：比上年少一半，请核对"
    district.click(desk.bar.back)
    assert desk.deciding.state(KEY) == SENT_BACK
    dialogs.answer = file
    district.click(desk.bar.reply)
    assert dialogs.proposed == "鄞江镇_2025_退回包.xlsx"
    assert file.is_file()


def correct(unit: Person) -> None:
    """From 退回与查询 to the cell by Enter; another figure, with Enter."""
    unit.turn_to("review")
    assert unit.review.unit is not None
    assert [(row.item, row.reason) for row in unit.review.unit.model.rows] == [("145-04", "比上年少一半，请核对")]
    unit.press(ENTER)
    assert (unit.window.current, unit.place) == ("entry", ("145-04", "value"))
    assert unit.look("145-04").mark == "bad"
    unit.type("210")
    unit.press(ENTER)
    assert unit.stored("145-04") == ["210"]
    assert unit.look("145-04").mark == ""


def approve(district: Person, dialogs: Dialogs, file: Path) -> None:
    """F5 until nothing is left, then 审核通过 and 传出批复包."""
    district.turn_to("review")
    desk = district.district
    for _ in range(len(desk.model.rows)):
        assert not desk.bar.approve.isEnabled()
        district.press(Qt.Key.Key_F5)
    district.click(desk.bar.approve)
    assert desk.deciding.state(KEY) == APPROVED
    dialogs.answer = file
    district.click(desk.bar.reply)
    assert dialogs.proposed == "鄞江镇_2025_批复包.xlsx"


def look_at_the_end(unit: Person) -> None:
    """The sheet is closed, 首页 says so, 监测 has the value as approved."""
    unit.turn_to("entry")
    assert unit.entry.model.shown.is_read_only
    unit.stand("145-04")
    unit.type("9")
    assert unit.entry.view.open_editor is None
    assert unit.stored("145-04") == ["210"]
    unit.turn_to("home")
    assert unit.window.session is not None
    states = {row.key.form: row.state for row in rows_of(unit.window.session)}
    assert states["indicators"] == APPROVED
    row = next(line for line in unit.home.table.rows.rows if line.key == KEY)
    assert row.state == APPROVED
    unit.turn_to("monitor")
    unit.monitor.show_item("145-04")
    shown = unit.monitor.one.chooser.model.index_of("145-04").data(ROW_ROLE)
    assert (shown.value, shown.year, shown.basis) == ("210", "2025", "已批")


def test_two_people_go_the_whole_road_by_keys_drops_and_buttons(folder: Path, dialogs: Dialogs, sit: Sit) -> None:
    district, unit = sit(folder / "district.db"), sit(folder / "unit.db")
    district.come()
    task = issue(district, dialogs, folder)
    unit.come()
    assert unit.take_in(task) == ["已装入"]
    fill_in(unit)
    hand_over(unit, dialogs, folder / "up.xlsx")

    district.come()
    receive_beside_a_damaged_file(district, folder / "up.xlsx")
    send_one_back(district, dialogs, folder / "back.xlsx")
    unit.come()
    assert unit.take_in(folder / "back.xlsx") == ["已装入"]
    correct(unit)
    hand_over(unit, dialogs, folder / "up2.xlsx")

    district.come()
    assert district.take_in(folder / "up2.xlsx") == ["已装入"]
    approve(district, dialogs, folder / "approved.xlsx")
    unit.come()
    assert unit.take_in(folder / "approved.xlsx") == ["已装入"]
    look_at_the_end(unit)

    ours, theirs = (person.desk.reading.values(unit=UNIT) for person in (unit, district))
    assert agreed(ours) == agreed(theirs)
    assert {row["basis"] for row in ours} == {"已批"}
    standing = {(row["item"], row["vintage"]): row["value"]["raw"] for row in ours if row["value"]["raw"]}
    assert standing == {("145-04", None): "210", ("145-11", None): "12.50", ("145-33", "预计"): "0.3"}


@pytest.fixture
def clerk(folder: Path, sit: Sit) -> Person:
    """Somebody of 鄞江镇 before an empty sheet, the keyboard in its first cell."""
    with Desk(folder / "district.db", write=True) as district, Desk(folder / "unit.db", write=True) as unit:
        district.exchange.issue([UNIT], PERIOD, "2099-01-10", folder / "task.xlsx")
        unit.exchange.receiver.take_in(folder / "task.xlsx", read=read_here)
    clerk = sit(folder / "unit.db")
    clerk.turn_to("entry")
    return clerk


def again(clerk: Person, sit: Sit) -> Person:
    """The same clerk at the next start."""
    clerk.window.close()
    clerk = sit(clerk.db)
    clerk.turn_to("entry")
    return clerk


def test_a_figure_that_is_being_typed_when_the_window_is_closed_is_stored(clerk: Person, sit: Sit) -> None:
    clerk.stand("145-04")
    clerk.type("125")
    clerk = again(clerk, sit)
    assert clerk.stored("145-04") == ["125"]
    assert clerk.look("145-04").text == "125"


def test_words_that_are_no_figure_are_back_in_their_cell_at_the_next_start(clerk: Person, sit: Sit) -> None:
    clerk.stand("145-04")
    clerk.type("大概一百")
    clerk = again(clerk, sit)
    look = clerk.look("145-04")
    assert (look.text, look.tone) == ("大概一百", "bad")
    assert "1 格没有存入" in clerk.entry.said.text
    clerk.press(Qt.Key.Key_F8)
    clerk.press(Qt.Key.Key_F2)
    clerk.press(Qt.Key.Key_A, CTRL)
    clerk.type("100")
    clerk.press(ENTER)
    assert clerk.stored("145-04") == ["100"]
    assert again(clerk, sit).look("145-04").tone == ""


def test_a_word_that_is_composed_when_the_window_is_closed_is_not_half_stored(clerk: Person, sit: Sit) -> None:
    clerk.stand("145-04", "note")
    clerk.type("已核对")
    editor = clerk.entry.view.open_editor
    assert editor is not None
    QApplication.sendEvent(editor, QInputMethodEvent("tai zhang", []))
    clerk = again(clerk, sit)
    assert clerk.stored("145-04", "note") == ["已核对"]


def test_a_list_that_is_open_when_the_window_is_closed_has_chosen_nothing(clerk: Person, sit: Sit) -> None:
    clerk.stand("145-33")
    clerk.type("0.3")
    clerk.press(TAB)
    clerk.press(Qt.Key.Key_F2)
    editor = clerk.entry.view.open_editor
    assert isinstance(editor, ChoiceEditor)
    clerk.qtbot.waitUntil(lambda: editor.view().isVisible())
    clerk.press(DOWN)
    clerk = again(clerk, sit)
    assert clerk.stored("145-33") == ["0.3"]
    assert clerk.look("145-33", "vintage").text == ""


def test_a_second_window_on_the_same_file_says_who_has_it_and_takes_no_text(clerk: Person, sit: Sit) -> None:
    second = sit(clerk.db)
    assert clerk.window.session is not None
    assert (
        f"正在被使用：{clerk.window.session.desk.person}，{platform.node()}，进程 {os.getpid()}"
        in second.window.notice.text
    )
    second.turn_to("entry")
    second.stand("145-04")
    second.type("9")
    assert second.entry.view.open_editor is None
    clerk.come()
    clerk.stand("145-04")
    clerk.type("8")
    clerk.press(ENTER)
    clerk.window.close()
    second.come()
    second.click(second.window.notice.button)
    second.turn_to("entry")
    assert second.stored("145-04") == ["8"]
    second.stand("145-06")
    second.type("7")
    second.press(ENTER)
    assert second.stored("145-06") == ["7"]


@pytest.mark.parametrize(
    "text", ["大概三千", "12%", "1.2.3", "三千件", "1e400", "=SUM(A1:A3)", "12 3", "<b>1</b>", "\\"]
)
def test_what_is_no_figure_is_kept_with_its_sentence_and_never_stored(clerk: Person, text: str) -> None:
    clerk.stand("145-04")
    clerk.type(text)
    clerk.press(ENTER)
    editor = clerk.entry.view.open_editor
    assert isinstance(editor, NumberEditor)
    assert (editor.is_wrong, editor.text()) == (True, text)
    assert clerk.entry.view.editing.hint.text
    clerk.stand("145-06")
    look = clerk.look("145-04")
    assert (look.text, look.tone) == (text, "bad")
    assert look.tip
    assert clerk.stored("145-04") == []
    assert clerk.window.current == "entry"


def test_who_turns_to_a_page_by_key_has_the_keyboard_in_its_middle(clerk: Person) -> None:
    clerk.stand("145-04")
    for name in ("exchange", "plan", "monitor", "home", "entry"):
        clerk.turn_to(name)
        focused = QApplication.focusWidget()
        page = clerk.window.pages[name]
        assert focused is not None
        assert page.isAncestorOf(focused)
        if name != "exchange":  # which has buttons only
            assert isinstance(focused, QAbstractItemView)
    assert clerk.place == ("145-04", "value"), "the sheet is as it was left"


def test_a_hundred_thousand_calls_leave_the_sheet_as_it_is(clerk: Person) -> None:
    model, view, calls = clerk.entry.model, clerk.entry.view, 0
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole, LOOK_ROLE)
    before = [look for row in range(model.rowCount()) for look in model.looks(row)]
    indexes = [model.index(row, column) for row in range(model.rowCount()) for column in range(model.columnCount())]
    while calls < CALLS:
        for index in indexes:
            for role in roles:
                model.data(index, role)
            view.setCurrentIndex(index)
            view.viewport().update(view.visualRect(index))
            calls += len(roles) + 2
        view.viewport().repaint()
        QApplication.processEvents()
        calls += 2
    assert calls >= CALLS
    assert [look for row in range(model.rowCount()) for look in model.looks(row)] == before
    assert clerk.complaints == []
    clerk.stand("145-04")
    clerk.type("1")
    clerk.press(ENTER)
    assert clerk.stored("145-04") == ["1"]
