"""Whether a forecast reaches the target: all of its band, a part of it, nothing of it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from haishu_desk.monitor.commitment import Commitment
from haishu_desk.monitor.forecast import Forecast
from haishu_desk.monitor.outlook import OUT_OF_REACH, REACHED, WITHIN_REACH, outlook
from tests.monitor.promised import made, shipped

UP, DOWN = made("100", "200"), made("50", "40", direction="lower")


@pytest.mark.parametrize(
    ("promise", "low", "value", "high", "word"),
    [
        (UP, "200", "210", "220", REACHED),
        (UP, "190", "200", "210", WITHIN_REACH),
        (UP, "180", "190", "200", WITHIN_REACH),  # only the best of the band
        (UP, "180", "190", "199", OUT_OF_REACH),
        (DOWN, "38", "39", "40", REACHED),
        (DOWN, "40", "41", "42", WITHIN_REACH),
        (DOWN, "41", "42", "43", OUT_OF_REACH),
        (shipped("145-21"), "24", "25", "26", REACHED),  # <27
        (shipped("145-21"), "24", "26", "28", WITHIN_REACH),
        (shipped("145-21"), "27", "28", "29", OUT_OF_REACH),
        (shipped("145-33"), "2.11", "2.12", "2.13", REACHED),  # held
        (shipped("145-13"), "3", "4", "5", None),  # yearly growth
        (shipped("145-16"), "3", "4", "5", None),  # not assigned
    ],
)
def test_the_word_for_a_forecast(promise: Commitment, low: str, value: str, high: str, word: str | None) -> None:
    told = Forecast(Decimal(value), Decimal(low), Decimal(high), "线性外推", None)
    assert outlook(promise, told) == word


def test_without_a_forecast_there_is_no_word() -> None:
    assert outlook(UP, None) is None
