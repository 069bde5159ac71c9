"""What is due on which day of a month: the returns that were handed out, and those that the calendar will ask for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from haishu_desk.desk.scheduling import Asked, Scheduling
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.periods import parse_period
from haishu_desk.ui.home.overview import FormRow
from haishu_desk.ui.home.says import day
from haishu_desk.ui.session import Session
from haishu_desk.ui.settings import whole_of

REMIND_DAYS, _LONGEST = 3, 999
_REMIND = "home/remind_days"
_GRAVEST_FIRST = ("bad", "warn", "info", "idle", "ok")
_NAMED = 2


@dataclass(frozen=True)
class DueReturn:
    """One return on its day; `mark` how it stands, `word` the same in words, `is_planned` while it is not handed out."""

    key: ReturnKey
    title: str
    period: str
    mark: str
    word: str
    is_planned: bool

    @property
    def is_open(self) -> bool:
        """Whether it was handed out and has not come."""
        return self.mark not in ("ok", "idle")


@dataclass(frozen=True)
class DueDay:
    """All that is due on one day."""

    day: date
    returns: tuple[DueReturn, ...]

    @property
    def mark(self) -> str:
        """The gravest of its returns."""
        return min((each.mark for each in self.returns), key=_GRAVEST_FIRST.index)

    @property
    def first(self) -> DueReturn:
        """What Enter goes to: the gravest."""
        return min(self.returns, key=lambda each: _GRAVEST_FIRST.index(each.mark))

    def said(self, *, is_district: bool) -> str:
        """The day in one sentence."""
        return f"{day(self.day)}截止：{'；'.join(_of_many(self.returns) if is_district else _of_one(self.returns))}"


def days_of(session: Session, rows: Iterable[FormRow], month: date) -> dict[date, DueDay]:
    """The days of that month with something due; `month` is any day of it."""
    first = month.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    found: dict[date, list[DueReturn]] = {}
    asked, handed = _planned(session, first), set()
    periods = {planned.key.period for planned in asked}
    for row in rows:
        if row.key.period in periods:
            handed.add(row.key)
        if row.due is not None and first <= row.due <= last and row.state != "作废":
            found.setdefault(row.due, []).append(_handed_out(session, row))
    for planned in asked:
        if planned.key not in handed:
            title = str(session.desk.documents.form(planned.key.form)["title"])
            period = parse_period(planned.key.period).title
            each = DueReturn(planned.key, title, period, "idle", "未下发", is_planned=True)
            found.setdefault(date.fromisoformat(planned.due), []).append(each)
    return {each: DueDay(each, tuple(found[each])) for each in sorted(found)}


def _planned(session: Session, first: date) -> Sequence[Asked]:
    """A period's reports are due in the month after its last day."""
    ended = first - timedelta(days=1)
    desk = session.desk
    units = None if desk.is_district else desk.own_units
    return Scheduling(desk).asked(ended.replace(day=1), ended, units)


def _handed_out(session: Session, row: FormRow) -> DueReturn:
    has_come = row.waits or row.is_done or bool(row.reported_at)
    left = row.days_left or 0
    mark = "ok" if has_come else "bad" if left < 0 else "warn" if left <= remind_days(session) else "info"
    word = row.state if has_come else f"逾期 {-left} 天" if left < 0 else row.state
    word = f"{word}，{row.statement_word}" if row.statement_word else word
    return DueReturn(row.key, row.title, row.period, mark, word, is_planned=False)


def _of_one(returns: Sequence[DueReturn]) -> list[str]:
    """A unit's own returns by name."""
    return [f"{each.title} {each.period}（{each.word}）" for each in returns]


def _of_many(returns: Sequence[DueReturn]) -> list[str]:
    """How many of each period, and how many of them have not come."""
    said = []
    for period in dict.fromkeys(each.period for each in returns):
        of_it = [each for each in returns if each.period == period]
        planned, missing = sum(each.is_planned for each in of_it), sum(each.is_open for each in of_it)
        told = [f"未报 {missing}" if missing else "", f"未下发 {planned}" if planned else ""]
        said.append(f"{period} {len(of_it)} 份，{'，'.join(filter(None, told)) or '都报来了'}")
    return said


def reminder(rows: Iterable[FormRow], within: int, *, is_district: bool) -> str:
    """What is due today or in at most so many days and has not been reported, in one sentence; empty for nothing."""
    soon = [
        row for row in rows if not row.reported_at and not row.is_done and row.due is not None and 0 <= (row.days_left or 0) <= within
    ]  # fmt: skip
    if not soon:
        return ""
    when = "今天截止" if all(row.days_left == 0 for row in soon) else f"{within} 天内截止"
    if is_district:
        units = list(dict.fromkeys(row.unit for row in soon))
        named = "、".join(units[:_NAMED]) + (f"等 {len(units)} 家" if len(units) > _NAMED else "")
        return f"{when}，还有 {len(soon)} 份没有报来：{named}"
    named = "、".join(f"{row.title} {row.period}" for row in soon[:_NAMED])
    return f"{when}，还没有上报 {len(soon)} 张：{named}"


def remind_days(session: Session) -> int:
    """How many days before the date 首页 reminds on this computer."""
    stored = session.settings.value(_REMIND) if session.settings is not None else None
    days = whole_of(stored, _LONGEST)
    return REMIND_DAYS if days is None else days


def save_remind_days(session: Session, days: int) -> None:
    """Remind so many days before from now on."""
    if session.settings is not None:
        session.settings.setValue(_REMIND, days)
