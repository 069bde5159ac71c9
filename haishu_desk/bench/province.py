"""A province's figures in three layouts: rows in SQLite, sealed columns beside them, and a table of duckdb's own.

The figures are tenths as whole numbers, so that every side adds up exactly; one in 97 is missing, and nothing missing is 0.
A sealed column holds one unit's figures of all items and periods and names the revision that it was sealed from.
"""

from __future__ import annotations

import importlib
import importlib.util
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MISSING = -(2**63)
EVERY, PARENT = 97, 20  # one figure in so many is missing; so many units have one parent
_STEP, _RANGE = 7919, 100_003


@dataclass(frozen=True)
class Extent:
    """How many units, items and periods."""

    units: int
    items: int
    periods: int

    @property
    def width(self) -> int:
        """How many figures a unit has."""
        return self.items * self.periods

    @property
    def total(self) -> int:
        """How many figures there are, with the missing ones."""
        return self.units * self.width

    @classmethod
    def of(cls, size: int) -> Extent:
        """About that many figures: a district's 17 units with fewer periods, or more units with 60."""
        units = max(17, size // (333 * 60))
        return cls(units, 333, round(size / units / 333))


@dataclass
class Province:
    """The files; `duck` is None where duckdb is not installed."""

    extent: Extent
    sql: sqlite3.Connection
    duck: Any = None


@contextmanager
def province_of(extent: Extent) -> Iterator[Province]:
    """The figures in files of their own, until the end of the block; the same ones each time."""
    with tempfile.TemporaryDirectory() as folder:
        province = Province(extent, _rows(Path(folder) / "rows.db", extent), _duck(Path(folder) / "own.duckdb", extent))
        yield province
        province.sql.close()
        if province.duck is not None:
            province.duck.close()


def column(extent: Extent, unit: int) -> Any:
    """One unit's figures, item by item and period by period."""
    import numpy as np  # noqa: PLC0415  heavy: only where it is measured

    cells = np.arange(unit * extent.width, (unit + 1) * extent.width, dtype=np.int64)
    return np.where(cells % EVERY == 0, MISSING, cells * _STEP % _RANGE)


def _rows(file: Path, extent: Extent) -> sqlite3.Connection:
    sql = sqlite3.connect(file, isolation_level=None)
    for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -400000", "mmap_size = 2000000000"):
        sql.execute(f"PRAGMA {setting}")
    sql.execute("CREATE TABLE figure (cell INTEGER PRIMARY KEY, value INTEGER NOT NULL)")
    sql.execute("CREATE TABLE head (unit INTEGER PRIMARY KEY, revision TEXT NOT NULL)")
    sql.execute("CREATE TABLE sealed (unit INTEGER PRIMARY KEY, revision TEXT NOT NULL, figures BLOB NOT NULL)")
    sql.execute("BEGIN")
    for unit in range(extent.units):
        figures, first = column(extent, unit), unit * extent.width
        pairs = ((first + place, value) for place, value in enumerate(figures.tolist()) if value != MISSING)
        sql.executemany("INSERT INTO figure VALUES (?, ?)", pairs)
        sql.execute("INSERT INTO head VALUES (?, ?)", (unit, f"{unit:064x}"))
        sql.execute("INSERT INTO sealed VALUES (?, ?, ?)", (unit, f"{unit:064x}", figures.tobytes()))
    sql.execute("COMMIT")
    return sql


def _duck(file: Path, extent: Extent) -> Any:
    if importlib.util.find_spec("duckdb") is None:
        return None
    duck = importlib.import_module("duckdb").connect(str(file))
    duck.execute(
        f"CREATE TABLE figure AS SELECT cell // {extent.width} // {PARENT} AS parent, cell % {extent.width} AS place,"
        f" cell * {_STEP} % {_RANGE} AS value FROM range({extent.total}) AS t(cell) WHERE cell % {EVERY} <> 0"
    )
    duck.execute("CHECKPOINT")
    return duck
