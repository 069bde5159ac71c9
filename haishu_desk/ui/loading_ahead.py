"""What is loaded before somebody asks for it, a module a turn: what the other pages are made of (see `page_needs`), and the checks.

Not in a thread: a page that is built beside one takes three times as long, and waits for whatever module the thread is at.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from functools import partial
from importlib import import_module

from PySide6.QtCore import QObject

from haishu_desk.ui.page_needs import CHECKS, READER
from haishu_desk.ui.slices import Slices, Turn

Quietly = Callable[[Callable[[], None], Callable[[], None]], object]


def unloaded(modules: Iterable[str]) -> list[str]:
    """Those of them that are still to be loaded, each once."""
    return [name for name in dict.fromkeys(modules) if name not in sys.modules]


class LoadingAhead(QObject):
    """Loads those modules, one a turn, then does what else is given, one thing a turn; nothing while `is_free` says no.

    What comes back with True is not over yet, and is asked again in the next turn.
    """

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

    @property
    def is_over(self) -> bool:
        """Whether there is nothing left to be loaded or done."""
        return not self._left

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
        if do() is True:
            self._left.insert(0, do)
            self._turn.start()


def checks_ahead(slices: Slices, parent: QObject, quietly: Quietly) -> LoadingAhead:
    """What checks returns and hands them over, with the reader of formulas: a quarter of a second in one piece.

    The reader is made `quietly`, in a thread: computing it takes 50 ms, and there is nothing to divide.
    """
    modules = unloaded(CHECKS)
    is_made = not modules and sys.modules[READER].is_ready()
    return LoadingAhead(slices, parent, modules, [] if is_made else [_MakingReader(quietly)])


class _MakingReader:
    """Begins to make the reader of formulas, and says whether it still is being made."""

    def __init__(self, quietly: Quietly) -> None:
        self._quietly = quietly
        self._is_begun = self._is_over = False

    def __call__(self) -> bool:
        if not self._is_begun:
            self._is_begun = True
            self._quietly(import_module(READER).make_ready, self._end)
        return not self._is_over

    def _end(self) -> None:
        self._is_over = True
