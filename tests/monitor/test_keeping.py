"""Bounds, holds and ranges are kept or broken by their sign; what is reported as a bound may leave it open."""

from __future__ import annotations

from decimal import Decimal

import pytest

from haishu_desk.domain.quantity import parse
from haishu_desk.monitor.commitment import Commitment, part_of
from haishu_desk.monitor.keeping import keeps, margin
from tests.monitor.promised import at, made, shipped

RANGE_40_60 = made("—", "40-60")
KEPT = [
    (shipped("145-20"), "93.1", True),
    (shipped("145-20"), "93", False),  # printed is >93
    (shipped("145-20"), "91", False),
    (shipped("145-21"), "26", True),  # looser than the base 26: kept, and no percentage
    (shipped("145-21"), "27", False),
    (shipped("145-32"), "0.00499", True),
    (shipped("145-32"), "0.005", False),
    (shipped("145-23"), "49.83", False),  # printed is >49.83, though the base is 49.83
    (shipped("145-23"), "49.84", True),
    (shipped("145-33"), "2.11", True),
    (shipped("145-33"), "2.1", False),
    (shipped("135-13"), "19.59", True),
    (shipped("135-18"), "<3", True),
    (shipped("135-18"), "<5", True),
    (shipped("135-18"), "<6", None),  # may be 5.5
    (shipped("135-18"), "≤5", None),
    (shipped("135-18"), "≥5", False),
    (shipped("135-18"), ">4", None),
    (shipped("135-20"), "98.3", True),
    (shipped("135-20"), ">95", True),
    (shipped("135-20"), "<95", False),
    (shipped("135-20"), "90-96", None),
    (shipped("135-20"), "96-97", True),
    (shipped("135-20"), "完成", None),
    (shipped("135-20"), "—", None),
    (made("100", "90"), "90", True),
    (made("100", "90"), "89.9", False),
    (made("100", "110", direction="lower"), "110.1", False),
    (RANGE_40_60, "40", True),
    (RANGE_40_60, "60", True),
    (RANGE_40_60, "39.9", False),
    (RANGE_40_60, "60.1", False),
    (RANGE_40_60, ">50", None),
    (RANGE_40_60, ">60", False),
    (RANGE_40_60, "50-70", None),
    (shipped("145-04"), "5000", None),  # a level is no limit
    (shipped("145-15"), "5", None),  # not assigned
    (part_of(shipped("145-20")), "95", None),  # the district's bound is not the township's
]


@pytest.mark.parametrize(("promised", "actual", "by_hand"), KEPT)
def test_a_limit_is_kept_to_the_letter(promised: Commitment, actual: str, by_hand: bool | None) -> None:  # noqa: FBT001  a table's cell
    quantity = parse(actual)
    assert keeps(promised, quantity) is by_hand
    if quantity.op == "eq" and quantity.number is not None:
        assert keeps(promised, quantity.number) is by_hand


def test_the_breakdown_and_the_reference_have_limits_of_their_own() -> None:
    air = shipped("145-20", annual={"2022": "91.5"})
    assert keeps(air, Decimal(92), at("2022")) is True
    assert keeps(air, Decimal(92), at("2023")) is False
    incomes = shipped("145-24", reference={at("2023"): Decimal("5.8")})
    assert keeps(incomes, Decimal("5.3"), at("2023")) is True
    assert keeps(incomes, Decimal("5.2"), at("2023")) is False
    assert keeps(incomes, Decimal(9), at("2024")) is None


def test_the_margin_is_the_room_that_is_left() -> None:
    assert margin(shipped("145-21"), Decimal(22)) == 5
    assert margin(shipped("145-20"), Decimal("92.5")) == Decimal("-0.5")
    assert margin(RANGE_40_60, Decimal(45)) == 5
    assert margin(RANGE_40_60, Decimal(70)) == -10
    assert margin(shipped("145-04"), Decimal(1)) is None
    assert margin(part_of(shipped("145-20")), Decimal(95)) is None
