"""Slips of ten thousand, equal figures, the year's change, outliers and vintages: each found and not found."""

from __future__ import annotations

from typing import Any

import pytest

from haishu_desk.domain.findings import Finding
from tests.checks.made import OTHER, THIRD, TOWN, WHOLE, checked, ground, made_item

FOURTH = "330203200"


def of(
    rule: str, *values: str | None, by: str = WHOLE, more: dict[str, str] | None = None, **record: Any
) -> list[Finding]:
    """What the check says of 2024, the last of `values`; the ones before are of the years before, None for not filled."""
    years = range(2025 - len(values), 2025)
    cells = {f"145-99|{by}@{year}": value for year, value in zip(years, values, strict=True) if value is not None}
    made = ground({}, made_item(**record)).set(cells | (more or {}))
    return [finding for finding in checked(made, "145-99", unit=by).findings if finding.rule == rule]


@pytest.mark.parametrize(
    ("values", "found"),
    [
        (("2393", "2500", "26000000"), 1),
        (("2393", "2500", "0.26"), 1),
        (("2393", "24500000"), 1),  # one earlier value is enough
        (("2393", "2500", "260000000000"), 1),  # a hundred million times
        (("2393", "2500", "260000"), 0),  # a hundred times is another slip
        (("2393", "2500", "2600"), 0),
        (("26000000",), 0),
        (("—", "26000000"), 0),
        (("0", "26000000"), 0),
        (("2393", "2500", "0"), 0),
        (("2393", "2500", "—"), 0),
        (("不适用", "2500", "26000000"), 1),
    ],
)
def test_a_slip_of_ten_thousand(values: tuple[str, ...], found: int) -> None:
    findings = of("slip", *values, decimals=2)
    assert [finding.severity for finding in findings] == ["核实性"] * found
    assert all("亿倍" in finding.message or "一万倍" in finding.message for finding in findings)


def test_a_slip_is_said_once_and_not_again_as_an_outlier_or_a_limit() -> None:
    made = ground({"145-04@2022": "2393", "145-04@2023": "2500", "145-04": "26000000"})
    assert [finding.rule for finding in checked(made, "145-04").findings] == ["slip"]


def test_rates_of_growth_slip_by_nature() -> None:
    assert of("slip", "0.01", "100", measure="growth") == []


@pytest.mark.parametrize(
    ("values", "record", "found"),
    [
        (("2393", "2393"), {}, 1),
        (("23.9", "23.90"), {"decimals": 1}, 1),
        (("2393", "2394"), {}, 0),
        (("22", "22"), {}, 0),  # two figures are equal by chance
        (("1500", "1500"), {}, 0),  # so are two figures with zeros
        (("0", "0"), {}, 0),
        (("100", "100"), {"unit": "%"}, 0),
        (("49.83", "49.83"), {"decimals": 2, "direction": "keep"}, 0),
        (("2393", None, "2393"), {}, 0),  # last year is not known
        (("—", "—"), {}, 0),
        (("未取得", "未取得"), {}, 0),
    ],
)
def test_equal_to_last_year_to_the_last_digit(
    values: tuple[str | None, ...], record: dict[str, Any], found: int
) -> None:
    assert [finding.severity for finding in of("same", *values, **record)] == ["核实性"] * found


BAND = {"change_low": "-5", "change_high": "35", "change_kind": "percent"}
POINTS = {"change_low": "-1", "change_high": "1.5", "change_kind": "unit"}


@pytest.mark.parametrize(
    ("values", "record", "moved"),
    [
        (("1000", "1400"), {"limits": BAND}, ["40"]),
        (("1000", "940"), {"limits": BAND}, ["-6"]),
        (("1000", "1350"), {"limits": BAND}, []),
        (("0", "1400"), {"limits": BAND}, []),
        (("—", "1400"), {"limits": BAND}, []),
        (("1000", None, "1400"), {"limits": BAND}, []),
        (("87.6", "89.2"), {"limits": POINTS, "unit": "%", "measure": "rate", "decimals": 1}, ["1.6"]),
        (("87.6", "89.1"), {"limits": POINTS, "unit": "%", "measure": "rate", "decimals": 1}, []),
        (("26", "28"), {"limits": POINTS, "unit": "微克/立方米", "measure": "rate"}, ["2"]),
        (("1000", "9000"), {}, []),  # the item has no band
    ],
)
def test_the_district_moves_further_in_a_year_than_the_item_does(
    values: tuple[str | None, ...], record: dict[str, Any], moved: list[str]
) -> None:
    assert [finding.left for finding in of("change", *values, **record)] == moved
    assert of("change", *values, by=TOWN, **record) == []


def test_at_constant_prices_the_growth_that_was_typed_is_asked() -> None:
    record: dict[str, Any] = {"limits": BAND, "notes": ["4、生产总值目标值和增速按可比价计算；"], "measure": "flow"}
    assert of("change", "1000", "1400", **record) == []
    assert [finding.field for finding in of("change", "1000", "1010", more={"145-99.growth": "36"}, **record)] == [
        "growth"
    ]
    assert of("change", "1000", "1400", more={"145-99.growth": "6"}, **record) == []


@pytest.mark.parametrize(
    ("values", "record", "found"),
    [
        # changes before: +10 %, +10 %; the band is -10 to 30 %
        (("1000", "1100", "1210", "1574"), {}, 1),
        (("1000", "1100", "1210", "1573"), {}, 0),
        (("1000", "1100", "1210", "1089"), {}, 0),
        (("1000", "1100", "1210", "1088"), {}, 1),
        # changes before: +50 %, -20 %; width 70, so the band is -90 to 120 %
        (("1000", "1500", "1200", "2600"), {}, 0),
        (("1000", "1500", "1200", "2700"), {}, 1),
        (("1000", "5000"), {}, 0),  # one earlier value
        (("1100", "1210", "5000"), {}, 1),  # two are enough
        (("1000", "—", "1210", "5000"), {}, 0),  # two, but no change between them
        (("—", "未取得", "不适用", "5000"), {}, 0),
        (("1", "2", "2", "6"), {}, 0),  # small counts jump
        (("5.0", "5.2", "10.5"), {"unit": "%", "measure": "rate", "decimals": 1}, 1),  # band -4.8 to 5.2 points
        (("5.0", "5.2", "10.4"), {"unit": "%", "measure": "rate", "decimals": 1}, 0),
        (("5.0", "4.0", "13.1"), {"unit": "%", "measure": "growth", "decimals": 1}, 1),  # band -11 to 9 points
        (("5.0", "4.0", "13.0"), {"unit": "%", "measure": "growth", "decimals": 1}, 0),
        (("1000", "1100", "1210", "1900"), {"limits": BAND}, 0),  # the item's own band speaks
    ],
)
def test_an_outlier_lies_outside_the_widened_band_of_earlier_changes(
    values: tuple[str | None, ...], record: dict[str, Any], found: int
) -> None:
    assert [finding.severity for finding in of("outlier", *values, **record)] == ["核实性"] * found


def test_a_township_that_moved_like_comparable_ones_is_none() -> None:
    values = ("1000", "1100", "1210", "1800")  # +49 % this year
    peers = {
        f"145-99|{OTHER}@2023": "100",
        f"145-99|{OTHER}": "160",
        f"145-99|{THIRD}@2023": "200",
        f"145-99|{THIRD}": "280",
    }
    assert len(of("outlier", *values, by=TOWN, more=peers)) == 1  # two peers say nothing
    # moved by +60, +40 and +45 %: the year did it
    assert len(of_four(values, peers | {f"145-99|{FOURTH}@2023": "100", f"145-99|{FOURTH}": "145"})) == 0
    quiet = {f"145-99|{unit}@2023": "100" for unit in (OTHER, THIRD, FOURTH)} | {
        f"145-99|{unit}": "110" for unit in (OTHER, THIRD, FOURTH)
    }
    assert len(of_four(values, quiet)) == 1


def of_four(values: tuple[str, ...], more: dict[str, str]) -> list[Finding]:
    """The outliers of the first of four townships."""
    made = ground({}, made_item())
    made.towns = (TOWN, OTHER, THIRD, FOURTH)
    made.set({f"145-99|{TOWN}@{year}": value for year, value in zip(range(2021, 2025), values, strict=True)} | more)
    return [finding for finding in checked(made, "145-99", unit=TOWN).findings if finding.rule == "outlier"]


@pytest.mark.parametrize(
    ("cells", "severities"),
    [
        ({"145-99#初步核算": "1000", "145-99#最终核实": "1030"}, ["核实性"]),
        ({"145-99#初步核算": "1000", "145-99#最终核实": "1020"}, []),  # 2 % is allowed
        ({"145-99#预计": "1000", "145-99#最终核实": "900"}, ["提示"]),
        ({"145-99#预计": "1000", "145-99#初步核算": "1010", "145-99#最终核实": "1100"}, ["核实性"]),
        ({"145-99#预计": "22", "145-99": "23"}, []),  # one in the last digit
        ({"145-99#初步核算": "—", "145-99#最终核实": "1030"}, []),
        ({"145-99": "1000"}, []),
        ({"145-99#初步核算": "0", "145-99#最终核实": "30"}, ["核实性"]),
    ],
)
def test_a_later_vintage_far_from_the_one_before(cells: dict[str, str], severities: list[str]) -> None:
    assert [finding.severity for finding in of("vintage", more=cells)] == severities
