"""Letting go of many things by and by: to take apart the pages of a report takes longer than a key may wait."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject

from haishu_desk.ui.slices import Slices, Turn, for_a_slice


class LettingGo(QObject):
    """Keeps things that nobody else keeps any more, and drops them in its turns, the last first."""

    def __init__(self, slices: Slices, parent: QObject) -> None:
        super().__init__(parent)
        self._left: list[object] = []
        self._turn = Turn(slices, self._go_on, self)

    def take(self, things: Iterable[object]) -> None:
        """Let go of these from now on."""
        self._left += things
        if self._left:
            self._turn.start()

    def _go_on(self) -> None:
        if not for_a_slice(self._drop):
            self._turn.stop()

    def _drop(self) -> bool:
        del self._left[-1]
        return bool(self._left)
