"""The year's calendar as data: which periods a form is asked for of a unit, and until which day it is to be reported.

A row speaks of a form (None: every form) and of whom (`town`: 镇乡街道, `department`, or the code of one unit). The row that
is nearest counts: the unit's own before that of its kind, a form's own before that of all forms.

A report is due on `day` of the month after the period's last one; where that month is shorter, on its last day. Periods
that end together are asked for once, as the longer one, since its sheet holds all items of the shorter. A period that ends
in a month that is left out (`skip`) is not asked for.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from haishu_desk.domain.errors import UsageError
from haishu_desk.domain.periods import FREQUENCIES, Period
from haishu_desk.domain.units import TOWNSHIP_KINDS, Unit

TOWN, DEPARTMENT = "town", "department"
KINDS = (TOWN, DEPARTMENT)
WHO_TITLES = {TOWN: "镇乡街道", DEPARTMENT: "区级部门"}
_ORDER = {who: place for place, who in enumerate(KINDS)}
_PARTS = {"年": 1, "半年": 2, "季": 4, "月": 12}
_MONTHS = 12
_LAST_DAY = 31


@dataclass(frozen=True)
class Rule:
    """What is asked of `who` on `form`: `every` some of 年 半年 季 月 (none: as often as the form says), and until when."""

    form: str | None
    who: str
    every: tuple[str, ...]
    day: int
    skip: tuple[int, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """As it is stored in the edition `schedule`."""
        return {
            "form": self.form, "who": self.who, "every": list(self.every), "day": self.day, "skip": list(self.skip)
        }  # fmt: skip

    @staticmethod
    def from_json(stored: Mapping[str, Any]) -> Rule:
        """The rule that `as_json` wrote."""
        return Rule(stored["form"], stored["who"], tuple(stored["every"]), stored["day"], tuple(stored["skip"]))

    def due(self, period: Period) -> str:
        """The day (ISO) until which a report of that period is to come."""
        year, month = period.end
        year, month = (year + 1, 1) if month == _MONTHS else (year, month + 1)
        return f"{year}-{month:02d}-{min(self.day, monthrange(year, month)[1]):02d}"

    def periods(self, year: int) -> list[Period]:
        """The periods of that year that are asked for, in the order in which they end."""
        longest_first = [each for each in FREQUENCIES if each in self.every]
        by_end: dict[int, Period] = {}
        for frequency in longest_first:
            for part in range(1, _PARTS[frequency] + 1):
                period = Period(year, frequency, 0 if frequency == "年" else part)
                by_end.setdefault(period.end[1], period)
        return [by_end[month] for month in sorted(by_end) if month not in self.skip]

    def checked(self) -> Rule:
        """The same, in good order; UsageError for a frequency, a day or a month that there is none of."""
        wrong = [each for each in self.every if each not in FREQUENCIES]
        if wrong:
            raise UsageError(f"没有频度“{wrong[0]}”", f"可用：{'、'.join(FREQUENCIES)}")
        if not 1 <= self.day <= _LAST_DAY:
            raise UsageError(f"截止日不能是 {self.day} 日", "请写 1 到 31；当月没有这一天的，按月末")
        if any(not 1 <= month <= _MONTHS for month in self.skip):
            raise UsageError("不报的月份要在 1 到 12 之间", "例如 1 月不报，写 1")
        every = tuple(each for each in FREQUENCIES if each in self.every)
        return Rule(self.form, self.who, every, self.day, tuple(sorted(set(self.skip))))


class Schedule:
    """The rules of one edition, and how often each form is asked for where a rule does not say it."""

    def __init__(self, rows: Iterable[Mapping[str, Any]], own: Mapping[str, str]) -> None:
        self.rules = [Rule.from_json(row) for row in rows]
        self._own = own

    def rule(self, form: str, unit: Unit) -> Rule:
        """The rule that counts for a unit's return, with its frequency filled in."""
        found = next(rule for rule in self._nearest(form, unit.code, kind_of(unit)) if rule is not None)
        return Rule(found.form, found.who, found.every or (self._own[form],), found.day, found.skip)

    def rule_of(self, form: str | None, who: str, kind: str) -> Rule:
        """The rule that counts for `who` (a kind, or a unit of that kind) on `form`, or on all forms, as it is written."""
        return next(rule for rule in self._nearest(form, who, kind) if rule is not None)

    def with_rule(self, rule: Rule) -> list[dict[str, Any]]:
        """The rows of the next edition: that rule instead of the one for the same form and whom."""
        rest = [each for each in self.rules if (each.form, each.who) != (rule.form, rule.who)]
        rows = sorted([*rest, rule], key=lambda each: (_ORDER.get(each.who, len(_ORDER)), each.who, each.form or ""))
        return [each.as_json() for each in rows]

    def _nearest(self, form: str | None, who: str, kind: str) -> list[Rule | None]:
        """From the most particular to the most general."""
        named = {(rule.form, rule.who): rule for rule in self.rules}
        return [named.get(each) for each in ((form, who), (None, who), (form, kind), (None, kind))]


def kind_of(unit: Unit) -> str:
    """Whose rule counts for a unit that has none of its own."""
    return TOWN if unit.kind in TOWNSHIP_KINDS else DEPARTMENT
