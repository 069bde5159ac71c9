"""A step tells its sum, or only its name and number."""

from __future__ import annotations

from decimal import Decimal

from haishu_desk.monitor.expectation import Step


def test_a_number_is_told_with_its_name_and_a_sum_with_what_it_comes_to() -> None:
    assert Step(Decimal("1.50"), "1.50", "年度分解 ").told(1) == "年度分解 1.50"
    assert Step(Decimal("0.75"), "1.5×1/2", "年度分解 ").told(1) == "年度分解 1.5×1/2≈0.8"
    assert Step(why="基期缺").told(1) == ""
