"""Periods seen from a period, as a formula names them: 上期, 上年同期, 上年, 全年, 12月, 2024, 2024-Q3."""

from __future__ import annotations

import re
from dataclasses import replace

from haishu_desk.domain.errors import UsageError
from haishu_desk.domain.periods import Period, parse_period

THIS, PREVIOUS, SAME_LAST_YEAR, LAST_YEAR, WHOLE_YEAR = "本期", "上期", "上年同期", "上年", "全年"
WORDS = (THIS, PREVIOUS, SAME_LAST_YEAR, LAST_YEAR, WHOLE_YEAR)
HOW_TO_WRITE = "可写 上期、上年同期、上年、全年、6月、3季度、上半年、下半年，或 2024、2024-Q3 这样的报告期"
PARTS_OF_YEAR = {"年": 1, "半年": 2, "季": 4, "月": 12}
_MONTH = re.compile(r"(?P<month>1[0-2]|[1-9])月\Z")
_QUARTER = re.compile(r"第?(?P<quarter>[1-4])季度\Z")
_HALVES = {"上半年": 1, "下半年": 2}


def previous(period: Period) -> Period:
    """The period just before: the month before, in January the December before; the year before."""
    if period.part > 1:
        return replace(period, part=period.part - 1)
    return Period(period.year - 1, period.frequency, 0 if period.frequency == "年" else PARTS_OF_YEAR[period.frequency])


def months(period: Period) -> int:
    """How many months of its year have passed at the end of the period."""
    return 12 if period.frequency == "年" else period.part * 12 // PARTS_OF_YEAR[period.frequency]


def named(moment: str, seen_from: Period) -> Period | None:
    """The period that `moment` names, seen from that one; None for a word that names none."""
    year = seen_from.year
    relative = {
        THIS: seen_from,
        PREVIOUS: previous(seen_from),
        SAME_LAST_YEAR: seen_from.year_before,
        LAST_YEAR: Period(year - 1),
        WHOLE_YEAR: Period(year),
    }
    if moment in relative:
        return relative[moment]
    if moment in _HALVES:
        return Period(year, "半年", _HALVES[moment])
    if match := _MONTH.match(moment):
        return Period(year, "月", int(match["month"]))
    if match := _QUARTER.match(moment):
        return Period(year, "季", int(match["quarter"]))
    try:
        return parse_period(moment)
    except UsageError:
        return None


def parts_of(year: int, frequency: str) -> list[Period]:
    """All parts of a year that an item of that frequency may be reported for, the shorter ones of equal end last."""
    finer = ("年", "半年", "季", "月").index(frequency)
    names = ("半年", "季", "月")[:finer]
    return [Period(year, name, part) for name in names for part in range(1, PARTS_OF_YEAR[name] + 1)]
