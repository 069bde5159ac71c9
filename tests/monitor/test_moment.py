"""How much of a plan has passed: by months, to the digit at every month's end."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from haishu_desk.domain.periods import FREQUENCIES, Period
from haishu_desk.monitor.moment import Moment, When, moment_of, time_progress
from tests.monitor.promised import at, catalogue

PASSED = [
    (at("2020"), "0"),
    (at("2021"), "0.2"),
    (at("2023-H1"), "0.5"),
    (date(2023, 6, 30), "0.5"),
    (at("2023-Q3"), "0.55"),
    (date(2024, 2, 29), "0.6333333333"),  # 38 of 60 months
    (date(2021, 6, 15), "0.0916666667"),  # 5.5 of 60 months
    (at("2025"), "1"),
    (at("2027"), "1"),
    (at("2019"), "0"),
]


@pytest.mark.parametrize(("when", "by_hand"), PASSED)
def test_half_the_time_has_passed_on_the_last_of_june_of_the_third_year(when: Period | date, by_hand: str) -> None:
    assert round(time_progress(when, catalogue().plan("145")), 10) == Decimal(by_hand)


def test_periods_that_end_together_are_one_moment() -> None:
    june: list[When] = [at("2023-H1"), at("2023-Q2"), at("2023-06"), date(2023, 6, 30)]
    assert {moment_of(when) for when in june} == {Moment(2023, Fraction(1, 2))}
    december: list[When] = [at("2023"), at("2023-H2"), at("2023-Q4"), at("2023-12"), date(2023, 12, 31)]
    assert {moment_of(when) for when in december} == {Moment(2023)}


@pytest.mark.parametrize("frequency", FREQUENCIES)
def test_a_moment_names_the_period_that_ends_there(frequency: str) -> None:
    for month in range(1, 13):
        moment = Moment(2023, Fraction(month, 12)).reported(frequency)
        assert moment_of(moment.period(frequency)) == moment
        assert moment <= Moment(2023, Fraction(month, 12))
    assert Moment(2023, Fraction(1, 24)).reported(frequency) == Moment(2022)
