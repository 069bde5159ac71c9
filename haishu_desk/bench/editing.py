"""One durable edit through the one door, beside the same statements by raw sqlite3 in the same mode."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from itertools import count
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING

from haishu_desk.bench.pairs import Measured
from haishu_desk.bench.statements import Recorder, content, durable, replay

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

UNIT, PERIOD, ITEM = "330203105", "2025", "145-04"
Times = tuple[float, ...]


def edit(pairs: int, edits: int = 100) -> Iterator[Measured]:
    """G5: one cell, understood, permitted, committed and synced, edit by edit in turn with two references.

    The same statements: what a twin of the file was told for the same edit, with its parameters, told a copy by raw
    sqlite3; both files must hold the same afterwards. The fewest rows: two inserts of that size.
    """
    with tempfile.TemporaryDirectory() as folder:
        rounds = list(_rounds(Path(folder), pairs, edits))
    ours, same, fewest = zip(*rounds, strict=True)
    middle = [tuple(median(times) for times in side) for side in (ours, same, fewest)]
    late = [tuple(quantiles(times, n=100)[98] for times in side) for side in (ours, same)]
    least = median(a / b for a, b in zip(middle[0], middle[2], strict=True))
    detail = f"{edits} edits a pair; beside two inserts by sqlite3, the fewest rows: {least:.2f}"
    name = "the same statements by sqlite3, TRUNCATE and EXTRA"
    yield Measured("G5 one durable edit, p50", 1.25, name, middle[0], middle[1], detail=detail)
    yield Measured("G5 one durable edit, p99", 2.0, name, late[0], late[1], detail=f"{edits} edits a pair")


def _rounds(folder: Path, pairs: int, edits: int) -> Iterator[tuple[Times, Times, Times]]:
    """The seconds of each edit of a round: ours, the same statements, the fewest rows."""
    from haishu_desk.desk import Desk  # noqa: PLC0415  only where it is measured
    from haishu_desk.desk.founding import found  # noqa: PLC0415

    start, mine, twin, raw = (folder / f"{name}.db" for name in ("start", "mine", "twin", "raw"))
    found(start, "unit", UNIT, "张三", None)
    for copy in (mine, twin, raw):
        shutil.copyfile(start, copy)
    with ExitStack() as opened:
        desk, told = (opened.enter_context(Desk(path, write=True, person="张三")) for path in (mine, twin))
        recorder = Recorder(told.workspace.database)
        bare, least = (opened.enter_context(closing(durable(path))) for path in (raw, folder / "least.db"))
        _two_tables(least)

        numbers = count()

        def one() -> tuple[float, float, float]:
            number = next(numbers)
            _type(told, number)
            statements = recorder.taken()
            return (
                _seconds(lambda: _type(desk, number)),
                _seconds(lambda: replay(bare, statements)),
                _seconds(lambda: _two_inserts(least, number)),
            )

        for _ in range(5):
            one()
        for _ in range(pairs):
            mine_s, same_s, least_s = zip(*(one() for _ in range(edits)), strict=True)
            yield mine_s, same_s, least_s
    if content(twin) != content(raw):
        raise AssertionError("the same statements left another file")


def _type(desk: Desk, number: int) -> None:
    desk.entry.enter([{"unit": UNIT, "period": PERIOD, "item": ITEM, "value": str(number)}])


def _two_tables(sql: sqlite3.Connection) -> None:
    sql.execute("CREATE TABLE journal (n INTEGER PRIMARY KEY, id TEXT UNIQUE, body BLOB, hash TEXT)")
    sql.execute("CREATE TABLE heads (cell TEXT PRIMARY KEY, entry TEXT)")


def _two_inserts(sql: sqlite3.Connection, number: int) -> None:
    sql.execute("BEGIN IMMEDIATE")
    row = (f"{number:064}", b"x" * 700, "h" * 64)
    sql.execute("INSERT INTO journal (id, body, hash) VALUES (?, ?, ?)", row)
    sql.execute("INSERT OR REPLACE INTO heads VALUES (?, ?)", (ITEM, str(number)))
    sql.execute("COMMIT")


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
