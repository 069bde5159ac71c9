"""频度与截止: what the year's calendar asks for, when it is due, and the district's own changes of it.

The schedule is an edition of its own, so that it travels with every 任务包 and the units see the same calendar. For a period
counts what is in force on its last day; before the district has changed anything, what the program ships.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from haishu_desk.desk.permission import NotYoursError
from haishu_desk.desk.shipped import shipped_schedule
from haishu_desk.domain.adhoc import is_adhoc
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.editions import in_force
from haishu_desk.domain.errors import UsageError
from haishu_desk.domain.periods import Period, parse_period
from haishu_desk.domain.schedules import KINDS, WHO_TITLES, Rule, Schedule, kind_of

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

NAME = "schedule"
# What is older is issued by naming its period: a new workspace is not to ask for the returns of a whole plan at once.
A_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Asked:
    """One return that the calendar asks for, and the day (ISO) that it sets."""

    key: ReturnKey
    due: str


@dataclass(frozen=True)
class Wish:
    """What is to be changed of a rule; None leaves it as it is."""

    every: Sequence[str] | None = None
    day: int | None = None
    skip: Sequence[int] | None = None


class Scheduling:
    """Reads the calendar of one desk, and changes it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._editions = list(desk.workspace.cells.editions(NAME))

    def on(self, day: str) -> Schedule:
        """The schedule that is in force on that day (ISO)."""
        edition = in_force(self._editions, day)
        own = {code: str(form["frequency"]) for code, form in self._desk.documents.forms.items()}
        return Schedule(edition.content if edition else shipped_schedule().content, own)

    def due(self, key: ReturnKey) -> str:
        """The day (ISO) until which a return is to be reported by the calendar."""
        period = parse_period(key.period)
        unit = self._desk.documents.units.get(key.unit)
        return self.on(period.last_day).rule(key.form, unit).due(period)

    def asked(self, since: date, until: date, units: Collection[str] | None = None) -> list[Asked]:
        """Every return that the calendar asks for whose period ends on those days or between, as the periods end.

        Only those of `units` if given; what the district keeps for itself is not asked for.
        """
        found = list[Asked]()
        for year, month in _months(since, until):
            day = Period(year, "月", month).last_day
            if since.isoformat() <= day <= until.isoformat():
                found += self._ending(year, month, self.on(day), units)
        return sorted(found, key=lambda each: (parse_period(each.key.period).end, each.due))

    def open(self, today: date) -> list[Asked]:
        """What is to be issued now: the period has ended, not more than a year ago, and nothing was issued for it."""
        yesterday = today - timedelta(days=1)
        return [each for each in self.asked(today - A_YEAR, yesterday) if not self._desk.course(each.key).is_issued]

    def _ending(self, year: int, month: int, schedule: Schedule, units: Collection[str] | None) -> Iterator[Asked]:
        """What is asked for of the periods that end with that month."""
        documents = self._desk.documents
        for unit in documents.units:
            if unit.kind == "district" or not (units is None or unit.code in units):
                continue
            for form in documents.forms:
                rule = schedule.rule(form, unit)
                period = next((each for each in rule.periods(year) if each.end[1] == month), None)
                if period is not None and documents.items_due(unit.code, period, form):
                    yield Asked(ReturnKey(form, unit.code, str(period)), rule.due(period))

    # The rules, and changing them.

    def rows(self) -> list[dict[str, Any]]:
        """What counts today, a row a form and kind of unit and each unit with rules of its own.

        `[{"form", "who", "title", "name", "every", "day", "skip", "edition", "document"}]`.
        """
        documents = self._desk.documents
        schedule = self.on(_today())
        edition = in_force(self._editions, _today())
        told = {"edition": edition.number if edition else 1, "document": edition.document if edition else None}
        own = dict.fromkeys(rule.who for rule in schedule.rules if rule.who not in KINDS)
        rows = []
        for who in (*KINDS, *own):
            for code, form in documents.forms.items():
                if is_adhoc(form) and not form.get("kept"):
                    continue  # asked for once, with a date of its own
                rule = schedule.rule_of(code, who, self._kind(who))
                every = list(rule.every) or [form["frequency"]]
                named = {"form": code, "who": who, "title": form["title"], "name": self._name(who)}
                rows.append({**named, "every": every, "day": rule.day, "skip": list(rule.skip), **told})
        return rows

    def change(
        self, who: str, form: str | None, wish: Wish, *, document: str | None = None, effective: str | None = None
    ) -> list[dict[str, Any]]:
        """Ask `who` (a kind or a unit's code) for `form` (None: all forms) otherwise; the rows that count today.

        UsageError for what there is none of; NotYoursError in a unit's workspace.
        """
        return self.change_all([(who, form, wish)], document=document, effective=effective)

    def change_all(
        self,
        wishes: Iterable[tuple[str, str | None, Wish]],
        *,
        document: str | None = None,
        effective: str | None = None,
    ) -> list[dict[str, Any]]:
        """The same for several at once, in one edition; nothing new writes none."""
        if not self._desk.is_district:
            raise NotYoursError("频度和截止日由区级来定", "请联系区级")
        # A change counts from its own day on, on top of what was settled before, also where that waits for its day.
        newest = next(iter(self._editions), None) or shipped_schedule()
        content = newest.content
        for who, form, wish in wishes:
            content = self._changed(content, who, form, wish)
        if content != newest.content:
            with self._desk.workspace.transaction():
                if not self._editions:
                    self._desk.take_over(shipped_schedule())
                self._desk.planning.publish(NAME, content, document=document, effective=effective)
            self._editions = list(self._desk.workspace.cells.editions(NAME))
        return self.rows()

    def _changed(self, content: Any, who: str, form: str | None, wish: Wish) -> list[dict[str, Any]]:
        if form is not None:
            self._desk.documents.form(form)
        schedule = Schedule(content, {})
        old = schedule.rule_of(form, who, self._kind(who))
        every = old.every if wish.every is None else tuple(wish.every)
        skip = old.skip if wish.skip is None else tuple(wish.skip)
        rule = Rule(form, who, every, old.day if wish.day is None else wish.day, skip).checked()
        return schedule.with_rule(rule) if rule != Rule(form, who, old.every, old.day, old.skip) else list(content)

    def _kind(self, who: str) -> str:
        if who in KINDS:
            return who
        units = self._desk.documents.units
        if who not in units:
            raise UsageError(f"没有“{who}”这类单位，也没有这个单位", "请写 town、department 或单位代码")
        return kind_of(units.get(who))

    def _name(self, who: str) -> str:
        return WHO_TITLES.get(who) or self._desk.documents.units.get(who).name


def _months(since: date, until: date) -> Iterator[tuple[int, int]]:
    """Year and month of every month that has one of those days."""
    for number in range(since.year * 12 + since.month - 1, until.year * 12 + until.month):
        yield number // 12, number % 12 + 1


def _today() -> str:
    return date.today().isoformat()  # noqa: DTZ011  the office's own day
