"""One bit of a data file flips: whatever that changes is found by 体检, at 500 places (HAISHU_FULL: 10,000).

What is not found must have changed nothing: every row of every table, read past the program, is as it was.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest

from haishu_desk.desk.health import file_checks
from haishu_desk.domain.errors import DeskError
from haishu_desk.store.cells import CACHES
from tests.crash.pages import Pages
from tests.desk.office import Office
from tests.domain.made import FULL
from tests.store.opened import Rows

FLIPS = 10_000 if FULL else 500


@pytest.fixture
def path(reported: Office, tmp_path: Path) -> Path:
    """The town's workspace: shipped plans, a task bundle taken in, four cells typed, one bundle handed over."""
    return Path(shutil.copy(reported.db("town"), tmp_path / "flipped.db"))


@contextmanager
def flipped(path: Path, place: int, bit: int) -> Iterator[None]:
    """The file with that one bit the other way, and as it was behind it."""
    for is_back in (False, True):
        with path.open("r+b") as file:
            file.seek(place)
            old = file.read(1)[0]
            file.seek(place)
            file.write(bytes([old ^ 1 << bit]))
        if not is_back:
            yield


def is_found(path: Path) -> bool:
    """Whether 体检 says that something is wrong with the file, or that it is none."""
    try:
        return not all(check.ok for check in file_checks(path))
    except DeskError:
        return True


def test_every_flipped_bit_that_changes_anything_is_found(path: Path) -> None:
    assert not is_found(path)
    before, size, pages = rows_of(path), path.stat().st_size, Pages(path)
    random, unseen, seen = Random(15), Counter[str](), 0  # noqa: S311  a fixed seed
    for _ in range(FLIPS):
        place, bit = random.randrange(size), random.randrange(8)
        with flipped(path, place, bit):
            if is_found(path):
                seen += 1
                continue
            assert rows_of(path) == before, f"byte {place}, bit {bit}"
            unseen[pages.what(place)] += 1
    print(f"{FLIPS} flips: {seen} found; nothing changed: {dict(unseen)}")  # noqa: T201  the figure of tests/README.md
    assert seen > FLIPS // 2
    assert not is_found(path)


def rows_of(path: Path) -> dict[str, Rows]:
    """Every row of every table but the list of migrations, read past the program."""
    raw = sqlite3.connect(path)
    try:
        return {
            table: sorted(raw.execute(f"SELECT * FROM {table}"), key=repr)  # noqa: S608  names of ours
            for table in (*CACHES, "journal", "workspace")
        }
    finally:
        raw.close()
