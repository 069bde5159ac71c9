"""The forecast of what adds up: a five years' sum, and a reduction that compounds."""

from __future__ import annotations

from decimal import Decimal

import pytest

from haishu_desk.domain.quantity import parse
from haishu_desk.monitor.foretelling import foretold, foretold_reduction
from tests.monitor.promised import made, shipped

JOBS, ENERGY = shipped("145-25"), shipped("145-16", target=parse("18"))


def numbers(*texts: str | None) -> dict[int, Decimal | None]:
    return {2021 + place: None if text is None else Decimal(text) for place, text in enumerate(texts)}


def test_a_sum_is_what_is_known_and_what_the_years_left_bring() -> None:
    # 1.4, 1.5, 1.6 go on to 1.7 and 1.8: 4.5+3.5 = 8.
    yearly = numbers("1.4", "1.5", "1.6")
    found = foretold(JOBS, [value for value in yearly.values() if value is not None], yearly, 2023)
    assert found is not None
    assert (found.value, found.low, found.high, found.method) == (Decimal(8), Decimal(8), Decimal(8), "线性外推")


def test_a_level_is_its_own_value() -> None:
    found = foretold(made(), [Decimal(120), Decimal(140), Decimal(160)], {}, 2023)
    assert found is not None
    assert found.value == 200


def test_a_reduction_goes_on_from_its_index() -> None:
    # 0.96³ = 88.4736 left, 0.96⁵ = 81.5372...: a reduction of 18.46 in five years.
    found = foretold_reduction(ENERGY, numbers("4", "4", "4"), 2023)
    assert found is not None
    assert round(found.value, 4) == Decimal("18.4627")
    assert (found.method, found.low <= found.value <= found.high) == ("累计指数现速外推", True)


@pytest.mark.parametrize("yearly", [("4", "4"), ("4", None, "4"), ("4", "4", "4", None)])
def test_a_reduction_of_too_few_years_or_with_one_missing_foretells_nothing(yearly: tuple[str | None, ...]) -> None:
    assert foretold_reduction(ENERGY, numbers(*yearly), 2020 + len(yearly)) is None


def test_growth_and_what_is_not_assigned_have_no_sum_to_foretell() -> None:
    for promise in (shipped("145-13"), shipped("145-16")):
        assert foretold_reduction(promise, numbers("4", "4", "4"), 2023) is None
