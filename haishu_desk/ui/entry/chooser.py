"""Which returns there are to show: units, periods and forms, those that exist and those that are due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.periods import Period, parse_period
from haishu_desk.domain.returns import CLOSED
from haishu_desk.ui.entry.sheet import Sheet

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

_WORD = {"indicators": "指标", "tasks": "任务项目"}


@dataclass(frozen=True)
class Chooser:
    """The returns of this workspace; `returns` is read once and asked many times."""

    desk: Desk
    returns: tuple[ReturnKey, ...]

    @staticmethod
    def of(desk: Desk) -> Chooser:
        """As it is now."""
        returns, units = desk.workspace.cells.returns(), desk.documents.units
        there = {place: units.get(place[0]).reports(parse_period(place[1]))
                 for place in {(key.unit, key.period) for key in returns}}  # fmt: skip
        # One of a time in which its unit was not there only while something stands in it.
        return Chooser(desk, tuple(key for key in returns if there[key.unit, key.period] or desk.heads(key)))

    def units(self) -> list[tuple[str, str]]:
        """The units that report something, in the order of the tree: code and name."""
        documents, own = self.desk.documents, self.desk.own_units
        busy = {key.unit for key in self.returns}
        if self.desk.is_district:
            busy |= {unit for item in documents.catalogue for unit in documents.reporters(item.code)}
        else:
            busy = {self.desk.unit, *(busy & own)}
        return [(unit.code, documents.units.with_heir(unit.code)) for unit in documents.units if unit.code in busy]

    def periods(self, unit: str) -> list[tuple[str, str]]:
        """The periods of that unit, newest first: what exists, and the years that are being reported."""
        found = {parse_period(period) for period in {key.period for key in self.returns if key.unit == unit}}
        known = {parse_period(period) for period in {key.period for key in self.returns}}
        found |= {period for period in known if self._is_due(unit, period)}
        this_year = date.today().year  # noqa: DTZ011  the office's own day
        found |= {year for year in (Period(this_year - 1), Period(this_year)) if self._is_due(unit, year)}
        return [
            (str(period), f"{period.title}{'度' if period.frequency == '年' else ''}")
            for period in sorted(found, reverse=True)
        ]

    def forms(self, unit: str, period: str) -> list[tuple[str, str]]:
        """The forms of that return: code and words with the number of rows."""
        documents, asked = self.desk.documents, parse_period(period)
        rows = []
        for code, form in documents.forms.items():
            due = len(documents.items_due(unit, asked, code))
            if due or ReturnKey(code, unit, period) in self.returns:
                rows.append((code, f"{_WORD.get(code, form['title'])} {due}"))
        return rows

    def first(self, unit: str | None = None) -> ReturnKey | None:
        """The return to begin with: the newest that is issued and open, else the newest, else the newest due."""
        units = self.desk.documents.units
        mine = sorted(
            (key for key in self.returns if unit in (None, key.unit)),
            key=lambda key: (not units.get(key.unit).reports(parse_period(key.period)), *_newest(key)),
        )
        is_open = (key for key in mine if self.desk.course(key).state(has_edits=True) not in CLOSED)
        found = next(is_open, mine[0] if mine else None)
        if found is not None:
            return found
        unit = unit or next((code for code, _ in self.units()), None)
        for period, _ in self.periods(unit) if unit else ():
            for form, _ in self.forms(str(unit), period):
                return ReturnKey(form, str(unit), period)
        return None

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
        return [other for other in self.returns if (other.unit, other.period) == (key.unit, key.period)]

    def _is_due(self, unit: str, period: Period) -> bool:
        documents = self.desk.documents
        return any(documents.items_due(unit, period, form) for form in documents.forms)


def _newest(key: ReturnKey) -> tuple[int, int, str, str]:
    period = parse_period(key.period)
    return (-period.year, -period.part, key.form, key.unit)


def why_closed(sheet: Sheet, *, is_district: bool, writable: bool) -> tuple[str, str, str]:
    """Mark, word and sentence of a sheet that nothing can be typed into; an empty sentence where something can."""
    if sheet.state not in CLOSED:
        return ("idle", "只读", "" if writable else "数据文件以只读方式打开，只能看，不能录入。")
    last = sheet.course.last_decision
    by = f"{last.author.at[:10]} {last.author.person}" if last else ""
    said = f"：{last.comment}" if last and last.comment else ""
    way = "要更正，请先在“审核”里重新打开。" if is_district else "要更正，请联系区级重新打开。"
    return ("ok" if sheet.state != "作废" else "idle", sheet.state, f"{by}{said}。这张表现在只能看，不能改。{way}")
