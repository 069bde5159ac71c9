"""The verb urge: 催报."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from haishu_desk.cli.answer import Answer, table
from haishu_desk.cli.verbs import Namespace, Verb, open_desk

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

_TITLES = {
    "unit": "单位",
    "form": "报表",
    "period": "期",
    "due": "截止",
    "days": "逾期天数",
    "missing": "未填",
    "contact": "联系人",
}


def _urge_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--unit", metavar="U", help="只催这个单位")
    parser.add_argument("--period", metavar="P", help="只催这一期；不写则为下发过的各期")
    parser.add_argument("--overdue", action="store_true", help="只催已经逾期的")
    parser.add_argument("--out", type=Path, metavar="FILE", help="另存清单：.xlsx 或 .docx")
    parser.add_argument("--preview", action="store_true", help="只看，不记为已催报")


def _urge(given: Namespace) -> Answer:
    with open_desk(given, write=not given.preview) as desk:
        urging = desk.urging
        rows = urging.owed(given.period, given.unit, overdue=given.overdue)
        if given.preview:
            file, recorded = urging.write_list(rows, given.out) if given.out else None, 0
        else:
            file, recorded = urging.urge(rows, given.out), len(rows)
        text, turnout = urging.text(rows), _turnout(desk, given.period)
    owed = [row.as_json() for row in rows]
    answer = {"turnout": turnout, "owed": owed, "text": text, "recorded": recorded, "file": file}
    lines = [text or "（没有要催的）", *table(owed, _TITLES), *([f"清单：{file}"] if file else [])]
    return Answer(answer, [*lines, f"已记为催报 {recorded} 份" if recorded else "只看，没有记为已催报"])


def _turnout(desk: Desk, period: str | None) -> dict[str, Any] | None:
    """应报, 已报, 及时 ... of one period; None where none was named."""
    if period is None:
        return None
    from haishu_desk.desk.turnout import turns  # noqa: PLC0415  --help must not load it
    from haishu_desk.domain.periods import parse_period  # noqa: PLC0415  as above
    from haishu_desk.review.turnout import counted  # noqa: PLC0415  as above

    return counted(turns(desk, parse_period(period)), date.today()).as_json()  # noqa: DTZ011  the office's own day


VERBS = (
    Verb(
        "urge",
        "催报：还没有报来的，催报单的文字和清单，并记下催过谁",
        _urge_arguments,
        _urge,
        example="urge --period 2025 --preview",
    ),
)
