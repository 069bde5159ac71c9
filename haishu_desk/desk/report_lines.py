"""The indicators of a report: each judged as `evaluate` judges it, with its figures as facts and what its units said."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from haishu_desk.desk.evaluating import Judged
from haishu_desk.desk.report_facts import Facts, reckoned
from haishu_desk.domain.amendments import amendments_of, has_past_increase
from haishu_desk.domain.assignments import LEAD
from haishu_desk.domain.items import Item
from haishu_desk.domain.periods import Period
from haishu_desk.domain.quantity import parse
from haishu_desk.monitor.commitment import KEPT_OR_BROKEN, REDUCTION, TOTAL, Commitment
from haishu_desk.monitor.expectation import SIGNS
from haishu_desk.monitor.judgement import due_of
from haishu_desk.monitor.needed import ADDING_UP
from haishu_desk.monitor.numbers import HUNDRED, reckoning, shown
from haishu_desk.monitor.verdict import GREY
from haishu_desk.report.facts import Fact
from haishu_desk.report.material import Line

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

# At the beginning of a part of the formula: 应达 年均增长 4% is what was expected.
_AVERAGE = re.compile(r"(?:^|；)年均增长 (-?[0-9.]+)%")
_SPEAK = {
    "expected": ("应达", "累计应达", "累计指数"), "progress": ("进度",), "average": ("年均增长",), "required_rate": ("今后每年",),
    "ratio": ("实现度",),
}  # fmt: skip
_HOW = {
    "ratio": "实绩÷应达（越低越好的倒过来）",
    "required_rate": "已达到目标，或由现值和目标推算",
    "actual": "规划期以来合计",
    "expected": "由基期值和目标按规划路径推算",
}
_GROWTH_COLUMNS = ("growth", "target_growth")
_BEHIND = ("yellow", "red")


@dataclass(frozen=True)
class _Row:
    """One indicator while its line is made."""

    judged: Judged
    year: int

    @property
    def item(self) -> Item:
        return self.judged.ground.item

    @property
    def promise(self) -> Commitment:
        return self.judged.ground.commitment

    @property
    def at(self) -> Period:
        return self.judged.ground.at

    @property
    def row(self) -> Mapping[str, Any]:
        return self.judged.row

    def how(self, field: str) -> str:
        """The part of the formula that speaks of that figure; all of it where none does."""
        wanted = _SPEAK.get(field, ())
        pieces = [piece for piece in self.row["formula"].split("；") if piece.startswith(wanted)] if wanted else []
        return "；".join(pieces) or _HOW.get(field) or self.row["formula"]

    def number(self, key: str) -> Decimal | None:
        said = self.row[key]
        return None if said is None else Decimal(said)


class Lines:
    """Makes the lines of one report."""

    def __init__(self, desk: Desk, facts: Facts) -> None:
        self._documents, self._facts = desk.documents, facts
        self._leads = {row["item"]: row["unit"] for row in self._documents.assignment if row["role"] == LEAD}

    def line(self, judged: Judged, year: int) -> Line:
        """One indicator; `year` is that of the report."""
        made = _Row(judged, year)
        item, row = made.item, judged.row
        is_shown = judged.ground.found.quantity is not None and not judged.ground.found.quantity.missing
        together = self._together(made)
        return Line(
            item.code,
            item.number,
            item.name,
            item.group,
            item.unit or "",
            item.is_binding,
            self.lead(item),
            made.at.title if is_shown else "",
            self._base(made),
            self._target(made),
            self._growth_target(made),
            self._facts.broken_down(item, year, made.promise.annual.get(year)),
            self._year_before(item, made.at.year_before),
            self._actual(made) if is_shown else None,
            together,
            self._expected(made),
            self._ratio(made),
            self._told(made, "progress", made.number("progress"), 4),
            self._required(made),
            self._gap(made),
            self._forecast(made),
            self._average(made),
            row["verdict"],
            row["light"],
            row["light"] in _BEHIND,
            row["light"] == GREY,
            row["by_level"] or "",
            row["by_growth"] or "",
            row["reason"] or "",
            row.get("outlook") or "",
            self._needed_words(made),
            self._next_due(made),
            self._facts.broken_down(item, year + 1, made.promise.annual.get(year + 1)),
            row["formula"],
            tuple(self._facts.words(item, made.at)),
            tuple(each.told for each in amendments_of(item.record) if each.year <= year),
            tuple(item.record.get("notes") or ()),
        )

    def lead(self, item: Item) -> str:
        """Who answers for it: its lead, else who reports it."""
        code = self._leads.get(item.code) or next(iter(self._documents.reporters(item.code)), None)
        return self._documents.units.get(code).name if code else ""

    # What the plan says.

    def _base(self, made: _Row) -> Fact | None:
        """The base that was reckoned with: the printed one, else what was reported or back-cast for the base year."""
        promise, item = made.promise, made.item
        printed = self._facts.printed(item, "基期值", item.base, "base")
        if promise.base is None or (printed is not None and parse(printed.value).number == promise.base):
            return printed
        return reckoned(item, Period(promise.base_year), "base", shown(promise.base, promise.places), made.row["basis"])

    def _target(self, made: _Row) -> Fact | None:
        """The level; of a reduction what the years come to, which stands in the column of growth."""
        values = made.item.record["values"]
        is_there = values.get("target") not in (None, "—")
        column = _growth_column(values) if made.promise.kind == REDUCTION and not is_there else "target"
        return self._facts.printed(made.item, "目标", values.get(column), column)

    def _growth_target(self, made: _Row) -> Fact | None:
        if made.promise.kind == REDUCTION or has_past_increase(made.item.record):
            return None
        values = made.item.record["values"]
        column = _growth_column(values)
        return self._facts.printed(made.item, "年均增长", values.get(column), column)

    # What was reported.

    def _year_before(self, item: Item, period: Period) -> Fact | None:
        """The figure of a year before; in the first year of a plan it stands with the item that this one goes on from."""
        found, before = self._facts.figure(item, period), item.record.get("continues")
        if found is None and before and not self._documents.catalogue.plan(item.plan).covers(period.year):
            return self._facts.figure(self._documents.catalogue.get(before), period)
        return found

    def _actual(self, made: _Row) -> Fact | None:
        found = self._facts.figure(made.item, made.at)
        if found is not None:
            return found
        printed = made.item.record["values"].get("actual")
        return self._facts.printed(made.item, "实绩", printed, "actual")

    def _together(self, made: _Row) -> Fact | None:
        """What a sum or a reduction has come to since the base; None for what is no such thing, and with years missing."""
        value = made.number("actual")
        if made.promise.kind not in ADDING_UP or made.judged.found is None or value is None:
            return None
        return self._told(made, "actual", value, made.promise.places)

    # What came of it.

    def _told(self, made: _Row, field: str, value: Decimal | None, places: int) -> Fact | None:
        if value is None:
            return None
        return reckoned(made.item, made.at, field, shown(value, places), made.how(field))

    def _expected(self, made: _Row) -> Fact | None:
        value, promise = made.number("expected"), made.promise
        if value is None:
            return None
        sign = SIGNS.get(promise.op, "") if promise.kind in KEPT_OR_BROKEN else ""
        return reckoned(made.item, made.at, "expected", f"{sign}{shown(value, promise.places)}", made.how("expected"))

    def _ratio(self, made: _Row) -> Fact | None:
        ratio = made.judged.found.ratio if made.judged.found else None
        if ratio is None:
            return None
        with reckoning():
            value = f"{shown(ratio * HUNDRED, 1)}%"
        return reckoned(made.item, made.at, "ratio", value, made.how("ratio"))

    def _gap(self, made: _Row) -> Fact | None:
        """Actual less expected, in the item's unit; both stand in `evaluate`."""
        actual, due = made.number("actual"), made.number("expected")
        if actual is None or due is None or made.judged.found is None:
            return None
        with reckoning():
            told = shown(actual - due, made.promise.places)
        return reckoned(made.item, made.at, "gap", told if actual <= due else f"+{told}", "实绩-应达")

    def _average(self, made: _Row) -> Fact | None:
        found = _AVERAGE.search(made.row["formula"])
        if found is not None:
            return reckoned(made.item, made.at, "average", found[1], made.how("average"))
        return self._facts.printed(
            made.item, "年均增长实绩", made.item.record["values"].get("actual_growth"), "actual_growth"
        )

    def _required(self, made: _Row) -> Fact | None:
        value = made.number("required_rate")
        return self._told(made, "required_rate", None if value is None else abs(value), 2)

    def _needed_words(self, made: _Row) -> tuple[str, str]:
        value = made.number("required_rate")
        if value is None or not value:
            return "", ""
        if made.promise.kind == TOTAL:
            return "今后每年需", made.item.unit or ""
        if made.promise.kind == REDUCTION:
            return "今后每年需降低", "%"
        return ("今后每年需增长" if value > 0 else "今后每年需降低"), "%"

    def _forecast(self, made: _Row) -> Fact | None:
        told = made.row["forecast"]
        if told is None:
            return None
        how = f"{told['method']}，在{told['low']}至{told['high']}之间"
        value = shown(Decimal(told["value"]), made.promise.places)
        return reckoned(made.item, Period(made.promise.end_year), "forecast", value, how)

    def _next_due(self, made: _Row) -> Fact | None:
        """What the path expects of the next year; a bound stays what it is and is not told again."""
        promise, year = made.promise, made.year + 1
        if year > promise.end_year or promise.kind in KEPT_OR_BROKEN:
            return None
        due = due_of(promise, Period(year))
        if due.value is None:
            return None
        if promise.kind != TOTAL:
            return reckoned(made.item, Period(year), "expected", shown(due.value, promise.places), due.formula)
        # What is added up over the years: the target of a year is what that year adds.
        until = due_of(promise, Period(year - 1)).value or Decimal(0)
        with reckoning():
            own = shown(due.value - until, promise.places)
        how = f"{due.formula}；当年 {due.value:f}-{until:f}" if until else due.formula
        return reckoned(made.item, Period(year), "expected", own, how)


def _growth_column(values: Mapping[str, Any]) -> str:
    return next((name for name in _GROWTH_COLUMNS if name in values), "growth")
