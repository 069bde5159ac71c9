"""The map of what has come: what is painted of it is what is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage, QRegion

from haishu_desk.domain.cells import ReturnKey
from haishu_desk.ui.home.heat import HeatBlock, HeatCell, HeatMap, HeatRow

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from haishu_desk.ui.theme import Theme

ROWS = 30


@pytest.fixture
def heat(qtbot: QtBot, theme: Theme) -> HeatMap:
    made = HeatMap(theme)
    qtbot.addWidget(made)
    rows = [
        HeatRow(f"{number} 镇", (HeatCell(ReturnKey("indicators", str(number), "2025"), number * 3, "已报", "ok", overdue=False, spoken=""), None))
        for number in range(ROWS)
    ]  # fmt: skip
    made.show_blocks(("指标", "任务"), (HeatBlock("镇", tuple(rows)), HeatBlock("部门", tuple(rows[: ROWS // 2]))))
    made.resize(900, made.minimumHeight())
    return made


def picture(heat: HeatMap, seen: QRect) -> QImage:
    image = QImage(heat.size(), QImage.Format.Format_RGB32)
    image.fill(0)
    heat.render(image, QPoint(seen.topLeft()), QRegion(seen))
    return image.copy(seen)


@pytest.mark.parametrize(
    "part", [(0, 0, 900, 40), (0, 100, 900, 53), (300, 211, 200, 1), (0, 0, 900, 5), (0, 400, 900, 900)]
)
def test_a_part_looks_as_it_does_in_the_whole(heat: HeatMap, part: tuple[int, int, int, int]) -> None:
    seen = QRect(*part) & heat.rect()
    assert picture(heat, seen) == picture(heat, heat.rect()).copy(seen)


def test_rows_that_are_not_seen_are_not_painted(heat: HeatMap, monkeypatch: pytest.MonkeyPatch) -> None:
    painted: list[str] = []
    paint = HeatMap._paint_unit

    def noted(heat: HeatMap, painter: object, block: int, row: int, unit: HeatRow) -> None:
        painted.append(unit.name)
        paint(heat, painter, block, row, unit)  # type: ignore[arg-type]

    monkeypatch.setattr(HeatMap, "_paint_unit", noted)
    picture(heat, heat.rect())
    assert len(painted) == ROWS + ROWS // 2
    painted.clear()
    picture(heat, QRect(0, 100, 900, 40))
    assert 2 <= len(painted) <= 8
