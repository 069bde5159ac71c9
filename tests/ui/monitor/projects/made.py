"""A district with some reports of projects."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

ROAD, TWIN, LATE, PAUSED = "145-b06-0-03-06", "145-b06-0-04-08", "145-b09-0-02-02", "145-b12-0-04-02"
CELLS = {
    ROAD: {
        "stage": "在建", "value": "1标（1000万元）100%；2标（1000万元）20%", "planned": "2000", "invested_year": "1600",
        "plan_started": "2024年1月", "started": "2024年3月", "plan_finished": "2026年12月", "registered": "2024年4月",
    },
    LATE: {"stage": "前期", "plan_started": "2025年5月", "plan_finished": "2026年6月", "problem": "用地没有批"},
    PAUSED: {"stage": "暂缓"},
}  # fmt: skip


def report_some(desk: Desk) -> None:
    """The district enters and approves them for the third quarter, and one of them for the second."""
    for period, items in (("2025-Q2", (LATE,)), ("2025-Q3", tuple(CELLS))):
        for item in items:
            (unit,) = desk.documents.reporters(item)
            desk.entry.enter(
                {"unit": unit, "period": period, "item": item, "field": field, "value": value}
                for field, value in CELLS[item].items()
            )
            desk.reviewing.review(unit, period, "approved", form="tasks")
