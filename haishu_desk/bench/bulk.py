"""Many journal entries at once, each a cell with who, when, where and why, beside the same statements by raw sqlite3."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from statistics import median

from haishu_desk.bench.pairs import Measured
from haishu_desk.bench.statements import Recorder, Told, content, durable, replay
from haishu_desk.domain.cells import Author, Change, Edit, ReturnKey, Slot
from haishu_desk.domain.quantity import Quantity
from haishu_desk.store.workspace import Workspace

_AT = "2026-01-05T09:30:00.000+08:00"


@dataclass(frozen=True)
class Size:
    """So many entries of so many cells each: 1 is a person's typing, more is a workbook."""

    entries: int
    cells: int

    def edits(self) -> list[Edit]:
        """As a bundle brings them: read from their bytes, each cell once."""
        return [Edit.from_body(self._edit(number).body) for number in range(self.entries)]

    def _edit(self, number: int) -> Edit:
        unit, year = f"3302031{number % 47:02d}", str(2021 + number // 47 % 5)
        author = Author("张三", unit, "a" * 16, number + 1, _AT)
        first = number // (47 * 5) * self.cells
        changes = tuple(
            Change(Slot(f"145-{place:02d}", "value"), None, Quantity(f"{number}.5", "eq", value=f"{number}.5"))
            for place in range(first, first + self.cells)
        )
        source = {"kind": "workbook", "file": "报表.xlsx", "sheet": "指标", "sha256": "0" * 64}
        return Edit(ReturnKey("indicators", unit, year), author, changes, f"{number:032x}", None, source)


def writing(pairs: int, sizes: tuple[Size, ...]) -> Iterator[Measured]:
    """G4 for each size, then the peer at the first one."""
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            yield _writing(Path(folder), pairs, size)


def _writing(folder: Path, pairs: int, size: Size) -> Measured:
    start, twin, raw = (folder / f"{name}.db" for name in ("start", "twin", "raw"))
    _found(start)
    edits = size.edits()
    told = _told(start, twin, edits)
    shutil.copyfile(start, raw)
    with closing(durable(raw)) as bare:
        replay(bare, told)
    if content(raw) != content(twin):
        raise AssertionError("the same statements left another file")
    numbers = count()

    def ours() -> float:
        copy = folder / f"ours-{next(numbers)}.db"
        shutil.copyfile(start, copy)
        workspace = Workspace(copy, write=True, person="张三")
        fresh = [Edit.from_body(edit.body) for edit in edits]  # no name is known from the time before
        began = time.perf_counter()
        with workspace.transaction():
            workspace.record_all(fresh, _AT)
        seconds = time.perf_counter() - began
        workspace.close()
        copy.unlink()
        return seconds

    def theirs() -> float:
        copy = folder / f"theirs-{next(numbers)}.db"
        shutil.copyfile(start, copy)
        with closing(durable(copy)) as bare:
            began = time.perf_counter()
            replay(bare, told)
            seconds = time.perf_counter() - began
        copy.unlink()
        return seconds

    rounds = [(ours(), theirs(), _peer(start, folder / "peer.db", told)) for _ in range(pairs + 1)][1:]
    mine, same, peers = zip(*rounds, strict=True)
    name = f"G4 bulk write, {size.entries:,} entries of {size.cells}"
    peer = median(mine) / median(peers)
    return Measured(
        name, 1.3, "the same statements by sqlite3's executemany", mine, same,
        detail=f"sqlite-utils insert_all of the same rows: {median(peers):.3f} s, ours {peer:.2f} of it",
    )  # fmt: skip


def _told(start: Path, twin: Path, edits: list[Edit]) -> Told:
    shutil.copyfile(start, twin)
    workspace = Workspace(twin, write=True, person="张三")
    recorder = Recorder(workspace.database)
    with workspace.transaction():
        workspace.record_all(edits, _AT)
    told = recorder.taken()
    workspace.close()
    return told


def _found(path: Path) -> None:
    Workspace(path, write=True, person="张三", create=True).close()


def _peer(start: Path, path: Path, told: Told) -> float:
    """What a user would take instead: the same rows into the same tables by sqlite-utils, without reading them back."""
    from sqlite_utils import Database  # noqa: PLC0415  only where it is measured

    shutil.copyfile(start, path)
    with closing(durable(path)) as bare:
        tables = Database(bare)
        inserts = [
            (sql.split(), rows) for sql, rows, is_many in told if is_many and sql.lstrip().startswith("INSERT INTO")
        ]
        named = [(tables.table(words[2]), rows) for words, rows in inserts]
        made = [(table, [column.name for column in table.columns], rows) for table, rows in named]
        began = time.perf_counter()
        with tables.atomic():
            for table, columns, rows in made:
                table.insert_all(dict(zip(columns, row, strict=True)) for row in rows)
        return time.perf_counter() - began
