"""What changed between two dates, as the program itself tells it: a district's size and ten times that.

Every return is filled in at once; later one cell in a hundred is changed, within 5 % of the returns. What is measured is the
program's own path from the file to every difference with its step and risk, in processor time.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from haishu_desk.bench.pairs import Measured, peak_of, timed

if TYPE_CHECKING:
    from haishu_desk.desk import Desk
    from haishu_desk.domain.cells import ReturnKey, Slot

AT_ONCE = 0.100  # seconds
BEFORE, AFTER = "2126-01-05", "2126-02-05"  # later than the day on which the file is made, as entries follow each other
_FIELDS = ("value", "numerator", "denominator", "note")
_CHANGED, _WITHIN = 0.01, 20  # of the cells; in one return of so many
_FIRST_YEAR = 2000


@dataclass(frozen=True)
class Dated:
    """A workspace, how many cells it has, and how many of them are changed between the two dates."""

    desk: Desk
    cells: int
    changed: int


def lines(pairs: int, years: Sequence[int]) -> Iterator[Measured]:
    """One line for each number of `years` that 47 units reported; the limit holds for all."""
    for each in years:
        with dated(each) as made:
            yield measured(pairs, made)


def measured(pairs: int, made: Dated) -> Measured:
    """Ours alone: there is no reference that tells the same. ValueError unless just what was changed is found."""
    found = told(made)
    if found != made.changed:
        raise ValueError(f"{found} cells are told, {made.changed} were changed")
    side = timed(lambda: told(made), time.process_time)
    times = tuple(side() for _ in range(pairs))
    return Measured(
        f"G6 between two dates, {made.cells:,}", AT_ONCE, "100 ms of our own work",
        times, met=sorted(times)[len(times) // 2] <= AT_ONCE, detail=f"改了 {made.changed:,} 格",
        series="G6 between two dates", size=made.cells, peak=peak_of(lambda: told(made)),
    )  # fmt: skip


def told(made: Dated) -> int:
    """How many cells the program tells to differ between the two dates."""
    return len(made.desk.reviewing.versions.diff(BEFORE, AFTER))


@contextmanager
def dated(years: int) -> Iterator[Dated]:
    """A district of so many years, until the end of the block; the same one each time."""
    from haishu_desk.desk import Desk  # noqa: PLC0415  only where it is measured
    from haishu_desk.desk.founding import found  # noqa: PLC0415  as above

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "district.db"
        found(file, "district", None, "张三", None)
        with Desk(file, write=True, person="张三") as desk:
            yield _filled(desk, years)


def _filled(desk: Desk, years: int) -> Dated:
    from haishu_desk.domain.cells import ReturnKey, Slot  # noqa: PLC0415  only where it is measured

    items = [item.code for item in desk.documents.catalogue][:33]
    slots = [Slot(item, field) for item in items for field in _FIELDS]
    periods = [str(_FIRST_YEAR + year) for year in range(years)]
    keys = [ReturnKey("indicators", unit.code, period) for unit in desk.documents.units for period in periods]
    share = round(len(slots) * _CHANGED * _WITHIN)
    touched = keys[::_WITHIN]
    with desk.workspace.transaction():
        first = {key: _write(desk, key, dict.fromkeys(slots, ""), number) for number, key in enumerate(keys, 1)}
        for number, key in enumerate(touched, len(keys) + 1):
            _write(desk, key, dict.fromkeys(slots[:share], first[key]), number)
    return Dated(desk, len(keys) * len(slots), len(touched) * share)


def _write(desk: Desk, key: ReturnKey, replaced: dict[Slot, str], number: int) -> str:
    """One edit of the cells of `replaced`, each with the edit that it comes after, "" for none; its id."""
    from haishu_desk.domain.cells import Author, Change, Edit  # noqa: PLC0415  only where it is measured
    from haishu_desk.domain.quantity import parse, words  # noqa: PLC0415  as above

    at = f"{AFTER if any(replaced.values()) else BEFORE}T09:00:00.000+08:00"
    author = Author("张三", key.unit, "a" * 16, number, at)
    changes = []
    for place, (slot, old) in enumerate(replaced.items()):
        text = f"{number * 31 + place}.5"
        value = words(text) if slot.field == "note" else parse(text)
        changes.append(Change(slot, value if old else None, value, (old,) if old else ()))
    edit = Edit(key, author, tuple(changes), batch=f"{number:032x}")
    desk.workspace.record(Edit.kind, edit.body, at)
    return edit.id
