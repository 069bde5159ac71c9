"""Which returns there are to show: units, periods and forms, those that exist and those that are due."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import TYPE_CHECKING

from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.periods import Period, parse_period
from haishu_desk.domain.returns import CLOSED
from haishu_desk.ui.entry.sheet import Sheet

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

_WORD = {"indicators": "指标", "tasks": "任务项目"}


class Chooser:
    """The returns of this workspace as they are when it is asked; only those that a question is about are looked at."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def all(self) -> Collection[ReturnKey]:
        """Every return that the journal speaks of, by unit, period and form; read anew where somebody else has written."""
        self.desk.hear_of_others()
        return self.desk.standings.every()

    @property
    def returns(self) -> list[ReturnKey]:
        """Those of them that are to be shown."""
        return [key for key in self.all() if self._is_shown(key)]

    def _is_shown(self, key: ReturnKey) -> bool:
        """One of a time in which its unit was not there is so only while something stands in it."""
        return self._is_there(key) or self.desk.workspace.cells.counts(key)[0] > 0

    def _is_there(self, key: ReturnKey) -> bool:
        return self.desk.documents.units.get(key.unit).reports(parse_period(key.period))

    def units(self) -> list[tuple[str, str]]:
        """The units that report something, in the order of the tree: code and name."""
        documents, own = self.desk.documents, self.desk.own_units
        busy = {unit for item in documents.catalogue for unit in documents.reporters(item.code)}
        if not self.desk.is_district:
            busy = {self.desk.unit}
        for key in self.all():
            if key.unit not in busy and (self.desk.is_district or key.unit in own) and self._is_shown(key):
                busy.add(key.unit)
        return [(unit.code, documents.units.with_heir(unit.code)) for unit in documents.units if unit.code in busy]

    def periods(self, unit: str) -> list[tuple[str, str]]:
        """The periods of that unit, newest first: what exists, and the years that are being reported."""
        found, known = set[str](), set[str]()
        for key in self.all():
            if (key.period not in known or (key.unit == unit and key.period not in found)) and self._is_shown(key):
                known.add(key.period)
                if key.unit == unit:
                    found.add(key.period)
        periods = {parse_period(period) for period in found}
        periods |= {period for period in map(parse_period, known - found) if self._is_due(unit, period)}
        this_year = date.today().year  # noqa: DTZ011  the office's own day
        periods |= {year for year in (Period(this_year - 1), Period(this_year)) if self._is_due(unit, year)}
        return [
            (str(period), f"{period.title}{'度' if period.frequency == '年' else ''}")
            for period in sorted(periods, reverse=True)
        ]

    def forms(self, unit: str, period: str) -> list[tuple[str, str]]:
        """The forms of that return: code and words with the number of rows."""
        documents, asked, everything = self.desk.documents, parse_period(period), self.all()
        rows = []
        for code, form in documents.forms.items():
            key, due = ReturnKey(code, unit, period), len(documents.items_due(unit, asked, code))
            if due or (key in everything and self._is_shown(key)):
                rows.append((code, f"{_WORD.get(code, form['title'])} {due}"))
        return rows

    def first(self, unit: str | None = None) -> ReturnKey | None:
        """The return to begin with: the newest that is issued and open, else the newest, else the newest due."""
        newest = None
        for key in self._newest_first(unit):
            newest = newest or key
            if self.desk.course(key).state(has_edits=True) not in CLOSED:
                return key
        if newest is not None:
            return newest
        unit = unit or next((code for code, _ in self.units()), None)
        for period, _ in self.periods(unit) if unit else ():
            for form, _ in self.forms(str(unit), period):
                return ReturnKey(form, str(unit), period)
        return None

    def _newest_first(self, unit: str | None) -> Iterator[ReturnKey]:
        """Those of that unit, or of all, by their period; those of a time in which their unit was not there at the end."""
        by_period: dict[tuple[int, int], list[ReturnKey]] = {}
        places = {period: _newest(period) for period in {key.period for key in self.all()}}
        for key in self.all():
            if unit in (None, key.unit):
                by_period.setdefault(places[key.period], []).append(key)
        ordered = [key for place in sorted(by_period) for key in sorted(by_period[place], key=_by_form)]
        yield from (key for key in ordered if self._is_there(key))
        yield from (key for key in ordered if not self._is_there(key) and self._is_shown(key))

    def near(self, unit: str, period: str, form: str) -> ReturnKey | None:
        """That return, or the one of this unit that is nearest to it; None if the unit reports nothing."""
        periods = [code for code, _ in self.periods(unit)]
        if not periods:
            return None
        chosen = period if period in periods else periods[0]
        forms = [code for code, _ in self.forms(unit, chosen)]
        return ReturnKey(form if form in forms else forms[0], unit, chosen) if forms else None

    def of_period(self, key: ReturnKey) -> list[ReturnKey]:
        """All returns that exist of that unit and period."""
        same = [other for other in self.all() if (other.unit, other.period) == (key.unit, key.period)]
        return [other for other in same if self._is_shown(other)]

    def _is_due(self, unit: str, period: Period) -> bool:
        documents = self.desk.documents
        return any(documents.items_due(unit, period, form) for form in documents.forms)


def _newest(text: str) -> tuple[int, int]:
    period = parse_period(text)
    return (-period.year, -period.part)


def _by_form(key: ReturnKey) -> tuple[str, str]:
    return key.form, key.unit


def why_closed(sheet: Sheet, *, is_district: bool, writable: bool) -> tuple[str, str, str]:
    """Mark, word and sentence of a sheet that nothing can be typed into; an empty sentence where something can."""
    if sheet.state not in CLOSED:
        return ("idle", "只读", "" if writable else "数据文件以只读方式打开，只能看，不能录入。")
    last = sheet.course.last_decision
    by = f"{last.author.at[:10]} {last.author.person}" if last else ""
    said = f"：{last.comment}" if last and last.comment else ""
    way = "要更正，请先在“审核”里重新打开。" if is_district else "要更正，请联系区级重新打开。"
    return ("ok" if sheet.state != "作废" else "idle", sheet.state, f"{by}{said}。这张表现在只能看，不能改。{way}")
