"""When Python's collector walks: never off the window's thread, and never over much at once.

Python collects garbage in whichever thread happens to need memory, and a widget that is taken apart off the window's thread
ends the program. So while others work the collector walks by itself nowhere; the window's thread lets it walk over what was
made lately, many times a second. What has lived through a walk over all ages is set aside and not walked over again, so
that a walk is never as long as the program is large; it is walked over when nobody has been at the window for a minute, or
after two hours without such a minute: of some hundred thousand objects that takes 0.3 seconds. There is hardly anything to
find: what is left half way does not know itself, so it goes without the collector.
"""

from __future__ import annotations

import gc
import sys
import time

from PySide6.QtCore import QCoreApplication, QObject, QTimer

_HOLDERS = "backgroundsAtWork"
YOUNG_MS, LOOK_MS = 30, 2_000
# Objects made, walks of the young, walks of the middle generation: ten thousand objects make a walk over all of them due.
THRESHOLDS = (700, 4, 2)
MANY, _OLD = 6_000, 2
# Seconds after which a thread that computes lets the others go on: a page that is made asks for Python a hundred times. Beside
# such a thread it is there after 94 ms with Python's own 0.005, 60 with 0.0005, 30 with this one, 25 where nobody computes.
SWITCH, _PYTHONS = 0.00001, 0.005
QUIET, LOOKS, PATIENCE = 0.03, 30, 3_600
"""The thread ran that part of the time, at so many looks one after the other: nobody is there. At the most so many are waited."""


class Collecting(QObject):
    """What one background asks of the collector: `hold` it while others work, `release` it then; the application counts."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._holds = False
        self._made = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.collect)

    def hold(self) -> None:
        """Let no garbage be collected off the window's thread."""
        if not self._holds:
            self._holds = True
            _count_holders(1)
            gc.disable()
            sys.setswitchinterval(SWITCH)
            self._timer.start(YOUNG_MS)

    def release(self) -> None:
        """Let it go on by itself, once the last that holds it says so; what the work has left free is given back to the system."""
        if self._holds:
            self._holds = False
            self._timer.stop()
            self.collect()
            if _count_holders(-1) == 0:
                gc.enable()
                sys.setswitchinterval(_PYTHONS)
                _give_back()

    def collect(self) -> None:
        """Walk over the youngest, if as many were made as Python would walk for; over all that is not set aside if they are many."""
        made = gc.get_count()[0]
        if made > gc.get_threshold()[0]:
            self._made += made
            gc.collect(_OLD if self._made > MANY else 0)
            self._made = self._made if self._made <= MANY else 0


class OldObjects(QObject):
    """Sets aside what lives through walks over all, from `begin`, when the first page stands, until `end`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thresholds = gc.get_threshold()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._ran, self._quiet, self._waited = 0.0, 0, 0

    def begin(self) -> None:
        """From now on, with all that is loaded by then."""
        _set_all_aside()
        gc.set_threshold(*THRESHOLDS)
        if self._heed not in gc.callbacks:
            gc.callbacks.append(self._heed)
        self._timer.start(LOOK_MS)
        if _count_holders(0) == 0:
            gc.enable()

    def end(self) -> None:
        """Python sees to it by itself again."""
        self._timer.stop()
        if self._heed in gc.callbacks:
            gc.callbacks.remove(self._heed)
        gc.set_threshold(*self._thresholds)
        gc.unfreeze()

    def look(self, *, is_quiet: bool) -> None:
        """Whether somebody is there; when nobody has been for a while, walk over everything once, and where there always is in the end."""
        is_held = _count_holders(0) > 0
        self._quiet = self._quiet + 1 if is_quiet and not is_held else 0
        self._waited += 0 if self._quiet > LOOKS else 1
        if self._quiet == LOOKS or (self._waited >= PATIENCE and not is_held):
            self._waited = 0
            gc.unfreeze()
            gc.collect()
            _set_all_aside()

    def _heed(self, phase: str, info: dict[str, int]) -> None:
        """What lives after a walk over all is not walked over for ever.

        How many there are is not asked: Python would have to show all of them, also those that a thread is just making.
        """
        if phase == "stop" and info["generation"] == _OLD:
            gc.freeze()

    def _look(self) -> None:
        before, self._ran = self._ran, time.thread_time()
        self.look(is_quiet=self._ran - before < QUIET * LOOK_MS / 1000)


def _set_all_aside() -> None:
    """What is there is not walked over.

    Python lets a walk over all wait until a quarter as many are new as lived through the last one: none has done so then.
    """
    gc.freeze()
    gc.collect()


def _give_back() -> None:
    from haishu_desk.ui.giving_back import give_back  # noqa: PLC0415  the first page does not wait for it

    give_back()


def _count_holders(more: int) -> int:
    """How many backgrounds have jobs now, kept with the application and changed in the window's thread only."""
    application = QCoreApplication.instance()
    if application is None:
        return 0
    holders = max(int(application.property(_HOLDERS) or 0) + more, 0)
    application.setProperty(_HOLDERS, holders)
    return holders
