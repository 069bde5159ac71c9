"""What a commitment says of itself, and what of it binds a unit that reports a part."""

from __future__ import annotations

from decimal import Decimal

from haishu_desk.domain.periods import Period
from haishu_desk.monitor.commitment import is_loose, part_of
from haishu_desk.monitor.moment import moment_of
from haishu_desk.monitor.reasons import NO_TARGET, NOT_ASSIGNED
from tests.monitor.promised import at, catalogue, made, shipped


def test_two_printed_targets_are_equal_to_the_base_and_two_are_looser() -> None:
    assert [item.code for item in catalogue() if shipped(item.code).is_loose] == [
        "145-21",
        "145-23",
        "145-32",
        "145-33",
    ]


def test_loose_is_seen_from_the_better_side() -> None:
    assert is_loose("higher", Decimal(5), Decimal(4))
    assert not is_loose("higher", Decimal(5), Decimal(6))
    assert is_loose("lower", Decimal(5), Decimal(6))
    assert not is_loose("lower", Decimal(5), Decimal(4))
    assert is_loose("lower", Decimal(5), Decimal(5))
    assert not is_loose("higher", None, Decimal(4))


def test_the_change_is_known_only_where_there_is_a_way() -> None:
    assert shipped("145-04").change == 707
    assert shipped("145-29").change is None
    assert shipped("145-20").change is None


def test_the_breakdown_holds_numbers_of_the_term_in_order() -> None:
    promised = made(annual={"2023": "150", "2021": "110", "2020": "1", "2030": "1", "2024": "待定"})
    assert promised.breakdown == {2021: Decimal(110), 2023: Decimal(150)}


def test_a_part_keeps_the_reason_it_had() -> None:
    assert part_of(shipped("145-15")).why == NOT_ASSIGNED
    town = part_of(shipped("145-01"))
    assert (town.why, town.base, town.target, town.growth) == (NO_TARGET, None, None, None)


def test_the_reference_of_june_is_found_by_any_period_that_ends_then() -> None:
    incomes = shipped("145-24", reference={Period(2023, "半年", 1): Decimal(6)})
    assert incomes.reference_at(moment_of(at("2023-Q2"))) == 6
    assert incomes.reference_at(moment_of(at("2023"))) is None
