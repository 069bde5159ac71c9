"""Where the palette, the menus and what one had open last can lead to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QAbstractButton
from shiboken6 import isValid

from haishu_desk.ui import pinyin

LEAVE = ""


@dataclass(frozen=True)
class Goal:
    """Something to go to: text is looked for in `text`, `detail` and `more`; `target` is where the window goes."""

    group: str
    text: str
    detail: str
    icon: str
    target: object
    more: str = ""

    def rank(self, words: Sequence[str]) -> int | None:
        """How well the worst of the `words` (lower case) fits: 0 best; None if one does not.

        A word fits that stands in it, or that is the pinyin initials of a run of its text.
        """
        ranks = [self._rank(word) for word in words]
        fitting = [rank for rank in ranks if rank is not None]
        return max(fitting, default=0) if len(fitting) == len(ranks) else None

    def _rank(self, word: str) -> int | None:
        text = self.text.lower()
        tests = (text == word, text.startswith(word), word in text, word in f"{self.detail} {self.more}".lower())
        found = next((place for place, fits in enumerate(tests) if fits), None)
        if found is None and pinyin.may_be_initials(word):
            spelled = pinyin.fit(self.text, word)
            found = None if spelled is None else len(tests) + spelled
        return found


@dataclass(frozen=True)
class LooksWish:
    """A target that is no place: the window in other colours or larger; `name` is a field of Looks."""

    name: str
    value: str | bool | int


@dataclass(frozen=True)
class LockWish:
    """A target that is no place: the screen locked."""


@dataclass(frozen=True)
class ItemWish:
    """A target that is an entry of the plans: its code, and the page that shows it."""

    page: str
    code: str


@dataclass(frozen=True)
class PressWish:
    """A target that is a button of the page that is shown."""

    button: QAbstractButton

    def press(self) -> None:
        """Press it, if it is still there and can be pressed."""
        if isValid(self.button) and self.button.isEnabled():
            self.button.click()


@dataclass(frozen=True)
class HelpWish:
    """A target that is a place of the handbook: `manual.md#首页`."""

    place: str


@dataclass(frozen=True)
class SampleWish:
    """A target in the sample data: `district`, the code of a unit, or LEAVE for one's own workspace."""

    place: str
