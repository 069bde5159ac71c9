"""The picture of the district: which unit has which form, and how far it is, out of the returns and the assignment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from haishu_desk.desk.urging import Urged
from haishu_desk.domain.adhoc import is_adhoc_code
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.periods import Period, parse_period
from haishu_desk.domain.returns import NOT_ISSUED, SENT_BACK
from haishu_desk.domain.units import TOWNSHIP_KINDS, Unit
from haishu_desk.review.turnout import Turn
from haishu_desk.ui.home.heat import HeatBlock, HeatCell, HeatRow
from haishu_desk.ui.home.overview import FormRow
from haishu_desk.ui.session import Session

UNREAD = "…"
"""Stands in a cell whose figures are being read."""


def periods_in(rows: Iterable[FormRow]) -> list[Period]:
    """The periods that have returns, the latest first, a whole year before its parts."""
    codes = {row.key.period for row in rows}  # of thousands of returns a handful
    found = sorted(map(parse_period, codes), key=lambda period: period.last_day, reverse=True)
    return sorted(found, key=lambda period: (-period.year, period.part != 0))


@dataclass(frozen=True)
class Told:
    """What is known of the returns of a period beside their rows: when each came, and who was urged."""

    turns: Mapping[ReturnKey, Turn] = field(default_factory=dict)
    urged: Mapping[ReturnKey, Urged] = field(default_factory=dict)


def blocks_of(session: Session, period: Period, rows: Iterable[FormRow], told: Told) -> tuple[HeatBlock, ...]:
    """The 镇乡街道 and the departments that have something to report for that period."""
    known = {row.key: (row, told) for row in rows}
    units = [unit for unit in session.desk.documents.units if unit.kind != "district"]
    groups = (("镇乡街道", [unit for unit in units if unit.kind in TOWNSHIP_KINDS]),
              ("区级部门", [unit for unit in units if unit.kind not in TOWNSHIP_KINDS]))  # fmt: skip
    forms = forms_in(session, period)
    blocks = [HeatBlock(title, tuple(_rows(session, period, members, (forms, known)))) for title, members in groups]
    return tuple(block for block in blocks if block.rows)


def forms_in(session: Session, period: Period) -> list[str]:
    """The codes of the forms that stand beside each other for that period: those that anybody has something on.

    Of forms for which nobody has anything, those of the plan.
    """
    documents = session.desk.documents
    units = [unit.code for unit in documents.units if unit.kind != "district"]
    asked = [code for code in documents.forms if any(documents.items_due(unit, period, code) for unit in units)]
    return asked or [code for code in documents.forms if not is_adhoc_code(code)]


Known = Mapping[ReturnKey, tuple[FormRow, Told]]


def _rows(session: Session, period: Period, units: list[Unit], of: tuple[list[str], Known]) -> Iterable[HeatRow]:
    documents, (forms, known) = session.desk.documents, of
    for unit in units:
        cells, name = [], documents.called(unit.code, str(period))
        for form in forms:
            key = ReturnKey(form, unit.code, str(period))
            due = len(documents.items_due(unit.code, period, form))
            cells.append(_cell(key, known.get(key), name, str(documents.form(form)["title"])) if due else None)
        if any(cells):
            yield HeatRow(name.partition("（")[0], tuple(cells))


def _cell(key: ReturnKey, known: tuple[FormRow, Told] | None, unit: str, form: str) -> HeatCell:
    if known is None:
        return HeatCell(key, 0, NOT_ISSUED, "", overdue=False, spoken=f"{unit} {form}：{NOT_ISSUED}")
    row, told = known
    flag, aside = _timing(row, told)
    if row.is_brief:
        said = f"{unit} {form}：{row.state}，正在读"
        return HeatCell(key, 0, UNREAD, _mark(row), overdue=row.overdue, spoken=said + aside, flag=flag)
    percent = round(100 * row.filled / row.expected) if row.expected else 0
    if row.missing and percent == 100:  # noqa: PLR2004  percent; 199 of 200 is not all
        percent = 99
    said = f"{unit} {form}：{row.state}，已录 {row.filled}/{row.expected}"
    word = (row.statement_word or "未录") if not row.filled else ""
    flag = "·".join(filter(None, (row.statement_word if row.filled else "", flag)))
    return HeatCell(key, percent, word, _mark(row), overdue=row.overdue, spoken=said + aside, flag=flag)


def _timing(row: FormRow, told: Told) -> tuple[str, str]:
    """The word in the cell about its date, and the same with days and urging for the hint."""
    turn, urged = told.turns.get(row.key), told.urged.get(row.key)
    days = turn.days_late(date.today()) if turn else 0  # noqa: DTZ011  the office's own day
    flag = "逾期" if row.overdue else "逾期报送" if turn is not None and turn.is_late else ""
    said = f"，{flag} {days} 天" if flag else ""
    said += f"，{row.statement}" if row.statement else ""
    return flag, said + (f"，已催报 {urged.said}" if urged else "")


def _mark(row: FormRow) -> str:
    if row.clashes:
        return "clash"
    if row.waits:
        return "info"
    if row.state == SENT_BACK:
        return "bad"
    return "ok" if row.is_done else ""
