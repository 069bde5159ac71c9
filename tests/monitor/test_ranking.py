"""Places, shares, changes and contributions, each with its working; who is missing has none of them."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from haishu_desk.monitor.ranking import Entrant, Manner, Ranked, ranked
from tests.domain.made import RANDOM
from tests.monitor.promised import near

SUMMED = Manner(is_sum=True)


def entrant(unit: str, *texts: str | None) -> Entrant:
    return Entrant(unit, *(None if text is None else Decimal(text) for text in texts))


def places(rows: list[Ranked]) -> list[tuple[str, int | None]]:
    return [(row.entrant.unit, row.place) for row in rows]


def test_ties_share_a_place_and_the_next_one_is_left_out() -> None:
    rows = ranked([entrant("a", "5"), entrant("b", "9"), entrant("c", "5.0"), entrant("d", "1")], SUMMED)
    assert places(rows) == [("b", 1), ("a", 2), ("c", 2), ("d", 4)]


def test_the_smallest_is_first_where_less_is_better() -> None:
    rows = ranked([entrant("a", "5"), entrant("b", "-1"), entrant("c", None)], Manner(lowest_first=True))
    assert places(rows) == [("b", 1), ("a", 2), ("c", None)]


def test_shares_and_contributions_of_all_of_them() -> None:
    # 120+180 = 300 after 100+150 = 250: 40 % and 60 %; 20÷250 = 8 points and 30÷250 = 12 points of 20 %.
    rows = {row.entrant.unit: row for row in ranked([entrant("a", "120", "100"), entrant("b", "180", "150")], SUMMED)}
    assert [rows[unit].share for unit in "ab"] == [Decimal("0.4"), Decimal("0.6")]
    assert [rows[unit].change for unit in "ab"] == [Decimal("0.2"), Decimal("0.2")]
    assert [rows[unit].contribution for unit in "ab"] == [8, 12]


def test_of_a_part_of_the_units_there_is_no_share_and_no_contribution() -> None:
    rows = ranked([entrant("a", "120", "100"), entrant("b", None, "150")], SUMMED)
    assert [(row.share, row.contribution) for row in rows] == [(None, None)] * 2
    assert rows[0].change == Decimal("0.2")
    rows = ranked([entrant("a", "120", "100"), entrant("b", "180", None)], SUMMED)
    assert [row.contribution for row in rows] == [None, None]
    assert rows[0].share == Decimal("0.6")


def test_ratios_differ_by_points_and_contribute_nothing() -> None:
    (row,) = ranked([entrant("a", "12.5", "12")], Manner(is_rate=True))
    assert (row.difference, row.change, row.share, row.contribution) == (Decimal("0.5"), None, None, None)


def test_completion_of_what_was_planned_is_turned_round_where_less_is_better() -> None:
    assert ranked([entrant("a", "90", None, "100")], SUMMED)[0].completion == Decimal("0.9")
    assert ranked([entrant("a", "80", None, "100")], Manner(lowest_first=True))[0].completion == Decimal("1.25")
    assert ranked([entrant("a", "90", None, "0")], SUMMED)[0].completion is None
    assert ranked([entrant("a", "90", "0")], SUMMED)[0].change is None


_NUMBER = st.decimals(min_value=0, max_value=1000, places=1)


@RANDOM
@given(st.lists(st.tuples(_NUMBER, st.decimals(min_value=1, max_value=1000, places=1)), min_size=1, max_size=8))
def test_contributions_add_up_to_the_growth_of_all(pairs: list[tuple[Decimal, Decimal]]) -> None:
    rows = ranked([Entrant(str(n), now, before) for n, (now, before) in enumerate(pairs)], SUMMED)
    now, before = (sum((pair[side] for pair in pairs), Decimal(0)) for side in (0, 1))
    parts = [row.contribution for row in rows if row.contribution is not None]
    assert near(sum(parts, Decimal(0)), (now - before) / before * 100)
    assert len(parts) == len(pairs)
    values = [row.entrant.value for row in rows]
    assert values == sorted(values, key=lambda value: -(value or 0))
