"""Taking in bundles beside the sum of its bare parts, and reading many with both cores.

The bare parts of taking in: a process that starts, reads every sheet with calamine and prints it; the check of the
signature; the same rows of the journal, in one transaction a bundle, by sqlite3 in the same mode, and read back. What comes on top
is what the program is for: the guard, what the visible cells say against what was signed, who may speak for whom, the states, the caches of
cells, 全审 of each return and the receipt. Many bundles share one bare process, as they share our workers.

The limit is held against the clock, of which both sides spend the most on the disk. What the processors did is told beside
it, with 全审 and without, and 全审 of a return has a limit of its own, since nothing in the bare parts judges.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from haishu_desk.bench.morning import Morning, morning_of
from haishu_desk.bench.pairs import Measured, in_turn, timed
from haishu_desk.bench.reading import growth
from haishu_desk.bundle.manifest import Envelope, read_envelope
from haishu_desk.bundle.own_program import environment
from haishu_desk.bundle.read_process import Workbook, read_workbook
from haishu_desk.bundle.reader import ReadAhead
from haishu_desk.bundle.sign import is_signed_by
from haishu_desk.bundle.unpack import manifest_sheet

if TYPE_CHECKING:
    from haishu_desk.desk import Desk
    from haishu_desk.desk.outcomes import Outcome

PARTS = "its bare parts: a process with calamine, the signature, the rows by sqlite3"
ONE_BY_ONE = "a worker for each, one after the other"
CHECK = 0.010  # seconds of 全审 of one return
_BARE = """
import json, sys
from python_calamine import CalamineWorkbook
for path in sys.argv[1:]:
    with CalamineWorkbook.from_path(path) as book:
        rows = {name: list(book.get_sheet_by_name(name).iter_rows()) for name in book.sheet_names}
    print(json.dumps(rows, default=str))
"""
_SLACK = 500_000  # bytes: how many of the few workbooks that are held are there at the same moment is chance
Rows = list[tuple[str, str, bytes]]


def receiving(pairs: int, counts: Sequence[int]) -> Iterator[Measured]:
    """One bundle, and each of those counts: taken in, and read alone; at the end the memory of the many.

    Of more than there are units with something to report, as many as there are.
    """
    with morning_of(max(counts)) as morning:
        there = [min(count, len(morning.bundles) - 1) for count in counts]
        yield from _taken_in(pairs, morning, dict.fromkeys((1, *there)))
        yield from _read(pairs, morning, there)
        yield _flat(morning)


def _taken_in(pairs: int, morning: Morning, counts: Iterable[int]) -> Iterator[Measured]:
    points: list[tuple[int, float]] = []
    for count in counts:
        files = morning.bundles[:count]
        rows = refuse_unequal(morning, files)
        ours, theirs = Side(partial(_spent, morning, files)), Side(partial(_spent_on_parts, files, rows))
        name = f"G2 take in {count} bundles"
        measured = in_turn(name, 1.5, PARTS, ours=ours.run, theirs=theirs.run, pairs=pairs)
        points.append((count, min(measured.ours)))
        yield replace(measured, detail=growth(points))
        yield from _of_processors(name, ours.spent[-pairs:], theirs.spent[-pairs:])


@dataclass(frozen=True)
class Spent:
    """Seconds of the clock, of all processors, and of those that 全审 of the same returns takes; how many returns."""

    clock: float
    processors: float
    checking: float = 0.0
    returns: int = 0


@dataclass
class Side:
    """One side; what each run spent."""

    work: Callable[[], Spent]
    spent: list[Spent] = field(default_factory=list)

    def run(self) -> float:
        """Run it once more; the seconds of the clock."""
        self.spent.append(self.work())
        return self.spent[-1].clock


def _of_processors(name: str, ours: Sequence[Spent], theirs: Sequence[Spent]) -> Iterator[Measured]:
    bare = tuple(each.processors for each in theirs)
    whole = tuple(each.processors for each in ours)
    unchecked = tuple(each.processors - each.checking for each in ours)
    yield Measured(f"{name}, processors", None, PARTS, whole, bare)
    yield Measured(f"{name}, processors, without 全审", None, PARTS, unchecked, bare)
    each = tuple(run.checking / run.returns for run in ours)
    yield Measured(f"{name}, 全审 a return", CHECK, "10 ms of our own work", each, met=median(each) <= CHECK)


def _spent(morning: Morning, files: Sequence[Path]) -> Spent:
    with morning.opened() as desk:
        clock, processors = time.perf_counter(), _processors()
        outcomes = desk.exchange.receiver.receive(files)
        clock, processors = time.perf_counter() - clock, _processors() - processors
        units = {outcome.unit for outcome in outcomes}
        keys = [key for key in desk.workspace.cells.returns() if key.unit in units and desk.heads(key)]
        desk.checking.forget(keys)
        began = time.process_time()
        for key in keys:
            desk.checking.of_return(key)
        return Spent(clock, processors, time.process_time() - began, len(keys))


def _spent_on_parts(files: Sequence[Path], rows: Sequence[Rows]) -> Spent:
    clock, processors = time.perf_counter(), _processors()
    parts(files, rows)
    return Spent(time.perf_counter() - clock, _processors() - processors)


def _processors() -> float:
    """What this process and those that it waited for have worked; of the others not where the system does not tell."""
    told = os.times()
    return told.user + told.system + told.children_user + told.children_system


def parts(files: Sequence[Path], rows: Sequence[Rows]) -> list[str]:
    """The bare parts, bundle by bundle; the names of the bundles."""
    words = [sys.executable, "-c", _BARE, *map(str, files)]
    printed = subprocess.run(words, env=environment(), capture_output=True, check=True).stdout
    envelopes = [_envelope(json.loads(line)) for line in printed.splitlines()]
    with TemporaryDirectory() as folder, closing(_database(Path(folder) / "raw.db")) as sql:
        for envelope, inserted in zip(envelopes, rows, strict=True):
            if not is_signed_by(envelope.public_key, envelope.payload, envelope.signature):
                raise ValueError("not signed")
            sql.execute("BEGIN IMMEDIATE")
            sql.executemany("INSERT INTO journal (kind, id, body) VALUES (?, ?, ?)", inserted)
            sql.execute("COMMIT")
            sql.execute("SELECT kind, id, body FROM journal ORDER BY n DESC LIMIT ?", (len(inserted),)).fetchall()
    return [envelope.bundle for envelope in envelopes]


def refuse_unequal(morning: Morning, files: Sequence[Path]) -> list[Rows]:
    """The rows that each bundle brings into the journal; ValueError unless many come to the same as one after the other.

    And unless the bare parts read the same bundles.
    """
    found: list[Rows] = []
    with morning.opened() as desk:
        alone = []
        for file in files:
            before = len(desk.workspace.journal)
            alone.append(desk.exchange.receiver.take_in(file))
            found.append(_rows(desk, before))
    with morning.opened() as desk:
        together = desk.exchange.receiver.receive(files)
    names = [outcome.bundle for outcome in together]
    if list(map(_told, alone)) != list(map(_told, together)) or parts(files, found) != names:
        raise ValueError("many bundles do not come to what they come to one after the other")
    return found


def _told(outcome: Outcome) -> tuple[object, ...]:
    if outcome.status != "received":
        raise ValueError(f"{outcome.file}: {outcome.error}")
    return outcome.file, outcome.bundle, outcome.changes, outcome.conflicts, [each.message for each in outcome.findings]


def _rows(desk: Desk, before: int) -> Rows:
    entries = list(desk.workspace.journal.entries())[before:]
    return [(entry.kind, entry.id, entry.body) for entry in entries]


def _database(path: Path) -> sqlite3.Connection:
    sql = sqlite3.connect(path, isolation_level=None)
    sql.execute("PRAGMA journal_mode=TRUNCATE")
    sql.execute("PRAGMA synchronous=EXTRA")
    sql.execute("CREATE TABLE journal (n INTEGER PRIMARY KEY, kind TEXT, id TEXT UNIQUE, body BLOB)")
    return sql


def _envelope(sheets: dict[str, list[list[str]]]) -> Envelope:
    return read_envelope([(row[0], row[1]) for row in sheets["_manifest"]])


def _read(pairs: int, morning: Morning, counts: Iterable[int]) -> Iterator[Measured]:
    for count in counts:
        files = morning.bundles[:count]
        if read_ahead(files) != read_alone(files):
            raise ValueError("read ahead they say something else")
        yield in_turn(
            f"many: {count} bundles read with both cores", 0.5, ONE_BY_ONE,
            ours=timed(partial(read_ahead, files)), theirs=timed(partial(read_alone, files)), pairs=pairs,
        )  # fmt: skip


def read_ahead(files: Sequence[Path]) -> list[str]:
    """The bundles' names, read as `receive` reads them."""
    with closing(ReadAhead(list(files))) as ahead:
        return [_name(ahead.read, file) for file in files]


def read_alone(files: Sequence[Path]) -> list[str]:
    """The same, a worker for each."""
    return [_name(read_workbook, file) for file in files]


def _flat(morning: Morning) -> Measured:
    """G16: the peak of memory on this side, with half of the bundles and with all."""
    files = morning.bundles[:-1]
    few, all_of_them = (_peak(files[: max(len(files) // part, 1)]) for part in (2, 1))
    told = f"{len(files)} 个 {all_of_them / 1e6:.1f} MB，一半 {few / 1e6:.1f} MB"
    return Measured(
        "G16 memory flat in the number of bundles", 0, "", met=all_of_them <= 1.2 * few + _SLACK, detail=told
    )


def _peak(files: Sequence[Path]) -> int:
    read_ahead(files[:1])
    tracemalloc.start()
    read_ahead(files)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def _name(read: Callable[[Path], Workbook], file: Path) -> str:
    """The bundle that a file holds; nothing else of it is kept."""
    manifest = manifest_sheet(read(file))
    return manifest.cells[1, 1].text if manifest else ""
