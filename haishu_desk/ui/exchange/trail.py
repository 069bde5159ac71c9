"""What the trail says of bundles: what was handed over and whether its answer came, and who waits for a reply."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from haishu_desk.domain.periods import parse_period
from haishu_desk.domain.returns import Decision
from haishu_desk.ui.widgets.lines import Line
from haishu_desk.ui.widgets.shapes import IDLE, OK, WARN
from haishu_desk.ui.wording import moment

SENT, TAKEN, ISSUED = "传出", "装入", "下发任务"
TASK, REPORT, BACK = "任务包", "上报包", "退回包"
REPLIES = ("回执", BACK, "批复包")
# What has to come back: a task and a bundle sent back are answered by a report, or by the task filled in by hand.
_ANSWERS = {TASK: (REPORT, TASK), BACK: (REPORT, TASK), REPORT: REPLIES}
_NAMED = 2
Place = tuple[str, str]
Row = Mapping[str, Any]


@dataclass
class _Sent:
    """The last bundle of one kind for one unit and period."""

    kind: str
    place: Place
    n: int
    at: str
    answered: str | None = None


def outbox(log: Iterable[Row], name_of: Callable[[str], str], *, is_district: bool) -> list[Line]:
    """What was handed over, newest first; the tasks of one period are one line of the district's."""
    sent = sorted(_sent(log), key=lambda row: -row.n)
    periods = list(dict.fromkeys(row.place[1] for row in sent if row.kind == TASK)) if is_district else []
    lines = [_tasks([row for row in sent if (row.kind, row.place[1]) == (TASK, period)], name_of) for period in periods]
    return lines + [_line(row, name_of, is_district=is_district) for row in sent if row.kind != TASK or not is_district]


def due_replies(log: Iterable[Row]) -> list[Place]:
    """The units and periods with a decision that is newer than the last bundle they were sent, oldest first."""
    decided: dict[Place, int] = {}
    for row in log:
        place = (row["unit"], row["period"])
        if row["kind"] == Decision.kind and row["what"] != ISSUED:
            decided[place] = row["n"]
        elif str(row["what"]).removeprefix(SENT) in (*REPLIES, TASK) and str(row["what"]).startswith(SENT):
            decided.pop(place, None)
    return sorted(decided, key=decided.__getitem__)


def _sent(log: Iterable[Row]) -> list[_Sent]:
    found: dict[tuple[str, Place], _Sent] = {}
    for row in log:
        what, place = str(row["what"]), (row["unit"], row["period"])
        if what.startswith(SENT):
            kind = what.removeprefix(SENT)
            found[kind, place] = _Sent(kind, place, row["n"], row["at"])
        elif what.startswith(TAKEN):
            for sent in found.values():
                if sent.place == place and what.removeprefix(TAKEN) in _ANSWERS.get(sent.kind, ()):
                    sent.answered = what.removeprefix(TAKEN)
    return list(found.values())


def _tasks(rows: list[_Sent], name_of: Callable[[str], str]) -> Line:
    """The tasks of one period: how many of the units have answered, and who has not if they are few."""
    rows = sorted(rows, key=lambda row: row.n)
    missing = [name_of(row.place[0]) for row in rows if row.answered is None]
    few = "、".join(missing[:_NAMED]) + (f"等 {len(missing)} 家" if len(missing) > _NAMED else "")
    title = f"{TASK} {parse_period(rows[0].place[1]).title}"
    detail = f"{len(rows) - len(missing)} / {len(rows)} 家已交回"
    return Line(
        OK if not missing else WARN,
        title,
        detail,
        f"未交 {few}" if missing else "",
        tip="未交回：" + "、".join(missing) if missing else "",
    )


def _line(row: _Sent, name_of: Callable[[str], str], *, is_district: bool) -> Line:
    period = parse_period(row.place[1]).title
    title = f"{row.kind} {name_of(row.place[0])}" if is_district else f"{row.kind} {period}"
    detail = f"{period} · 传出 {moment(row.at)}" if is_district else f"传出 {moment(row.at)}"
    if row.kind not in _ANSWERS:
        return Line(OK, title, detail)
    waiting = "未重报" if is_district else "等回执"
    arrived = "已重报" if is_district else f"{row.answered}已到"
    return Line(OK if row.answered else IDLE, title, detail, arrived if row.answered else waiting)
