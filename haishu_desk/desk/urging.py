"""催报: who has not reported, in words ready to send and as a list, and on record who was urged when.

Only a return that was issued with a date can be urged. The contact is the person of the unit who signed the last report
that was received here, of whatever period; empty where the unit has not reported yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from haishu_desk.desk.permission import NotYoursError
from haishu_desk.desk.statements import Statement
from haishu_desk.desk.table_file import write_table
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.errors import DeskError
from haishu_desk.domain.periods import Period, parse_period
from haishu_desk.domain.returns import Revision

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

URGED, TITLE = "催报", "规划监测催报单"
COLUMNS = ("单位", "报表", "报告期", "截止日期", "情况", "未填", "联系人", "已催报")


@dataclass(frozen=True)
class Urged:
    """How often a return was urged, and when and by whom last."""

    times: int
    at: str
    by: str

    @property
    def said(self) -> str:
        """In a few words."""
        return f"{self.times} 次，最近 {self.at[5:16].replace('T', ' ')} {self.by}"

    @property
    def short(self) -> str:
        """The same where there is little room."""
        return f"已催 {self.times} 次 {self.at[5:10]}"


@dataclass(frozen=True)
class Owed:
    """One return that has not come: `days` after its date (below 0: still to go), `missing` of `expected` cells unanswered.

    `statement` is what the unit says of it (暂不报, until when, why); empty for nothing.
    """

    key: ReturnKey
    unit: str
    form: str
    period: str
    due: date
    days: int
    missing: int
    expected: int
    contact: str
    urged: Urged | None
    statement: str = ""

    @property
    def is_overdue(self) -> bool:
        """Whether the date has passed."""
        return self.days > 0

    @property
    def standing(self) -> str:
        """How late it is, as people say it."""
        if self.days > 0:
            return f"逾期 {self.days} 天"
        return "今天截止" if self.days == 0 else f"还有 {-self.days} 天"

    @property
    def texts(self) -> tuple[str, ...]:
        """The row under `COLUMNS`."""
        urged = self.urged.said if self.urged else "没有催过"
        open_cells = f"{self.missing} / {self.expected} 格"
        return (
            self.unit,
            self.form,
            self.period,
            self.due.isoformat(),
            self.standing,
            open_cells,
            self.contact or "—",
            urged,
        )

    def as_json(self) -> dict[str, Any]:
        """The keys of the verb `urge`; `urged` is None or `{"times", "at", "by"}`."""
        return {
            "form": self.key.form, "unit": self.key.unit, "period": self.key.period, "due": self.due.isoformat(),
            "days": self.days, "overdue": self.is_overdue, "missing": self.missing, "expected": self.expected,
            "contact": self.contact or None, "urged": vars(self.urged) if self.urged else None, "statement": self.statement or None,
        }  # fmt: skip


class Urging:
    """The reminders of one district desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lines = desk.trail_lines

    def owed(
        self,
        period: str | None = None,
        unit: str | None = None,
        *,
        overdue: bool = False,
        today: date | None = None,
        by_and_by: bool = False,
        contacts: bool = True,
        urged: Mapping[ReturnKey, Urged] | None = None,
    ) -> list[Owed]:
        """Every issued return without a report, the longest overdue first; of one period, of one unit, or only overdue ones.

        With `by_and_by` only of the returns that were read already (see `standings`); without `contacts` nobody is looked
        up who could be rung, which takes a reading of the last reports of every unit. `urged` is what `urged` said a moment ago.
        """
        day = today or date.today()  # noqa: DTZ011  the office's own day
        if unit is not None:
            self._desk.documents.units.get(unit)
        asked = str(parse_period(period)) if period else None
        asking = self._asked_units()
        late = {
            key: due for key, due in self._late(by_and_by=by_and_by).items()
            if unit in (None, key.unit) and asked in (None, key.period) and key.unit in asking
        }  # fmt: skip
        people = self._contacts({key.unit for key in late} if contacts else ())
        told = self.urged() if urged is None else urged
        found = [self._owed(key, due, day, told.get(key), people.get(key.unit, "")) for key, due in late.items()]
        return sorted((row for row in found if row.is_overdue or not overdue), key=lambda row: (-row.days, row.key))

    def _late(self, *, by_and_by: bool) -> Mapping[ReturnKey, date]:
        """What was issued with a date and has not come: of thousands of returns the few that are open."""
        standings = self._desk.standings
        if by_and_by:
            return standings.totals().late
        return {key: due for key in standings.all() if (due := standings.of(key).waits_for) is not None}

    def _asked_units(self) -> set[str]:
        """The units whose returns are waited for here: all that report to the district, or those this workspace acts for."""
        if not self._desk.is_district:
            return self._desk.own_units
        return {unit.code for unit in self._desk.documents.units if unit.kind != "district"}

    def _owed(self, key: ReturnKey, due: date, day: date, urged: Urged | None, contact: str) -> Owed:
        documents, row = self._desk.documents, self._desk.reviewing.row(key)
        period: Period = parse_period(key.period)
        said = Statement(**row["statement"]) if row["statement"] else None
        unit, form = documents.called(key.unit, key.period), str(documents.form(key.form)["title"])
        return Owed(
            key,
            unit,
            form,
            period.title,
            due,
            (day - due).days,
            row["expected"] - row["filled"],
            row["expected"],
            contact,
            urged,
            said.said if said else "",
        )

    def urged(self) -> dict[ReturnKey, Urged]:
        """Who was urged so far, by return."""
        found: dict[ReturnKey, Urged] = {}
        for line in self._lines.saying(URGED):
            key = ReturnKey(line["detail"]["form"], line["unit"], line["period"])
            before = found.get(key)
            found[key] = Urged((before.times if before else 0) + 1, line["author"]["at"], line["author"]["person"])
        return found

    def _contacts(self, units: Iterable[str]) -> dict[str, str]:
        """Who of each of those units signed the last report that came in here."""
        found: dict[str, str] = {}
        for unit in units:
            for body in self._desk.workspace.cells.bodies_of_unit(Revision.kind, unit):
                author = Revision.kept(body).author
                if author.unit == unit:
                    found[unit] = author.person
                    break
        return found

    # In words and as a list.

    def text(self, rows: Sequence[Owed], today: date | None = None) -> str:
        """The 催报单 for these returns, ready to copy into a message: one part a unit."""
        day = today or date.today()  # noqa: DTZ011  as above
        district = self._desk.documents.units.district.name
        by_unit: dict[str, list[Owed]] = {}
        for row in rows:
            by_unit.setdefault(row.unit, []).append(row)
        parts = [
            _letter(unit, each, f"{district}　{self._desk.person}　{day.isoformat()}") for unit, each in by_unit.items()
        ]
        return "\n\n".join(parts)

    def write_list(self, rows: Sequence[Owed], out: Path, today: date | None = None) -> str:
        """Write the list to an .xlsx or .docx; returns its name. UsageError for another ending."""
        day = today or date.today()  # noqa: DTZ011  as above
        overdue = sum(row.is_overdue for row in rows)
        district = self._desk.documents.units.district.name
        about = f"{district}　{day.isoformat()}　未报 {len(rows)} 份，其中逾期 {overdue} 份　经办：{self._desk.person}"
        write_table(out, TITLE, about, COLUMNS, [row.texts for row in rows])
        return str(out)

    def urge(self, rows: Sequence[Owed], out: Path | None = None) -> str | None:
        """Put on record that these were urged now, and write the list if `out` is given, both or neither; the file's name."""
        with self._desk.workspace.transaction():
            self.record(rows)
            return self.write_list(rows, out) if out is not None else None

    def record(self, rows: Iterable[Owed]) -> int:
        """Put on record that these were urged now; returns how many. NotYoursError in a unit's workspace."""
        if not self._desk.is_district:
            raise NotYoursError("催报由区级来做", "本单位还差什么，看首页")
        self._desk.refuse_in_copy()
        urged = list(rows)
        if not urged:
            raise DeskError("没有要催的报表", "已下发、有截止日期、还没有报来的才催", code="nothing-owed")
        with self._desk.workspace.transaction():
            for row in urged:
                detail = {"due": row.due.isoformat(), "days": row.days, "missing": row.missing, "contact": row.contact}
                self._desk.audit(URGED, row.key, form=row.key.form, **detail)
        return len(urged)


def _letter(unit: str, rows: Sequence[Owed], signed: str) -> str:
    """One unit's part: what is owed, line by line, and what to do."""
    lines = [f"【{TITLE}】{unit}：", f"下列 {len(rows)} 份报表还没有收到上报包："]
    for number, row in enumerate(rows, start=1):
        state = f"未填 {row.missing} 格（共 {row.expected} 格）" if row.missing else "各格已有数，还没有上报"
        lines.append(f"{number}. {row.period} {row.form}，截止 {row.due.isoformat()}，{row.standing}，{state}")
    contacts = "、".join(dict.fromkeys(row.contact for row in rows if row.contact))
    lines.append("请尽快填报，全审后传出上报包送来；有困难的请说明原因和预计报送日期。")
    lines += [f"联系人：{contacts}"] if contacts else []
    return "\n".join([*lines, signed])
