"""What the process has in its hands, minute by minute, and whether it grows."""

from __future__ import annotations

import gc
import threading
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from statistics import median

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

SECOND_PLACE = "second-place"
SETTLING = 600.0  # seconds from the start that are not judged: pages are built, libraries loaded


@dataclass(frozen=True)
class Sample:
    """One look: `rss` in MB; handles, threads, widgets, Qt objects known to Python, Python objects, files beside the backups."""

    second: float
    rss: float
    handles: int
    threads: int
    widgets: int
    qobjects: int
    objects: int
    files: int


@dataclass(frozen=True)
class Slope:
    """How a figure grew: per hour, by the robust fit; `bound` what is still good, None where it is only shown."""

    name: str
    first: float
    last: float
    per_hour: float
    bound: float | None

    @property
    def ok(self) -> bool:
        """Whether it stays within its bound."""
        return self.bound is None or self.per_hour <= self.bound


# Per hour. Memory: a journal that grows by some thousand entries an hour, and no more than that.
BOUNDS = {"rss": 20.0, "handles": 2.0, "threads": 1.0, "widgets": 60.0, "qobjects": 200.0, "files": 2.0}


def look(second: float, folder: Path) -> Sample:
    """Now; what the program would collect next is collected first, and what it set aside is counted with the rest."""
    gc.collect()
    gc.unfreeze()
    objects = gc.get_objects()
    gc.freeze()
    qobjects = sum(isinstance(each, QObject) and isValid(each) for each in objects)
    return Sample(
        second,
        _resident(),
        len(list(Path("/proc/self/fd").iterdir())),
        len(list(Path("/proc/self/task").iterdir())) or threading.active_count(),
        len(QApplication.allWidgets()),
        qobjects,
        len(objects),
        sum(not _is_kept(file.relative_to(folder)) for file in folder.rglob("*")),
    )


def _is_kept(file: Path) -> bool:
    """Backups stay on purpose: the workspace thins them out by their sequence."""
    return any(part == SECOND_PLACE or part.endswith(".copies") for part in file.parts)


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * 4096 / 1e6


def slopes(samples: Sequence[Sample], settling: float = SETTLING) -> list[Slope]:
    """Of each figure after the settling; none while there are fewer than three samples."""
    judged = [sample for sample in samples if sample.second >= settling]
    if len(judged) < 3:
        return []
    names = [field.name for field in fields(Sample)][1:]
    columns = list(zip(*(astuple(sample) for sample in judged), strict=True))
    return [
        Slope(name, column[0], column[-1], theil_sen(columns[0], column) * 3600, BOUNDS.get(name))
        for name, column in zip(names, columns[1:], strict=True)
    ]


def theil_sen(xs: Sequence[float], ys: Sequence[float]) -> float:
    """The median of the slopes of all pairs: one odd sample moves nothing."""
    pairs = [
        (y2 - y1) / (x2 - x1)
        for place, (x1, y1) in enumerate(zip(xs, ys, strict=True))
        for x2, y2 in list(zip(xs, ys, strict=True))[place + 1 :]
        if x2 != x1
    ]
    return median(pairs) if pairs else 0.0


def table(samples: Sequence[Sample]) -> str:
    """A line a sample."""
    head = "".join(f"{field.name:>10}" for field in fields(Sample))
    rows = ["".join(f"{value:>10.0f}" for value in astuple(sample)) for sample in samples]
    return "\n".join([head, *rows])
