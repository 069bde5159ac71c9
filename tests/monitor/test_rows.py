"""The kind of a target is read from the cells, so that rows of plans to come are understood too."""

from __future__ import annotations

from decimal import Decimal

import pytest

from haishu_desk.domain.items import INDICATOR, Item
from haishu_desk.domain.quantity import CLEARED, parse
from haishu_desk.monitor.commitment import (
    ASSIGNED,
    BOUND,
    CHANGE,
    COMPOUND,
    GROWTH,
    HOLD,
    KIND_TITLES,
    LEVEL,
    LINEAR,
    RANGE,
    REDUCTION,
    TOTAL,
    WORDS,
    Commitment,
)
from haishu_desk.monitor.rows import commitment_of
from tests.monitor.promised import catalogue, made, shipped

READ = [
    (made("100", "200"), LEVEL, LINEAR),
    (made("100", "200", "7"), LEVEL, COMPOUND),
    (made("100", "200", "7%以上"), LEVEL, COMPOUND),
    (made("100", "200", "[100]"), CHANGE, LINEAR),
    (made("100", "200", "[100]", brackets="flow"), LEVEL, LINEAR),
    (made("100", "[500]", brackets="flow"), TOTAL, LINEAR),
    (made("100", "[500]", brackets="increase"), CHANGE, LINEAR),
    (made("100", "100"), HOLD, LINEAR),
    (made("100", "150", direction="keep"), HOLD, LINEAR),
    (made("100", "≥200"), BOUND, LINEAR),
    (made("100", "<90", direction="keep"), HOLD, LINEAR),
    (made("100", "80-90"), RANGE, LINEAR),
    (made("100", "—", "7"), GROWTH, COMPOUND),
    (made("—", "18", name="用水量下降", measure="growth"), REDUCTION, LINEAR),
    (made("—", "≥18", name="用水量下降", measure="growth"), REDUCTION, LINEAR),
    (made("—", "—", "按省下达"), ASSIGNED, LINEAR),
    (made("—", "—", "完成"), WORDS, LINEAR),
    (made("—", "—", "—"), WORDS, LINEAR),
]


@pytest.mark.parametrize(("promised", "kind", "shape"), READ)
def test_the_cells_say_what_kind_it_is(promised: Commitment, kind: str, shape: str) -> None:
    assert (promised.kind, promised.shape) == (kind, shape)
    assert KIND_TITLES[promised.kind]


def test_what_is_assigned_counts_before_what_is_printed_and_nothing_does_not() -> None:
    assert shipped("145-17", target=parse("≥20")).target == 20
    assert shipped("145-17", target=CLEARED).kind == ASSIGNED
    assert shipped("145-01", base=parse("—")).base == 1201
    assert shipped("145-17", target=parse("完成市下达目标")).kind == ASSIGNED


def test_the_targets_bound_printed_again_is_no_growth() -> None:
    assert shipped("145-21").growth is None


def test_a_base_that_is_growth_of_the_base_year_is_not_taken_for_a_level() -> None:
    foreign_investment = shipped("145-13")
    assert (foreign_investment.growth, foreign_investment.has_path) == (Decimal(4), False)


def test_a_task_without_cells_is_words() -> None:
    task = Item("145-b01-1-01", "任务", INDICATOR, "145", "1", "专栏1", None, "月", {})
    assert commitment_of(task, catalogue().plan("145")).kind == WORDS
