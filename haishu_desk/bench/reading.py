"""Reading a large return's workbook: its values, the guard that goes before, and what it takes of memory.

What is held against what. **Values** (G1) are what calamine reads of every sheet, the very hidden one too, brought into
the form in which they travel; bare `iter_rows` of the same sheets, row by row and nothing kept, is the reference. **The guard**
is no part of reading: it says whether a stranger's file may be read at all, and any guard has to inflate and to parse; inflating
every part and giving it to expat without a single handler is its limit. **The whole** is what a person waits for once the
worker stands: guard, values and their way through the pipe as JSON, against the sum of both references. Both sides of
each line run in this process, so that no start of a process hides anything. The bound of 250,000 cells is lifted for
larger ones: what is measured there is growth.
"""

from __future__ import annotations

import importlib.util
import json
import math
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

from haishu_desk.bench.large_book import COLUMNS, SHEET, large_book
from haishu_desk.bench.pairs import Measured, in_turn, timed
from haishu_desk.bundle import worker
from haishu_desk.bundle.guard import inspect
from haishu_desk.bundle.own_program import environment
from haishu_desk.bundle.part_scan import Limits
from haishu_desk.bundle.read_process import answer_of

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

_AT_MOST = 10_000_000
_CLOCK = time.process_time  # nothing here waits for anything: a busy machine disturbs less
LIMITS = replace(
    Limits(), cells=_AT_MOST, shared_strings=_AT_MOST, rows=_AT_MOST, area=_AT_MOST * COLUMNS,
    file_bytes=1_000_000_000, unpacked_bytes=4_000_000_000,
)  # fmt: skip
CALAMINE, EXPAT, BOTH = "calamine iter_rows", "inflate and bare expat", "calamine iter_rows, inflate and bare expat"
# The peak of this very program (a child's `ru_maxrss` begins with what its parent held).
_MEMORY = """
import sys
from pathlib import Path
import python_calamine
from haishu_desk.bench import reading
def peak():
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
base = peak()
getattr(reading, sys.argv[1])(Path(sys.argv[2]))
print(peak() - base)
"""


@dataclass(frozen=True)
class _Line:
    name: str
    goal: float
    reference: str


LINES = (
    _Line("G1 read the values", 1.10, CALAMINE),
    _Line("G1 guard", 4.5, EXPAT),
    _Line("G1 guard, values and pipe", 3.0, BOTH),
)


def reading(pairs: int, sizes: Sequence[int]) -> Iterator[Measured]:
    """The three lines at each size with their growth, and the memory at the largest."""
    grown: dict[str, list[tuple[int, float]]] = {}
    for cells in sizes:
        with large_book(cells) as path:
            refuse_unequal(path)
            peers = _peers(path)
            for measured in _lines(path, cells, pairs):
                points = grown.setdefault(measured.name.rpartition(", ")[0], [])
                points.append((cells, min(measured.ours)))
                yield replace(measured, detail="；".join(filter(None, (growth(points), peers))))
                peers = ""
            if cells == max(sizes):
                yield _memory(path, cells)


def _lines(path: Path, cells: int, pairs: int) -> Iterator[Measured]:
    works = (
        (lambda: values(path), lambda: bare(path)),
        (lambda: inspect(path, LIMITS), lambda: parsed(path)),
        (lambda: whole(path), lambda: bare_whole(path)),
    )
    for line, (ours, theirs) in zip(LINES, works, strict=True):
        name = f"{line.name}, {cells:,} cells"
        yield in_turn(
            name, line.goal, line.reference, ours=timed(ours, _CLOCK), theirs=timed(theirs, _CLOCK), pairs=pairs
        )


def values(path: Path) -> int:
    """The rows of every sheet as they travel, one after the other; how many there were."""
    with _opened(path) as book:
        return sum(1 for name in book.sheet_names for _ in worker.rows_of(book.get_sheet_by_name(name)))


def bare(path: Path) -> int:
    """The same by calamine alone."""
    with _opened(path) as book:
        return sum(1 for name in book.sheet_names for _ in book.get_sheet_by_name(name).iter_rows())


def parsed(path: Path) -> None:
    """Every part inflated and given to expat, which tells nobody."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            expat.ParserCreate().Parse(archive.read(name), True)


def bare_whole(path: Path) -> None:
    """Both, one after the other."""
    bare(path)
    parsed(path)


def whole(path: Path) -> Any:
    """What the worker does, and what is made of its answer on this side."""
    return answer_of(json.loads(worker.printed(worker.document(path, LIMITS))))


def kept(path: Path) -> None:
    """What the worker holds when it answers."""
    worker.printed(worker.document(path, LIMITS))


def refuse_unequal(path: Path) -> None:
    """A benchmark of two sides that do not read the same is none."""
    with _opened(path) as book:
        theirs = book.get_sheet_by_name(SHEET).to_python(skip_empty_area=False)
    sheet = whole(path).sheets[0]
    said = {(row, column): value for row, found in enumerate(theirs) for column, value in enumerate(found)}
    spots = list(said)[:: max(1, len(said) // 10_000)]
    if len(sheet.cells) != len(said) or any(not _same(sheet.cells[spot].text, said[spot]) for spot in spots):
        raise ValueError("the two sides do not read the same cells")


def growth(points: list[tuple[int, float]]) -> str:
    """The exponent of the cost over the size between the first and the last of them."""
    if len(points) < 2:  # noqa: PLR2004  a line has two ends
        return ""
    (size, seconds), (larger, longer) = points[0], points[-1]
    return f"增长指数 {math.log(longer / seconds) / math.log(larger / size):.2f}"


def _memory(path: Path, cells: int) -> Measured:
    """G16: what the worker's answer takes above the libraries, beside bare calamine, each in a process of its own."""
    if sys.platform != "linux":
        return Measured("G16 memory", 0, CALAMINE, met=True, detail="本系统量不出")
    ours, theirs = (_peak(work, path) for work in ("kept", "bare"))
    name = f"G16 memory of the worker, {cells:,} cells"
    told = f"{ours / 1024:.0f} MB 对 {theirs / 1024:.0f} MB（{CALAMINE}），比值 {ours / theirs:.2f}（目标 3.0）"
    return Measured(name, 0, CALAMINE, met=ours <= 3.0 * theirs, detail=told)


def _peak(work: str, path: Path) -> int:
    words = [sys.executable, "-c", _MEMORY, work, str(path)]
    done = subprocess.run(words, env=environment(), capture_output=True, check=True, text=True)
    return int(done.stdout)


def _peers(path: Path) -> str:
    """What a user would take instead, once; a library that is not installed is named as such."""
    told = []
    for name, work in (("openpyxl", _by_openpyxl), ("pandas", _by_pandas)):
        if importlib.util.find_spec(name) is None:
            told.append(f"{name} 没有安装")
            continue
        work(path) if path.stat().st_size < _WARM else None
        began = time.perf_counter()
        work(path)
        told.append(f"{name} {time.perf_counter() - began:.2f} s")
    return "；".join(told)


_WARM = 1_000_000  # a smaller file is read twice, so that no import is counted


def _by_openpyxl(path: Path) -> None:
    import openpyxl  # noqa: PLC0415  heavy: only where it is measured

    book = openpyxl.load_workbook(path, read_only=True)
    for sheet in book.worksheets:
        for _ in sheet.iter_rows(values_only=True):
            pass
    book.close()


def _by_pandas(path: Path) -> None:
    import pandas as pd  # noqa: PLC0415  heavy: only where it is measured

    pd.read_excel(path, sheet_name=None, header=None, engine="openpyxl")


def _opened(path: Path) -> CalamineWorkbook:
    from python_calamine import CalamineWorkbook  # noqa: PLC0415  heavy: only where it is measured

    return CalamineWorkbook.from_path(str(path))


def _same(text: str, value: object) -> bool:
    return text == value if isinstance(value, str) else float(text) == value
