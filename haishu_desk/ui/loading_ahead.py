"""What 填报 and its checks are made of, loaded off the window's thread before somebody asks for it.

Loading the modules, and making the reader of formulas, takes a quarter of a second in one piece: more than a key may wait.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from haishu_desk.ui.session import Session

_MODULES = (
    "haishu_desk.checks.grammar", "haishu_desk.desk.checking", "haishu_desk.desk.rulebook", "haishu_desk.desk.exchange",
    "haishu_desk.desk.expecting", "haishu_desk.desk.carrying",
)  # fmt: skip


def load() -> None:
    """Load it all; nothing of it touches a Desk or a widget."""
    for name in _MODULES:
        import_module(name)
    sys.modules[_MODULES[0]].make_ready()


def is_loaded() -> bool:
    """Whether all of it is there: once in the life of the program."""
    return all(name in sys.modules for name in _MODULES) and bool(sys.modules[_MODULES[0]].is_ready())


class LoadingAhead(QObject):
    """The loading of one session; `is_under_way` while the other thread is at it."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._is_begun = self.is_under_way = False

    @property
    def is_over(self) -> bool:
        """Whether there is nothing to wait for: it is loaded, or will be where it is used."""
        return not self.is_under_way and (self._is_begun or is_loaded())

    def begin(self) -> None:
        """Load what is not there yet, once."""
        if not self._is_begun and not is_loaded():
            self._is_begun = self.is_under_way = True
            self._session.background.quietly(load, self._end)

    def _end(self) -> None:
        self.is_under_way = False
