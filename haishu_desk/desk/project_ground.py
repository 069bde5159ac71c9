"""What was reported of a task or project, gathered from its returns into the facts that it is judged on.

The stage, 形象进度 and the figures of the year are those of the period asked for, else of the last earlier one in the same year,
which is said. What stays true once it was said (总投资, 开工, 竣工, 入库, the plan's months) is the last word on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from haishu_desk.desk.counted import APPROVED, CURRENT, Counted, CountedFigures
from haishu_desk.desk.judging_ground import CLASH, NOT_APPROVED, NOT_REPORTED, NOT_YET
from haishu_desk.domain.cells import VALUE
from haishu_desk.domain.items import PROJECT, Item
from haishu_desk.domain.periods import Period
from haishu_desk.domain.quantity import show
from haishu_desk.monitor.project_dates import last_month, month_of
from haishu_desk.monitor.project_progress import Read, read_progress
from haishu_desk.monitor.project_stage import WAY, Facts

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

STAGE, PLANNED, INVESTED, INVESTED_YEAR = "stage", "planned", "invested", "invested_year"
_OF_PERIOD = (VALUE, STAGE, PLANNED, INVESTED, INVESTED_YEAR, "node", "problem", "next", "funded", "paid")
_LASTING = ("total", "plan_started", "started", "plan_finished", "finished", "registered", "approval")
_MONTHS = ("plan_started", "started", "plan_finished", "finished", "registered")
FIELDS = (*_OF_PERIOD, *_LASTING)


@dataclass(frozen=True)
class Ground:
    """What one item is judged on.

    `period` is the one that its report is of, `texts` its cells as they were filled in; `why` says why there is no report
    that counts; `said` what the figures rest on.
    """

    facts: Facts | None
    texts: dict[str, str]
    read: Read
    period: Period | None
    units: tuple[str, ...]
    why: str | None = None
    said: str = ""


class ProjectGround:
    """Gathers for the items of one desk: of figures that were approved, or as they are at the moment."""

    def __init__(self, desk: Desk, basis: str) -> None:
        self._desk, self._units = desk, desk.documents.units
        self.figures = CountedFigures(desk, basis)
        self._current = CountedFigures(desk, CURRENT) if basis == APPROVED else self.figures
        self._reporters: dict[tuple[str, Period], list[str]] = {}

    def of(self, item: Item, period: Period) -> Ground:
        """The ground for one item at the end of a period."""
        units = tuple(self._who(item, period))
        own = self._own_period(self.figures, item, period)
        if own is None:
            return Ground(None, {}, Read(), None, units, self._why(item, period))
        if any(cell.is_clash for _, cell in self._cells(item, own, FIELDS)):
            return Ground(None, self._texts(item, period, own), Read(), own, units, CLASH)
        texts = self._texts(item, period, own)
        read = read_progress(texts.get(VALUE))
        facts, said = self._facts(item, period, own, texts, read)
        return Ground(facts, texts, read, own, units, None, said)

    def reported(self, item: Item, period: Period) -> bool:
        """Whether something was reported of it for exactly that period."""
        return any(True for _ in self._cells(item, period, _OF_PERIOD))

    # Where it stands.

    def _who(self, item: Item, period: Period) -> list[str]:
        place = (item.code, period)
        if place not in self._reporters:
            self._reporters[place] = self.figures.reporters(item, period)
        return self._reporters[place]

    def _own_period(self, figures: CountedFigures, item: Item, asked: Period) -> Period | None:
        """The period asked for if anything of it was reported, else the last one before in the same year."""
        earlier = [each for each in figures.periods if each.year == asked.year and each.last_day <= asked.last_day]
        for period in dict.fromkeys([asked, *earlier]):
            if any(
                figures.cell(unit, period, item.code, field) for unit in self._who(item, period) for field in _OF_PERIOD
            ):
                return period
        return None

    def _why(self, item: Item, period: Period) -> str:
        if self._own_period(self._current, item, period) is not None:
            return NOT_APPROVED
        return NOT_REPORTED if period.last_day < self._desk.today else NOT_YET

    def _cells(self, item: Item, period: Period, fields: tuple[str, ...]) -> Iterator[tuple[str, Counted]]:
        for unit in self._who(item, period):
            for field in fields:
                cell = self.figures.cell(unit, period, item.code, field)
                if cell is not None and not cell.quantity.missing:
                    yield unit, cell

    # Its cells.

    def _texts(self, item: Item, asked: Period, own: Period) -> dict[str, str]:
        found = {field: self._text(item, own, field) for field in _OF_PERIOD}
        for field in _LASTING:
            found[field] = next(filter(None, (self._text(item, each, field) for each in self._back(asked))), "")
        return {field: text for field, text in found.items() if text}

    def _back(self, asked: Period) -> Iterator[Period]:
        """The periods up to the one asked for, the latest first."""
        known = [each for each in self.figures.periods if each.last_day <= asked.last_day]
        yield from dict.fromkeys([asked, *known])

    def _text(self, item: Item, period: Period, field: str) -> str:
        """What the units say there; several are told apart by their names, and of stages the least advanced counts."""
        said = [(unit, show(cell.quantity)) for unit, cell in self._cells(item, period, (field,))]
        texts = list(dict.fromkeys(text for _, text in said if text))
        if len(texts) < 2:  # noqa: PLR2004  nothing to tell apart
            return "".join(texts)
        if field == STAGE:
            return min(texts, key=lambda stage: WAY.index(stage) if stage in WAY else len(WAY))
        return "；".join(f"{self._units.get(unit).name}：{text}" for unit, text in said)

    def _number(self, item: Item, period: Period, field: str) -> Decimal | None:
        """What the units report there together; None where none says one number."""
        numbers = [cell.number for _, cell in self._cells(item, period, (field,)) if cell.number is not None]
        return sum(numbers, Decimal(0)) if numbers else None

    def _last_number(self, item: Item, asked: Period, field: str, *, since: int | None = None) -> Decimal | None:
        for period in self._back(asked):
            if since is not None and period.year < since:
                return None
            number = self._number(item, period, field)
            if number is not None:
                return number
        return None

    # The facts.

    def _facts(self, item: Item, asked: Period, own: Period, texts: dict[str, str], read: Read) -> tuple[Facts, str]:
        months = {field: month_of(texts.get(field)) for field in _MONTHS}
        invested = self._last_number(item, asked, INVESTED)
        done, how = self._of_year(item, own, invested, months["started"])
        facts = Facts(
            now=last_month(asked),
            stage=texts.get(STAGE),
            progress=read.percent,
            progress_formula=read.formula,
            said_done=read.is_done,
            is_project=item.kind == PROJECT,
            planned=self._last_number(item, asked, PLANNED, since=asked.year),
            invested_year=done,
            invested=invested,
            total=self._last_number(item, asked, "total"),
            funded=self._number(item, own, "funded"),
            paid=self._number(item, own, "paid"),
            year_before=self._number(item, asked.year_before, INVESTED_YEAR),
            **months,
            approval=texts.get("approval", ""),
        )
        older = f"用{own.title}报的数" if own.last_day != asked.last_day else ""
        return facts, "；".join(filter(None, (older, how)))

    def _of_year(
        self, item: Item, own: Period, invested: Decimal | None, started: int | None
    ) -> tuple[Decimal | None, str]:
        """本年完成投资: as it was filled in, else 累计 less 累计 at the end of last year, else all of it where it began this year."""
        typed = self._number(item, own, INVESTED_YEAR)
        if typed is not None or invested is None:
            return typed, ""
        end = next(
            (each for each in self.figures.periods
             if each.last_day == f"{own.year - 1}-12-31" and self._number(item, each, INVESTED) is not None), None
        )  # fmt: skip
        before = self._number(item, end, INVESTED) if end else None
        if before is not None:
            return invested - before, "本年完成投资没有填，用累计减上年末累计"
        if started is not None and started >= own.year * 12:
            return invested, "本年完成投资没有填，今年开工，用累计"
        return None, ""
