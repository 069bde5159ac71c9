"""Each item comes together by its own rule; who is missing is named, and nothing missing is ever 0."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haishu_desk.monitor.rollup import MAX, MEAN, SINGLE, SUM, Part, Ratio, rolled
from tests.domain.made import RANDOM


def part(unit: str, value: str | None = None, above: str | None = None, below: str | None = None) -> Part:
    return Part(unit, *(None if text is None else Decimal(text) for text in (value, above, below)))


THREE = [part("a", "120"), part("b", "200.5"), part("c")]


@pytest.mark.parametrize(
    ("rule", "value"),
    [(SUM, "320.5"), (MAX, "200.5"), (SINGLE, None)],  # two figures are not the one figure there is
)
def test_what_is_there_comes_together_and_who_is_missing_is_named(rule: str, value: str | None) -> None:
    found = rolled(rule, THREE)
    assert found.value == (None if value is None else Decimal(value))
    assert (found.units_in, found.units_missing) == (("a", "b"), ("c",))


def test_the_one_figure_there_is() -> None:
    assert rolled(SINGLE, [part("a", "7")]).value == 7


@pytest.mark.parametrize("rule", [SINGLE, SUM, MEAN, MAX])
def test_where_nobody_reports_there_is_nothing_not_zero(rule: str) -> None:
    found = rolled(rule, [part("a"), part("b")])
    assert (found.value, found.units_in, found.units_missing) == (None, (), ("a", "b"))


def test_a_ratio_is_reckoned_anew_from_its_parts_never_averaged() -> None:
    # (40+30)÷(400+100)×100 = 14; the mean of 10 and 30 would be 20.
    parts = [part("a", "10", "40", "400"), part("b", "30", "30", "100")]
    assert rolled(MEAN, parts).value == 14


def test_ratios_without_numerators_are_weighted_by_their_denominators() -> None:
    # (10×400+30×100)÷500 = 14, whatever the ratio is of.
    assert rolled(MEAN, [part("a", "10", None, "400"), part("b", "30", None, "100")], Ratio(None)).value == 14


def test_without_a_weight_a_weighted_mean_is_nothing() -> None:
    found = rolled(MEAN, [part("a", "10", None, "400"), part("b", "30")])
    assert (found.value, found.units_in) == (None, ("a", "b"))
    assert rolled(MEAN, [part("a", "10", None, "0")]).value is None
    assert rolled(MEAN, [part("a", None, "40", "400")], Ratio(None)).value is None


def test_parts_of_one_denominator_of_the_whole_district() -> None:
    parts = [part("a", None, "2"), part("b", None, "3")]
    # (2+3)÷500×100 = 1
    assert rolled(MEAN, parts, Ratio(has_common=True, common=Decimal(500))).value == 1
    assert rolled(MEAN, parts, Ratio(has_common=True)).value is None


def test_a_growth_rate_follows_from_the_amounts() -> None:
    # 110 after 100 and 50 after 100: (160-200)÷200 = -20 %
    parts = [part("a", "10", "110", "100"), part("b", "-50", "50", "100")]
    assert rolled(MEAN, parts, Ratio(is_growth=True)).value == -20


_NUMBER = st.decimals(min_value=0, max_value=1000, places=2)
_PARTS = st.lists(st.tuples(_NUMBER, st.decimals(min_value=1, max_value=1000, places=1)), min_size=1, max_size=6)


@RANDOM
@given(_PARTS)
def test_a_weighted_mean_lies_between_its_ratios_whatever_the_order(pairs: list[tuple[Decimal, Decimal]]) -> None:
    parts = [Part(str(place), value, None, weight) for place, (value, weight) in enumerate(pairs)]
    found = rolled(MEAN, parts, Ratio(None)).value
    assert found is not None
    slack = Decimal("1e-30")
    assert min(value for value, _ in pairs) - slack <= found <= max(value for value, _ in pairs) + slack
    assert rolled(MEAN, reversed(parts), Ratio(None)).value == found
