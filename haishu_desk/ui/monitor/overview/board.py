"""Everything the overview shows, read and judged in one go. No Qt here: it runs off the window's thread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from haishu_desk.desk.counted import CURRENT
from haishu_desk.ui.monitor.overview.asked import Choice
from haishu_desk.ui.monitor.overview.judged import judged_lines
from haishu_desk.ui.monitor.overview.lines import LIGHTS, Line
from haishu_desk.ui.monitor.overview.own import PART, own_lines

if TYPE_CHECKING:
    from haishu_desk.desk import Desk


@dataclass(frozen=True)
class Board:
    """What was asked for and what came of it; `lines` in print order.

    `rules` says in words how it was judged, `definitions` what each word of the chosen set means under these rules.
    `has_unapproved`: figures that nobody approved are among them.
    """

    choice: Choice
    lines: tuple[Line, ...]
    rules: str
    definitions: Mapping[str, str]
    has_unapproved: bool

    @property
    def is_judged(self) -> bool:
        """Whether anything of it is judged at all: a township's figures are parts of what the plan speaks of."""
        return not self.lines or any(line.reason != PART for line in self.lines)

    @property
    def lights(self) -> dict[str, int]:
        """How many there are of each light, the worst first."""
        counted = Counter(line.light for line in self.lines)
        return {light: counted[light] for light in LIGHTS}

    @property
    def verdicts(self) -> dict[str, int]:
        """How many there are of each word of the chosen set, in its own order."""
        counted = Counter(line.verdict for line in self.lines)
        return {word: counted[word] for word in self.definitions}

    @property
    def doubtful(self) -> tuple[Line, ...]:
        """预计难以完成的约束性指标, the worst first."""
        return tuple(sorted((line for line in self.lines if line.warning), key=lambda line: line.worst_first))


def board_of(desk: Desk, choice: Choice) -> Board:
    """The board of that choice; a unit's has its own items only."""
    found = judged_lines(desk, choice) if desk.is_district else own_lines(desk, choice)
    unapproved = choice.basis == CURRENT and any(is_open for _, is_open in found)
    told, words = desk.evaluating.rules_told(), desk.evaluating.definitions(choice.words)
    return Board(choice, tuple(line for line, _ in found), told, words, unapproved)
