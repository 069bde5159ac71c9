"""复制上期 on the page, and what the panel and the columns say beside a value."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt

from haishu_desk.domain.cells import ReturnKey
from haishu_desk.ui.messages import Message
from tests.desk.office import PERIOD, TASKS, YINJIANG, Office
from tests.ui.entry.conftest import Clerk, Open

ENTER, CTRL = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
BEFORE = (("145-04", "110"), ("145-06", "9"), ("145-33", "0.2"))


@pytest.fixture
def carried(office: Office, open_page: Open) -> Clerk:
    """A clerk whose sheet has three cells from the year before."""
    with office.desk("town", write=True) as desk:
        desk.entry.enter([{"unit": YINJIANG, "period": "2024", "item": item, "value": value} for item, value in BEFORE])
    clerk = open_page(office.db("town"))
    clerk.page.top.carry.click()
    return clerk


def test_copied_cells_are_marked_counted_and_can_be_shown_alone(carried: Clerk) -> None:
    assert [carried.standing(item) for item, _ in BEFORE] == ["待核"] * 3
    assert [carried.text(item) for item, _ in BEFORE] == ["110", "9", "0.2"]
    assert "复制了 3 格" in carried.page.said.text
    assert carried.page.carried.label.text.startswith("待核 3 格")
    carried.page.carried.filter_button.click()
    shown = [
        line.item.code
        for row, line in enumerate(carried.model.lines)
        if line.item and not carried.view.isRowHidden(row)
    ]
    assert shown == [item for item, _ in BEFORE]


def test_enter_on_a_cell_says_that_it_is_right_and_goes_on(carried: Clerk) -> None:
    carried.at("145-04")
    carried.key(ENTER)
    assert (carried.standing("145-04"), carried.place) == ("已录", ("145-06", "value"))
    assert carried.history("145-04") == ["复制上期", "认可"]


def test_enter_in_an_editor_with_the_same_text_does_so_too_and_another_text_is_another_value(carried: Clerk) -> None:
    carried.at("145-04")
    carried.key(Qt.Key.Key_F2)
    carried.key(ENTER)
    assert carried.history("145-04") == ["复制上期", "录入"]
    carried.at("145-06")
    carried.type("10")
    carried.key(ENTER)
    assert (carried.stored("145-06"), carried.standing("145-06")) == (["10"], "已录")
    assert carried.page.carried.label.text.startswith("待核 1 格")


def test_esc_in_an_editor_leaves_the_mark(carried: Clerk) -> None:
    carried.at("145-04")
    carried.key(Qt.Key.Key_F2)
    carried.key(Qt.Key.Key_Escape)
    assert carried.standing("145-04") == "待核"


def test_chosen_cells_are_accepted_together(carried: Clerk) -> None:
    corners = [
        carried.model.index(carried.model.row_of(item), carried.model.column_of("value"))
        for item in ("145-04", "145-06")
    ]
    carried.view.selectionModel().select(QItemSelection(*corners), QItemSelectionModel.SelectionFlag.ClearAndSelect)
    carried.page.carried.accept_button.click()
    assert [carried.standing(item) for item, _ in BEFORE] == ["已录", "已录", "待核"]
    carried.page.carried.accept_button.click()
    assert "没有待核的" in carried.page.said.text


def test_one_undo_takes_the_whole_copy_back(carried: Clerk) -> None:
    carried.key(Qt.Key.Key_Z, CTRL)
    assert [carried.text(item) for item, _ in BEFORE] == ["待填"] * 3
    assert carried.page.carried.isHidden()


def test_handing_over_says_how_many_cells_nobody_has_looked_at(carried: Clerk, tmp_path: Path) -> None:
    told: list[Message] = []
    carried.page.session.told.connect(told.append)
    carried.page.handing.hand_over(tmp_path / "up.xlsx")
    assert (tmp_path / "up.xlsx").exists()
    assert "还有 3 格待核" in carried.page.said.text
    assert (told[0].kind, "其中 3 格待核" in told[0].title) == ("warn", True)


def test_where_there_is_nothing_to_copy_the_window_says_so(clerk: Clerk) -> None:
    refused: list[object] = []
    clerk.page.session.failed.connect(refused.append)
    clerk.page.top.carry.click()
    assert "没有可以复制到2025年的数" in str(refused[0])


# 序时应达, 上年同期, 同比.


def test_what_is_expected_stands_beside_the_value_with_its_formula(office: Office, open_page: Open) -> None:
    office.ask(
        "district", "assign", "--item", "145-04", "--unit", "dept-scjgj", "--role", "report", "--annual", "2024=2900"
    )
    clerk = open_page(office.db("district"))
    clerk.page.go_to(ReturnKey("indicators", "dept-scjgj", "2023"), "145-04")
    # Between the base of 2020 and the breakdown of 2024: 2393 + (2900 - 2393) x 3/4 = 2773.25, shown with one digit more
    # than is reported.
    assert clerk.text("145-04", "expected") == "2,773.3"
    tip = clerk.model.look(clerk.model.index(clerk.model.row_of("145-04"), clerk.model.column_of("expected"))).tip
    assert tip == "2393+(2900-2393)×3/4≈2773.3"
    clerk.page.side.show_details()
    assert "2393+(2900-2393)×3/4≈2773.3" in clerk.page.panel.text


def test_a_dash_says_why_nothing_is_expected(clerk: Clerk) -> None:
    look = clerk.model.look(clerk.model.index(clerk.model.row_of("145-04"), clerk.model.column_of("expected")))
    assert (look.text, "没有分解到本单位" in look.tip) == ("—", True)
    assert [column.title for column in clerk.model.columns][:2] == ["上年同期", "序时应达"]


# The panel.


def test_the_panel_draws_the_way_to_the_target_and_names_it(carried: Clerk) -> None:
    carried.at("145-04")
    carried.page.side.show_details()
    assert set(carried.page.panel.pictures) == {"way"}
    assert "本单位报的数" in carried.page.panel.text
    carried.at("145-13")
    carried.page.side.show_details()
    assert carried.page.panel.pictures == {}


def test_the_panel_shows_nodes_and_investment_of_a_project_by_period(office: Office, open_page: Open) -> None:
    with office.desk("town", write=True) as desk:
        for period, invested, node in (("2025-Q1", "800", "开工"), ("2025", "1200", "封顶")):
            for field, value in (("invested", invested), ("node", node), ("stage", "在建")):
                desk.entry.enter(
                    [{"unit": YINJIANG, "period": period, "item": "145-b13-0-01", "field": field, "value": value}]
                )
    clerk = open_page(office.db("town"))
    clerk.page.go_to(TASKS, "145-b13-0-01")
    clerk.page.side.show_details()
    assert set(clerk.page.panel.pictures) == {"bars"}
    said = clerk.page.panel.text
    assert said.index("在建 封顶") < said.index("在建 开工")
    assert PERIOD in said
    assert "25Q1" in said
