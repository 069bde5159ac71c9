"""The plan page: both tables show every printed value, notes are shown, choosing shows responsibility and source."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QStyleOptionViewItem

from haishu_desk import paths
from haishu_desk.desk import Desk, documents_without_workspace
from haishu_desk.desk.founding import found
from haishu_desk.ui.plan.cards import CardModel
from haishu_desk.ui.plan.contents import BOX, BOXES, LIST, LISTS, PLAN, TABLE, Contents, Place
from haishu_desk.ui.plan.page import PlanPage
from haishu_desk.ui.plan.table_model import BOLD_ROLE, CATEGORY, NAME, NUMBER, PrintedTable
from haishu_desk.ui.plan.tree import PLACE_ROLE, ContentsTree, FoundModel
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

PLANS = ("145", "135")


@pytest.fixture(scope="module")
def contents() -> Contents:
    return Contents(documents_without_workspace())


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("plan") / "town.db"
    found(path, "unit", "330203101", "张填", None)
    return path


@pytest.fixture
def page(qtbot: QtBot, workspace: Path) -> Iterator[PlanPage]:
    with Desk(workspace) as desk:
        shown = PlanPage(Session(desk), Theme())
        qtbot.addWidget(shown)
        shown.resize(1294, 692)
        shown.show()
        shown.refresh()
        yield shown


def _seed(plan: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((paths.seed() / plan / "indicators.json").read_text("utf-8"))
    return rows


def _frame(plan: str) -> dict[str, Any]:
    frame: dict[str, Any] = json.loads((paths.seed() / plan / "plan.json").read_text("utf-8"))
    return frame


@pytest.mark.parametrize("plan", PLANS)
def test_the_table_shows_every_printed_value_of_the_seed_cell_by_cell(contents: Contents, plan: str) -> None:
    table = PrintedTable(contents, plan)
    rows, columns = _seed(plan), _frame(plan)["columns"]
    assert table.rowCount() == len(rows)
    for place, row in enumerate(rows):
        shown = [table.index(place, column).data() for column in range(table.columnCount())]
        assert shown[NUMBER] == row["number"]
        assert shown[CATEGORY] == row["category"]
        assert row["name"] in shown[NAME]
        assert f"（{row['unit']}）" in shown[NAME]
        assert shown[NAME].endswith("*") == row["resident_basis"]
        assert shown[NAME + 1 : NAME + 1 + len(columns)] == [row["values"][column] for column in columns]


@pytest.mark.parametrize("plan", PLANS)
def test_the_columns_are_titled_as_printed(contents: Contents, plan: str) -> None:
    table = PrintedTable(contents, plan)
    titles = [
        str(table.headerData(column, Qt.Orientation.Horizontal)).replace("\n", " ")
        for column in range(table.columnCount())
    ]
    assert set(_frame(plan)["column_titles"].values()) <= set(titles)


def test_what_is_binding_is_bold(contents: Contents) -> None:
    table = PrintedTable(contents, "145")
    last = table.columnCount() - 1
    for place, row in enumerate(_seed("145")):
        assert table.index(place, last).data() == row["attribute"]
        assert bool(table.index(place, last).data(BOLD_ROLE)) == (row["attribute"] == "约束性")
    assert table.binding_count() == sum(row["attribute"] == "约束性" for row in _seed("145"))


def test_categories_and_shared_numbers_are_merged(contents: Contents) -> None:
    spans = {(span.column, span.row): span.rows for span in PrintedTable(contents, "135").spans()}
    assert spans[CATEGORY, 0] == 6
    assert {rows for (column, _), rows in spans.items() if column == NUMBER} == {2}
    assert len([rows for column, rows in spans if column == NUMBER]) == 2


def test_the_models_keep_the_rules_of_qt(contents: Contents, qtmodeltester: ModelTester) -> None:
    cards, found_model = CardModel(), FoundModel()
    cards.show_rows(contents.rows(Place(BOXES, "145")))
    found_model.show_found(contents.search("人才"))
    for model in (
        PrintedTable(contents, "145"),
        PrintedTable(contents, "135"),
        ContentsTree(contents),
        cards,
        found_model,
    ):
        qtmodeltester.check(model)  # type: ignore[no-untyped-call]


def test_the_tree_has_tables_fifteen_boxes_with_titles_and_the_lists(contents: Contents) -> None:
    tree = ContentsTree(contents)
    for number, box in enumerate(contents.documents.boxes_json("145"), start=1):
        index = tree.index_of(Place(BOX, "145", str(number)))
        assert index.isValid()
        assert box["title"] in index.data()
    for place in (
        Place(TABLE, "145"),
        Place(TABLE, "135"),
        Place(LIST, "145", "action_plans"),
        Place(LISTS, "145"),
        Place(PLAN, "135"),
    ):
        assert tree.index_of(place).data(PLACE_ROLE) == place


@pytest.mark.parametrize("plan", PLANS)
def test_the_original_notes_stand_under_the_table(page: PlanPage, plan: str) -> None:
    page.show_place(Place(TABLE, plan))
    assert page.notes.isVisible()
    assert all(note in page.notes.text() for note in _frame(plan)["notes"])


def test_choosing_a_row_shows_responsibility_and_source(page: PlanPage) -> None:
    page.table.choose("145-30")
    said = page.panel.texts()
    assert all(words in said for words in ("145-30", "约束性", "区综合行政执法局", "越高越好", "第一章第五节"))


def test_the_link_goes_to_the_other_plans_item(page: PlanPage) -> None:
    page.show_code("145-03")
    link = page.panel.findChild(QPushButton, "link")
    assert isinstance(link, QPushButton)
    link.click()
    assert page.place == Place(TABLE, "135")
    assert "135-08" in page.panel.texts()


def test_enter_in_the_search_goes_to_the_first_hit(page: PlanPage) -> None:
    page.search.setText("月湖金汇")
    page.search.returnPressed.emit()
    assert page.place == Place(BOX, "145", "3")
    assert "区投资促进中心" in page.panel.texts()
    page.search.setText("时尚湾")
    page.search.returnPressed.emit()
    page.search.setText("145-21")
    page.search.returnPressed.emit()
    assert page.place == Place(TABLE, "145")
    assert "PM2.5" in page.panel.texts()
    page.search.clear()
    assert page.tree.isVisible()


def test_a_list_hides_the_notes_of_the_table(page: PlanPage) -> None:
    page.show_place(Place(LIST, "145", "projects"))
    assert not page.notes.isVisible()
    assert page.cards.cards.rowCount() == 11


def test_the_arrow_keys_walk_the_rows_past_merged_cells(page: PlanPage) -> None:
    page.show_place(Place(TABLE, "145"))
    page.table.choose("145-01")
    for _ in range(3):
        page.table.keyPressEvent(QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier))
    assert "145-04" in page.panel.texts()


def test_no_name_of_the_printed_table_is_cut(page: PlanPage) -> None:
    for plan in PLANS:
        page.show_place(Place(TABLE, plan))
        model = page.table.model()
        for row in range(model.rowCount()):
            index = model.index(row, NAME)
            hint = page.table.itemDelegate().sizeHint(QStyleOptionViewItem(), index)
            assert page.table.rowHeight(row) >= hint.height()


def test_the_page_is_painted_in_every_mode(qtbot: QtBot, workspace: Path) -> None:
    for mode in ("light", "dark", "contrast"):
        with Desk(workspace) as desk:
            shown = PlanPage(Session(desk), Theme(mode))
            qtbot.addWidget(shown)
            shown.resize(1108, 560)
            shown.show()
            shown.refresh()
            for place in (Place(TABLE, "135"), Place(BOXES, "145"), Place(LIST, "145", "chapters")):
                shown.show_place(place)
                assert not shown.grab().isNull()
    del qtbot
