"""What a 下发 would hand out: the returns of one period, or all that the calendar asks for and that are not issued yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from haishu_desk.desk.planning import today
from haishu_desk.desk.scheduling import Scheduling
from haishu_desk.domain.adhoc import due_of, refuse_dropped
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.errors import UsageError
from haishu_desk.domain.periods import Period, is_date, parse_period

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

BY_SCHEDULE = "schedule"


@dataclass(frozen=True)
class ToIssue:
    """One bundle: the returns of a unit for a period."""

    unit: str
    period: Period
    keys: tuple[ReturnKey, ...]


class Issuing:
    """Decides first; the exchange acts."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._calendar = Scheduling(desk)

    def plan(self, units: Iterable[str] | None, period: str | None, form: str | None) -> list[ToIssue]:
        """The bundles for those units, or for all that have something to report.

        Without a period whatever the calendar asks for, whose period has ended and that was not issued yet.
        """
        documents = self._desk.documents
        forms = [documents.form(form)["code"]] if form else list(documents.forms)
        refuse_dropped(documents.form(form) if form else {})
        if period is None:
            return self._open(None if units is None else set(units), forms)
        asked = parse_period(period)
        chosen = list(units) if units is not None else [
            unit.code for unit in documents.units if any(documents.items_due(unit.code, asked, each) for each in forms)
        ]  # fmt: skip
        return [self._bundle(unit, asked, documents.forms_asked(unit, asked, form)) for unit in chosen]

    def _open(self, units: set[str] | None, forms: list[str]) -> list[ToIssue]:
        found: dict[tuple[str, str], list[str]] = {}
        for each in self._calendar.open(date.fromisoformat(today())):
            key = each.key
            if key.form in forms and (units is None or key.unit in units):
                found.setdefault((key.period, key.unit), []).append(key.form)
        return [self._bundle(unit, parse_period(period), forms) for (period, unit), forms in found.items()]

    def _bundle(self, unit: str, period: Period, forms: Iterable[str]) -> ToIssue:
        return ToIssue(unit, period, tuple(ReturnKey(form, unit, str(period)) for form in forms))

    def date_of(self, key: ReturnKey, due: str | None) -> str | None:
        """The date that a return would be issued with: its form's own or by the calendar, one that it has already stays."""
        if due != BY_SCHEDULE:
            return due
        return self._desk.course(key).due or due_of(self._desk.documents.form(key.form))[0] or self._calendar.due(key)

    def preview(self, planned: Iterable[ToIssue], due: str | None) -> list[dict[str, Any]]:
        """What would be handed out: `[{"form", "unit", "period", "due", "cells"}]`, a row a return; nothing is done."""
        check_due(due)
        rows = []
        for each in planned:
            for key in each.keys:
                cells = len(self._desk.documents.items_due(key.unit, each.period, key.form))
                date_ = self.date_of(key, due) or self._desk.course(key).due
                rows.append({"form": key.form, "unit": key.unit, "period": key.period, "due": date_, "cells": cells})
        return rows


def check_due(due: str | None) -> None:
    """UsageError for a date that is none."""
    if due not in (None, BY_SCHEDULE) and not is_date(str(due)):
        raise UsageError(f"看不懂截止日期“{due}”", "请写成 2026-01-10")
