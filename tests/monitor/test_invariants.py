"""What holds of every verdict: a unit of measure changes nothing, and a better figure never makes it worse.

That scaling all values scales the path stands in `test_levels`.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from haishu_desk.domain.periods import Period
from haishu_desk.domain.quantity import parse
from haishu_desk.monitor.commitment import Commitment
from haishu_desk.monitor.expectation import HALF_OF_YEAR, PATH_AT_DATE
from haishu_desk.monitor.judgement import Facts, judge
from haishu_desk.monitor.verdict import BEHIND, EARLY, FASTER, GREEN, ON_COURSE, PRESETS, RED, YELLOW, Rules
from tests.domain.made import RANDOM
from tests.monitor.promised import made, shipped

_ENERGY = shipped("145-16", target=parse("18"))
_UP = [
    shipped("145-01"), shipped("145-04"), shipped("145-11"), shipped("145-20"), shipped("145-25"), shipped("145-29"),
    shipped("145-33"), made("-10", "-5"), made("0", "10"), _ENERGY, shipped("145-13"), shipped("135-19a"),
    shipped("145-17", annual={"2023": "3.5"}),
]  # fmt: skip
_DOWN = [shipped("145-21"), shipped("145-32"), made("50", "40", direction="lower"), made("5", "-5", direction="lower"),
         made("100", "60", "-10", direction="lower", measure="flow")]  # fmt: skip
_WHEN = st.sampled_from([Period(2021), Period(2023), Period(2025), Period(2023, "半年", 1)])
_ONE = Decimal(1)  # the years before
_LADDER = (BEHIND, ON_COURSE, FASTER, EARLY)
_LAMPS = (RED, YELLOW, GREEN)


def _rank(
    promise: Commitment, when: Period, value: Decimal, rules: Rules, before: Decimal = _ONE, *, is_binding: bool
) -> tuple[int, int] | None:
    """How good the verdict and the light are; None where nothing is judged."""
    years = range(promise.base_year + 1, when.year)
    yearly: dict[int, Decimal | None] = dict.fromkeys(years, before)
    yearly[when.year] = value
    facts = Facts(promise, when, parse(f"{value:f}"), yearly, dict(yearly), is_binding=is_binding)
    found = judge(facts, rules).graded
    return (_LADDER.index(found.verdict), _LAMPS.index(found.light)) if found.verdict in _LADDER else None


_RULES = st.builds(
    Rules,
    method=st.sampled_from(list(PRESETS)),
    tolerance=st.integers(0, 20).map(Decimal),
    binding_tolerance=st.integers(0, 3).map(Decimal),
    red_over=st.integers(0, 60).map(Decimal),
    half_year=st.sampled_from([HALF_OF_YEAR, PATH_AT_DATE]),
)
_STEP = st.decimals(min_value=0, max_value=60, places=2)


@st.composite
def _pairs(draw: st.DrawFn) -> tuple[Commitment, Decimal, Decimal]:
    """A promise, and a figure with a better one; both around where its way lies."""
    promise, sign = draw(st.sampled_from([(each, 1) for each in _UP] + [(each, -1) for each in _DOWN]))
    middle = promise.base if promise.base is not None else promise.target or Decimal(0)
    whole = abs((promise.target if promise.target is not None else middle + 10) - middle) or Decimal(1)
    start, more = draw(_STEP) - 20, draw(_STEP)
    worse, better = (middle + sign * whole * each / 20 for each in (start, start + more))
    return promise, round(worse, 4), round(better, 4)


@RANDOM
@given(pair=_pairs(), when=_WHEN, rules=_RULES, is_binding=st.booleans())
def test_a_better_figure_is_never_judged_worse(
    *, pair: tuple[Commitment, Decimal, Decimal], when: Period, rules: Rules, is_binding: bool
) -> None:
    promise, worse, better = pair
    when = replace(when, year=promise.base_year + when.year - 2020)
    first, second = (_rank(promise, when, value, rules, is_binding=is_binding) for value in (worse, better))
    if first is not None and second is not None:
        assert first[0] <= second[0]
        assert first[1] <= second[1]


@RANDOM
@given(
    value=st.decimals(min_value=-1000, max_value=1000, places=1),
    scale=st.decimals(min_value="0.001", max_value=1000, places=3),
    when=_WHEN,
    rules=_RULES,
    is_binding=st.booleans(),
)
def test_the_unit_of_measure_changes_no_verdict(
    *, value: Decimal, scale: Decimal, when: Period, rules: Rules, is_binding: bool
) -> None:
    plain = _rank(made("100", "200"), when, value, rules, is_binding=is_binding)
    scaled = made(f"{100 * scale:f}", f"{200 * scale:f}")
    assert _rank(scaled, when, value * scale, rules, scale, is_binding=is_binding) == plain
