"""The second workspace, in a process of its own: a unit that types, explains, reports, and takes in what the district answers.

A line of JSON a task on its input, `{"take": file or null, "out": file, "round": number}`; a line `done` for an answer.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from haishu_desk.bench.district import LAST, UNIT
from haishu_desk.desk import Desk
from haishu_desk.domain.findings import QUERY

_ITEMS = (("145-04", 120), ("145-11", 12), ("145-25", 1), ("145-33", 0))


def report(desk: Desk, number: int, out: Path) -> None:
    """Type other figures than last time, say something to every question of the checks, and hand over."""
    rows = [
        {"unit": UNIT, "period": LAST, "item": item, "value": f"{base + number % 7}.{number % 10}"}
        for item, base in _ITEMS
    ]
    desk.entry.enter(rows, "按年报核实")
    for finding in desk.checking.check(UNIT, LAST).checked.findings:
        if finding.is_open and finding.severity == QUERY:
            desk.checking.explain(
                UNIT,
                LAST,
                finding.item or "",
                finding.rule,
                klass="口径变化",
                text="已与主管部门逐项核对",
                field=finding.field,
            )
    out.unlink(missing_ok=True)
    desk.exchange.submit(UNIT, LAST, "indicators", out)


def main(file: Path) -> None:
    """Until the input ends."""
    for line in sys.stdin:
        task = json.loads(line)
        with Desk(file, write=True) as desk:
            if task["take"]:
                outcome = desk.exchange.receiver.take_in(Path(task["take"]))
                if outcome.error is not None:
                    raise ValueError(outcome.error)
            report(desk, task["round"], Path(task["out"]))
        sys.stdout.write("done\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
