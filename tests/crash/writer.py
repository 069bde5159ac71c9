"""The victim of the crash test: writes two returns at once, again and again, and says so only after `apply` came back."""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

from haishu_desk.desk import Desk
from haishu_desk.domain.cells import Change, Edit, ReturnKey, Slot
from haishu_desk.domain.quantity import parse

KEYS = (ReturnKey("indicators", "dept-tjj", "2025"), ReturnKey("tasks", "dept-tjj", "2025"))


def main(path: Path) -> None:
    """Write until killed; each printed number stands in both returns from then on."""
    with Desk(path, write=True, person="张三") as desk:
        for number in itertools.count(len(desk.workspace.journal)):
            desk.apply(*(edit_of(desk, key, number) for key in KEYS))
            print(number, flush=True)  # noqa: T201 the acknowledgement


def edit_of(desk: Desk, key: ReturnKey, number: int) -> Edit:
    """An edit of two of seven cells, so that values are replaced all the time."""
    heads, changes = desk.heads(key), []
    for item in (number % 7, (number + 3) % 7):
        slot = Slot(f"145-0{item}")
        standing = heads.get(slot, ())
        before = standing[0].value if standing else None
        changes.append(Change(slot, before, parse(str(number)), tuple(head.edit for head in standing)))
    return Edit(key, desk.author(), tuple(changes), f"batch-{number}", None, {"kind": "typed"})


if __name__ == "__main__":
    main(Path(sys.argv[1]))
