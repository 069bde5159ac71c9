"""The sheet as a whole: blocks, 数值状态, what waits, what is closed, what is kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication

from haishu_desk.desk import Desk
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.errors import DeskError
from haishu_desk.ui.entry.editor import ChoiceEditor, TextEditor
from tests.desk.office import INDICATORS, PERIOD, TASKS, YINJIANG, Office
from tests.ui.entry.conftest import Clerk, Open

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester

ENTER, CTRL = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier


def _choose(clerk: Clerk, first: tuple[str, str], last: tuple[str, str]) -> None:
    corners = [
        clerk.model.index(clerk.model.row_of(item), clerk.model.column_of(column)) for item, column in (first, last)
    ]
    clerk.view.selectionModel().select(QItemSelection(*corners), QItemSelectionModel.SelectionFlag.ClearAndSelect)


def _paste(clerk: Clerk, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    clerk.key(Qt.Key.Key_V, CTRL)


# Models.


@pytest.mark.parametrize("key", [INDICATORS, TASKS])
def test_the_model_of_a_sheet_keeps_the_rules_of_qt(
    reported_clerk: Clerk, qtmodeltester: ModelTester, key: ReturnKey
) -> None:
    reported_clerk.page.show_return(key)
    qtmodeltester.check(reported_clerk.model)  # type: ignore[no-untyped-call]


def test_only_the_cells_that_changed_are_painted_again(clerk: Clerk) -> None:
    touched: list[tuple[int, int, int]] = []
    clerk.at("145-04")
    row = clerk.model.row_of("145-04")
    clerk.type("12")
    clerk.model.dataChanged.connect(lambda first, last: touched.append((first.row(), first.column(), last.column())))
    clerk.key(ENTER)
    assert {place[0] for place in touched} == {row}


# Blocks.


def test_a_pasted_block_is_one_batch_and_one_undo_takes_it_back(clerk: Clerk) -> None:
    clerk.at("145-04")
    _paste(clerk, "12\n—\n1,400\n")
    assert [clerk.text(item) for item in ("145-04", "145-06", "145-11")] == ["12", "—", "1,400"]
    assert [len(edit.changes) for edit in clerk.desk.edits(INDICATORS)] == [3]
    clerk.key(Qt.Key.Key_Z, CTRL)
    assert [clerk.text(item) for item in ("145-04", "145-06", "145-11")] == ["待填"] * 3


def test_a_block_of_value_status_and_note_falls_on_the_typed_columns(clerk: Clerk) -> None:
    clerk.at("145-11")
    _paste(clerk, '25.7\t快报\t"两\n行"')
    assert clerk.stored("145-11", "value", "快报") == ["25.7"]
    assert clerk.stored("145-11", "note", "快报") == ["两\n行"]


def test_what_is_copied_here_can_be_pasted_over_itself(clerk: Clerk) -> None:
    clerk.at("145-04")
    _paste(clerk, "1204\n12.50")
    _choose(clerk, ("145-04", "previous"), ("145-06", "state"))
    clerk.key(Qt.Key.Key_C, CTRL)
    copied = QGuiApplication.clipboard().text()
    assert copied.splitlines()[0].split("\t")[:3] == ["—", "—", "1204"]
    _paste(clerk, copied)
    assert clerk.page.said.text == ""
    assert [len(edit.changes) for edit in clerk.desk.edits(INDICATORS)] == [2]


def test_ctrl_d_fills_the_chosen_cells_from_the_uppermost(clerk: Clerk) -> None:
    clerk.at("145-04")
    _paste(clerk, "—")
    _choose(clerk, ("145-04", "value"), ("145-11", "value"))
    clerk.key(Qt.Key.Key_D, CTRL)
    assert [clerk.text(item) for item in ("145-04", "145-06", "145-11", "145-12")] == ["—", "—", "—", "待填"]


def test_delete_clears_all_chosen_cells_as_one_batch(clerk: Clerk) -> None:
    clerk.at("145-04")
    _paste(clerk, "1\n2\n3")
    _choose(clerk, ("145-04", "value"), ("145-11", "value"))
    clerk.key(Qt.Key.Key_Delete)
    assert [len(edit.changes) for edit in clerk.desk.edits(INDICATORS)] == [3, 3]


def test_the_status_bar_gets_the_sum_of_the_chosen_cells(clerk: Clerk) -> None:
    clerk.at("145-04")
    said: list[str] = []
    clerk.page.info.connect(said.append)
    _paste(clerk, "1200.5\n2")
    _choose(clerk, ("145-04", "value"), ("145-06", "value"))
    assert said[-1] == "选中 2 格 · 合计 1,202.5"


# 数值状态.


# The platform of the tests has no window that could be raised for a list.
@pytest.mark.qt_log_ignore("does not support", extend=True)
def test_a_status_chosen_before_the_value_is_the_status_of_the_value(clerk: Clerk) -> None:
    clerk.at("145-04", "vintage")
    clerk.view.editing.begin()
    editor = clerk.view.open_editor
    assert isinstance(editor, ChoiceEditor)
    assert [editor.itemText(place) for place in range(editor.count())][:3] == ["（空）", "预计", "快报"]
    clerk.view.close_editor()
    clerk.model.store(clerk.view.currentIndex(), "预计")
    assert (clerk.text("145-04", "vintage"), clerk.desk.heads(INDICATORS)) == ("预计", {})
    clerk.at("145-04")
    clerk.type("7")
    clerk.key(ENTER)
    assert clerk.stored("145-04", vintage="预计") == ["7"]


def test_a_better_status_makes_the_value_a_cell_of_its_own_and_keeps_the_earlier_one(reported_clerk: Clerk) -> None:
    reported_clerk.at("145-33", "vintage")
    assert reported_clerk.model.store(reported_clerk.view.currentIndex(), "初步核算") is None
    assert reported_clerk.stored("145-33", vintage="预计") == ["0.3"]
    assert reported_clerk.stored("145-33", vintage="初步核算") == ["0.3"]
    assert reported_clerk.stored("145-33", "note", "初步核算") == ["估"]
    assert (reported_clerk.text("145-33"), reported_clerk.text("145-33", "vintage")) == ("0.3", "初步核算")


def test_a_lower_status_counts_because_the_better_one_is_cleared_with_it(reported_clerk: Clerk) -> None:
    reported_clerk.at("145-04", "vintage")
    assert reported_clerk.model.store(reported_clerk.view.currentIndex(), "预计") is None
    assert (reported_clerk.stored("145-04"), reported_clerk.stored("145-04", vintage="预计")) == ([""], ["120"])
    assert (reported_clerk.text("145-04"), reported_clerk.text("145-04", "vintage")) == ("120", "预计")
    reported_clerk.page.commands.undo()
    assert (reported_clerk.text("145-04"), reported_clerk.text("145-04", "vintage")) == ("120", "")


def test_a_row_that_was_cleared_keeps_its_status_for_the_next_value(reported_clerk: Clerk) -> None:
    for column in ("value", "note"):
        reported_clerk.at("145-33", column)
        reported_clerk.key(Qt.Key.Key_Delete)
    assert reported_clerk.text("145-33", "vintage") == "预计"


# What waits.


def test_f3_goes_to_the_next_row_that_is_not_filled_and_round_to_the_first(reported_clerk: Clerk) -> None:
    reported_clerk.at("145-32")
    reported_clerk.key(Qt.Key.Key_F3)
    assert reported_clerk.place == ("145-03", "value")
    reported_clerk.key(Qt.Key.Key_F3)
    assert reported_clerk.place == ("145-06", "value")


def test_only_the_unfilled_rows_are_left_with_their_headings(reported_clerk: Clerk) -> None:
    reported_clerk.page.top.unfilled.setChecked(True)
    model, view = reported_clerk.model, reported_clerk.view
    shown = {line.item.code for row, line in enumerate(model.lines) if line.item and not view.isRowHidden(row)}
    assert "145-04" not in shown
    assert "145-03" in shown
    reported_clerk.page.top.unfilled.setChecked(False)
    assert not any(view.isRowHidden(row) for row in range(model.rowCount()))


def test_a_cell_that_was_sent_back_is_marked_explained_and_found_by_f8(reported: Office, open_page: Open) -> None:
    reported.table("cells.csv", "item,field,vintage,comment", "145-11,,,口径不对")
    reported.review("--return", "--cells", reported.file("cells.csv"))
    reported.reply("back.xlsx")
    reported.receive("town", "back.xlsx")
    clerk = open_page(reported.db("town"))
    assert (clerk.standing("145-11"), clerk.page.top.state.text) == ("退回", "退回修改")
    clerk.key(Qt.Key.Key_F8)
    assert clerk.place == ("145-11", "value")
    assert clerk.model.look(clerk.view.currentIndex()).tip == "退回：口径不对"
    clerk.page.side.show_details()
    assert "口径不对" in clerk.page.panel.text
    clerk.type("13")
    clerk.key(ENTER)
    assert clerk.standing("145-11") == "退回已改"
    assert clerk.page.top.problem.isHidden()


def test_ctrl_f_finds_an_item_by_part_of_its_name_or_code(clerk: Clerk) -> None:
    clerk.page.finder.open()
    clerk.page.finder.field.setText("托位")
    assert (clerk.place, clerk.page.finder.found.text()) == (("145-26", "value"), "1 处")
    clerk.page.finder.field.setText("145-3")
    assert clerk.place == ("145-32", "value")
    clerk.page.finder.next_wanted.emit()
    assert clerk.place == ("145-33", "value")
    clerk.page.finder.field.setText("没有的")
    assert clerk.page.finder.found.text() == "没有找到"


# 数据不一致.


@pytest.fixture
def clashing(reported: Office) -> Office:
    """The town's second computer says otherwise, and the district knows both."""
    reported.enter("second", "145-04", "131")
    reported.submit("second", "second.xlsx")
    reported.receive("district", "second.xlsx")
    reported.reply("both.xlsx")
    reported.receive("town", "both.xlsx")
    return reported


def test_values_that_do_not_agree_are_both_shown_and_settled_with_a_reason_only(
    clashing: Office, open_page: Open
) -> None:
    clerk = open_page(clashing.db("town"))
    assert clerk.standing("145-04") == "数据不一致"
    assert set(clerk.text("145-04").split(" / ")) == {"120", "131"}
    clerk.at("145-04")
    bar = clerk.page.clash
    assert (bar.isHidden(), bar.chosen, bar.button.isEnabled()) == (False, None, False)
    bar.reason.setText("按年报核实")
    assert not bar.button.isEnabled()
    bar.choose(0)
    chosen = bar.chosen
    bar.settle()
    assert (clerk.text("145-04"), bar.isHidden()) == (chosen, True)
    assert clerk.standing("145-04") in ("已报", "已录")
    story = clerk.desk.reading.history(INDICATORS, "145-04")
    assert story[-1]["reason"] == "按年报核实"


def test_typing_over_a_clash_asks_for_the_reason_and_keeps_the_text_until_then(
    clashing: Office, open_page: Open
) -> None:
    clerk = open_page(clashing.db("town"))
    clerk.at("145-04")
    clerk.type("125")
    clerk.key(ENTER)
    assert clerk.page.clash.other.text() == "125"
    assert clerk.page.clash.chosen == "125"
    assert (clerk.standing("145-04"), clerk.place) == ("数据不一致", ("145-04", "value"))
    clerk.page.clash.reason.setText("两台电脑各漏一家")
    clerk.page.clash.settle()
    assert clerk.stored("145-04") == ["125"]
    assert clerk.model.kept_count == 0


def test_the_district_settles_what_it_may_not_type_over(clashing: Office, open_page: Open) -> None:
    clerk = open_page(clashing.db("district"))
    clerk.page.go_to(INDICATORS, "145-04")
    clerk.page.clash.choose(0)
    clerk.page.clash.reason.setText("区级核实")
    clerk.page.clash.settle()
    assert len(clerk.stored("145-04")) == 1
    assert clerk.history("145-04")[-1] == "裁定"


# Closed sheets and the district.


def test_an_approved_sheet_cannot_be_typed_into_and_says_why(reported: Office, open_page: Open) -> None:
    reported.review("--approve", "--comment", "同意")
    reported.reply("approved.xlsx")
    reported.receive("town", "approved.xlsx")
    clerk = open_page(reported.db("town"))
    clerk.page.go_to(INDICATORS, "145-04")
    assert "同意" in clerk.page.closed.text
    assert "要更正，请联系区级重新打开" in clerk.page.closed.text
    clerk.type("7")
    assert clerk.view.open_editor is None
    assert clerk.standing("145-04") == "已批"
    _paste(clerk, "7")
    assert clerk.stored("145-04") == ["120"]
    assert not clerk.page.top.hand_over.isEnabled()


def test_a_workspace_that_is_open_for_reading_shows_and_takes_nothing(reported: Office, open_page: Open) -> None:
    clerk = open_page(reported.db("town"), write=False)
    clerk.at("145-03")
    clerk.type("7")
    assert clerk.view.open_editor is None
    assert "只读" in clerk.page.closed.text


def test_the_district_is_told_in_place_that_a_reported_cell_is_not_its_own(reported: Office, open_page: Open) -> None:
    clerk = open_page(reported.db("district"))
    clerk.page.go_to(INDICATORS, "145-04")
    refused: list[DeskError] = []
    clerk.page.session.failed.connect(refused.append)
    clerk.type("7")
    assert "已由单位上报，区级不能代填" in clerk.view.editing.hint.text
    assert "--" not in clerk.view.editing.hint.text
    assert (clerk.view.open_editor, refused) == (None, [])


def test_what_the_district_fills_in_before_the_unit_is_marked(reported: Office, open_page: Open) -> None:
    clerk = open_page(reported.db("district"))
    clerk.page.go_to(INDICATORS, "145-25")
    clerk.type("0.1")
    clerk.key(ENTER)
    assert clerk.standing("145-25") == "代录"
    assert clerk.page.top.units.currentText() == "鄞江镇"


def test_a_unit_does_not_go_to_a_return_of_another_unit(clerk: Clerk) -> None:
    clerk.page.go_to(ReturnKey("indicators", "330203106", PERIOD), None)
    assert clerk.model.shown.key == INDICATORS


# What is kept.


def test_leaving_in_the_middle_of_a_figure_stores_it(clerk: Clerk) -> None:
    clerk.at("145-04")
    clerk.type("12")
    clerk.page.close_editors()
    assert clerk.stored("145-04") == ["12"]


def test_leaving_in_the_middle_of_something_that_is_no_figure_offers_it_back_next_time(
    clerk: Clerk, office: Office, open_page: Open
) -> None:
    clerk.at("145-04")
    clerk.type("12 or so")
    clerk.close()
    draft = office.file("town.db.draft.json")
    assert json.loads(draft.read_text("utf-8"))["drafts"][0]["text"] == "12 or so"
    again = open_page(office.db("town"))
    assert (again.text("145-04"), again.standing("145-04")) == ("12 or so", "没有存入")
    assert "1 格没有存入" in again.page.said.text
    again.key(Qt.Key.Key_F8)
    again.key(Qt.Key.Key_F2)
    for _ in " or so":
        again.key(Qt.Key.Key_Backspace)
    again.key(ENTER)
    assert again.stored("145-04") == ["12"]
    assert not draft.exists()


def test_a_bundle_is_not_handed_over_while_a_cell_is_not_stored(clerk: Clerk, tmp_path: Path) -> None:
    clerk.at("145-04")
    clerk.type("x")
    clerk.page.handing.hand_over(tmp_path / "up.xlsx")
    assert "1 格的内容没有存入" in clerk.page.said.text
    assert not (tmp_path / "up.xlsx").exists()


def test_handing_over_writes_the_bundle_and_tells_where(clerk: Clerk, tmp_path: Path) -> None:
    told: list[object] = []
    clerk.page.session.told.connect(told.append)
    clerk.at("145-04")
    clerk.type("12")
    clerk.page.handing.hand_over(tmp_path / "up.xlsx")
    assert (tmp_path / "up.xlsx").exists()
    assert (clerk.page.top.state.text, clerk.standing("145-04"), len(told)) == ("已上报", "已报", 1)


# Tasks and the rest of the page.


# As above.
@pytest.mark.qt_log_ignore("does not support", extend=True)
def test_the_stage_of_a_project_is_chosen_from_a_list_and_nothing_else_may_stand_there(clerk: Clerk) -> None:
    clerk.page.go_to(TASKS, "145-b13-0-01-01")
    clerk.at("145-b13-0-01-01", "stage")
    clerk.key(Qt.Key.Key_F2)
    editor = clerk.view.open_editor
    assert isinstance(editor, ChoiceEditor)
    assert [editor.itemText(place) for place in range(3)] == ["（空）", "谋划", "前期"]
    editor.setCurrentIndex(editor.findData("在建"))
    clerk.key(Qt.Key.Key_Tab)
    assert clerk.stored("145-b13-0-01-01", "stage") == ["在建"]
    column = clerk.model.columns[clerk.model.column_of("stage")]
    item = clerk.page.session.desk.documents.catalogue.get("145-b13-0-01-01")
    with pytest.raises(DeskError, match="不在可选的词里"):
        clerk.page.session.desk.entry.quantity(item, "tasks", column.name, "快完了")


def test_a_task_is_filled_in_with_words_and_a_sum(clerk: Clerk) -> None:
    clerk.page.go_to(TASKS, "145-b13-0-01")
    clerk.type("started")
    assert isinstance(clerk.view.open_editor, TextEditor)
    clerk.key(Qt.Key.Key_Tab)
    assert clerk.place == ("145-b13-0-01", "stage")
    clerk.at("145-b13-0-01", "invested")
    clerk.type("1,200")
    clerk.key(Qt.Key.Key_Tab)
    assert clerk.stored("145-b13-0-01") == ["started"]
    assert clerk.stored("145-b13-0-01", "invested") == ["1200"]
    assert clerk.place == ("145-b13-0-01", "started")
    assert clerk.page.subject().startswith("鄞江镇")


def test_the_panel_tells_the_whole_story_of_the_cell(reported_clerk: Clerk) -> None:
    reported_clerk.at("145-33")
    reported_clerk.page.side.show_details()
    said = reported_clerk.page.panel.text
    for words in (
        "粮食综合生产能力",
        "约束性",
        "指标 33",
        "1亿斤等于5万吨",
        "历次数值",
        "0.3",
        "预计",
        "张三",
        "全部经过",
        "上报",
    ):
        assert words in said


def test_the_panel_is_folded_where_there_is_no_room_and_comes_back_when_asked(clerk: Clerk) -> None:
    clerk.page.resize(1100, 640)
    assert clerk.page.panel.isHidden()
    clerk.page.side.turn()
    assert not clerk.page.panel.isHidden()


def test_a_cell_that_changed_elsewhere_is_seen_when_the_session_says_so(clerk: Clerk) -> None:
    desk: Desk = clerk.desk
    row = {"unit": YINJIANG, "period": PERIOD, "item": "145-04", "value": "5"}
    clerk.page.session.write([INDICATORS], lambda: desk.entry.enter([row]))
    assert clerk.text("145-04") == "5"


def test_a_click_on_a_row_stands_on_its_value(clerk: Clerk) -> None:
    clerk.view.rows.pressed_row.emit(clerk.model.row_of("145-12"))
    assert clerk.place == ("145-12", "value")
