"""Backup after backup is restored, and each time every value and every entry is there: 200 with HAISHU_FULL=1, else eight.

Between two backups a person works; the clock goes wrong now and then. All that the thinning has left is restored once more at
the end, whatever day it says.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from haishu_desk.desk import Desk, backups
from haishu_desk.desk.backups import copy_into, kept, numbered
from haishu_desk.desk.drill import drill
from haishu_desk.desk.restoring import compare, restore
from haishu_desk.store.health import digest_of
from haishu_desk.store.verified import contents
from tests.desk.office import YINJIANG, Office
from tests.domain.made import FULL

MANY = 200 if FULL else 8
ITEMS = ("145-04", "145-11", "145-25", "145-33")


def digest(path: Path) -> str:
    """The digest of all values in a data file."""
    with Desk(path) as desk:
        return digest_of(desk.workspace.database)


@contextmanager
def clock_at(day: date) -> Iterator[None]:
    """The computer says that it is that day."""

    class Day:
        """The one day."""

        @staticmethod
        def today() -> date:
            return day

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(backups, "date", Day)
        yield


def test_each_backup_comes_back_with_the_digest_that_it_had(reported: Office) -> None:
    random, stick, town = Random(15), reported.file("stick"), reported.db("town")  # noqa: S311 a fixed seed
    stick.mkdir()
    known: dict[int, tuple[str, int]] = {}
    for number in range(1, MANY + 1):
        rows = [
            {"unit": YINJIANG, "period": "2025", "item": item, "value": str(random.randrange(1_000))} for item in ITEMS
        ]
        with Desk(town, write=True) as desk:
            desk.entry.enter(random.sample(rows, random.randint(1, len(rows))), "更正")
        wrong = timedelta(days=random.choice((0, 0, 0, -4_000, 900)))
        with clock_at(date(2026, 3, 1) + timedelta(days=number) + wrong):
            made = copy_into(town, stick, "备份_x")
        known[number] = digest(town), made.entries
        assert (compare(Path(made.file), town).lacks, compare(Path(made.file), town).has) == (0, 0)
        back = reported.file("back.db")
        restore(Path(made.file), back, person="张三")
        assert digest(back) == known[number][0], number
        # 从备份恢复 itself is one more entry
        assert contents(back).entries == made.entries + 1
        for left in reported.folder.glob("back.db*"):
            left.unlink()
    left_over = numbered(stick, "备份_x")
    assert set(left_over) == kept(known)
    for number, file in left_over.items():
        tried = drill(file)
        assert (tried.values, tried.entries) == known[number]
    print(f"{MANY} restored, {len(left_over)} kept")  # noqa: T201 the figures of tests/README.md
