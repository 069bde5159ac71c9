"""本单位指标 on 首页: the last figure there is, of a whole year or of a part of one."""

from __future__ import annotations

from pathlib import Path

from haishu_desk.desk import Desk
from haishu_desk.desk.founding import found
from haishu_desk.ui.home.own import counts_of, own_rows
from haishu_desk.ui.session import Session
from tests.ui.conftest import UNIT


def test_a_quarter_that_was_filled_in_is_a_figure(tmp_path: Path) -> None:
    """Two of the unit's indicators have a figure: one of a whole year, one of a later quarter only."""
    found(tmp_path / "unit.db", "unit", UNIT, "张填", None)
    with Desk(tmp_path / "unit.db", write=True) as desk:
        desk.entry.enter(
            [
                {"unit": UNIT, "period": "2023", "item": "145-04", "value": "110"},
                {"unit": UNIT, "period": "2024-Q3", "item": "145-11", "value": "12.5"},
                {"unit": UNIT, "period": "2024-Q1", "item": "145-11", "value": "3"},
            ]
        )
        rows = {row.code: row for row in own_rows(Session(desk))}
        assert (rows["145-04"].value, rows["145-04"].year, rows["145-04"].when) == ("110", "2023", "2023")
        assert (rows["145-11"].value, rows["145-11"].year, rows["145-11"].when) == (
            "12.5",
            "2024年第三季度",
            "第三季度",
        )
        assert counts_of(list(rows.values())).endswith("2 项有数")
