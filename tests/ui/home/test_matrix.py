"""The periods of the picture on 首页."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from haishu_desk.domain.cells import ReturnKey
from haishu_desk.ui.home.matrix import periods_in

if TYPE_CHECKING:
    from haishu_desk.ui.home.overview import FormRow


@dataclass(frozen=True)
class Row:
    """A return by its key."""

    key: ReturnKey


def test_the_year_s_whole_comes_first_and_then_its_parts_the_latest_first() -> None:
    """In October the third quarter is what is looked at, not the first; a year that is over comes after the one that runs."""
    periods = ("2026-Q1", "2025", "2026-08", "2026-Q3", "2026-Q2", "2025-Q4")
    rows = [Row(ReturnKey("indicators", "330203105", period)) for period in periods]
    assert [str(period) for period in periods_in(cast("list[FormRow]", rows))] == [
        "2026-Q3",
        "2026-08",
        "2026-Q2",
        "2026-Q1",
        "2025",
        "2025-Q4",
    ]
