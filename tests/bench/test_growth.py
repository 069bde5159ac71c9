"""How cost grows with size."""

from __future__ import annotations

import pytest

from haishu_desk.bench.growth import exponent, growths
from haishu_desk.bench.pairs import Measured


def line(size: int, seconds: float, series: str = "G0") -> Measured:
    return Measured("G0", None, "x", (seconds,), (1.0,), series=series, size=size)


def test_what_takes_ten_times_as_long_for_ten_times_as_much_has_1_and_what_takes_a_hundred_times_2() -> None:
    assert exponent([(10, 3.0), (100, 30.0), (1_000, 300.0)]) == pytest.approx(1.0)
    assert exponent([(10, 3.0), (100, 300.0)]) == pytest.approx(2.0)
    assert exponent([(10, 3.0), (100, 3.0)]) == pytest.approx(0.0)


def test_a_series_that_grows_faster_than_its_size_is_missed() -> None:
    (straight,) = growths([line(10, 1.0), line(100, 10.0)])
    (steep,) = growths([line(10, 1.0), line(100, 100.0)])
    assert (straight.name, straight.ok) == ("G0, growth", True)
    assert not steep.ok
    assert "10 到 100 个值，指数 2.00" in steep.detail


def test_of_one_size_and_of_what_is_in_no_series_nothing_is_told() -> None:
    assert not list(growths([line(10, 1.0), line(10, 2.0)]))
    assert not list(growths([line(10, 1.0, ""), line(100, 1.0, "")]))
