"""Progress is a share of the way; what has no way has a reason and never a percentage."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haishu_desk.domain.periods import FREQUENCIES, Period
from haishu_desk.domain.quantity import parse
from haishu_desk.monitor.commitment import COMPOUND, KEPT_OR_BROKEN, LINEAR, Commitment
from haishu_desk.monitor.expectation import HALF_OF_YEAR, PATH_AT_DATE, HalfYear
from haishu_desk.monitor.keeping import keeps, margin
from haishu_desk.monitor.moment import When
from haishu_desk.monitor.path import expected, growth_path
from haishu_desk.monitor.progress import attainment, due_progress, progress
from haishu_desk.monitor.reasons import (
    BELOW_ZERO,
    IN_WORDS,
    KEPT_ONLY,
    NO_BASE,
    NO_REFERENCE,
    NO_SHARE,
    NO_TARGET,
    NOT_ASSIGNED,
    OUTSIDE,
    PART_OF_FLOW,
    SENTENCES,
    ZERO,
)
from tests.domain.made import RANDOM
from tests.monitor.promised import at, catalogue, made, near, shipped

SHARES = [
    (shipped("145-04"), "2817.2", "0.6", "(2817.2-2393)÷(3100-2393)=424.2÷707"),
    (shipped("145-04"), "2393", "0", "still at the base"),
    (shipped("145-04"), "2322.3", "-0.1", "worse than the base: -70.7÷707"),
    (shipped("145-04"), "3807", "2", "1414÷707"),
    (shipped("145-25"), "4.8", "0.6", "4.8÷8"),
    (shipped("135-04"), "1663", "0.7559", "1663÷2200"),
    (made("50", "40", direction="lower"), "44", "0.6", "(44-50)÷(40-50)"),
    (made("10", "0", direction="lower"), "5", "0.5", "(5-10)÷(0-10)"),
    (made("0", "10"), "5", "0.5", "5÷10"),
    (made("-10", "-5"), "-8", "0.4", "2÷5"),
    (shipped("145-16", target=parse("18")), "9", "0.5", "9÷18"),
]
NONE = [
    (shipped("145-20"), KEPT_ONLY, "a bound"),
    (shipped("145-21"), KEPT_ONLY, "a bound looser than the base"),
    (shipped("145-33"), KEPT_ONLY, "target = base"),
    (made("100", "90"), KEPT_ONLY, "a target looser than the base"),
    (made("0", "0"), KEPT_ONLY, "nothing to nothing"),
    (made("—", "40-60"), KEPT_ONLY, "a range"),
    (shipped("145-24"), KEPT_ONLY, "as the economy grows"),
    (shipped("145-13"), NO_SHARE, "a yearly rate"),
    (made("100", "基本建成"), IN_WORDS, "words"),
    (shipped("145-16"), NOT_ASSIGNED, "not assigned"),
    (shipped("145-29"), NO_BASE, "no base"),
    (made("100", "—"), NO_TARGET, "no target"),
    (made("—", "—", "[0]", measure="flow"), ZERO, "a sum of nothing"),
    (made("—", "0", name="能耗降低", measure="growth"), ZERO, "a reduction by nothing"),
]


@pytest.mark.parametrize(("promised", "actual", "by_hand", "how"), SHARES, ids=[how for *_, how in SHARES])
def test_progress_is_the_share_of_the_way(promised: Commitment, actual: str, by_hand: str, how: str) -> None:
    found = progress(promised, Decimal(actual))
    assert found.value is not None, how
    assert round(found.value, 4) == Decimal(by_hand)


@pytest.mark.parametrize(("promised", "why", "how"), NONE, ids=[how for *_, how in NONE])
def test_what_has_no_way_has_a_reason(promised: Commitment, why: str, how: str) -> None:
    for actual in (promised.target or Decimal(0), promised.base or Decimal(0), Decimal(7)):
        found = progress(promised, actual, at("2023"))
        assert (found.value, found.why) == (None, why), how
    assert SENTENCES[why]


def test_a_flow_of_half_a_year_is_never_held_against_the_bases_whole_year() -> None:
    gdp = shipped("145-01")
    assert progress(gdp, Decimal(800), at("2023-H1")).why == PART_OF_FLOW
    assert progress(gdp, Decimal(1600), at("2023-H2")).value is not None
    assert due_progress(gdp, at("2023-H1")).why == PART_OF_FLOW
    # Against what is expected it can be held: 605.2÷523.9 as the evaluation prints it.
    retail = made("855.3", "—", "7", measure="flow")
    ratio = attainment(retail, expected(retail, at("2023-H1")), Decimal("605.2"))
    assert ratio.value is not None
    assert round(ratio.value * 100, 1) == Decimal("115.5")


def test_due_progress_is_the_share_of_time_on_straight_paths_and_the_paths_own_on_others() -> None:
    assert due_progress(shipped("145-04"), at("2023")).value == Decimal("0.6")
    assert due_progress(shipped("145-04"), at("2023-H1")).value == Decimal("0.5")
    assert due_progress(shipped("145-03"), at("2023-H1")).value == Decimal("0.4")
    assert due_progress(shipped("145-25"), at("2023-H1")).value == Decimal("0.5")
    # (1630.93-1201)÷799: who is exactly on the compound path is not behind, though 0.6 of the time has passed
    gdp = due_progress(shipped("145-01"), at("2023")).value
    assert gdp is not None
    assert round(gdp, 4) == Decimal("0.5381")
    # 11.2255÷18
    energy = due_progress(shipped("145-16", target=parse("18")), at("2023")).value
    assert energy is not None
    assert round(energy, 4) == Decimal("0.6236")


def test_due_progress_says_why_there_is_none() -> None:
    assert due_progress(shipped("145-20"), at("2023")).why == KEPT_ONLY
    assert due_progress(shipped("145-29"), at("2023")).why == NO_BASE
    assert due_progress(shipped("145-04"), at("2030")).why == OUTSIDE
    jobs_without_target = made("—", "—", "[8]", measure="flow", annual={"2022": "2"})
    assert due_progress(jobs_without_target, at("2022")).value == Decimal("0.4375")  # (1.5+2)÷8


def test_attainment_turns_round_where_less_is_better_and_needs_numbers_above_zero() -> None:
    down = made("50", "40", direction="lower")
    due = expected(down, at("2023"))  # 50-10×3/5 = 44
    assert attainment(down, due, Decimal(40)).value == Decimal("1.1")
    assert attainment(down, due, Decimal(0)).why == ZERO
    up = made("-10", "20")
    assert attainment(up, expected(up, at("2021")), Decimal(5)).why == BELOW_ZERO  # -10+30÷5 = -4
    assert attainment(up, expected(up, at("2023")), Decimal(-1)).why == BELOW_ZERO  # 8
    assert attainment(up, expected(up, at("2023")), Decimal(4)).value == Decimal("0.5")
    assert attainment(shipped("145-20"), expected(shipped("145-20"), at("2023")), Decimal(94)).why == KEPT_ONLY
    no_base = shipped("145-29")
    assert attainment(no_base, expected(no_base, at("2023")), Decimal(1)).why == NO_BASE
    held = shipped("145-24")
    assert attainment(held, expected(held, at("2023")), Decimal(1)).why == KEPT_ONLY
    assert expected(held, at("2023")).why == NO_REFERENCE


def test_a_formula_shows_no_more_digits_than_the_row_it_explains() -> None:
    gdp = shipped("145-01")
    # 1201×(2000÷1201)^(4/5) = 1806.0617627754…
    assert attainment(gdp, expected(gdp, at("2024")), Decimal("1713.5")).formula == "1713.5÷1806.0618≈0.9487"
    third = Decimal(19) / 3
    assert progress(made("5", "8"), third).formula == "(6.3333-5)÷(8-5)≈0.4444"


def test_no_printed_row_is_complete_by_accident() -> None:
    """With nothing reported but the base, or nothing at all, no row has come all the way."""
    for item in catalogue():
        promised = shipped(item.code)
        found = progress(promised, promised.base if promised.base is not None else Decimal(0))
        assert found.value in (None, 0)
        assert (found.value is None) == (found.why is not None)
        assert promised.kind not in KEPT_OR_BROKEN or found.why == KEPT_ONLY


cells = st.decimals(min_value=-1000, max_value=1000, places=2)


@RANDOM
@given(cells, cells, cells, st.integers(2021, 2025))
def test_who_is_on_the_path_has_the_progress_that_is_due(
    base: Decimal, target: Decimal, far: Decimal, year: int
) -> None:
    direction = "lower" if target < base else "higher"
    promised = made(f"{base:f}", f"{target:f}", direction=direction)
    if base == target:
        assert progress(promised, far).why == KEPT_ONLY
        return
    due = expected(promised, at(str(year))).value
    assert due is not None
    on_time = progress(promised, due).value
    assert near(on_time, Decimal(year - 2020) / 5)
    beyond = progress(promised, due + (far if target > base else -far)).value
    assert on_time is not None
    assert beyond is not None
    assert (beyond >= on_time) == (far >= 0)


printed = st.one_of(
    st.sampled_from(
        ["—", "0", "-3", "100", ">93", "≤5", "[8]", "[0]", "[≥3]", "7%", "-100%", "-250%", "1-2", "翻番", "约5"]
    ),
    st.sampled_from(["市下达目标", "与经济增长基本同步", "完成", "9" * 80, "0." + "0" * 40 + "1"]),
    st.decimals(allow_nan=False, allow_infinity=False, places=3).map(lambda number: f"{number:f}"),
)
rows = st.builds(
    made,
    printed,
    printed,
    printed,
    name=st.sampled_from(["指标", "能耗降低"]),
    measure=st.sampled_from(["flow", "level", "rate", "growth"]),
    frequency=st.sampled_from(FREQUENCIES),
    direction=st.sampled_from(["higher", "lower", "keep"]),
    brackets=st.sampled_from([None, "flow", "increase"]),
    annual=st.dictionaries(st.sampled_from(["2020", "2021", "2023", "2025"]), printed, max_size=4),
    shape=st.sampled_from([None, LINEAR, COMPOUND]),
)
moments = st.one_of(
    st.builds(Period, st.integers(2019, 2026), st.just("月"), st.integers(1, 12)),
    st.dates(date(2020, 1, 1), date(2026, 12, 31)),
)


@RANDOM
@given(rows, printed, moments, st.sampled_from([HALF_OF_YEAR, PATH_AT_DATE]))
def test_no_row_breakdown_or_value_crashes_and_what_is_missing_has_a_reason(
    promised: Commitment, actual: str, when: When, half_year: HalfYear
) -> None:
    due = expected(promised, when, half_year=half_year)
    assert (due.value is None and due.low is None) == (due.why is not None)
    index = growth_path(promised, when)
    assert (index.value is None) == (index.why in SENTENCES)
    quantity = parse(actual)
    keeps(promised, quantity, when)
    number = quantity.number
    if number is not None:
        for share in (progress(promised, number, when), attainment(promised, due, number)):
            assert (share.value is None) == (share.why is not None)
        margin(promised, number, when)
    share = due_progress(promised, when, half_year=half_year)
    assert (share.value is None) == (share.why is not None)
