"""A cursor over pages of one size: puts down lines of text and rules, and goes on to the next page."""

from __future__ import annotations

from collections.abc import Callable

from haishu_desk.report.breaking import broken
from haishu_desk.report.drawn import BODY, LEFT, Faces, Rule, Text, line_height

MARGIN, TOP, BOTTOM = 15.0, 14.0, 22.0
THICK, THIN = 0.4, 0.14


class Setter:
    """Where the next line goes: `y` millimetres from the top, between `left` and `right`, not below `bottom`.

    `done` are the pages so far, each its texts and its rules; `begin` puts a head on a page that follows.
    """

    def __init__(self, paper: tuple[float, float], faces: Faces) -> None:
        self.paper, self.faces = paper, faces
        self.left, self.right = MARGIN, paper[0] - MARGIN
        self.y, self.bottom = TOP, paper[1] - BOTTOM
        self.done: list[tuple[list[Text], list[Rule]]] = []
        self.begin: Callable[[], None] | None = None
        self._texts: list[Text] = []
        self._rules: list[Rule] = []

    @property
    def room(self) -> float:
        """The width between the margins."""
        return self.right - self.left

    def put(self, words: str, box: tuple[float, float], size: float, face: str = BODY, align: str = LEFT) -> None:
        """One line at the current height between two edges; the cursor stays."""
        left, right = box
        self._texts.append(Text(left, self.y, right - left, line_height(size), words, size, face, align))

    def stack(self, lines: list[str], box: tuple[float, float], size: float, align: str = LEFT) -> None:
        """Lines one under the other between two edges; the cursor stands below them."""
        for line in lines:
            self.put(line, box, size, BODY, align)
            self.y += line_height(size)

    def paragraph(self, words: str, size: float, face: str = BODY, align: str = LEFT, hang: float = 0.0) -> None:
        """Text over the whole width, going on over the next page where this one ends; `hang` sets in all but the first line."""
        for place, line in enumerate(broken(words, self.room - hang, size, self.faces, face)):
            if self.y + line_height(size) > self.bottom:
                self.next_page()
            self.put(line, (self.left + (hang if place else 0.0), self.right), size, face, align)
            self.y += line_height(size)

    def level(self, y: float, weight: float) -> None:
        """A rule from margin to margin."""
        self._rules.append(Rule(self.left, y, self.right, y, weight))

    def rule(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """A thin rule."""
        self._rules.append(Rule(*start, *end, THIN))

    def next_page(self) -> None:
        """End this page and begin another with its head."""
        self.end_page()
        self.y = TOP
        if self.begin is not None:
            self.begin()

    def end_page(self) -> None:
        """What was put down is a page."""
        self.done.append((self._texts, self._rules))
        self._texts, self._rules = [], []
