"""What is expected in each year and part of a year, against values worked out by hand for all 59 printed rows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

import pytest

from haishu_desk.domain.periods import Period
from haishu_desk.domain.quantity import parse
from haishu_desk.monitor.commitment import (
    ASSIGNED,
    BOUND,
    CHANGE,
    COMPOUND,
    GROWTH,
    HOLD,
    LEVEL,
    LINEAR,
    REFERENCE,
    TOTAL,
    Commitment,
    part_of,
)
from haishu_desk.monitor.path import expected, growth_path
from haishu_desk.monitor.reasons import (
    IMPOSSIBLE,
    NO_BASE,
    NO_GROWTH,
    NO_REFERENCE,
    NO_TARGET,
    NOT_ASSIGNED,
    OUTSIDE,
    SENTENCES,
)
from tests.monitor.promised import at, catalogue, june, made, shipped, told, year


class Row(NamedTuple):
    """One printed row: what is expected at the end of its first, third and fifth year, and in June of the third."""

    code: str
    kind: str
    first: str
    third: str
    fifth: str
    june: str
    how: str


# A value is given to the digits that were worked out; `*` is the value of the year before (items reported by year only).
ROWS = [
    Row("145-01", LEVEL, "1329.97", "1630.93", "2000", "815.46", "2000/1201=1.66528; ^0.2=1.107382; ^0.6=1.357976; half of 1630.93"),
    Row("145-02", CHANGE, "21.2", "25.6", "30", "23.4*", "19+11×0.2; ×0.6; 2022: 19+11×0.4"),
    Row("145-03", CHANGE, "2.6", "3.1", "3.6", "2.85*", "2.35+1.25×0.2=+0.25; ×0.6=+0.75; 2022 +0.5"),
    Row("145-04", CHANGE, "2534.4", "2817.2", "3100", "2746.5", "2393+707×0.2=+141.4; ×0.6=+424.2; ×0.5=+353.5"),
    Row("145-05", CHANGE, "30.904", "36.952", "43", "33.928*", "27.88+15.12×0.2=+3.024; ×0.6=+9.072; 2022 +6.048"),
    Row("145-06", CHANGE, "13.8", "15.4", "17", "15", "13+4×0.2; ×0.6; ×0.5"),
    Row("145-07", CHANGE, "5.44", "7.72", "10", "6.58*", "4.3+5.7×0.2=+1.14; ×0.6=+3.42; 2022 +2.28"),
    Row("145-08", CHANGE, "24.88", "27.44", "30", "26.8", "23.6+6.4×0.2=+1.28; ×0.6=+3.84; ×0.5=+3.2"),
    Row("145-09", CHANGE, "5.6", "7.8", "10", "6.7*", "4.5+5.5×0.2=+1.1; ×0.6=+3.3; 2022 +2.2"),
    Row("145-10", LEVEL, "1117.76", "1558.88", "2000", "779.44", "897.2+1102.8×0.2=+220.56; ×0.6=+661.68; half of 1558.88"),
    Row("145-11", LEVEL, "939.21", "1146.69", "1400", "573.34", "1400/850=1.647059; ^0.2=1.104948; ^0.6=1.349042; half of 1146.69"),
    Row("145-12", LEVEL, "22.974", "30.314", "40", "15.157", "doubled: 2^0.2=1.148698; 2^0.6=1.515717; half of 30.314"),
    Row("145-13", GROWTH, "4", "4", "4", "4", "4 % a year"),
    Row("145-14", CHANGE, "85.4", "86.2", "87", "85.8*", "85+2×0.2; ×0.6; 2022 ×0.4"),
    Row("145-15", ASSIGNED, NOT_ASSIGNED, NOT_ASSIGNED, NOT_ASSIGNED, NOT_ASSIGNED, "the city has not said"),
    Row("145-16", ASSIGNED, NOT_ASSIGNED, NOT_ASSIGNED, NOT_ASSIGNED, NOT_ASSIGNED, "the city has not said"),
    Row("145-17", ASSIGNED, NOT_ASSIGNED, NOT_ASSIGNED, NOT_ASSIGNED, NOT_ASSIGNED, "the city has not said"),
    Row("145-18", ASSIGNED, NOT_ASSIGNED, NOT_ASSIGNED, NOT_ASSIGNED, NOT_ASSIGNED, "the city has not said"),
    Row("145-19", CHANGE, "90.2", "90.6", "91", "90.5", "90+1×0.2; ×0.6; ×0.5"),
    Row("145-20", BOUND, ">93", ">93", ">93", ">93", "a bound is the same in every year"),
    Row("145-21", BOUND, "<27", "<27", "<27", "<27", "looser than the base 26: to be held"),
    Row("145-22", CHANGE, "56.4", "63.2", "70", "61.5", "53+17×0.2=+3.4; ×0.6=+10.2; ×0.5=+8.5"),
    Row("145-23", HOLD, ">49.83", ">49.83", ">49.83", ">49.83*", "to be held"),
    Row("145-24", REFERENCE, NO_REFERENCE, NO_REFERENCE, NO_REFERENCE, NO_REFERENCE, "needs the growth of the same period"),
    Row("145-25", TOTAL, "1.6", "1.6", "1.6", "0.8", "8/5 a year; half of it by June"),
    Row("145-26", CHANGE, "2.612", "3.556", "4.5", "3.084*", "2.14+2.36×0.2=+0.472; ×0.6=+1.416; 2022 +0.944"),
    Row("145-27", CHANGE, "5.812", "5.856", "5.9", "5.834*", "5.79+0.11×0.2=+0.022; ×0.6=+0.066; 2022 +0.044"),
    Row("145-28", CHANGE, "20.4", "25.2", "30", "22.8*", "18+12×0.2; ×0.6; 2022 ×0.4"),
    Row("145-29", LEVEL, NO_BASE, NO_BASE, "2.5", NO_BASE, "no base is printed: only the end year"),
    Row("145-30", CHANGE, "9.6", "14.8", "20", "12.2*", "7+13×0.2=+2.6; ×0.6=+7.8; 2022 +5.2"),
    Row("145-31", LEVEL, NO_BASE, NO_BASE, "90", NO_BASE, "no base is printed: only the end year"),
    Row("145-32", BOUND, "<0.005", "<0.005", "<0.005", "<0.005", "looser than the base 0.003: to be held"),
    Row("145-33", HOLD, "≥2.11", "≥2.11", "≥2.11", "≥2.11*", "target = base"),
    Row("135-01", LEVEL, NO_BASE, NO_BASE, "1400", NO_BASE, "the table of plan 135 has no base column"),
    Row("135-02", LEVEL, NO_BASE, NO_BASE, "128", NO_BASE, "no base column"),
    Row("135-03", LEVEL, NO_BASE, NO_BASE, "330", NO_BASE, "no base column"),
    Row("135-04", TOTAL, "440", "440", "440", "220", "2200/5 a year; half of it by June"),
    Row("135-05", LEVEL, NO_BASE, NO_BASE, "4500", NO_BASE, "no base column"),
    Row("135-06", LEVEL, NO_BASE, NO_BASE, "680", NO_BASE, "no base column"),
    Row("135-07", LEVEL, NO_BASE, NO_BASE, "85", NO_BASE, "no base column"),
    Row("135-08", LEVEL, NO_BASE, NO_BASE, "2.8", NO_BASE, "no base column"),
    Row("135-09", LEVEL, NO_BASE, NO_BASE, "40", NO_BASE, "no base column"),
    Row("135-10", LEVEL, NO_BASE, NO_BASE, "22", NO_BASE, "no base column"),
    Row("135-11", LEVEL, NO_BASE, NO_BASE, "25", NO_BASE, "no base column"),
    Row("135-12", LEVEL, NO_BASE, NO_BASE, "8", NO_BASE, "no base column"),
    Row("135-13", HOLD, "≥19.59", "≥19.59", "≥19.59", "≥19.59*", "to be held"),
    Row("135-14", ASSIGNED, NOT_ASSIGNED, NOT_ASSIGNED, NOT_ASSIGNED, NOT_ASSIGNED, "the city's figure is not in the table"),
    Row("135-15", ASSIGNED, NOT_ASSIGNED, NOT_ASSIGNED, NOT_ASSIGNED, NOT_ASSIGNED, "the same"),
    Row("135-16", ASSIGNED, NOT_ASSIGNED, NOT_ASSIGNED, NOT_ASSIGNED, NOT_ASSIGNED, "the same"),
    Row("135-17", ASSIGNED, NOT_ASSIGNED, NOT_ASSIGNED, NOT_ASSIGNED, NOT_ASSIGNED, "the same"),
    Row("135-18", BOUND, "<5", "<5", "<5", "<5", "a bound"),
    Row("135-19a", GROWTH, NO_BASE, NO_BASE, NO_BASE, NO_BASE, "7.5 % a year from a base that is not printed"),
    Row("135-19b", GROWTH, NO_BASE, NO_BASE, NO_BASE, NO_BASE, "8 % a year from a base that is not printed"),
    Row("135-20", BOUND, ">95", ">95", ">95", ">95*", "a bound"),
    Row("135-21a", BOUND, ">98", ">98", ">98", ">98*", "a bound"),
    Row("135-21b", BOUND, ">98", ">98", ">98", ">98*", "a bound, the cell printed once for both"),
    Row("135-22", LEVEL, NO_BASE, NO_BASE, "5.9", NO_BASE, "no base column"),
    Row("135-23", LEVEL, NO_BASE, NO_BASE, "4.5", NO_BASE, "no base column"),
    Row("135-24", LEVEL, NO_BASE, NO_BASE, "9.5", NO_BASE, "no base column"),
]  # fmt: skip

# By row, the yearly growth and the index (base year = 100) after one, three and five years of it.
GROWTHS = {
    "145-01": ("7", "107", "122.5043", "140.2552"),
    "145-11": ("10", "110", "133.1", "161.051"),
    "145-12": ("14", "114", "148.1544", "192.5415"),
    "145-13": ("4", "104", "112.4864", "121.6653"),
    "135-01": ("7.5", "107.5", "124.2297", "143.5629"),
    "135-02": ("9", "109", "129.5029", "153.8624"),
    "135-03": ("8", "108", "125.9712", "146.9328"),
    "135-04": ("8", "108", "125.9712", "146.9328"),
    "135-05": ("10", "110", "133.1", "161.051"),
    "135-06": ("5", "105", "115.7625", "127.6282"),
    "135-19a": ("7.5", "107.5", "124.2297", "143.5629"),
    "135-19b": ("8", "108", "125.9712", "146.9328"),
}
# What is printed in brackets, and what should have come together by June of the third year (* end of 2022), by hand.
BRACKETS = {
    "145-02": ("11", "4.4"), "145-03": ("1.25", "0.5"), "145-04": ("707", "353.5"), "145-05": ("15.12", "6.048"),
    "145-06": ("4", "2"), "145-07": ("5.7", "2.28"), "145-08": ("6.4", "3.2"), "145-09": ("5.5", "2.2"),
    "145-14": ("2", "0.8"), "145-19": ("1", "0.5"), "145-22": ("17", "8.5"), "145-25": ("8", "4"),
    "145-26": ("2.36", "0.944"), "145-27": ("0.11", "0.044"), "145-28": ("12", "4.8"), "145-30": ("13", "5.2"),
    "135-04": ("2200", "1100"),
}  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=[row.code for row in ROWS])
def test_every_printed_row_expects_what_was_worked_out_by_hand(row: Row) -> None:
    promised = shipped(row.code)
    assert promised.kind == row.kind, row.how
    for years, by_hand in ((1, row.first), (3, row.third), (5, row.fifth)):
        assert told(expected(promised, year(promised, years)), by_hand) == by_hand, row.how
    assert told(expected(promised, june(promised)), row.june) == row.june, row.how


def test_the_table_above_has_all_33_and_26_rows_in_print_order() -> None:
    of_145 = [item.code for item in catalogue() if item.plan == "145"]
    of_135 = [item.code for item in catalogue() if item.plan == "135"]
    assert (len(of_145), len(of_135)) == (33, 26)
    assert [row.code for row in ROWS] == of_145 + of_135


@pytest.mark.parametrize("row", ROWS, ids=[row.code for row in ROWS])
def test_a_row_has_a_growth_line_exactly_if_a_yearly_rate_is_printed(row: Row) -> None:
    promised = shipped(row.code)
    if row.code not in GROWTHS:
        assert growth_path(promised, year(promised, 3)).why == NO_GROWTH
        return
    rate, *by_hand = GROWTHS[row.code]
    assert promised.growth == Decimal(rate)
    found = [growth_path(promised, year(promised, years)) for years in (1, 3, 5)]
    assert [told(each, text) for each, text in zip(found, by_hand, strict=True)] == by_hand


@pytest.mark.parametrize("row", ROWS, ids=[row.code for row in ROWS])
def test_brackets_are_what_should_have_come_together_in_five_years(row: Row) -> None:
    promised = shipped(row.code)
    found = expected(promised, year(promised, 5)).since_start
    printed, by_june = BRACKETS.get(row.code, (None, None))
    assert found == (None if printed is None else Decimal(printed))
    if by_june is not None:
        assert expected(promised, june(promised)).since_start == Decimal(by_june)


def test_only_a_level_beside_which_growth_is_printed_grows_at_one_rate() -> None:
    levels = [shipped(row.code) for row in ROWS if row.kind in (LEVEL, CHANGE)]
    compound = [each.item for each in levels if each.shape == COMPOUND]
    assert compound == ["145-01", "145-11", "145-12", "135-01", "135-02", "135-03", "135-05", "135-06"]


def test_the_table_notes_say_that_only_gdp_is_at_comparable_prices() -> None:
    assert [row.code for row in ROWS if shipped(row.code).is_comparable] == ["145-01"]


def test_the_base_is_what_is_expected_of_the_base_year_and_nothing_before_or_after_the_term() -> None:
    gdp = shipped("145-01")
    assert expected(gdp, at("2020")).value == 1201
    assert growth_path(gdp, at("2020")).value == 100
    for outside in ("2020-Q3", "2019", "2026", "2026-04"):
        assert expected(gdp, at(outside)).why == OUTSIDE
    assert expected(shipped("145-20"), at("2020")).why == OUTSIDE
    assert expected(shipped("145-25"), at("2020")).why == OUTSIDE
    assert expected(shipped("145-13"), at("2020")).why == OUTSIDE


def test_a_flow_of_a_part_of_the_year_is_that_part_of_the_whole_years_value() -> None:
    # 8 ÷ 5 = 1.6 a year: by September 1.2, by May 1.6×5/12 = 0.6667
    jobs = shipped("145-25")
    assert expected(jobs, at("2022-Q3")).value == Decimal("1.2")
    assert round(expected(jobs, at("2022-05")).value or Decimal(0), 4) == Decimal("0.6667")
    assert expected(jobs, at("2022-Q3")).since_start == Decimal("2.8")
    assert expected(jobs, at("2022-H2")) == expected(jobs, at("2022"))
    # 1201×1.107382² = 1472.78, three quarters 1104.58
    assert told(expected(shipped("145-01"), at("2022-Q3")), "1104.58") == "1104.58"


def test_an_item_that_is_not_reported_so_finely_stands_at_its_last_report_and_says_so() -> None:
    research = shipped("145-03")
    found = expected(research, at("2023-H1"))
    assert (found.value, found.as_of) == (Decimal("2.85"), Period(2022))
    assert expected(research, at("2021-H1")).value == Decimal("2.35")
    assert expected(research, at("2023-Q4")).as_of is None
    quarterly = shipped("145-08")
    assert expected(quarterly, at("2023-05")).as_of == Period(2023, "季", 1)
    assert expected(quarterly, at("2023-02")).as_of == Period(2022)
    half_yearly = made(frequency="半年")
    assert expected(half_yearly, at("2023-Q3")).as_of == Period(2023, "半年", 1)
    assert growth_path(made("100", "200", "7", frequency="年"), at("2022-H1")).as_of == Period(2021)
    assert expected(shipped("145-23"), at("2021-H1")).why == OUTSIDE  # the year before is no year of the plan


def test_a_day_counts_as_the_last_month_that_has_ended() -> None:
    patents = shipped("145-04")
    assert expected(patents, date(2023, 6, 30)) == expected(patents, at("2023-06"))
    assert expected(patents, date(2023, 7, 15)).as_of == Period(2023, "月", 6)


def test_growth_of_a_part_of_the_year_has_grown_as_often_as_the_year() -> None:
    assert told(growth_path(shipped("145-01"), at("2023-H1")), "122.5043") == "122.5043"


def test_formulas_show_the_numbers_and_round_only_what_is_shown() -> None:
    gdp = expected(shipped("145-01"), at("2023"))
    assert gdp.formula == "1201×(2000÷1201)^(3/5)≈1630.93"
    assert gdp.value is not None
    assert f"{gdp.value:.10f}" == "1630.9295454797"
    assert expected(shipped("145-10"), at("2023-H1")).formula == "(897.2+(2000-897.2)×3/5)×1/2=779.44"
    assert expected(shipped("145-04"), at("2023-06")).formula == "2393+(3100-2393)×2.5/5=2746.5"
    assert expected(shipped("145-04"), at("2023-07")).formula == "2393+(3100-2393)×31/60≈2758.3"
    assert expected(shipped("145-04"), at("2025")).formula == "规划目标 3100"
    assert expected(shipped("145-04"), at("2020")).formula == "基期值 2393"
    assert expected(shipped("145-25"), at("2023")).formula == "8÷5=1.6；累计应达 8×3/5=4.8"
    assert expected(shipped("145-20"), at("2023")).formula == "界限 >93"
    assert expected(shipped("145-33"), at("2023")).formula == "守住 ≥2.11"
    assert expected(shipped("145-13"), at("2023")).formula == "年均增长 4%"
    assert growth_path(shipped("145-01"), at("2023")).formula == "100×(1+7%)^3≈122.5"
    assert expected(made("-5", "3"), at("2022")).formula == "(-5)+(3-(-5))×2/5=-1.8"


def test_a_part_of_the_district_is_bound_by_its_own_breakdown_only() -> None:
    town = part_of(shipped("145-04", annual={"2023": "120", "2025": "150"}))
    assert [expected(town, Period(each)).value for each in (2023, 2024, 2025)] == [120, 135, 150]
    assert expected(town, at("2022")).why == NO_TARGET
    jobs = part_of(shipped("145-25", annual={"2021": "0.1", "2022": "0.2"}))
    assert expected(jobs, at("2022")).since_start == Decimal("0.3")
    for row in ROWS:
        assert expected(part_of(shipped(row.code)), year(shipped(row.code), 3)).value is None


def test_a_revised_base_and_another_shape_are_given_as_data() -> None:
    # 1250+(2000-1250)×3/5 = 1700
    revised = shipped("145-01", base=parse("1250"), shape=LINEAR)
    assert expected(revised, at("2023")).value == 1700
    # The base of plan 135 from a cell: 976 to 1400, 976×1.241672 = 1211.87
    assert told(expected(shipped("135-01", base=parse("976")), at("2018")), "1211.87") == "1211.87"
    # 135-19a: 48000×1.075³ = 59630.25 exactly
    assert expected(shipped("135-19a", base=parse("48000")), at("2018")).value == Decimal("59630.25")
    # Revised to beyond the target, there is only something to hold: 87.6 against 87
    assert shipped("145-14", base=parse("87.6")).kind == HOLD


EDGES = [
    (made("0", "10"), "4", "0+(10-0)×2/5"),
    (made("0", "10", "7"), "4", "no rate leads from zero: equal steps"),
    (made("10", "0", direction="lower"), "6", "10+(0-10)×2/5"),
    (made("10", "0", "7", direction="lower"), "6", "no rate leads to zero: equal steps"),
    (made("-5", "5"), "-1", "-5+10×2/5"),
    (made("-5", "5", "7"), "-1", "no rate leads from below zero: equal steps"),
    (made("-10", "-5"), "-8", "-10+5×2/5"),
    (made("0", "0"), "≥0", "target = base"),
    (made("100", "100"), "≥100", "target = base"),
    (made("100", "90"), "≥90", "looser than the base"),
    (made("100", "110", direction="lower"), "≤110", "looser than the base"),
    (made("100", "约200"), "140", "about 200 is a level"),
    (made("100", "翻番"), "140", "doubled is 200"),
    (made("—", "翻番"), NO_BASE, "twice what?"),
    (made("100", "—", "[100]", brackets="increase"), "140", "100+100 is the target"),
    (made("—", "—", "[100]", brackets="increase"), NO_BASE, "100 more than what?"),
    (made("—", "—", "[100]", measure="flow"), "20", "a flow in brackets is a sum"),
    (made("—", "—", "[0]", measure="flow"), "0", "nothing is a fifth of nothing"),
    (made("—", "—", "—"), NO_TARGET, "nothing is printed"),
    (made("100", "—", "-100", measure="flow"), "0", "all is lost in the first year"),
    (made("100", "—", "-101", measure="flow"), IMPOSSIBLE, "more than all cannot be lost"),
    (made("—", "—", "≥6", measure="growth"), "≥6", "a rate of at least 6 %"),
    (made("—", "—", "≤3", measure="growth", direction="lower"), "≤3", "a rate of at most 3 % is a bound"),
    (made("—", "6", measure="growth"), "6", "a rate in the target column"),
    (made("—", "100", name="能耗降低", measure="growth"), "100", "all of it, and each year all that is left"),
    (made("—", "101", name="能耗降低", measure="growth"), IMPOSSIBLE, "more than all"),
    (made("—", "100", name="能耗降低", measure="growth", annual={"2021": "100"}), "0", "nothing is left in the second year"),
    (made("<3", "5"), NO_BASE, "a bound is no base to start from"),
    (made("—", "市下达目标"), NOT_ASSIGNED, "not yet assigned"),
    (made("50", "市下达目标", target=parse("60")), "54", "assigned: 50+10×2/5"),
    (made("—", "市下达目标", annual={"2022": "7"}), "7", "only its year is assigned"),
    (made("1" + "0" * 60, "3" + "0" * 60), "18" + "0" * 59, "1e60+2e60×2/5"),
]  # fmt: skip


@pytest.mark.parametrize(("promised", "by_hand", "how"), EDGES, ids=[how for *_, how in EDGES])
def test_strange_rows_are_defined_and_none_crashes(promised: Commitment, by_hand: str, how: str) -> None:
    assert told(expected(promised, at("2022")), by_hand) == by_hand, how
    for when in ("2020", "2021-01", "2023-H1", "2025-Q4"):
        for found in (expected(promised, at(when)), growth_path(promised, at(when))):
            assert found.value is not None or found.low is not None or found.why in SENTENCES
