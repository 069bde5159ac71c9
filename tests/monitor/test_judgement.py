"""Every verdict with its working beside it: levels, sums, reductions, growth, bounds, words, half years, the lower the better."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haishu_desk.domain.periods import Period
from haishu_desk.domain.quantity import parse
from haishu_desk.monitor.commitment import Commitment
from haishu_desk.monitor.judgement import BROKEN, DIFFER, NO_YEARS, UNDECIDED, WORSE, Facts, Judgement, judge
from haishu_desk.monitor.path import expected
from haishu_desk.monitor.reasons import IN_WORDS, NO_BASE, NO_REFERENCE
from haishu_desk.monitor.verdict import BEHIND, EARLY, FASTER, ON_COURSE, OPEN, PRESETS, RATIO, RED, Rules
from tests.domain.made import RANDOM
from tests.monitor.promised import at, made, shipped

PATENTS, WASTE, JOBS = shipped("145-04"), shipped("145-22"), shipped("145-25")
ENERGY = shipped("145-16", target=parse("18"))
LOWER = made("50", "40", direction="lower")


def judged(promise: Commitment, when: str, actual: str, **more: Any) -> Judgement:
    """The judgement on that figure; `yearly` and `growths` are given as texts from the plan's first year on."""
    rules = more.pop("rules", Rules())
    facts = Facts(promise, at(when), parse(actual), **{key: _by_year(key, part) for key, part in more.items()})
    return judge(facts, rules)


def _by_year(key: str, part: Any) -> Any:
    if key not in ("yearly", "growths"):
        return part
    return {2021 + place: None if text is None else Decimal(text) for place, text in enumerate(part)}


# What is due in the third year of five is the base and 3/5 of the way.
VERDICTS = [
    # 2393 to 3100 is 707; 0.6 is due. 460÷707 = 0.6506, 459÷707 = 0.6492.
    (PATENTS, "2853", {}, (FASTER, "green"), "5.06 points ahead"),
    (PATENTS, "2852", {}, (ON_COURSE, "green"), "4.92 ahead"),
    # 389÷707 = 0.5502, 388÷707 = 0.5488.
    (PATENTS, "2782", {}, (ON_COURSE, "green"), "4.98 behind"),
    (PATENTS, "2781", {}, (BEHIND, "yellow"), "5.12 behind"),
    # 207÷707 = 0.2928.
    (PATENTS, "2600", {}, (BEHIND, "red"), "30.7 behind"),
    (PATENTS, "3100", {}, (EARLY, "green"), "the target is there"),
    # 53 to 70: 63.2 is due. 约束性: nothing is let off.
    (WASTE, "63.2", {"is_binding": True}, (ON_COURSE, "green"), "to the digit"),
    (WASTE, "63.1", {"is_binding": True}, (BEHIND, "yellow"), "0.59 points behind"),
    (WASTE, "63.3", {"is_binding": True}, (FASTER, "green"), "0.59 points ahead"),
    # 50 down to 40: 44 is due. (47-50)÷(-10) = 0.3, (47.1-50)÷(-10) = 0.29.
    (LOWER, "44", {}, (ON_COURSE, "green"), "going down"),
    (LOWER, "47", {}, (BEHIND, "yellow"), "30 behind is not over 30"),
    (LOWER, "47.1", {}, (BEHIND, "red"), "31 behind"),
    (LOWER, "39", {}, (EARLY, "green"), "lower than the target"),
    # -10 to -5: -7 is due, (-8+10)÷5 = 0.4.
    (made("-10", "-5"), "-7", {}, (ON_COURSE, "green"), "below zero"),
    (made("-10", "-5"), "-8", {}, (BEHIND, "yellow"), "20 behind below zero"),
    # 0 to 10: 6 is due.
    (made("0", "10"), "6", {}, (ON_COURSE, "green"), "from zero"),
    # [8] in five years: 1.5+1.7+1.6 = 4.8 = 8×3/5.
    (JOBS, "1.6", {"yearly": ("1.5", "1.7", "1.6")}, (ON_COURSE, "green"), "a sum of years"),
    (JOBS, "2.6", {"yearly": ("1.5", "1.7", "2.6")}, (FASTER, "green"), "5.8÷8 = 0.725"),
    (JOBS, "4.9", {"yearly": ("1.5", "1.7", "4.9")}, (EARLY, "green"), "8.1 is more than 8"),
    # 18 % in five years: 1-0.82^0.6 = 11.23 % is due; 1-0.96³ = 11.53 %; 1-0.97³ = 8.73 %, 13.9 points of 18 behind.
    (ENERGY, "4", {"yearly": ("4", "4", "4"), "is_binding": True}, (FASTER, "green"), "a reduction compounds"),
    (ENERGY, "3", {"yearly": ("3", "3", "3"), "is_binding": True}, (BEHIND, "yellow"), "too little"),
    # Bounds to the letter.
    (shipped("145-20"), "93.1", {}, (ON_COURSE, "green"), "over 93"),
    (shipped("145-21"), "22", {}, (ON_COURSE, "green"), "under 27"),
    (shipped("145-33"), "2.11", {}, (ON_COURSE, "green"), "held"),
    (made("—", "40-60"), "40", {}, (ON_COURSE, "green"), "in the range"),
    (shipped("135-18"), "<3", {}, (ON_COURSE, "green"), "a bound against a bound"),
    # 5, 2 and 6 per cent: 1.05×1.02×1.06 = 1.13526, 4.32 a year against 4; 5 a year is 1 point ahead; 3 one behind.
    (shipped("145-13"), "6", {"yearly": ("5", "2", "6")}, (ON_COURSE, "green"), "yearly growth"),
    (shipped("145-13"), "5", {"yearly": ("5", "5", "5")}, (FASTER, "green"), "more growth"),
    (shipped("145-13"), "3", {"yearly": ("3", "3", "3")}, (BEHIND, "yellow"), "less growth"),
    # 6 of the whole economy less half a point.
    (shipped("145-24", reference={at("2023"): Decimal(6)}), "5.5", {}, (ON_COURSE, "green"), "kept up"),
]


@pytest.mark.parametrize(("promise", "actual", "more", "outcome", "how"), VERDICTS, ids=[row[-1] for row in VERDICTS])
def test_the_third_year(
    promise: Commitment, actual: str, more: dict[str, Any], outcome: tuple[str, str], how: str
) -> None:
    when = str(Period(promise.base_year + 3))
    found = judged(promise, when, actual, **more)
    assert (found.graded.verdict, found.graded.light, found.graded.reason) == (*outcome, None), how


REASONS = [
    (PATENTS, "2023", "2392", {}, (BEHIND, "red", WORSE)),
    # One month of sixty: 0.0167 is due and -0.0014 there, only 1.8 points behind; but worse than the base.
    (PATENTS, "2021-01", "2392", {}, (BEHIND, "red", WORSE)),
    (LOWER, "2021", "50.1", {}, (BEHIND, "red", WORSE)),
    (ENERGY, "2022", "-1", {"yearly": ("-1", "-1")}, (BEHIND, "red", WORSE)),
    (shipped("145-20"), "2023", "93", {}, (BEHIND, "yellow", BROKEN)),
    (shipped("145-20"), "2025", "93", {}, (BEHIND, "red", BROKEN)),
    (shipped("145-33"), "2023", "2.10", {}, (BEHIND, "yellow", BROKEN)),
    (shipped("145-24", reference={at("2023"): Decimal(6)}), "2023", "5.4", {}, (BEHIND, "yellow", BROKEN)),
    (shipped("145-24"), "2023", "5.4", {}, (OPEN, "grey", NO_REFERENCE)),
    (JOBS, "2023", "1.6", {"yearly": ("1.5", None, "1.6")}, (OPEN, "grey", NO_YEARS)),
    (shipped("145-13"), "2023", "6", {"yearly": ("5", None, "6")}, (OPEN, "grey", NO_YEARS)),
    (made("100", "基本建成"), "2023", "5", {}, (OPEN, "grey", IN_WORDS)),
    (PATENTS, "2023", "基本完成", {}, (OPEN, "grey", IN_WORDS)),
    (shipped("135-18"), "2018", "<6", {}, (OPEN, "grey", UNDECIDED)),
    # 2.5 square metres without a base: nothing is due on the way, in the last year 2.5 is.
    (shipped("145-29"), "2023", "2.4", {}, (OPEN, "grey", NO_BASE)),
    (shipped("145-29"), "2023", "2.5", {}, (EARLY, "green", None)),
    (shipped("145-29"), "2025", "2.49", {}, (BEHIND, "yellow", None)),
    (shipped("145-29"), "2025", "2.5", {}, (ON_COURSE, "green", None)),
    (shipped("145-29"), "2025", "2.7", {}, (FASTER, "green", None)),  # 8 % more
]


@pytest.mark.parametrize(("promise", "when", "actual", "more", "outcome"), REASONS)
def test_the_reason_is_told(
    promise: Commitment, when: str, actual: str, more: dict[str, Any], outcome: tuple[str, str, str | None]
) -> None:
    found = judged(promise, when, actual, **more).graded
    assert (found.verdict, found.light, found.reason) == outcome


HALF_YEARS = [
    # 850×(1400÷850)^(3/5)÷2 = 573.34 (1146.69÷2) is due by June of the third year.
    (shipped("145-11"), "600", ON_COURSE, "1.0465"),
    (shipped("145-11"), "610", FASTER, "1.0639"),
    (shipped("145-11"), "540", BEHIND, "0.9418"),
    # 2393+707×2.5/5 = 2746.5: a level is on its path.
    (PATENTS, "2746.5", ON_COURSE, "1"),
]


@pytest.mark.parametrize(("promise", "actual", "verdict", "ratio"), HALF_YEARS)
def test_half_a_year_of_a_flow_is_held_against_half_of_the_year(
    promise: Commitment, actual: str, verdict: str, ratio: str
) -> None:
    found = judged(promise, "2023-06", actual)
    assert found.graded.verdict == verdict
    assert found.ratio is not None
    assert round(found.ratio, 4) == Decimal(ratio)


def test_level_and_growth_are_judged_side_by_side_and_can_differ() -> None:
    # 1201 to 2000: 1700 is 0.6245 of the way at the end, 37.5 points behind; 7.5 a year at constant prices is over 7.
    found = judged(shipped("145-01"), "2025", "1700", growths=("7.5",) * 5)
    assert found.by_level is not None
    assert found.by_growth is not None
    assert (found.by_level.verdict, found.by_growth.verdict) == (BEHIND, ON_COURSE)
    assert (found.graded.verdict, found.graded.light, found.graded.reason) == (BEHIND, RED, DIFFER)


def test_growth_at_constant_prices_is_never_taken_from_levels() -> None:
    economy, trade = shipped("145-01"), shipped("145-11")
    assert economy.is_comparable
    found = judged(economy, "2023", "1800", growths=("8", None, "6")).by_growth
    assert found is not None
    assert (found.verdict, found.reason) == (OPEN, NO_YEARS)
    # 850×1.1³ = 1131.35: 10 a year, as printed.
    by_amounts = judged(trade, "2023", "1131.35").by_growth
    assert by_amounts is not None
    assert by_amounts.verdict == ON_COURSE


def test_the_last_year_is_early_only_if_it_was_there_before() -> None:
    # 814÷707 = 1.151, 15 points more than the way.
    assert judged(PATENTS, "2025", "3207", yearly=("2600", "2700", "2800", "3000", "3207")).graded.verdict == FASTER
    assert judged(PATENTS, "2025", "3207", yearly=("2600", "2700", "2800", "3100", "3207")).graded.verdict == EARLY


def test_the_ratio_preset_compares_the_value_itself() -> None:
    # 2700÷2817.2 = 0.9584, within five per cent; 307÷707 = 0.434 of the way, 16.6 points behind.
    assert judged(PATENTS, "2023", "2700").graded.verdict == BEHIND
    assert judged(PATENTS, "2023", "2700", rules=PRESETS[RATIO]).graded.verdict == ON_COURSE


def test_a_breakdown_is_the_path() -> None:
    # 2400 instead of the straight line's 2534.4 in the first year.
    promise = shipped("145-04", annual={"2021": "2400"})
    assert judged(promise, "2021", "2400").graded.verdict == ON_COURSE
    assert judged(PATENTS, "2021", "2400").graded.verdict == BEHIND


def test_a_target_that_is_not_assigned_yet_is_judged_by_the_years_own_sub_target() -> None:
    named = shipped("145-16", annual={"2021": "3", "2022": "3"})
    assert judged(named, "2022", "3", yearly=("2", "3")).graded.verdict == ON_COURSE
    assert judged(named, "2022", "2.9", yearly=("2", "2.9")).graded.verdict == BEHIND
    unnamed = judged(shipped("145-16"), "2022", "3", yearly=("2", "3"))
    assert (unnamed.graded.verdict, unnamed.graded.reason, unnamed.by_level) == (OPEN, "目标未下达", None)


def test_the_formula_tells_the_numbers() -> None:
    told = judged(PATENTS, "2023", "2800").formula
    for part in (
        "2393+(3100-2393)×3/5=2817.2",
        "(2800-2393)÷(3100-2393)≈0.5757",
        "-2.43 个百分点",
        "今后每年需增长 5.22%",
    ):
        assert part in told


@RANDOM
@given(
    years=st.integers(1, 5),
    promise=st.sampled_from([PATENTS, WASTE, LOWER, made("-10", "-5"), shipped("145-01"), shipped("145-12")]),
    is_binding=st.booleans(),
)
def test_who_is_where_the_path_expects_is_on_course_whoever_it_is(
    *, years: int, promise: Commitment, is_binding: bool
) -> None:
    when = Period(promise.base_year + years)
    due = expected(promise, when).value
    assert due is not None
    found = judge(Facts(promise, when, parse(f"{due:f}"), is_binding=is_binding), Rules())
    assert found.by_level is not None
    assert found.by_level.verdict == ON_COURSE


@RANDOM
@given(st.decimals(min_value=2393, max_value=3099, places=1), st.decimals(min_value=0, max_value=500, places=1))
def test_more_is_never_judged_worse(value: Decimal, more: Decimal) -> None:
    order = [BEHIND, ON_COURSE, FASTER, EARLY]
    ranks = [order.index(judged(PATENTS, "2023", f"{each:f}").graded.verdict) for each in (value, value + more)]
    assert ranks == sorted(ranks)


def test_a_sum_with_a_year_missing_is_no_actual() -> None:
    found = judged(JOBS, "2023", "1.6", yearly=("1.5", None, "1.6"))
    assert (found.graded.verdict, found.graded.reason, found.actual, found.progress) == (OPEN, NO_YEARS, None, None)


def test_a_gap_that_two_digits_would_show_as_none_is_told_to_the_digit_that_shows_its_side() -> None:
    # 29310×1.072^5 = 41494.4245 is due; 41490 is 7.1977 % a year, 0.0023 points short, and the plan is over.
    promise = made("29310", "—", "7.2", measure="flow")
    found = judged(promise, "2025", "41490")
    assert found.graded.verdict == BEHIND
    assert "相差 -0.002 个百分点" in found.formula
