"""One durable edit through the one door, beside the same statements by raw sqlite3 in the same mode."""

from __future__ import annotations

import itertools
import sqlite3
import tempfile
import time
from pathlib import Path

from haishu_desk.bench.pairs import Measured, in_turn

UNIT, PERIOD, ITEM = "330203105", "2025", "145-04"
_EDITS = 20


def edit(pairs: int) -> Measured:
    """G5: one cell, committed and synced, through Desk.apply; the reference inserts a row of the same size."""
    from haishu_desk.desk import Desk  # noqa: PLC0415  only where it is measured
    from haishu_desk.desk.founding import found  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        ours, raw = Path(folder) / "镇.db", Path(folder) / "raw.db"
        found(ours, "unit", UNIT, "张三", None)
        values = itertools.count(1)
        with Desk(ours, write=True, person="张三") as desk, sqlite3.connect(raw, isolation_level=None) as bare:
            bare.execute("PRAGMA journal_mode=TRUNCATE")
            bare.execute("PRAGMA synchronous=EXTRA")
            bare.execute("CREATE TABLE journal (n INTEGER PRIMARY KEY, id TEXT UNIQUE, body BLOB, hash TEXT)")
            bare.execute("CREATE TABLE heads (cell TEXT PRIMARY KEY, entry TEXT)")

            def type_one() -> float:
                began = time.perf_counter()
                for _ in range(_EDITS):
                    row = {"unit": UNIT, "period": PERIOD, "item": ITEM, "value": str(next(values))}
                    desk.entry.enter([row])
                return time.perf_counter() - began

            def insert_one() -> float:
                began = time.perf_counter()
                for _ in range(_EDITS):
                    number = next(values)
                    bare.execute("BEGIN IMMEDIATE")
                    bare.execute(
                        "INSERT INTO journal (id, body, hash) VALUES (?, ?, ?)", (f"{number:064}", b"x" * 700, "h" * 64)
                    )
                    bare.execute("INSERT OR REPLACE INTO heads VALUES (?, ?)", (ITEM, str(number)))
                    bare.execute("COMMIT")
                return time.perf_counter() - began

            name = "the same rows by sqlite3, TRUNCATE and EXTRA"
            return in_turn("G5 one durable edit", 1.25, name, ours=type_one, theirs=insert_one, pairs=pairs)
