"""Units of measurement: what stands for what, and what never does."""

from __future__ import annotations

from decimal import Decimal

import pytest

from haishu_desk.bundle.foreign.measures import factor, is_measure, measures_in, one_factor


@pytest.mark.parametrize(
    ("stated", "own", "expected"),
    [
        ("万元", "亿元", "0.0001"), ("亿元", "亿元", "1"), ("元", "万元", "0.0001"), ("千元", "亿元", "0.00001"), ("亿美元", "亿美元", "1"),
        ("万美元", "亿美元", "0.0001"), ("人", "万人", "0.0001"), ("万人次", "万人", "1"), ("％", "%", "1"), ("‰", "%", "0.1"),
        ("㎡", "平方米", "1"), ("m²", "平方米", "1"), ("μg/m³", "微克/立方米", "1"), ("元/人", "万元/人", "0.0001"), ("万吨", "亿斤", "0.2"),
        ("公顷", "万亩", "0.0015"), ("（万元）", "亿元", "0.0001"), ("人/亿元", "人/亿元", "1"), ("亿元人民币", "亿元", "1"),
    ],
)  # fmt: skip
def test_a_factor_is_exact(stated: str, own: str, expected: str) -> None:
    assert factor(stated, own) == Decimal(expected)


@pytest.mark.parametrize(
    ("stated", "own"),
    [
        ("万美元", "亿元"),
        ("户", "件"),
        ("%", "亿元"),
        ("亿元", "%"),
        ("人/万元", "人/亿元"),
        ("百分点", "%"),
        ("张", "张/百人"),
        ("平方米", "亩"),
    ],
)
def test_what_measures_something_else_has_no_factor(stated: str, own: str) -> None:
    assert factor(stated, own) is None


def test_of_several_units_in_one_line_the_one_that_fits_counts() -> None:
    assert measures_in("单位：万元、％") == ("万元", "％") or measures_in("单位：万元、％") == ("万元", "%")
    assert one_factor(("万元", "%"), "亿元") == Decimal("0.0001")
    assert one_factor(("万元", "%"), "%") == Decimal(1)
    assert one_factor(("万元", "亿元"), "亿元") is None, "two that fit are none"
    assert one_factor(("户",), "件") is None


def test_a_unit_of_people_is_no_unit_of_measurement() -> None:
    assert measures_in("填报单位：鄞江镇") == ()
    assert measures_in("（计量单位：亿元）") == ("亿元",)
    assert is_measure("万人")
    assert not is_measure("街道")
