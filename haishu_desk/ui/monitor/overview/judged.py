"""The lines of the district: what `evaluate` says of each item, with the figures of the years before. No Qt here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from haishu_desk.desk.evaluating import Judged
from haishu_desk.desk.expecting import in_signs
from haishu_desk.desk.warning import why_of
from haishu_desk.domain.amendments import DEFINITION, amendments_of
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.items import Item, Plan
from haishu_desk.domain.periods import Period
from haishu_desk.domain.quantity import show
from haishu_desk.monitor.chain import reduced, summed
from haishu_desk.monitor.commitment import ASSIGNED, BOUND, CHANGE, HOLD, LEVEL, TOTAL, Commitment
from haishu_desk.monitor.judgement import due_of
from haishu_desk.monitor.moment import moment_of
from haishu_desk.monitor.needed import ADDING_UP
from haishu_desk.monitor.numbers import shown
from haishu_desk.ui.monitor.overview.asked import Choice
from haishu_desk.ui.monitor.overview.lines import DASH, SILENT, Line, grouped, target_words, word_of
from haishu_desk.ui.monitor.overview.spark import Pair, Spark, segments_of

if TYPE_CHECKING:
    from haishu_desk.desk import Desk
    from haishu_desk.desk.judging_ground import Ground, GroundOf

TOGETHER = "各单位汇总"
_OPEN_SOURCES = ("已报", "录入中", TOGETHER)
_WITH_TARGET = (LEVEL, CHANGE, BOUND, HOLD, *ADDING_UP)


def judged_lines(desk: Desk, choice: Choice, items: frozenset[str] | None = None) -> list[tuple[Line, bool]]:
    """Each line in print order, and whether figures that nobody approved are in it; of `items` only if given."""
    cutoff = None if choice.cutoff == "12-31" else choice.day
    judged = desk.evaluating.judged(choice.plan, choice.year, cutoff=cutoff, basis=choice.basis, words=choice.words)
    return [
        _Drawn(desk, each, each.grounds).line(order)
        for order, each in enumerate(judged)
        if each.grounds is not None and (items is None or each.row["item"] in items)
    ]


def path_of(promise: Commitment, plan: Plan) -> Iterator[Pair]:
    """What is expected of each year of the plan, the base year's own value first; nothing where that is no number."""
    if promise.kind == ASSIGNED:
        return
    first = plan.start_year if promise.kind in ADDING_UP else plan.base_year
    for year in range(first, plan.end_year + 1):
        due = due_of(promise, Period(year)).value
        if due is not None:
            yield year, due


class _Drawn:
    """One judged row as a line."""

    def __init__(self, desk: Desk, judged: Judged, grounds: GroundOf) -> None:
        self._desk, self._row, self._found = desk, judged.row, judged.found
        self._ground: Ground = judged.ground
        self._grounds = grounds
        self._warning = why_of(judged)
        self._promise = judged.ground.commitment
        self._plan = desk.documents.catalogue.plan(judged.ground.item.plan)
        self._sources: list[str] = [judged.ground.found.source]

    def line(self, order: int) -> tuple[Line, bool]:
        """The line, and whether it has figures in it that nobody approved."""
        row, ground, item = self._row, self._ground, self._ground.item
        value, is_number = self._value()
        word = word_of(self._promise.kind, self._found, row["reason"] or "", row["light"])
        made = Line(
            item,
            order,
            value,
            is_number,
            grouped(in_signs(due_of(self._promise, ground.at), self._promise.places)) or DASH,
            target_words(item),
            self._spark(),
            row["light"],
            row["verdict"],
            row["reason"] or "",
            row["vintage"] or "",
            ground.found.source,
            row["formula"],
            row["basis"],
            word,
            _decimal(row["progress"]),
            _decimal(row["time_progress"]),
            self._sum is not None,
            self._place(),
            self._warning,
        )
        return made, any(source in _OPEN_SOURCES for source in self._sources)

    @property
    def _is_sum(self) -> bool:
        return self._promise.kind in ADDING_UP

    @property
    def _sum(self) -> Decimal | None:
        """What has come together; None of what is no sum, and with a year missing."""
        return self._found.actual if self._is_sum and self._found is not None else None

    def _value(self) -> tuple[str, bool]:
        """The year's figure as it was typed; of a sum what has come together; else the word that stands there."""
        quantity = self._ground.found.quantity
        if self._sum is not None:
            return grouped(shown(self._sum, self._promise.places)), True
        if quantity is None:
            return SILENT, False
        return grouped(show(quantity)) or SILENT, quantity.number is not None or quantity.low is not None

    def _spark(self) -> Spark:
        promise, plan = self._promise, self._plan
        numbers = self._sums() if self._is_sum else self._numbers()
        segments = segments_of(numbers, self._breaks())
        last = segments[-1][-1][0] if segments else None
        is_judged = last == self._ground.at.year and moment_of(self._ground.at).is_year_end
        return Spark(
            plan.start_year if promise.kind == TOTAL else plan.base_year,
            plan.end_year,
            segments,
            tuple(path_of(promise, plan)),
            promise.target if promise.kind in _WITH_TARGET else None,
            self._row["light"] if is_judged else "",
            "" if segments else self._row["reason"] or SILENT,
        )

    def _numbers(self) -> dict[int, Decimal | None]:
        """The figure of each year up to the one judged, by the basis that was asked for."""
        promise = self._promise
        numbers: dict[int, Decimal | None] = {}
        for year in range(self._plan.base_year, self._ground.at.year + 1):
            numbers[year] = self._number(year)
        if promise.base is not None:
            numbers[promise.base_year] = promise.base
        return numbers

    def _number(self, year: int) -> Decimal | None:
        for each in self._chain(year):
            found = self._grounds.figure(each, Period(year))
            quantity, is_good = found.quantity, found.why is None or year == self._ground.at.year
            if is_good and quantity is not None and quantity.op in ("eq", "approx") and not quantity.cumulative:
                self._sources.append(found.source)
                return quantity.number
        return None

    def _chain(self, year: int) -> Iterator[Item]:
        """The item and those that it continues, of the plans that the year belongs to."""
        catalogue = self._desk.documents.catalogue
        for each in catalogue.line(self._ground.item.code):
            plan = catalogue.plan(each.plan)
            if plan.base_year <= year <= plan.end_year:
                yield each

    def _sums(self) -> dict[int, Decimal | None]:
        """What has come together by each year; from a missing year on there is nothing."""
        facts, first = self._ground.facts, self._promise.base_year + 1
        yearly: Mapping[int, Decimal | None] = facts.yearly if facts else {}
        add = summed if self._promise.kind == TOTAL else reduced
        found: dict[int, Decimal | None] = {}
        for year in range(first, self._ground.at.year + 1):
            together = add(yearly, first, year)
            found[year] = together.value if together.is_whole else None
        return found

    def _breaks(self) -> Iterator[int]:
        """The years from which on the definition, or the unit that reports it, is another."""
        item = self._ground.item
        yield from (made.year for made in amendments_of(item.record) if made.what == DEFINITION)
        units = self._desk.documents.units
        for unit in self._grounds.figures.wholes(item, self._ground.at)[:1]:
            yield from (int(day[:4]) for day in units.breaks(unit))

    def _place(self) -> ReturnKey | None:
        item, at = self._ground.item, self._ground.at
        figures, form = self._grounds.figures, self._desk.documents.form_of(item)
        if self._ground.found.quantity is not None and figures.whole(item, at) is None:
            return None  # brought together from several units, or printed
        units = [unit for unit in figures.wholes(item, at) if figures.cell(unit, at, item.code) is not None]
        holders = units or figures.wholes(item, at)
        return ReturnKey(form, holders[0], str(at)) if holders else None


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
