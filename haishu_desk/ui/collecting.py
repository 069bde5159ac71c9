"""When Python's collector walks: never off the window's thread, never over all that the program is made of.

Python collects garbage in whichever thread happens to need memory, and a widget that is taken apart off the window's thread
ends the program. So while others work the collector walks by itself nowhere; the window's thread lets it walk over what was
made lately, many times a second, so that no heap gathers that would take half a second at the end.
"""

from __future__ import annotations

import gc
import time

from PySide6.QtCore import QCoreApplication, QObject, QTimer

_HOLDERS = "backgroundsAtWork"
YOUNG_MS, OLD_MS = 30, 2_000
QUIET, PATIENCE = 0.03, 150
_NEVER = 1 << 30


class Collecting(QObject):
    """What one background asks of the collector: `hold` it while others work, `release` it then; the application counts."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._holds = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(collect_young)

    def hold(self) -> None:
        """Let no garbage be collected off the window's thread."""
        if not self._holds:
            self._holds = True
            _count_holders(1)
            gc.disable()
            self._timer.start(YOUNG_MS)

    def release(self) -> None:
        """Let it go on by itself, once the last that holds it says so."""
        if self._holds:
            self._holds = False
            self._timer.stop()
            collect_young()
            if _count_holders(-1) == 0:
                gc.enable()


class OldObjects(QObject):
    """The old generation, walked over when the window does nothing: fewer objects are alive then, and nobody waits.

    Where it is never quiet (`QUIET` of the time is the most that the thread may have run) the walk comes after `PATIENCE`
    ticks all the same. `begin` when the first page stands, `end` when the window is closed.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thresholds = gc.get_threshold()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)
        self._ran, self._waited = 0.0, 0

    def begin(self) -> None:
        """Collect from now on, but what is loaded by then, which stays as long as the program runs.

        What becomes garbage later is collected as ever.
        """
        gc.freeze()
        gc.set_threshold(*self._thresholds[:2], _NEVER)
        self._timer.start(OLD_MS)
        if _count_holders(0) == 0:
            gc.enable()

    def end(self) -> None:
        """Python sees to it by itself again."""
        self._timer.stop()
        gc.set_threshold(*self._thresholds)

    def collect(self, *, is_quiet: bool) -> None:
        """Walk over all, if as much was made since the last time as Python would walk for; not while others work."""
        if _count_holders(0) or gc.get_count()[2] <= self._thresholds[2]:
            return
        self._waited += 1
        if is_quiet or self._waited > PATIENCE:
            self._waited = 0
            gc.collect()

    def _tick(self) -> None:
        before, self._ran = self._ran, time.thread_time()
        self.collect(is_quiet=self._ran - before < QUIET * OLD_MS / 1000)


def collect_young() -> None:
    """Collect what is due of the two young generations, as Python would by itself; the old one waits for quieter times."""
    made, young, _ = gc.get_count()
    of_made, of_young, _ = gc.get_threshold()
    if made > of_made:
        gc.collect(1 if young > of_young else 0)


def _count_holders(more: int) -> int:
    """How many backgrounds have jobs now, kept with the application and changed in the window's thread only."""
    application = QCoreApplication.instance()
    if application is None:
        return 0
    holders = max(int(application.property(_HOLDERS) or 0) + more, 0)
    application.setProperty(_HOLDERS, holders)
    return holders
