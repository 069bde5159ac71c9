"""A unit's own expectation beside the forecast: how far apart they are, and from where on it is said."""

from __future__ import annotations

from decimal import Decimal

import pytest

from haishu_desk.monitor.estimate import beside
from haishu_desk.monitor.forecast import Forecast
from tests.monitor.promised import made, shipped


def told(value: str) -> Forecast:
    return Forecast(Decimal(value), Decimal(0), Decimal(999), "线性外推", None)


@pytest.mark.parametrize(
    ("own", "forecast", "difference", "is_said"),
    [
        ("110", "100", "0.1", False),  # a tenth is not over a tenth
        ("110.1", "100", "0.101", True),
        ("89.9", "100", "-0.101", True),
        ("-11", "-10", "-0.1", False),  # lower than what is foretold, also below zero
    ],
)
def test_more_than_a_tenth_is_said(own: str, forecast: str, difference: str, *, is_said: bool) -> None:
    found = beside(Decimal(own), told(forecast), made())
    assert (found.difference, bool(found.told)) == (Decimal(difference), is_said)


def test_the_sentence_names_both() -> None:
    assert beside(Decimal(120), told("100"), made()).told == "单位预计 120，按线性外推为 100，相差 20%，请核对"


def test_what_is_not_the_same_thing_is_not_compared() -> None:
    for promise in (shipped("145-25"), shipped("145-13")):  # a sum of five years, a yearly rate
        assert beside(Decimal(2), told("8"), promise).difference is None
    assert beside(Decimal(2), None, made()).difference is None
    assert beside(Decimal(2), told("0"), made()).difference is None
