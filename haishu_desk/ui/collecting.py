"""When Python's collector walks: never off the window's thread, and never over all that the program is made of.

Python collects garbage in whichever thread happens to need memory, and a widget that is taken apart off the window's thread
ends the program. So while others work the collector walks by itself nowhere; the window's thread lets it walk over what was
made lately, many times a second, so that no heap gathers that would take half a second at the end.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QCoreApplication, QObject, QTimer

_HOLDERS = "backgroundsAtWork"
EVERY_MS = 30


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
            self._timer.start(EVERY_MS)

    def release(self) -> None:
        """Let it go on by itself, once the last that holds it says so."""
        if self._holds:
            self._holds = False
            self._timer.stop()
            collect_young()
            if _count_holders(-1) == 0:
                gc.enable()


def collect_young() -> None:
    """Collect what is due of the two young generations, as Python would by itself; the old one waits for quieter times."""
    made, young, _ = gc.get_count()
    of_made, of_young, _ = gc.get_threshold()
    if made > of_made:
        gc.collect(1 if young > of_young else 0)


def begin() -> None:
    """Collect from now on, when the first page stands, but what is loaded by then: it stays as long as the program runs.

    What becomes garbage later is collected as ever.
    """
    gc.freeze()
    if _count_holders(0) == 0:
        gc.enable()


def _count_holders(more: int) -> int:
    """How many backgrounds have jobs now, kept with the application and changed in the window's thread only."""
    application = QCoreApplication.instance()
    if application is None:
        return 0
    holders = max(int(application.property(_HOLDERS) or 0) + more, 0)
    application.setProperty(_HOLDERS, holders)
    return holders
