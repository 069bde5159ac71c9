"""What 全审 found, beside the comparison: mark, sentence, what the unit said, and how many wait in the queue."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from haishu_desk.ui.review.comparison_model import Column
from haishu_desk.ui.review.district import DistrictReview
from haishu_desk.ui.review.found import found_of, place_of
from haishu_desk.ui.session import Session
from tests.desk.office import Office
from tests.ui.review.conftest import PageOf
from tests.ui.review.explained import FACT, OTHER, REASON, report_with_words

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def district(office: Office, page_of: PageOf, qtbot: QtBot) -> DistrictReview:
    """The district's page on the town's report, when everything that waits is checked."""
    report_with_words(office)
    page = page_of("district")
    assert page.district is not None
    page.go_to(OTHER, None)
    page.refresh()
    district = page.district
    qtbot.waitUntil(lambda: bool(district.model.found) and district.founds.asked_for == 1)
    return district


def line_of(district: DistrictReview, item: str, field: str = "value") -> int:
    cells = ((row, district.model.cell(row)) for row in range(district.model.rowCount()))
    return next(row for row, cell in cells if cell is not None and cell.slot.item == item and cell.slot.field == field)


def test_a_cell_shows_its_finding_with_what_the_unit_said(district: DistrictReview) -> None:
    explained, asked = (district.model.index(line_of(district, item), Column.NOTE) for item in ("145-22", "145-06"))
    marks = [words.mark() for index in (explained, asked) if (words := district.model.shown(index.row()).words)]
    assert marks == ["ok", "info"]
    assert (explained.data(), asked.data()) == (f"审核说明（政策）：{FACT}", f"已申请豁免：{REASON}")
    tip = asked.data(Qt.ItemDataRole.ToolTipRole)
    assert tip.startswith("强制性：本期值 106.8 大于 100")
    assert tip.endswith(REASON)


def test_under_the_table_the_current_cells_findings_are_told_in_full(district: DistrictReview) -> None:
    district.view.go_to_row(line_of(district, "145-06"))
    assert not district.strip.isHidden()
    assert district.strip.text().startswith("强制性：本期值 106.8 大于 100")
    district.view.go_to_row(line_of(district, "145-22", "numerator"))
    assert district.strip.isHidden()


def test_the_queue_says_how_many_stand_and_how_many_ask_to_be_excepted(district: DistrictReview, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: district.queue.asked.text() == "豁免申请 1 件，等您决定")
    (line,) = [line for line in district.queue.model.lines if line.payload == OTHER]
    assert (line.mark, line.detail) == ("bad", "强制 1 · 改 6 格")
    assert "强制性 1 条、核实性 0 条没有说明" in line.tip


def test_an_open_finding_is_told_by_its_sentence(office: Office, district_session: Session) -> None:
    """A town of the window's own tests, without words: what stands in the cell is what was found."""
    del office
    desk = district_session.desk
    key = next(key for key in desk.workspace.cells.returns() if key.unit == "330203009" and key.form == "indicators")
    desk.entry.enter([{"unit": key.unit, "period": key.period, "item": "145-06", "value": "106.8"}])
    (cell,) = found_of(desk, key, desk.checking.of_return(key)).values()
    assert (cell.mark, cell.text, cell.whole) == ("bad", cell.whole, cell.text)
    assert cell.text.startswith("强制性：本期值 106.8 大于 100")


def test_the_place_of_a_checked_figure_is_its_value(district: DistrictReview) -> None:
    cell = district.model.cell(line_of(district, "145-06"))
    assert cell is not None
    assert place_of(cell.slot) == ("145-06", "value")
