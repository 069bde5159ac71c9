"""Where one was last: returns, items and entries of the plans, the latest first, remembered beyond the end of the program."""

from __future__ import annotations

import json
from dataclasses import replace

from PySide6.QtCore import QObject, QSettings, QTimer

from haishu_desk.domain.cells import ReturnKey
from haishu_desk.ui.wishes import Goal, ItemWish

AT_MOST = 8
GROUP = "最近"
Place = tuple[ReturnKey, str | None] | ItemWish
# Settings are written through to the disk: not in the event in which a return is opened, nor with every one.
_KEPT_MS = 60_000


class Recent(QObject):
    """The last places of one workspace; `name` tells workspaces apart in the settings of this computer.

    They are kept there once a minute; whoever leaves the workspace `keep`s them.
    """

    def __init__(self, settings: QSettings | None, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, singleShot=True, interval=_KEPT_MS)
        self._timer.timeout.connect(self.keep)
        self._settings, self._key = settings, f"recent/{name}"
        stored = str(settings.value(self._key, "[]")) if settings is not None else "[]"
        self.places: list[Place] = _read(stored)
        self._is_kept = True

    def note(self, place: Place) -> None:
        """One was there just now."""
        self.places = [place, *(each for each in self.places if each != place)][:AT_MOST]
        self._is_kept = False
        if not self._timer.isActive():
            self._timer.start()

    def keep(self) -> None:
        """Write down those that are not kept yet."""
        self._timer.stop()
        if self._settings is not None and not self._is_kept:
            self._settings.setValue(self._key, json.dumps([_written(each) for each in self.places]))
            self._is_kept = True

    def goals(self, known: list[Goal]) -> list[Goal]:
        """Those of the places that can still be gone to, as the palette shows them."""
        by_target = {goal.target: goal for goal in known if isinstance(goal.target, (tuple, ItemWish))}
        found = [by_target[place] for place in self.places if place in by_target]
        return [replace(goal, group=GROUP) for goal in found]


def _written(place: Place) -> list[str | None]:
    if isinstance(place, ItemWish):
        return [place.page, place.code]
    key, item = place
    return [key.form, key.unit, key.period, item]


def _read(stored: str) -> list[Place]:
    """What cannot be read is forgotten."""
    try:
        rows = json.loads(stored)
    except (ValueError, RecursionError):
        return []
    return [place for row in rows if (place := _place(row)) is not None] if isinstance(rows, list) else []


def _place(row: object) -> Place | None:
    match row:
        case [str(page), str(code)]:
            return ItemWish(page, code)
        case [str(form), str(unit), str(period), None | str() as item]:
            return ReturnKey(form, unit, period), item
    return None
