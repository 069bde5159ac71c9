"""Pasting from spreadsheets as a clerk does it: what fits, what does not, what is not understood, and back again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from haishu_desk.ui.entry.filters import UNFILLED
from tests.desk.office import INDICATORS, TASKS, Office
from tests.ui.entry.conftest import Clerk, Open
from tests.ui.entry.large import KEY, make_large

CTRL, ENTER, ESC = Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Return, Qt.Key.Key_Escape
# What LibreOffice 7 puts on the clipboard for two rows, shortened: a merged cell, a date, and a figure with its value.
LIBREOFFICE = """<!DOCTYPE html><html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"/>
<style type="text/css">body,div,table { font-family:"Liberation Sans" }</style></head><body>
<table cellspacing="0" border="0"><colgroup span="3" width="85"></colgroup>
<tr><td height="17" align="right" sdval="1204" sdnum="1033;0;#,##0">1,204</td>
<td align="left">快报</td><td align="left">据统计站<br>二月报</td></tr>
<tr><td height="17" align="right" sdval="12.5" sdnum="1033;">=A1+B1</td><td colspan=2 align="left">初步核算</td></tr>
</table></body></html>"""


def _put(text: str, html: str = "") -> None:
    mime = QMimeData()
    mime.setText(text)
    if html:
        mime.setHtml(html)
    QGuiApplication.clipboard().setMimeData(mime)


def _paste(clerk: Clerk, text: str, html: str = "") -> None:
    _put(text, html)
    clerk.key(Qt.Key.Key_V, CTRL)


def _look(clerk: Clerk, item: str, column: str = "value") -> tuple[str, str]:
    index = clerk.model.index(clerk.model.row_of(item), clerk.model.column_of(column))
    return clerk.model.look(index).text, clerk.model.look(index).tone


def _choose(clerk: Clerk, first: tuple[str, str], last: tuple[str, str]) -> None:
    corners = [
        clerk.model.index(clerk.model.row_of(item), clerk.model.column_of(column)) for item, column in (first, last)
    ]
    clerk.view.selectionModel().select(QItemSelection(*corners), QItemSelectionModel.SelectionFlag.ClearAndSelect)


# What is not understood.


def test_what_is_not_understood_stays_red_in_its_cell_and_the_rest_is_one_batch(clerk: Clerk) -> None:
    clerk.at("145-04")
    _paste(clerk, "12\nabc\n7")
    assert [clerk.stored(item) for item in ("145-04", "145-06", "145-11")] == [["12"], [], ["7"]]
    assert _look(clerk, "145-06") == ("abc", "bad")
    assert "已写入 2 格；1 格没有存入" in clerk.page.said.text
    assert "看不懂" in clerk.page.said.text
    assert [len(edit.changes) for edit in clerk.desk.edits(INDICATORS)] == [2]


def test_undo_of_such_a_paste_takes_the_red_text_back_too_and_redo_brings_it_again(clerk: Clerk) -> None:
    clerk.at("145-04")
    _paste(clerk, "12\nabc\n7")
    clerk.key(Qt.Key.Key_Z, CTRL)
    assert [_look(clerk, item)[0] for item in ("145-04", "145-06", "145-11")] == ["待填"] * 3
    clerk.key(Qt.Key.Key_Y, CTRL)
    assert [_look(clerk, item) for item in ("145-04", "145-06", "145-11")] == [("12", ""), ("abc", "bad"), ("7", "")]


def test_red_text_of_a_paste_is_there_again_after_a_restart(clerk: Clerk, office: Office, open_page: Open) -> None:
    clerk.at("145-04")
    _paste(clerk, "abc\n\nx1")
    clerk.close()
    again = open_page(office.db("town"))
    assert [_look(again, item)[0] for item in ("145-04", "145-06", "145-11")] == ["abc", "待填", "x1"]
    assert "2 格没有存入" in again.page.said.text


def test_a_formula_as_text_is_refused_with_its_sentence_and_kept(clerk: Clerk) -> None:
    clerk.at("145-04")
    _paste(clerk, "=1+1")
    assert (_look(clerk, "145-04"), clerk.stored("145-04")) == (("=1+1", "bad"), [])
    assert "是公式，这一格要填算好的数" in clerk.page.said.text


def test_a_figure_that_a_spreadsheet_marked_as_text_is_a_figure_and_in_a_remark_it_stays_as_it_is(clerk: Clerk) -> None:
    clerk.at("145-04")
    _paste(clerk, "'007\t\t'007")
    assert (clerk.stored("145-04"), clerk.stored("145-04", "note")) == (["007"], ["'007"])


@pytest.mark.parametrize("date", ["2025-03-01", "2025/3/1", "3月1日", "2025年3月"])
def test_a_date_is_no_figure_and_stays_red(clerk: Clerk, date: str) -> None:
    clerk.at("145-04")
    _paste(clerk, date)
    assert (_look(clerk, "145-04"), clerk.stored("145-04")) == ((date, "bad"), [])


def test_a_date_is_a_text_where_a_text_is_asked_for(clerk: Clerk) -> None:
    clerk.page.go_to(TASKS, "145-b13-0-01")
    clerk.at("145-b13-0-01", "started")
    _paste(clerk, "2025-03-01")
    assert clerk.stored("145-b13-0-01", "started") == ["2025-03-01"]


# HTML.


def test_a_table_of_libreoffice_falls_on_value_status_and_remark(clerk: Clerk) -> None:
    clerk.at("145-11")
    _paste(clerk, "not this", LIBREOFFICE)
    assert clerk.stored("145-11", vintage="快报") == ["1204"]
    assert clerk.stored("145-11", "note", "快报") == ["据统计站\n二月报"]
    assert clerk.stored("145-12", vintage="初步核算") == ["12.5"]
    assert (clerk.page.said.text, clerk.page.preview.text) == ("", "")


def test_html_without_a_table_is_passed_over_for_its_text(clerk: Clerk) -> None:
    clerk.at("145-04")
    _paste(clerk, "12", "<b>12</b>")
    assert clerk.stored("145-04") == ["12"]


def test_both_forms_are_copied_and_either_can_be_pasted_again(clerk: Clerk) -> None:
    clerk.at("145-04")
    _paste(clerk, "1204\t\ta\n>93\t\tb")
    _choose(clerk, ("145-04", "value"), ("145-06", "value"))
    clerk.key(Qt.Key.Key_C, CTRL)
    mime = QGuiApplication.clipboard().mimeData()
    assert mime.text() == "1204\n>93"
    assert "<td>1204</td>" in mime.html()
    assert "mso-number-format" in mime.html()
    html = mime.html()
    clerk.at("145-11")
    _paste(clerk, "", html)
    assert (clerk.stored("145-11"), clerk.stored("145-12")) == (["1204"], [">93"])


# What does not fit.


def test_three_by_twenty_into_a_filtered_sheet_goes_into_the_rows_that_are_shown_after_it_was_asked(
    clerk: Clerk,
) -> None:
    clerk.at("145-04")
    _paste(clerk, "5")
    clerk.page.arranging.show_only(UNFILLED)
    clerk.at("145-03")
    _paste(clerk, "\n".join("\t".join(f"{row}{column:02}" for column in range(20)) for row in range(1, 4)))
    said = clerk.page.preview.text
    assert "这一块 3 行 20 列，从 3 研发与试验发展经费支出占地区生产总值比重·本期值 起放不下" in said
    assert "超出右边最后一列" in said
    assert clerk.stored("145-03") == []
    clerk.page.preview.paste_button.click()
    assert [clerk.stored(item) for item in ("145-03", "145-06", "145-11")] == [["100"], ["200"], ["300"]]
    assert clerk.stored("145-04") == ["5"]
    assert clerk.view.hasFocus()


def test_giving_up_the_preview_writes_nothing(clerk: Clerk) -> None:
    clerk.at("145-33")
    _paste(clerk, "1\n2\n3")
    assert "超出下面最后一行的 2 格（“2”等）" in clerk.page.preview.text
    QTest.keyClick(clerk.page.preview, ESC)
    assert (clerk.page.preview.isHidden(), clerk.desk.heads(INDICATORS)) == (True, {})
    assert clerk.view.hasFocus()


def test_enter_in_the_preview_pastes_what_fits(clerk: Clerk) -> None:
    clerk.at("145-33")
    _paste(clerk, "1\n2\n3")
    QTest.keyClick(clerk.page.preview, ENTER)
    assert clerk.stored("145-33") == ["1"]


def test_a_block_over_columns_that_are_only_shown_is_laid_over_those_that_are_typed_into(clerk: Clerk) -> None:
    clerk.at("145-11")
    _paste(clerk, "25.7\t快报\t说")
    assert clerk.stored("145-11", "note", "快报") == ["说"]


def test_another_sheet_puts_the_preview_away(clerk: Clerk) -> None:
    clerk.at("145-33")
    _paste(clerk, "1\n2")
    clerk.page.top.form_chosen.emit("tasks")
    assert clerk.page.preview.isHidden()


def test_what_the_unit_has_reported_is_left_out_and_named_for_the_district(reported: Office, open_page: Open) -> None:
    clerk = open_page(reported.db("district"))
    clerk.page.go_to(INDICATORS, "145-03")
    _paste(clerk, "1\n2\n3")
    assert "不能填的 1 格：4 有效发明专利拥有量·本期值“2”：" in clerk.page.preview.text
    assert "已由单位上报" in clerk.page.preview.text
    clerk.page.preview.paste_button.click()
    assert [clerk.stored(item) for item in ("145-03", "145-04", "145-06")] == [["1"], ["120"], ["3"]]
    assert clerk.standing("145-06") == "代录"


def test_cells_that_are_overwritten_are_counted(clerk: Clerk) -> None:
    clerk.at("145-33")
    _paste(clerk, "9")
    _paste(clerk, "1\n2")
    assert "其中 1 格已经有数，会被盖掉" in clerk.page.preview.text


# Shapes.


def test_ragged_rows_leave_alone_what_they_do_not_reach(clerk: Clerk) -> None:
    clerk.at("145-11")
    _paste(clerk, "1\t\t一\n2\n3\t\t三")
    assert [clerk.stored(item) for item in ("145-11", "145-12", "145-13")] == [["1"], ["2"], ["3"]]
    assert [clerk.stored(item, "note") for item in ("145-11", "145-12", "145-13")] == [["一"], [], ["三"]]


def test_text_among_numbers_is_kept_only_where_it_stands(clerk: Clerk) -> None:
    clerk.at("145-04")
    _paste(clerk, "12\n见附件\n—\n不适用\n1,400\n约5\n12%")
    shown = [_look(clerk, item) for item in ("145-04", "145-06", "145-11", "145-12", "145-13", "145-19", "145-22")]
    assert shown == [("12", ""), ("见附件", "bad"), ("—", ""), ("不适用", ""), ("1,400", ""), ("约5", ""), ("12%", "")]


def test_a_line_break_inside_quotes_stays_in_its_cell(clerk: Clerk) -> None:
    clerk.at("145-11", "note")
    _paste(clerk, '"一\n二"\n三')
    assert (clerk.stored("145-11", "note"), clerk.stored("145-12", "note")) == (["一\n二"], ["三"])


def test_one_text_fills_all_chosen_cells_and_one_row_is_repeated(clerk: Clerk) -> None:
    _choose(clerk, ("145-11", "value"), ("145-13", "value"))
    _paste(clerk, "7")
    assert [clerk.stored(item) for item in ("145-11", "145-12", "145-13")] == [["7"]] * 3
    _choose(clerk, ("145-11", "value"), ("145-13", "vintage"))
    _paste(clerk, "8\t快报")
    assert [clerk.stored(item, vintage="快报") for item in ("145-11", "145-12", "145-13")] == [["8"]] * 3


def test_pasting_nothing_does_nothing(clerk: Clerk) -> None:
    clerk.at("145-04")
    _paste(clerk, "")
    assert (clerk.desk.heads(INDICATORS), clerk.page.preview.text, clerk.page.said.text) == ({}, "", "")


def test_a_paste_goes_in_the_order_that_the_rows_are_sorted_in(clerk: Clerk) -> None:
    clerk.page.arranging.sort_by("number", is_down=True)
    clerk.at("145-33")
    _paste(clerk, "1\n2")
    assert (clerk.stored("145-33"), clerk.stored("145-32")) == (["1"], ["2"])


def test_the_menu_of_the_cells_copies_and_pastes(clerk: Clerk) -> None:
    clerk.at("145-04")
    _put("12")
    actions = {action.text().partition("\t")[0]: action for action in clerk.view.actions()}
    actions["粘贴"].trigger()
    assert clerk.stored("145-04") == ["12"]
    actions["复制"].trigger()
    assert QGuiApplication.clipboard().text() == "12"
    actions["清除"].trigger()
    assert clerk.stored("145-04") == [""]


# Thousands.


def test_five_thousand_rows_are_one_transaction_and_one_undo(open_page: Open, tmp_path: Path) -> None:
    clerk = open_page(make_large(tmp_path / "large.db", 5000))
    clerk.page.show_return(KEY)
    clerk.at("155-t00001")
    asked: list[str] = []
    clerk.desk.workspace.database.sql.set_trace_callback(asked.append)
    _paste(clerk, "\n".join(str(number) for number in range(5000)))
    clerk.desk.workspace.database.sql.set_trace_callback(None)
    assert len([statement for statement in asked if statement == "COMMIT"]) == 1
    assert (clerk.stored("155-t05000"), clerk.page.top.count.text()) == (["4999"], "已录 5000 / 5000")
    clerk.key(Qt.Key.Key_Z, CTRL)
    QApplication.processEvents()
    assert (clerk.stored("155-t05000"), clerk.page.top.count.text()) == ([""], "已录 0 / 5000")
    assert [len(edit.changes) for edit in clerk.desk.edits(KEY)] == [5000, 5000]


def test_five_thousand_rows_into_sixteen_are_asked_about_and_cut(clerk: Clerk) -> None:
    clerk.at("145-03")
    _paste(clerk, "1\n" * 5000)
    assert "这一块 5000 行 1 列" in clerk.page.preview.text
    assert "超出下面最后一行的 4984 格" in clerk.page.preview.text
    clerk.page.preview.paste_button.click()
    assert clerk.page.top.count.text() == "已录 16 / 16"
