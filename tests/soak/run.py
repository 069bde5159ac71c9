"""An hour of mixed work on hundreds of thousands of values: `python -m tests.soak.run --minutes 60`.

Prints what it saw minute by minute, every interval in which the event loop stood still, and a verdict; exit status 1 for a
bad one, and for a loop that stood still too long: not with `--small`, which runs beside anything. `--at DIR` keeps the
workspace there and takes one that is there already.
"""

from __future__ import annotations

import argparse
import faulthandler
import gc
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QEventLoop, QSettings, Qt
from PySide6.QtWidgets import QApplication

from haishu_desk.bench.district import FULL, PEOPLE, REAL, SMALL, UNIT, Size, build, counted
from haishu_desk.desk import Desk
from haishu_desk.desk.founding import found
from haishu_desk.ui.collecting import OldObjects
from haishu_desk.ui.main_window import MainWindow
from haishu_desk.ui.opener import Opener
from haishu_desk.ui.theme import Theme
from tests.soak.collector import Collector
from tests.soak.driver import Driver, Scene
from tests.soak.samples import Sample, Slope, look, slopes, table
from tests.soak.scenes import Hands, Unit
from tests.soak.watchdog import LIMIT, Watchdog

DISTRICT, UNIT_FILE = "district.db", "unit.db"


@dataclass
class Report:
    """What came of a run."""

    ground: str
    samples: list[Sample] = field(default_factory=list)
    slopes: list[Slope] = field(default_factory=list)
    dog: Watchdog | None = None
    collector: Collector | None = None
    played: dict[str, list[float]] = field(default_factory=dict)
    opening: float = 0.0
    errors: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether nothing failed and nothing grew beyond its bound."""
        return not self.errors and all(slope.ok for slope in self.slopes)

    @property
    def is_smooth(self) -> bool:
        """Whether the event loop never stood still for more than the LIMIT, waits for a processor aside."""
        return self.dog is None or not self.dog.over()

    def __str__(self) -> str:
        """The tables and the verdict."""
        lines = [
            self.ground,
            f"opening until the first page stands: {self.opening * 1000:.0f} ms of the thread's own time",
        ]
        lines += [table(self.samples), ""]
        for slope in self.slopes:
            bound = "" if slope.bound is None else f" (bound {slope.bound:g})"
            verdict = "ok" if slope.ok else "GROWS"
            lines.append(
                f"{slope.name:>10}: {slope.first:.0f} -> {slope.last:.0f}, {slope.per_hour:+.1f} per hour{bound} {verdict}"
            )
        lines.append(
            "scenes: " + ", ".join(f"{name} {len(each)}x {sum(each):.0f} s" for name, each in self.played.items())
        )
        if self.dog is not None:
            lines += ["", *_blocked(self.dog)]
        if self.collector is not None:
            lines.append(str(self.collector))
        lines += self.errors
        lines.append(f"event loop: {'ok' if self.is_smooth else 'BLOCKED'}")
        lines.append(f"verdict: {'ok' if self.ok else 'FAILED'}")
        return "\n".join(lines)


def _blocked(dog: Watchdog) -> list[str]:
    over, late = dog.over(), dog.blocked
    total = sum(each.own for each in over)
    counted = f"{dog.beats:,} beats; {len(late)} intervals over {LIMIT * 1000:.0f} ms by the clock"
    lines = [f"{counted}, {len(over)} of them without the wait for a processor ({total:.1f} s)"]
    for where, tally in dog.tallied():
        doing = " ".join(f"{name}:{times}" for name, times in tally.doing.most_common(3))
        lines.append(
            f"{tally.times:>6}x worst {tally.worst * 1000:>7.0f} ms, in all {tally.total:>7.1f} s (ran {tally.ran:.1f})  {where}  [{doing}]"
        )
        lines += [f"            from {each}" for each in tally.stack[1:7]]
    return lines


def ground(folder: Path, size: Size) -> str:
    """Both workspaces in that folder, made if they are not there; what is in the district's."""
    district, unit = folder / DISTRICT, folder / UNIT_FILE
    made = counted(district) if district.exists() else build(district, size)
    if not unit.exists():
        found(unit, "unit", UNIT, PEOPLE[1], None)
        with Desk(district, write=True) as desk, Desk(unit, write=True) as clerk:
            desk.exchange.roster.enrol(clerk.exchange.roster.request(folder / "key.xlsx"), None)
            desk.exchange.issue([UNIT], "2025", "2099-01-10", folder / "task.xlsx")
            outcome = clerk.exchange.receiver.take_in(folder / "task.xlsx")
            if outcome.error is not None:
                raise ValueError(outcome.error)
    return str(made)


def soak(
    folder: Path, size: Size, goes_on: Callable[[float], bool], every: float, only: Collection[str] = ()
) -> Report:
    """Work until it is time (`goes_on` is asked with the seconds from the start), with a sample each `every` seconds.

    `only` are the scenes that are played; all where none is named.
    """
    report = Report(ground(folder, size))
    gc.disable()  # as the program does
    application = QApplication([])
    theme = Theme("light")
    theme.dress(application)
    settings = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    window = MainWindow(theme, settings)
    opener = Opener(window, theme, settings, folder / DISTRICT, None)
    loop, unit = QEventLoop(), Unit(folder / UNIT_FILE, folder)
    dog = report.dog = Watchdog()
    collector = report.collector = Collector(lambda: dog.doing)
    drivers: list[Driver] = []
    began = time.monotonic()

    def opened() -> None:
        report.opening = time.thread_time() - before
        hands = Hands(window, unit, size, folder)
        scenes = hands.scenes(lambda: goes_on(time.monotonic() - began))
        if only:
            scenes = ((name, scene) for name, scene in scenes if name in only or name == "rest")
        drivers.append(Driver(_sampled(scenes, report, folder, began, every), dog, window))
        drivers[0].ended.connect(loop.quit)
        drivers[0].start()

    opener.opened.connect(opened, Qt.ConnectionType.QueuedConnection)
    window.painted.connect(opener.begin, Qt.ConnectionType.QueuedConnection)
    old = OldObjects(window)
    window.painted.connect(old.begin, Qt.ConnectionType.QueuedConnection)
    dog.doing = "opening"
    dog.start()
    collector.start()
    before = time.thread_time()
    window.show()
    loop.exec()
    dog.stop()
    collector.stop()
    report.errors, report.played = drivers[0].errors, drivers[0].played
    report.slopes = slopes(report.samples)
    unit.end()
    window.close()
    return report


def _sampled(
    scenes: Iterator[tuple[str, Scene]], report: Report, folder: Path, began: float, every: float
) -> Iterator[tuple[str, Scene]]:
    """The scenes, with a look whenever a round is over and it is time for one."""
    due = 0.0
    for name, scene in scenes:
        yield name, scene
        if report.dog is not None:
            (folder / "blocked.txt").write_text("\n".join(_blocked(report.dog)), "utf-8")  # for whoever cannot wait
        now = time.monotonic() - began
        if name == "rest" and now >= due:
            due = now + every
            yield "sample", _sample(report, folder, now)


def _sample(report: Report, folder: Path, now: float) -> Scene:
    """A look at what the process has in its hands."""
    yield None
    report.samples.append(look(now, folder))
    said(table(report.samples[-1:]))
    yield None


def said(text: str) -> None:
    """Now, for whoever watches."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main(words: list[str]) -> int:
    """The command."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--minutes", type=float, default=60.0)
    how_large = asked.add_mutually_exclusive_group()
    how_large.add_argument("--small", action="store_true", help="a few thousand values")
    how_large.add_argument("--real", action="store_true", help="as many as a district has: some fifty thousand")
    asked.add_argument("--at", type=Path, help="keep the workspaces in this folder")
    asked.add_argument("--only", nargs="+", default=[], help="these scenes, to look at one thing")
    given = asked.parse_args(words)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    faulthandler.register(signal.SIGUSR1)  # where it is, for whoever wonders
    folder = given.at or Path(tempfile.mkdtemp(prefix="soak-"))
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["TMPDIR"] = tempfile.tempdir = str(folder / "tmp")
    (folder / "tmp").mkdir(exist_ok=True)
    try:
        size = SMALL if given.small else REAL if given.real else FULL
        report = soak(folder, size, lambda second: second < given.minutes * 60, 60.0, given.only)
    finally:
        if given.at is None:
            shutil.rmtree(folder, ignore_errors=True)
    said(str(report))
    return 0 if report.ok and (given.small or report.is_smooth) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
