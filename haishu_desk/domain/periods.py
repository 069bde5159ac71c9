"""Periods: `2025`, `2025-H1`, `2025-Q3`, `2025-09`. A flow of a part of a year runs from January to the period's end."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from haishu_desk.domain.errors import UsageError

FREQUENCIES = ("年", "半年", "季", "月")
_YEAR_MONTHS = 12
_PATTERN = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?:-(?:H(?P<half>[12])|Q(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2])))?\Z"
)


@dataclass(frozen=True, order=True)
class Period:
    """One reporting period; `frequency` is one of 年 半年 季 月 and `part` counts inside the year (0 for a year)."""

    year: int
    frequency: str = "年"
    part: int = 0

    def __str__(self) -> str:
        """The period as it is typed and stored, e.g. `2025-Q3`."""
        tails = {"年": "", "半年": f"-H{self.part}", "季": f"-Q{self.part}", "月": f"-{self.part:02d}"}
        return f"{self.year}{tails[self.frequency]}"

    @property
    def title(self) -> str:
        """The period in Chinese words, e.g. `2025年1—9月` or `2025年上半年`."""
        if self.frequency == "半年":
            return f"{self.year}年{'上' if self.part == 1 else '下'}半年"
        if self.frequency == "季":
            return f"{self.year}年第{'一二三四'[self.part - 1]}季度"
        return f"{self.year}年" if self.frequency == "年" else f"{self.year}年{self.part}月"

    @property
    def end(self) -> tuple[int, int]:
        """Year and month with which it ends."""
        months = {"年": _YEAR_MONTHS, "半年": _YEAR_MONTHS // 2, "季": _YEAR_MONTHS // 4, "月": 1}[self.frequency]
        return self.year, months * (self.part or 1)

    @property
    def last_day(self) -> str:
        """The day with which it ends, an ISO date."""
        year, month = self.end
        return f"{year}-{month:02d}-{monthrange(year, month)[1]:02d}"

    @property
    def year_before(self) -> Period:
        """The same period of the year before (上年同期)."""
        return Period(self.year - 1, self.frequency, self.part)

    def fits(self, frequency: str) -> bool:
        """True unless this period is finer than what an item of `frequency` is reported for."""
        return FREQUENCIES.index(self.frequency) <= FREQUENCIES.index(frequency)


def parse_period(text: str) -> Period:
    """The period that `text` names; UsageError says how a period is written."""
    match = _PATTERN.match(text.strip())
    if match is None:
        raise UsageError(f"看不懂报告期“{text}”", "请写成 2025、2025-H1、2025-Q3 或 2025-09")
    year = int(match["year"])
    for name, frequency in (("half", "半年"), ("quarter", "季"), ("month", "月")):
        if match[name]:
            return Period(year, frequency, int(match[name]))
    return Period(year)


def is_date(text: str) -> bool:
    """Whether `text` is a day written as 2026-01-10."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
