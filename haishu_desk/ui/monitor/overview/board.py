"""Everything the overview shows, read and judged in one go. No Qt here: it runs off the window's thread."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from haishu_desk.desk.counted import CURRENT
from haishu_desk.monitor.verdict import PRESET_TITLES, RATIO, WORDINGS, Rules
from haishu_desk.ui.monitor.overview.asked import Choice
from haishu_desk.ui.monitor.overview.judged import judged_lines
from haishu_desk.ui.monitor.overview.lines import LIGHTS, Line
from haishu_desk.ui.monitor.overview.own import own_lines

if TYPE_CHECKING:
    from haishu_desk.desk import Desk


@dataclass(frozen=True)
class Board:
    """What was asked for and what came of it; `lines` in print order.

    `has_unapproved`: figures that nobody approved are among them; `state` is the length of the journal it was read at.
    """

    choice: Choice
    lines: tuple[Line, ...]
    rules: Rules
    has_unapproved: bool
    state: int

    @property
    def lights(self) -> dict[str, int]:
        """How many there are of each light, the worst first."""
        counted = Counter(line.light for line in self.lines)
        return {light: counted[light] for light in LIGHTS}

    @property
    def verdicts(self) -> dict[str, int]:
        """How many there are of each word of the chosen set, in its own order."""
        counted = Counter(line.verdict for line in self.lines)
        return {word: counted[word] for word in WORDINGS[self.choice.words].definitions}

    @property
    def doubtful(self) -> tuple[Line, ...]:
        """预计难以完成的约束性指标, the worst first."""
        return tuple(sorted(filter(_is_doubtful, self.lines), key=lambda line: line.worst_first))


def _is_doubtful(line: Line) -> bool:
    """约束性 and not on course."""
    return line.item.is_binding and line.wants_care


def rules_in_words(rules: Rules) -> str:
    """How the lights are set, with the bounds."""
    unit = "%" if rules.method == RATIO else "个百分点"
    return (
        f"灯按{PRESET_TITLES[rules.method]}：相差 {rules.tolerance}{unit}以内为绿，约束性 {rules.binding_tolerance}；"
        f"落后超过 {rules.red_over}{unit}为红"
    )


def gather(path: Path, choice: Choice) -> Board:
    """The board of that workspace, read through a connection of its own: may be called from any thread."""
    from haishu_desk.desk import Desk  # noqa: PLC0415  the frame does not wait for it

    with Desk(path) as desk:
        return board_of(desk, choice)


def board_of(desk: Desk, choice: Choice) -> Board:
    """The same through that Desk; a unit's board has its own items only."""
    state = len(desk.workspace.journal)
    found = judged_lines(desk, choice) if desk.is_district else own_lines(desk, choice)
    unapproved = choice.basis == CURRENT and any(is_open for _, is_open in found)
    return Board(choice, tuple(line for line, _ in found), desk.evaluating.rules, unapproved, state)
