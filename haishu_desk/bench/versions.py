"""Three versions of many returns, sealed as the program seals them and as rows of a table: what is compared and merged.

The second and the third version change one cell in a hundred each, anywhere or within 5 % of the returns; a few cells are
changed by both.
"""

from __future__ import annotations

import hashlib
import random
import sqlite3
import struct
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate
from pathlib import Path

from haishu_desk.domain.cells import Author, Head, Heads, ReturnKey, Slot
from haishu_desk.domain.quantity import Quantity, parse
from haishu_desk.domain.returns import Revision

BASE, OURS, THEIRS = _NAMES = ("base", "ours", "theirs")
CHANGED, WITHIN, TEXT = 0.01, 0.05, 10  # of the cells, of the returns; every tenth cell is words
LENGTHS = {"digests": 8, "ends": 4}  # bytes that a cell has in those parts of a column
WIDTH = 33 * 4  # cells of a return: 33 indicators with their 分子, 分母 and 说明
_AUTHOR = Author("张三", "dept-tjj", "a" * 16, 1, "2026-01-05T09:00:00.000+08:00")

Cells = list[str]


@dataclass(frozen=True)
class Shape:
    """How many returns there are, and how many cells each has."""

    returns: int
    cells: int

    @property
    def total(self) -> int:
        """How many cells a version has."""
        return self.returns * self.cells

    @classmethod
    def of(cls, size: int) -> Shape:
        """About that many cells in returns as wide as they are."""
        return cls(-(-size // WIDTH), WIDTH)


@dataclass
class Versions:
    """The file of three versions, each with a table of rows, of sealed revisions (return, id, body), and of what stands.

    `standing` says which revision of each return belongs to a version and where its column is; `column` is the second
    representation that `bench.columns` measures.
    """

    shape: Shape
    sql: sqlite3.Connection
    slots: list[Slot] = field(default_factory=list)
    keys: list[ReturnKey] = field(default_factory=list)

    def cell(self, place: tuple[ReturnKey, Slot]) -> int:
        """The number under which a cell stands in the tables of rows."""
        return self._numbers[place[0]] + self._positions[place[1]]

    def __post_init__(self) -> None:
        self.slots = [Slot(f"145-{number:03d}") for number in range(self.shape.cells)]
        self.keys = [ReturnKey("indicators", f"u{number:06d}", "2025") for number in range(self.shape.returns)]
        self._numbers = {key: number * self.shape.cells for number, key in enumerate(self.keys)}
        self._positions = {slot: position for position, slot in enumerate(self.slots)}


@contextmanager
def versions_of(shape: Shape, *, clustered: bool = False) -> Iterator[Versions]:
    """Three versions in a file of their own, until the end of the block; the same ones each time."""
    with tempfile.TemporaryDirectory() as folder:
        versions = _made(Path(folder) / "versions.db", shape, clustered=clustered)
        yield versions
        versions.sql.close()


def _made(file: Path, shape: Shape, *, clustered: bool) -> Versions:
    sql = sqlite3.connect(file, isolation_level=None)
    for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -400000", "mmap_size = 2000000000"):
        sql.execute(f"PRAGMA {setting}")
    versions, chance = Versions(shape, sql), random.Random(2025)  # noqa: S311  nothing secret
    near = range(int(shape.total * WITHIN)) if clustered else range(shape.total)
    ours, theirs = (set(chance.sample(near, int(shape.total * CHANGED))) for _ in (OURS, THEIRS))
    theirs.add(min(ours))  # in a small table chance alone may contest no cell
    sql.execute(
        "CREATE TABLE column (place INTEGER PRIMARY KEY, id TEXT NOT NULL, digests BLOB, ends BLOB, texts BLOB)"
    )
    sql.execute("BEGIN")
    for name, changed in ((BASE, set[int]()), (OURS, ours), (THEIRS, theirs)):
        _write(versions, name, changed)
    sql.execute("COMMIT")
    return versions


def _write(versions: Versions, name: str, changed: set[int]) -> None:
    sql, width = versions.sql, versions.shape.cells
    sql.execute(f"CREATE TABLE {name} (cell INTEGER PRIMARY KEY, value TEXT NOT NULL)")
    sql.execute(f"CREATE TABLE sealed_{name} (n INTEGER PRIMARY KEY, id TEXT NOT NULL, body BLOB NOT NULL)")
    sql.execute(f"CREATE TABLE standing_{name} (n INTEGER PRIMARY KEY, id TEXT NOT NULL, place INTEGER)")
    if name != BASE:  # what is not changed is the same to the byte
        for table in ("{}", "sealed_{}", "standing_{}"):
            sql.execute(f"INSERT INTO {table.format(name)} SELECT * FROM {table.format(BASE)}")
    touched = range(versions.shape.returns) if name == BASE else sorted({cell // width for cell in changed})
    for number in touched:
        first = number * width
        texts = [_text(cell, name if cell in changed else "") for cell in range(first, first + width)]
        rows = zip(range(first, first + width), texts, strict=True)
        sql.executemany(f"INSERT OR REPLACE INTO {name} VALUES (?, ?)", rows)
        revision = _sealed(versions, number, texts)
        sql.execute(f"INSERT OR REPLACE INTO sealed_{name} VALUES (?, ?, ?)", (number, revision.id, revision.body))
        place = number * len(_NAMES) + _NAMES.index(name)  # in the order of the returns
        sql.execute(f"INSERT OR REPLACE INTO standing_{name} VALUES (?, ?, ?)", (number, revision.id, place))
        sql.execute("INSERT INTO column VALUES (?, ?, ?, ?, ?)", (place, revision.id, *_packed(texts)))


def _sealed(versions: Versions, number: int, texts: list[str]) -> Revision:
    first = number * versions.shape.cells
    heads: Heads = {
        slot: (Head(f"{first + position:064x}", _understood(text)),)
        for position, (slot, text) in enumerate(zip(versions.slots, texts, strict=True))
    }
    return Revision(versions.keys[number], _AUTHOR, heads)


def _packed(texts: Sequence[str]) -> tuple[bytes, bytes, bytes]:
    """The column of a return whose cells say that: digests, where each text ends, and the texts."""
    said = [text.encode() for text in texts]
    digests = b"".join(hashlib.blake2b(text, digest_size=LENGTHS["digests"]).digest() for text in said)
    return digests, struct.pack(f"<{len(said)}I", *accumulate(map(len, said))), b"".join(said)


@cache
def _understood(text: str) -> Quantity:
    return parse(text)


def _text(cell: int, changed_by: str) -> str:
    """What stands in a cell: a number, or words; another one where it was changed."""
    if cell % TEXT == 0:
        return f"已完成{cell % 97}个{'，另有' if changed_by else ''}{changed_by}"
    more = {"": 0, OURS: 1, THEIRS: 2}[changed_by]
    return f"{cell % 9973}.{cell % 9}{more}"
