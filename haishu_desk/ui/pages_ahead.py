"""What the other pages are made of, loaded by and by when the first one stands: a module a turn (see `page_needs`)."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from functools import partial
from importlib import import_module

from PySide6.QtCore import QObject

from haishu_desk.ui.slices import Slices, Turn


def unloaded(modules: Iterable[str]) -> list[str]:
    """Those of them that are still to be loaded, each once."""
    return [name for name in dict.fromkeys(modules) if name not in sys.modules]


class PagesAhead(QObject):
    """Loads those modules, one a turn, then does what else is given, one thing a turn; nothing while `is_free` says no."""

    def __init__(
        self,
        slices: Slices,
        parent: QObject,
        modules: Iterable[str],
        then: Iterable[Callable[[], object]] = (),
        is_free: Callable[[], bool] = lambda: True,
    ) -> None:
        super().__init__(parent)
        self._is_free = is_free
        self._left: list[Callable[[], object]] = [*(partial(import_module, name) for name in modules), *then]
        self._turn = Turn(slices, self._go_on, self)

    def begin(self) -> None:
        """From now on, or from where it was."""
        if self._left:
            self._turn.start()

    def rest(self) -> None:
        """No further for now."""
        self._turn.stop()

    def _go_on(self) -> None:
        if not self._is_free():
            return
        do = self._left.pop(0)
        if not self._left:  # before: it may end with a fault
            self._turn.stop()
        do()
