"""Typing into the sheet as a clerk does."""

from __future__ import annotations

import sqlite3

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from haishu_desk.ui.entry.editor import NumberEditor, TextEditor
from tests.desk.office import Office
from tests.ui.entry.conftest import Clerk, Open

ENTER, TAB, ESC = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape
CTRL = Qt.KeyboardModifier.ControlModifier


def test_a_typed_figure_is_stored_at_once_by_enter_and_the_next_row_is_current(clerk: Clerk) -> None:
    clerk.at("145-04")
    clerk.type("1204")
    assert clerk.stored("145-04") == []
    clerk.key(ENTER)
    assert clerk.stored("145-04") == ["1204"]
    assert (clerk.text("145-04"), clerk.standing("145-04")) == ("1,204", "已录")
    assert clerk.place == ("145-06", "value")
    assert clerk.page.top.count.text() == "已录 1 / 16"


def test_tab_stores_and_goes_to_the_next_field_and_from_the_last_one_to_the_next_row(clerk: Clerk) -> None:
    clerk.at("145-04")
    clerk.type("12")
    clerk.key(TAB)
    assert (clerk.stored("145-04"), clerk.place) == (["12"], ("145-04", "vintage"))
    clerk.key(TAB)
    assert clerk.place == ("145-04", "note")
    clerk.type("ok")
    clerk.key(TAB)
    assert clerk.stored("145-04", "note") == ["ok"]
    assert clerk.place == ("145-06", "value")
    clerk.key(Qt.Key.Key_Backtab)
    assert clerk.place == ("145-04", "note")


def test_a_number_of_a_person_is_hinted_at_while_it_is_typed_and_can_be_stored(clerk: Clerk) -> None:
    clerk.at("145-04", "note")
    clerk.type("1380013800")
    assert clerk.view.editing.hint.text == ""
    clerk.type("0")
    assert "像有手机号" in clerk.view.editing.hint.text
    clerk.key(TAB)
    assert clerk.stored("145-04", "note") == ["13800138000"]


def test_enter_steps_over_headings_and_shift_enter_goes_up(clerk: Clerk) -> None:
    clerk.at("145-06")
    clerk.key(ENTER)
    assert clerk.place == ("145-11", "value")
    clerk.key(ENTER, Qt.KeyboardModifier.ShiftModifier)
    assert clerk.place == ("145-06", "value")


def test_esc_gives_up_and_nothing_is_stored(clerk: Clerk) -> None:
    clerk.at("145-04")
    clerk.type("99")
    clerk.key(ESC)
    assert clerk.view.open_editor is None
    assert clerk.stored("145-04") == []
    assert clerk.standing("145-04") == "未录"


def test_f2_keeps_the_present_text_and_typing_replaces_it(clerk: Clerk) -> None:
    clerk.at("145-04")
    clerk.type("12")
    clerk.key(ENTER)
    clerk.at("145-04")
    clerk.key(Qt.Key.Key_F2)
    clerk.type("5")
    clerk.key(ENTER)
    assert clerk.stored("145-04") == ["125"]
    clerk.at("145-04")
    clerk.type("7")
    clerk.key(ENTER)
    assert clerk.stored("145-04") == ["7"]


def test_the_same_text_again_is_no_edit(clerk: Clerk) -> None:
    clerk.at("145-04")
    clerk.type("12")
    clerk.key(ENTER)
    clerk.at("145-04")
    clerk.key(Qt.Key.Key_F2)
    clerk.key(ENTER)
    assert clerk.history("145-04") == ["录入"]


def test_delete_clears_and_a_cleared_cell_is_an_edit(clerk: Clerk) -> None:
    clerk.at("145-04")
    clerk.type("12")
    clerk.key(ENTER)
    clerk.at("145-04")
    clerk.key(Qt.Key.Key_Delete)
    assert (clerk.stored("145-04"), clerk.text("145-04")) == ([""], "待填")
    assert clerk.history("145-04") == ["录入", "录入"]
    clerk.key(Qt.Key.Key_Delete)
    assert len(clerk.history("145-04")) == 2


def test_an_arrow_leaves_a_cell_that_was_typed_over_and_moves_the_caret_after_f2(clerk: Clerk) -> None:
    clerk.at("145-04")
    clerk.type("12")
    clerk.key(Qt.Key.Key_Down)
    assert (clerk.stored("145-04"), clerk.place) == (["12"], ("145-06", "value"))
    clerk.at("145-04")
    clerk.key(Qt.Key.Key_F2)
    clerk.key(Qt.Key.Key_Left)
    assert clerk.view.open_editor is not None
    clerk.type("0")
    clerk.key(ENTER)
    assert clerk.stored("145-04") == ["102"]


def test_the_hint_says_what_was_understood_before_it_is_stored(clerk: Clerk) -> None:
    clerk.at("145-25")
    clerk.type("1")
    editor = clerk.view.open_editor
    assert isinstance(editor, NumberEditor)
    editor.setText("１２，８６０人")
    said = clerk.view.editing.hint.text
    assert "1.286 万人" in said
    assert "全角与千分位已识别；人 → 万人" in said
    assert "Enter 存入" in said
    clerk.key(ENTER)
    assert clerk.stored("145-25") == ["1.286"]
    assert clerk.view.editing.hint.text == ""


def test_a_percentage_is_refused_under_the_editor_where_the_unit_is_another(clerk: Clerk) -> None:
    clerk.at("145-04")
    clerk.type("12%")
    assert "是百分数" in clerk.view.editing.hint.text
    clerk.key(ENTER)
    editor = clerk.view.open_editor
    assert isinstance(editor, NumberEditor)
    assert (editor.is_wrong, editor.text()) == (True, "12%")
    assert clerk.stored("145-04") == []
    clerk.key(Qt.Key.Key_Backspace)
    assert not editor.is_wrong
    clerk.key(ENTER)
    assert clerk.stored("145-04") == ["12"]


def test_a_full_width_digit_committed_by_the_input_method_opens_the_editor_and_stays_in_it(clerk: Clerk) -> None:
    clerk.at("145-04")
    for sign in "１２．５":
        event = QInputMethodEvent()
        event.setCommitString(sign)
        QApplication.sendEvent(clerk.target, event)
    clerk.key(ENTER)
    assert clerk.stored("145-04") == ["12.5"]


def test_enter_while_composing_belongs_to_the_input_method(clerk: Clerk) -> None:
    clerk.at("145-04", "note")
    QApplication.sendEvent(clerk.view, QInputMethodEvent("shuo", []))
    editor = clerk.view.open_editor
    assert isinstance(editor, TextEditor)
    clerk.key(ENTER)
    assert clerk.view.open_editor is editor
    event = QInputMethodEvent()
    event.setCommitString("说")
    QApplication.sendEvent(editor, event)
    clerk.view.close_editor()
    assert clerk.stored("145-04", "note") == ["说"]


def test_alt_enter_begins_a_new_line_in_a_text_and_enter_stores_it(clerk: Clerk) -> None:
    clerk.at("145-04", "note")
    clerk.type("a")
    clerk.key(ENTER, Qt.KeyboardModifier.AltModifier)
    clerk.type("b")
    clerk.key(ENTER)
    assert clerk.stored("145-04", "note") == ["a\nb"]


def test_words_that_mean_nothing_are_kept_red_in_the_cell_when_somebody_goes_elsewhere(clerk: Clerk) -> None:
    clerk.at("145-04")
    clerk.type("abc")
    clerk.view.close_editor()
    look = clerk.model.look(clerk.model.index(clerk.model.row_of("145-04"), clerk.model.column_of("value")))
    assert (look.text, look.tone, clerk.standing("145-04")) == ("abc", "bad", "没有存入")
    assert "看不懂" in look.tip
    clerk.at("145-33")
    clerk.key(Qt.Key.Key_F8)
    assert clerk.place == ("145-04", "value")
    clerk.key(Qt.Key.Key_Delete)
    assert (clerk.text("145-04"), clerk.history("145-04")) == ("待填", [])


def test_text_in_an_open_editor_is_on_the_disk_after_a_moment_and_there_again_after_a_crash(
    clerk: Clerk, office: Office, open_page: Open
) -> None:
    clerk.at("145-04")
    clerk.type("123")
    draft = office.file("town.db.draft.json")
    clerk.qtbot.waitUntil(draft.exists)
    # As a crash leaves it: the file as it is, and nobody who closes anything.
    crashed = draft.read_bytes()
    clerk.key(ESC)
    assert not draft.exists()
    clerk.close()
    draft.write_bytes(crashed)
    again = open_page(office.db("town"))
    assert (again.text("145-04"), again.standing("145-04"), again.stored("145-04")) == ("123", "没有存入", [])
    assert "1 格没有存入" in again.page.said.text
    again.at("145-04")
    again.key(Qt.Key.Key_F2)
    again.key(ENTER)
    assert (again.stored("145-04"), draft.exists()) == (["123"], False)


def test_text_that_was_stored_leaves_nothing_behind(clerk: Clerk, office: Office) -> None:
    clerk.at("145-04")
    clerk.type("123")
    draft = office.file("town.db.draft.json")
    clerk.qtbot.waitUntil(draft.exists)
    clerk.key(ENTER)
    assert (clerk.stored("145-04"), draft.exists()) == (["123"], False)


def test_undo_and_redo_reach_over_a_restart(clerk: Clerk, office: Office, open_page: Open) -> None:
    clerk.at("145-04")
    clerk.type("12")
    clerk.key(ENTER)
    clerk.close()
    again = open_page(office.db("town"))
    again.key(Qt.Key.Key_Z, CTRL)
    assert (again.text("145-04"), again.place) == ("待填", ("145-04", "value"))
    again.key(Qt.Key.Key_Y, CTRL)
    assert again.text("145-04") == "12"


def test_undo_leaves_alone_what_was_typed_on_another_sheet(clerk: Clerk) -> None:
    clerk.at("145-04")
    clerk.type("12")
    clerk.key(ENTER)
    clerk.page.top.form_chosen.emit("tasks")
    clerk.page.commands.undo()
    assert clerk.model.shown.key.form == "tasks"
    clerk.page.top.form_chosen.emit("indicators")
    assert clerk.text("145-04") == "12"
    clerk.page.commands.undo()
    assert clerk.text("145-04") == "待填"


def test_a_key_asks_no_database_and_storing_a_cell_asks_for_its_return_only(clerk: Clerk) -> None:
    clerk.at("145-04")
    clerk.page.side.wake()
    clerk.qtbot.wait(150)
    asked: list[str] = []
    connection: sqlite3.Connection = clerk.desk.workspace.database.sql
    connection.set_trace_callback(asked.append)
    clerk.type("123.5")
    assert asked == []
    clerk.key(ENTER)
    connection.set_trace_callback(None)
    reads = [statement for statement in asked if statement.startswith("SELECT") and "form =" in statement]
    assert reads
    assert all("'indicators'" in read and "'2025'" in read for read in reads)
    assert len([read for read in reads if "FROM head" in read]) <= 4
    assert len(asked) < 40


def test_three_thousand_questions_to_the_model_ask_no_database(reported_clerk: Clerk) -> None:
    asked: list[str] = []
    connection: sqlite3.Connection = reported_clerk.desk.workspace.database.sql
    connection.set_trace_callback(asked.append)
    model, roles = (
        reported_clerk.model,
        (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole),
    )
    questions = 0
    while questions < 3000:
        for row in range(model.rowCount()):
            for column in range(model.columnCount()):
                for role in roles:
                    model.data(model.index(row, column), role)
                    questions += 1
    connection.set_trace_callback(None)
    assert asked == []
