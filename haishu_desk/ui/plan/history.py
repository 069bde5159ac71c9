"""What was reported for an entry so far, without Qt: the values with their basis, and the series to draw."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from haishu_desk.desk.figures import Figures
from haishu_desk.desk.series import Series
from haishu_desk.domain.cells import VERIFIED
from haishu_desk.domain.items import INDICATOR, TARGET
from haishu_desk.domain.periods import parse_period
from haishu_desk.domain.quantity import from_json, show

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

MOST = 12


@dataclass(frozen=True)
class Past:
    """One value: of which unit and period, in which 数值状态, on what it stands (已批, 已报, 录入中), who and when."""

    unit: str
    period: str
    text: str
    vintage: str
    basis: str
    who: str
    when: str
    counts: bool
    clash: bool

    @property
    def state(self) -> str:
        """数值状态 and basis; a value of a 数据不一致 says so."""
        return " ".join(filter(None, ("数据不一致" if self.clash else self.vintage, self.basis)))


class History:
    """The values of each item, read once when they are first asked for; made anew when something was written."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._figures = Figures(desk)

    def seeking(self, item: str, most: int) -> Iterator[None]:
        """Read what `past` (with that `most`), `units` and `series` say of an item, a little a step."""
        if item not in self._desk.documents.catalogue:
            return
        yield from self._figures.seeking(item)
        yield from self._figures.reading_series(item, next(iter(self._desk.documents.reporters(item)), None))
        for unit in self._in_order(item):
            if most <= 0:
                return
            yield from self._figures.reading_of(item, unit)
            most -= sum(bool(row["value"]) for row in self._figures.rows(item, unit))

    def past(self, item: str, most: int | None = None) -> list[Past]:
        """The values of an item, by unit with the first reporter first; the newest period first, what counts before the rest.

        With `most` at most so many: the units behind those are not read.
        """

        def key(row: Mapping[str, Any]) -> tuple[int, int, bool]:
            period = parse_period(row["period"])
            return (-period.year, -period.part, not row["counts"])

        units = self._in_order(item)
        rows = (row for unit in units for row in sorted(self._figures.rows(item, unit), key=key) if row["value"])
        return [self._past(row) for row in islice(rows, most)]

    def _in_order(self, item: str) -> list[str]:
        order = {unit.code: place for place, unit in enumerate(self._desk.documents.units)}
        first = self._desk.documents.reporters(item)[:1]
        return sorted(self.units(item), key=lambda unit: (unit not in first, order[unit]))

    def units(self, item: str) -> list[str]:
        """The units that have something of an item."""
        return self._figures.filled(item)

    def _past(self, row: Mapping[str, Any]) -> Past:
        text = show(from_json(row["value"])) or "未录"
        unit, period = self._desk.documents.called(row["unit"], row["period"]), parse_period(row["period"]).title
        vintage = "核定数" if row["field"] == VERIFIED else row["vintage"] or ""
        when = str(row["at"] or "")[:10]
        return Past(
            unit,
            period,
            text,
            vintage,
            row["basis"],
            row["by"] or "",
            when,
            bool(row["counts"]),
            bool(row.get("clash")),
        )

    def series(self, item: str) -> Series | None:
        """What there is to draw for an indicator or a target, as its first reporter has it; None for tasks and projects.

        The plan's base and target speak of that unit's figure: a township's own is not drawn against them.
        """
        documents = self._desk.documents
        kind = documents.catalogue.get(item).kind if item in documents.catalogue else ""
        first = next(iter(documents.reporters(item)), None)
        return self._figures.series(item, first) if kind in (INDICATOR, TARGET) else None

    def may_monitor(self, item: str) -> bool:
        """Whether the monitor page has that item."""
        return any(each.code == item for each in self._figures.items())
