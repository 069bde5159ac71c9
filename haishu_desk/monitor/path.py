"""The value expected at the end of a year or of a part of it (应达值), by kind of target, with its formula.

`Expected.value` is always the same thing as the cell of that period holds: of a flow what has come together since January,
of a level or a ratio what it is at the end, of a reduction the year's own rate. What should have come together since the
plan began is `Expected.since_start`.

A part of a year: a flow is the whole year's expected value times that part (`HALF_OF_YEAR`: 855.3×1.07³÷2 for June of the
third year, as districts reckon in their mid-term evaluations), or, as a setting, the path's value at 2.5 years times that
part (`PATH_AT_DATE`); a level or ratio is the path at 2.5 years; an item that is reported by year only stands at the end of
the year before, and `as_of` says so (打 * 号).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from haishu_desk.monitor import commitment as kinds
from haishu_desk.monitor.amounts import reduction_at, total_at
from haishu_desk.monitor.commitment import Commitment
from haishu_desk.monitor.expectation import HALF_OF_YEAR, Expected, HalfYear
from haishu_desk.monitor.levels import grown, level_at
from haishu_desk.monitor.moment import Moment, When, moment_of
from haishu_desk.monitor.numbers import HUNDRED, reckoning
from haishu_desk.monitor.reasons import NO_GROWTH, OUTSIDE
from haishu_desk.monitor.standing import bound_at, growth_at, range_at, reference_at

_INDEX_PLACES = 2


def expected(commitment: Commitment, when: When, *, half_year: HalfYear = HALF_OF_YEAR) -> Expected:
    """What `commitment` expects at the end of `when`; at the end of the base year that is the base, of levels only."""
    of_kind = _BY_KIND[commitment.kind]
    return _reported(
        commitment,
        when,
        lambda moment: of_kind(commitment, moment, half_year),
        from_base=commitment.has_path,
    )


def growth_path(commitment: Commitment, when: When) -> Expected:
    """The index (base year = 100) that the printed yearly growth leads to: the second line beside a level.

    It is held against chained growth rates at comparable prices (`chain.chained`), never against a quotient of levels.
    Rates of a part of a year compare with the same part of the year before: June of the third year has grown three times.
    """
    growth = commitment.growth
    if growth is None:
        return Expected(why=NO_GROWTH)

    def index(moment: Moment) -> Expected:
        step = grown(HUNDRED, growth, Fraction(moment.year - commitment.base_year))
        return Expected(step.value, formula=step.told(_INDEX_PLACES) if step.text else "", why=step.why)

    return _reported(commitment, when, index, from_base=True)


def _reported(commitment: Commitment, when: When, find: Callable[[Moment], Expected], *, from_base: bool) -> Expected:
    """What `find` says of the last period that the item has reported by then, marked if that is an earlier one."""
    asked = moment_of(when)
    moment = asked.reported(commitment.frequency)
    is_base = moment == Moment(commitment.base_year)
    if not (is_base and from_base) and not commitment.base_year < moment.year <= commitment.end_year:
        return Expected(why=OUTSIDE)
    with reckoning():
        found = find(moment)
    return found if moment == asked else replace(found, as_of=moment.period(commitment.frequency))


def _assigned(commitment: Commitment, moment: Moment, half_year: HalfYear) -> Expected:
    """Nothing until it is assigned, but the years that the breakdown names."""
    find = reduction_at if commitment.is_reduction else growth_at
    return find(commitment, moment, half_year)


_BY_KIND: dict[str, Callable[[Commitment, Moment, HalfYear], Expected]] = {
    kinds.LEVEL: level_at,
    kinds.CHANGE: level_at,
    kinds.TOTAL: total_at,
    kinds.GROWTH: growth_at,
    kinds.REDUCTION: reduction_at,
    kinds.BOUND: bound_at,
    kinds.HOLD: bound_at,
    kinds.RANGE: range_at,
    kinds.REFERENCE: reference_at,
    kinds.ASSIGNED: _assigned,
    kinds.WORDS: growth_at,
}
