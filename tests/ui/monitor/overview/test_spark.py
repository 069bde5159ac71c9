"""The small picture as numbers: gaps, breaks and the scale."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from haishu_desk.ui.monitor.overview.spark import Spark, scale_of, segments_of


def test_the_line_stops_at_a_missing_year_and_at_a_change_of_definition() -> None:
    numbers = {2020: Decimal(1), 2021: Decimal(2), 2022: None, 2023: Decimal(3), 2024: Decimal(4), 2025: Decimal(5)}
    found = segments_of(numbers, [2025])
    assert [[year for year, _ in segment] for segment in found] == [[2020, 2021], [2023, 2024], [2025]]


@given(
    st.dictionaries(st.integers(2015, 2025), st.none() | st.decimals(-9, 9, places=2)), st.sets(st.integers(2015, 2025))
)
def test_no_segment_joins_what_is_not_next_to_each_other(numbers: dict[int, Decimal | None], breaks: set[int]) -> None:
    segments = segments_of(numbers, breaks)
    assert [pair for segment in segments for pair in segment] == sorted(
        (year, number) for year, number in numbers.items() if number is not None
    )
    for segment in segments:
        years = [year for year, _ in segment]
        assert years == list(range(years[0], years[-1] + 1))
        assert not breaks & set(years[1:])


def test_the_years_run_from_left_to_right_and_the_values_from_below_to_above() -> None:
    spark = Spark(2020, 2025, (((2020, Decimal(10)), (2021, Decimal(20))),), target=Decimal(30))
    scale = scale_of(spark)
    assert (scale.across(2020), scale.across(2025)) == (0.0, 1.0)
    # 10 to 30 with 8 % of air on either side: (10 − 8.4) ÷ 23.2.
    assert round(scale.up(Decimal(10)), 4) == round(1.6 / 23.2, 4)
    assert scale.up(Decimal(10)) < scale.up(Decimal(20)) < scale.up(Decimal(30)) < 1
    assert (spark.value_of(2021), spark.value_of(2022)) == (Decimal(20), None)


def test_one_value_alone_stands_in_the_middle() -> None:
    scale = scale_of(Spark(2020, 2025, (((2023, Decimal(7)),),)))
    assert scale.up(Decimal(7)) == 0.5
