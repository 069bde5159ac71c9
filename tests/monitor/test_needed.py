"""What each year still left has to bring, worked out by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from haishu_desk.domain.quantity import parse
from haishu_desk.monitor.commitment import Commitment
from haishu_desk.monitor.moment import moment_of
from haishu_desk.monitor.needed import Needed, needed, needed_growth, reaches
from tests.monitor.promised import at, made, shipped

NEEDED = [
    (shipped("145-04"), "2023", "2817.2", "4.9"),  # (3100÷2817.2)^(1/2) = 1.0490
    (shipped("145-04"), "2023-06", "2817.2", "3.9"),  # ^(1/2.5) = 1.0390
    (shipped("145-04"), "2024", "2817.2", "10.04"),  # 3100÷2817.2
    (made("50", "40", direction="lower"), "2023", "44", "-4.65"),  # (40÷44)^(1/2) = 0.9535
    (shipped("145-25"), "2023", "4.8", "1.6"),  # (8-4.8)÷2
    (shipped("145-16", target=parse("18")), "2023", "10", "4.55"),  # 1-(0.82÷0.9)^(1/2)
    (shipped("145-04"), "2023", "3200", "0"),  # it is there
    (shipped("145-04"), "2025", "3000", None),  # no year is left
    (shipped("145-20"), "2023", "92", None),  # a bound has no way
    (shipped("145-11"), "2023-06", "573", None),  # half a year's flow is no year's
    (made("-10", "-5"), "2023", "-8", None),  # no rate leads from below zero
    (shipped("145-16", target=parse("18")), "2023", "100", "0"),
]


@pytest.mark.parametrize(("promise", "when", "value", "by_hand"), NEEDED)
def test_the_yearly_rate_still_needed(promise: Commitment, when: str, value: str, by_hand: str | None) -> None:
    found = needed(promise, Decimal(value), moment_of(at(when)))
    assert (None if found.value is None else round(found.value, 2)) == (None if by_hand is None else Decimal(by_hand))


def test_growth_that_is_there_already_asks_for_none() -> None:
    # 1.04^5 = 121.67: with 130 after three years the two left may even lose 3.26 % each, which is no growth needed.
    assert needed_growth(shipped("145-13"), Decimal(130), moment_of(at("2023"))) == Needed(Decimal(0))
    assert needed_growth(shipped("145-13"), Decimal("121.6652902400"), moment_of(at("2023"))).told == ""


def test_growth_that_was_missed_has_to_be_made_good() -> None:
    # 1.04^5 = 1.21665; after 1.05×1.02×1.06 = 1.13526 two years have 1.07170 left: 3.52 a year.
    found = needed_growth(shipped("145-13"), Decimal("113.526"), moment_of(at("2023")))
    assert found.value is not None
    assert round(found.value, 2) == Decimal("3.52")
    assert needed_growth(shipped("145-13"), None, moment_of(at("2023"))).value is None


def test_half_a_years_flow_has_not_reached_a_lower_target() -> None:
    falling = made("100", "50", measure="flow", direction="lower")
    assert not reaches(falling, Decimal(30), moment_of(at("2023-06")))
    assert reaches(falling, Decimal(50), moment_of(at("2023")))
