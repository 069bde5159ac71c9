"""数据不一致 that belongs together on the reviewer's desk: a group is decided as a whole, cells of one cause if ticked."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from haishu_desk.domain.cells import ReturnKey, Slot
from haishu_desk.ui.review.district import DistrictReview
from haishu_desk.ui.review.page import ReviewPage
from tests.desk.office import INDICATORS, TASKS, Office
from tests.desk.test_grouping import INVESTED, PLANNED, enter

FIRST, SECOND, THIRD = Slot("145-04"), Slot("145-11"), Slot("145-28")


@pytest.fixture
def office(issued_office: Office, tmp_path: Path) -> Office:
    """Two computers of the town: three cells in which they differ, and a group that both changed in different cells."""
    office = Office(Path(shutil.copytree(issued_office.folder, tmp_path / "office")))
    enter(office, "town", value="已开工", planned="1000", invested="400")
    office.submit("town", "base.xlsx")
    office.receive("district", "base.xlsx")
    office.reply("back.xlsx")
    office.receive("second", "back.xlsx")
    for who, one, two, three in (("town", "138", "16.1", "27"), ("second", "131", "16.4", "28")):
        for slot, value in ((FIRST, one), (SECOND, two), (THIRD, three)):
            office.enter(who, slot.item, value)
    enter(office, "town", planned="1200")
    enter(office, "second", invested="500")
    for who in ("town", "second"):
        office.submit(who, f"{who}-up.xlsx")
        office.receive("district", f"{who}-up.xlsx")
    return office


@pytest.fixture
def district(page: ReviewPage) -> DistrictReview:
    found = page.findChild(DistrictReview)
    assert isinstance(found, DistrictReview)
    return found


def stand_on(district: DistrictReview, key: ReturnKey, slot: Slot) -> None:
    district.show_return(key)
    cells = map(district.model.cell, range(district.model.rowCount()))
    district.view.go_to_row(next(row for row, cell in enumerate(cells) if cell is not None and cell.slot == slot))
    assert district.clash.isVisible()


def press(district: DistrictReview, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    QTest.keyClick(district.view, key, modifier)


def raw(district: DistrictReview, key: ReturnKey, slot: Slot) -> set[str]:
    return {head.value.raw for head in district.session.desk.heads(key)[slot]}


def choose(district: DistrictReview, shown: str) -> None:
    """The card that shows that value, by its key."""
    number = next(
        number for number, card in enumerate(district.clash.cards, 1) if card.claim and shown in card.lines[0]
    )
    press(district, Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.AltModifier)


def settle(district: DistrictReview) -> None:
    district.clash.reason.setText("电话核对")
    press(district, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_a_group_is_decided_as_a_whole_and_says_so(district: DistrictReview) -> None:
    stand_on(district, TASKS, PLANNED)
    assert "和累计完成投资（万元）一起定" in district.clash.about.text()
    choose(district, "1,200")
    settle(district)
    assert (raw(district, TASKS, PLANNED), raw(district, TASKS, INVESTED)) == ({"1200"}, {"400"})
    reasons = [edit.reason for edit in district.session.desk.edits(TASKS)[-2:]]
    assert reasons == ["电话核对", "电话核对"]
    assert district.bar.said.text() == "已记下，理由随回执发给单位；数据不一致都定了"


def test_who_left_a_cell_as_it_was_is_shown_so(district: DistrictReview) -> None:
    stand_on(district, TASKS, INVESTED)
    shown = {card.lines[0]: card.lines[1] for card in district.clash.cards[1:-1]}
    assert shown["400"] == "没有改这一格"
    choose(district, "500")
    settle(district)
    assert (raw(district, TASKS, PLANNED), raw(district, TASKS, INVESTED)) == ({"1000"}, {"500"})


def test_cells_of_one_cause_are_decided_together_when_they_are_ticked(district: DistrictReview) -> None:
    stand_on(district, INDICATORS, FIRST)
    assert not district.clash.along.isVisible(), "nothing is chosen yet"
    choose(district, "131")
    assert district.clash.along.isVisible()
    assert district.clash.along.text() == "同样两边的另 2 格也这样定  Alt+0"
    press(district, Qt.Key.Key_0, Qt.KeyboardModifier.AltModifier)
    settle(district)
    assert [raw(district, INDICATORS, slot) for slot in (FIRST, SECOND, THIRD)] == [{"131"}, {"16.4"}, {"28"}]
    assert district.bar.said.text().endswith("数据不一致都定了")


def test_without_the_tick_the_others_are_left_and_counted(district: DistrictReview) -> None:
    stand_on(district, INDICATORS, FIRST)
    choose(district, "131")
    settle(district)
    assert raw(district, INDICATORS, SECOND) == {"16.1", "16.4"}
    assert district.bar.said.text().endswith("还有 2 格数据不一致要定")


def test_a_value_of_ones_own_speaks_of_its_cell_only(district: DistrictReview) -> None:
    stand_on(district, INDICATORS, FIRST)
    press(district, Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    district.clash.own.field.setText("134")
    assert not district.clash.along.isVisible()
    settle(district)
    assert raw(district, INDICATORS, FIRST) == {"134"}
    assert raw(district, INDICATORS, SECOND) == {"16.1", "16.4"}
