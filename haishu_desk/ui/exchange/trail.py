"""What is said of bundles: what was handed over and whether its answer came, and what waits for one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from operator import itemgetter
from typing import Any

from haishu_desk.desk.bundle_kinds import TASK_BUNDLE
from haishu_desk.desk.told import ANSWERS
from haishu_desk.domain.periods import parse_period
from haishu_desk.ui.widgets.lines import Line
from haishu_desk.ui.widgets.shapes import IDLE, OK, WARN
from haishu_desk.ui.wording import moment

_NAMED = 2
_MOST = 200  # lines that somebody looks through
Place = tuple[str, str]
Row = Mapping[str, Any]


def outbox(rows: Iterable[Row], name_of: Callable[[str], str], *, is_district: bool) -> list[Line]:
    """What was handed over last, newest first, of each kind the last for a unit and period; rows as `Told.sent` has them.

    The tasks of one period are one line of the district's. The payload of a line are the ids of its bundles, first those
    that no answer came for.
    """
    tasks: dict[str, list[Row]] = {}
    others: list[Row] = []
    seen = set[tuple[str, str, str]]()
    for row in sorted(rows, key=itemgetter("n"), reverse=True):
        kind, period = row["kind"], row["period"]
        of = (kind, row["unit"], period)
        if of in seen:
            continue
        seen.add(of)
        if is_district and kind == TASK_BUNDLE:
            tasks.setdefault(period, []).append(row)
        else:
            others.append(row)
    lines = [_tasks(of_period[::-1], name_of) for of_period in islice(tasks.values(), _MOST)]
    return lines + [_line(row, name_of, is_district=is_district) for row in others[:_MOST]]


def _tasks(rows: list[Row], name_of: Callable[[str], str]) -> Line:
    """The tasks of one period, oldest first: how many of the units have answered, and who has not if they are few."""
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
