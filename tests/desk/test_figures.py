"""What is read for the series of an indicator: whose it is, what there is to choose from, and its outline without values."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from haishu_desk.desk.figures import Figures, series
from haishu_desk.domain.errors import UsageError

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

TJJ, SHIQI = "dept-tjj", "330203009"


def _enter(desk: Desk, unit: str, item: str, period: str, value: str) -> None:
    desk.entry.enter([{"unit": unit, "period": period, "item": item, "value": value}])


def test_the_one_reporter_is_offered_first_and_others_when_they_have_values(district: Desk) -> None:
    assert Figures(district).units("145-04") == ["dept-scjgj"]
    _enter(district, SHIQI, "145-04", "2021", "318")
    assert Figures(district).units("145-04") == ["dept-scjgj", SHIQI]
    assert series(district, "145-04", SHIQI).counting[2021].number == Decimal(318)


def test_an_unknown_indicator_is_refused_with_a_sentence(district: Desk) -> None:
    with pytest.raises(UsageError, match="145-99"):
        series(district, "145-99")


@pytest.mark.parametrize("item", ["145-01", "145-03", "145-20", "145-25", "135-08", "145-04"])
def test_the_outline_of_a_series_is_the_series_without_its_values(district: Desk, item: str) -> None:
    _enter(district, TJJ, "145-03", "2021", "2.52")
    _enter(district, TJJ, "135-08", "2019", "2.18")
    whole = Figures(district).series(item)
    assert Figures(district).outline(item) == replace(whole, points=())
