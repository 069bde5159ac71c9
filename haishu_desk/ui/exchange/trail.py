"""What is said of bundles: what was handed over and whether its answer came, and who waits for a reply."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from haishu_desk.desk.keeping import TO_BE_TOLD
from haishu_desk.desk.outbox import ANSWERS, HANDED, REPLIES
from haishu_desk.desk.writing import TASK_BUNDLE
from haishu_desk.domain.cells import Edit
from haishu_desk.domain.periods import parse_period
from haishu_desk.domain.returns import Decision
from haishu_desk.ui.widgets.lines import Line
from haishu_desk.ui.widgets.shapes import IDLE, OK, WARN
from haishu_desk.ui.wording import moment

ISSUED = "下发任务"
_NAMED = 2
Place = tuple[str, str]
Row = Mapping[str, Any]


def outbox(rows: Iterable[Row], name_of: Callable[[str], str], *, is_district: bool) -> list[Line]:
    """What was handed over, newest first, of each kind the last one for a unit and period; rows as the Desk's outbox has them.

    The tasks of one period are one line of the district's. The payload of a line are the ids of its bundles, first those
    that no answer came for.
    """
    last: dict[tuple[str, Place], Row] = {}
    for row in sorted(rows, key=lambda row: -row["n"]):
        last.setdefault((row["kind"], _place(row)), row)
    sent = list(last.values())
    tasks = [row for row in sent if row["kind"] == TASK_BUNDLE] if is_district else []
    periods = list(dict.fromkeys(row["period"] for row in tasks))
    lines = [_tasks([row for row in tasks if row["period"] == period], name_of) for period in periods]
    return lines + [_line(row, name_of, is_district=is_district) for row in sent if row not in tasks]


def due_replies(log: Iterable[Row]) -> list[Place]:
    """The units and periods with something to be told that is newer than the last bundle they were sent, oldest first.

    That is a decision, a 查询 or its 办结, or a 核定数.
    """
    decided: dict[Place, int] = {}
    for row in log:
        place = (row["unit"], row["period"])
        is_beside = row["kind"] == Edit.kind and str(row["what"]).startswith(TO_BE_TOLD)
        if is_beside or (row["kind"] == Decision.kind and row["what"] != ISSUED):
            decided[place] = row["n"]
        elif str(row["what"]).removeprefix(HANDED) in (*REPLIES, TASK_BUNDLE) and str(row["what"]).startswith(HANDED):
            decided.pop(place, None)
    return sorted(decided, key=decided.__getitem__)


def _place(row: Row) -> Place:
    return (row["unit"], row["period"])


def _tasks(rows: list[Row], name_of: Callable[[str], str]) -> Line:
    """The tasks of one period: how many of the units have answered, and who has not if they are few."""
    rows = sorted(rows, key=lambda row: row["n"])
    late = [row for row in rows if row["answered"] is None]
    missing = [name_of(row["unit"]) for row in late]
    few = "、".join(missing[:_NAMED]) + (f"等 {len(missing)} 家" if len(missing) > _NAMED else "")
    title = f"{TASK_BUNDLE} {parse_period(rows[0]['period']).title}"
    detail = f"{len(rows) - len(missing)} / {len(rows)} 家已交回"
    return Line(
        OK if not missing else WARN,
        title,
        detail,
        f"未交 {few}" if missing else "",
        payload=tuple(row["bundle"] for row in late or rows),
        tip="未交回：" + "、".join(missing) if missing else "",
    )


def _line(row: Row, name_of: Callable[[str], str], *, is_district: bool) -> Line:
    period = parse_period(row["period"]).title
    title = f"{row['kind']} {name_of(row['unit'])}" if is_district else f"{row['kind']} {period}"
    detail = f"{period} · 传出 {moment(row['at'])}" if is_district else f"传出 {moment(row['at'])}"
    payload = (row["bundle"],)
    if row["kind"] not in ANSWERS:
        return Line(OK, title, detail, payload=payload)
    waiting = "未重报" if is_district else "等回执"
    arrived = "已重报" if is_district else f"{row['answered']}已到"
    return Line(
        OK if row["answered"] else IDLE, title, detail, arrived if row["answered"] else waiting, payload=payload
    )
