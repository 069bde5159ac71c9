"""Months as people write them in a project's cells: 2024年3月, 2024-03, 2024.3.15, 2024年三季度, 2024年底, 2024年.

What names only a quarter, a half or a whole year means its last month: nobody is late before the words say so.
"""

from __future__ import annotations

import re

from haishu_desk.domain.periods import Period

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_PATTERN = re.compile(
    rf"{_YEAR}\s*(?:年|[-./])?\s*(?:第?(?P<quarter>[一二三四1-4])季度|(?P<half>[上下])半年|(?P<month>1[0-2]|0?[1-9])(?!\d)|(?P<end>年?底|年?末)?)"
)
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_YEAR_MONTHS = 12


def month_of(text: str | None) -> int | None:
    """The month that the words name, counted from year 0; None for words that name none, or more than one."""
    found = list(_PATTERN.finditer(text or ""))
    if len(found) != 1:
        return None
    match, month = found[0], _YEAR_MONTHS
    if match["month"]:
        month = int(match["month"])
    elif match["quarter"]:
        month = 3 * _QUARTERS[match["quarter"]]
    elif match["half"] == "上":
        month = 6
    return int(match["year"]) * _YEAR_MONTHS + month - 1


def last_month(period: Period) -> int:
    """The month with which a period ends."""
    year, month = period.end
    return year * _YEAR_MONTHS + month - 1


def month_in_words(month: int) -> str:
    """2024年3月."""
    return f"{month // _YEAR_MONTHS}年{month % _YEAR_MONTHS + 1}月"


def months_of_year(month: int) -> int:
    """How many months of its year have passed at the end of that month."""
    return month % _YEAR_MONTHS + 1
