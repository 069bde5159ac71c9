"""What a workspace has of one item and unit over both plans, read for one series or for many. Judges nothing.

A series follows `continues`: the earlier plan's cells, its target and its printed result stand on the same line of years.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from haishu_desk.desk.series import BOUND, LEVEL, WORDS, Base, Break, Point, Series, Span, Target, short_title
from haishu_desk.domain.amendments import DEFINITION, amendments_of
from haishu_desk.domain.cells import VALUE, VERIFIED, ReturnKey, note_of
from haishu_desk.domain.items import INDICATOR, Item, Plan
from haishu_desk.domain.periods import FREQUENCIES, parse_period
from haishu_desk.domain.quantity import from_json, parse, show
from haishu_desk.monitor.rows import is_reduction

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

_BOUNDS = ("gt", "ge", "lt", "le")
_FORM = "indicators"
_FIGURES = (VALUE, note_of(VALUE), VERIFIED, note_of(VERIFIED))


def series(desk: Desk, item: str, unit: str | None = None) -> Series:
    """The series of `item` as `unit` reports it (None: as its first reporter does); UsageError for an unknown item."""
    return Figures(desk).series(item, unit)


class Figures:
    """The desk's values, or one unit's of whole years only, read once for many series."""

    def __init__(self, desk: Desk, unit: str | None = None) -> None:
        self._desk = desk
        self._only = unit
        self._catalogue = desk.documents.catalogue
        self._filled: dict[str, list[str]] = {}
        self._known: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
        self._is_read = False

    def filled(self, item: str) -> list[str]:
        """The units that have a value or a 核定数 of an item, or explain that they have none, in the order of their codes."""
        if item not in self._filled:
            keys = self._desk.workspace.cells.keys_of_item(item, self._only, _FIGURES)
            self._filled[item] = sorted({key.unit for key in keys})
        return self._filled[item]

    def seeking(self, item: str) -> Iterator[None]:
        """Seek what `filled` says of an item and of those that it continues: a unit a step."""
        for each in self._chain(item):
            found = []
            for unit in sorted({key.unit for key in self._desk.standings.every()}):
                if self._desk.workspace.cells.keys_of_item(each.code, unit, _FIGURES):
                    found.append(unit)
                yield
            self._filled.setdefault(each.code, found)

    def reading_series(self, item: str, unit: str | None = None) -> Iterator[None]:
        """Read the rows that `series` is made of: a return a step."""
        for each in self._chain(item):
            for code in self._line(unit or self._reporter(item)):
                yield from self.reading_of(each.code, code)

    def _reporter(self, item: str) -> str | None:
        """Whose series of an item is shown first."""
        own = None if self._desk.is_district else self._desk.unit
        return own or next(iter(self._desk.documents.reporters(item)), None)

    def reading_of(self, item: str, unit: str) -> Iterator[None]:
        """Read what `rows` says of an item of a unit: a return a step."""
        if (item, unit) in self._known or unit not in self._filled.get(item, (unit,)):
            return
        found: list[Mapping[str, Any]] = []
        for rows in self._desk.reading.of_unit(item, unit):
            found += [row for row in rows if row["field"] in (VALUE, VERIFIED)]
            yield
        self._known[item, unit] = sorted(found, key=lambda row: (row["period"], row["field"]))

    def rows(self, item: str, unit: str) -> list[Mapping[str, Any]]:
        """The values and the 核定数 of an item of a unit, as the verb `values` has them; read when they are asked for."""
        if self._only is not None and not self._is_read:
            for _ in self.reading():
                pass
        elif self._only is None:
            for _ in self.reading_of(item, unit):
                pass
        return self._known.get((item, unit), [])

    def reading(self) -> Iterator[None]:
        """Read what the one unit reported of whole years, its indicators alone: a return a step. Who wrote it stays unread."""
        keys = self._desk.workspace.cells.returns_of(_FORM, self._only) if self._only else []
        for key in keys:
            if parse_period(key.period).frequency == FREQUENCIES[0]:
                self._read(key)
                yield
        self._is_read = True

    def read_anew(self, key: ReturnKey) -> None:
        """That return was written to since it was read."""
        for (_, unit), rows in self._known.items():
            if key.form == _FORM and unit == key.unit:
                rows[:] = [row for row in rows if row["period"] != key.period]
        if key.form == _FORM and parse_period(key.period).frequency == FREQUENCIES[0]:
            self._read(key)

    def _read(self, key: ReturnKey) -> None:
        for row in self._desk.reading.unsigned(key, VALUE, VERIFIED):
            self._known.setdefault((row["item"], key.unit), []).append(row)

    def items(self) -> list[Item]:
        """The indicators that this workspace looks at: all in the district, a unit's own elsewhere; the newer plan first."""
        own = None if self._desk.is_district else self._desk.unit
        documents = self._desk.documents
        indicators = [item for item in self._catalogue if item.kind == INDICATOR]
        shown = [item for item in indicators if own in (None, *documents.reporters(item.code))]
        plans = sorted(self._catalogue.plans, reverse=True)
        return sorted(shown, key=lambda item: plans.index(item.plan))

    def units(self, item: str) -> list[str]:
        """The units to choose from: the first reporter, and every other one that has values."""
        own = None if self._desk.is_district else self._desk.unit
        reporters = self._desk.documents.reporters(item)
        filled = {unit for each in self._chain(item) for unit in self.filled(each.code)}
        chosen = [unit for place, unit in enumerate(reporters) if not place or unit in filled]
        chosen += sorted(filled - set(chosen))
        return [own] if own else chosen

    def is_whole(self, unit: str | None) -> bool:
        """Whether the unit's figure is the whole district's, which the plan's base and target speak of."""
        units = self._desk.documents.units
        return unit is None or units.get(unit).kind in ("department", "district")

    def series(self, item: str, unit: str | None = None) -> Series:
        """The series of `item` as `unit` reports it; base and target only where they speak of the same thing."""
        asked = self._catalogue.get(item)
        unit = unit or self._reporter(item) or next(iter(self.units(item)), None)
        chain = self._chain(item)
        if not self.is_whole(unit):
            # The earlier plan asked the townships for nothing: its years stay out unless there are values.
            line = self._line(unit)
            chain = [each for each in chain if each is asked or any(self.rows(each.code, code) for code in line)]
        points = sorted(self._points(chain, unit), key=lambda point: (point.period, point.counts))
        return self._drawn_on(asked, unit, chain, tuple(points))

    def outline(self, item: str) -> Series:
        """The series of its first reporter without the values: years, base, targets and breaks, as the documents say them.

        A part of the district's figure is read whole, since its years depend on what is filled in.
        """
        unit = self._reporter(item)
        if not self.is_whole(unit):
            return self.series(item, unit)
        return self._drawn_on(self._catalogue.get(item), unit, self._chain(item), ())

    def _drawn_on(self, asked: Item, unit: str | None, chain: list[Item], points: tuple[Point, ...]) -> Series:
        whole = self.is_whole(unit)
        plans = [self._catalogue.plan(each.plan) for each in chain]
        pairs = zip(chain, plans, strict=True)
        targets = tuple(_target(each, plan, earlier=each is not asked) for each, plan in pairs)
        return Series(
            asked,
            unit,
            points,
            self._base(chain) if whole else None,
            targets if whole else (),
            tuple(Span(plan.id, short_title(plan), plan.start_year, plan.end_year) for plan in plans),
            tuple(self._breaks(chain, unit)),
            {year: number for each in chain for year, number in _backcast(each)},
        )

    def _breaks(self, chain: Iterable[Item], unit: str | None) -> Iterator[Break]:
        """Where the definition changed, and the unit's area or office: the first year whose figure is the new one's."""
        for each in chain:
            for made in amendments_of(each.record):
                if made.what == DEFINITION:
                    yield Break(made.year, f"{made.year} 年起口径变化（{made.document}）")
        units = self._desk.documents.units
        for day in units.breaks(unit) if unit else ():
            yield Break(int(day[:4]), f"{day} 起单位有变动")

    def _chain(self, item: str) -> list[Item]:
        """The item and those that it continues, the oldest first."""
        return self._catalogue.line(item)[::-1]

    def _points(self, chain: Iterable[Item], unit: str | None) -> Iterator[Point]:
        for each in chain:
            for code in self._line(unit):
                for row in self.rows(each.code, code):
                    yield _point(row)

    def _line(self, unit: str | None) -> list[str]:
        """The unit and those it came out of whole: their figures go on one line of years."""
        return self._desk.documents.units.line(unit) if unit else []

    def _base(self, chain: list[Item]) -> Base | None:
        """The printed base; where the item continues one of the plan before, that plan's printed result is it."""
        last = self._catalogue.plan(chain[-1].plan).end_year
        for each in (*reversed(chain[:-1]), chain[-1]):
            plan = self._catalogue.plan(each.plan)
            printed = each.record["values"]
            for column, year in (("actual", plan.end_year), ("base", plan.base_year)):
                title = plan.content["plan"]["column_titles"].get(column)
                if printed.get(column) not in (None, "—"):
                    source = f"{short_title(plan)}规划表“{title}”"
                    return Base(year, parse(printed[column]), source, is_result=year == last)
        return None


def _backcast(item: Item) -> Iterator[tuple[int, Decimal]]:
    for made in amendments_of(item.record):
        for year, value in made.backcast.items():
            number = parse(value, item.unit).number
            if number is not None:
                yield year, number


def _point(row: Mapping[str, Any]) -> Point:
    value = row["value"]
    return Point(
        parse_period(row["period"]), from_json(value) if value else None, row["vintage"], row["basis"], row["counts"], row["note"],
        bool(row.get("clash")), row["item"], row.get("by"),
    )  # fmt: skip


def _target(item: Item, plan: Plan, *, earlier: bool) -> Target:
    values = item.record["values"]
    level, growth = values.get("target"), values.get("growth") or values.get("target_growth")
    printed = level if level not in (None, "—") else growth
    place = (plan.start_year, plan.end_year, earlier)
    if printed in (None, "—"):
        return Target(plan.id, None, WORDS, "没有定目标", *place)
    quantity = parse(printed)
    if quantity.number is not None and is_reduction(item):
        return Target(plan.id, quantity, WORDS, f"五年累计降低 {show(quantity)}", *place)
    if printed is growth and item.record["measure"] != "growth":
        said = f"{show(quantity)}（五年累计）" if quantity.cumulative else f"年均增长 {show(quantity)}"
        return Target(plan.id, quantity, WORDS, said if quantity.number is not None else show(quantity), *place)
    if quantity.number is None or quantity.cumulative:
        return Target(
            plan.id, quantity, WORDS, show(quantity) + ("（五年累计）" if quantity.cumulative else ""), *place
        )
    kind = BOUND if quantity.op in _BOUNDS else LEVEL
    said = f"年均 {show(quantity)}" if printed is growth else show(quantity)
    return Target(plan.id, quantity, kind, said, *place)
