"""What was found in the tables of a workbook, and what has to be known to find it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from haishu_desk.bundle.foreign.figures import is_silent
from haishu_desk.bundle.foreign.names import Names
from haishu_desk.bundle.foreign.phrases import (
    NO_CORRECTIONS,
    NOTHING,
    Corrections,
    Said,
    key_of,
    without_trailing_measure,
)
from haishu_desk.domain.items import Plan
from haishu_desk.domain.periods import Period

ASSUMED = "assumed"  # the factor of a figure whose unit of measurement nobody wrote


@dataclass(frozen=True)
class Known:
    """What the workspace knows: names, plans by id, who reports an item; and what the caller said of the whole file.

    `given` fills what the file leaves open; `only` keeps the rows of some units (a unit's own workspace: itself and those it
    took over); `meant` says which unit reports a period under a name (units change). In a file that is comma separated, a
    comma within a number begins a new cell.
    """

    names: Names
    plans: Mapping[str, Plan]
    reporters: Callable[[str], Sequence[str]]
    corrections: Corrections = NO_CORRECTIONS
    given: Said = NOTHING
    only: frozenset[str] | None = None
    meant: Callable[[str, Period], str] | None = None
    is_comma_separated: bool = False


@dataclass(frozen=True)
class FoundColumn:
    """One column of figures: its heads, the item, unit of people and period that it is for, measure and factor."""

    sheet: str
    column: str
    header: str
    said: Said
    item: str | None
    measure: str | None
    factor: str | None


@dataclass(frozen=True)
class FoundRow:
    """One labelled row."""

    sheet: str
    row: int
    label: str
    said: Said


@dataclass(frozen=True)
class FoundCell:
    """One figure: where it stands, what it is for, and the value in the item's own unit (or —).

    `whole` if the table said the district as a whole, `adds_up` if the item of the whole is the sum of its parts.
    """

    sheet: str
    address: str
    unit: str
    period: str
    item: str
    vintage: str | None
    value: str
    text: str
    factor: str
    measure: str | None
    whole: bool = False
    adds_up: bool = False


@dataclass(frozen=True)
class Skipped:
    """A row, column or cell that was left out: its name, where it is, why; `is_doubtful` for a figure that cannot be read."""

    sheet: str
    place: str
    row: str
    why: str
    is_doubtful: bool = False


@dataclass
class Found:
    """Everything that a workbook says.

    `texts` are the heads of its figures and the labels of its rows, by `key_of`, `named` the texts beside them that can
    be said to be an item or a unit: headings between rows, heads of other columns, a head without its measure.
    """

    sheet: str | None = None
    header_rows: list[int] = field(default_factory=list)
    columns: list[FoundColumn] = field(default_factory=list)
    rows: list[FoundRow] = field(default_factory=list)
    cells: list[FoundCell] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    texts: set[str] = field(default_factory=set)
    named: set[str] = field(default_factory=set)

    def note_texts(self, texts: Sequence[str]) -> None:
        """Note the heads over a column or the labels of a row."""
        self.texts |= {key_of(text) for text in (*texts, "".join(texts))}
        self.named |= {key_of(without_trailing_measure(text)) for text in texts}

    def skip(self, place: str, row: str, why: str, *, is_doubtful: bool = False) -> None:
        """Note something of this sheet that was left out."""
        self.skipped.append(Skipped(self.sheet or "", place, row, why, is_doubtful))


def parts_of(found: Found) -> Iterator[tuple[FoundCell, list[FoundCell]]]:
    """Each figure for the district as a whole, of an item that adds up, with those of its parts (one period, one 数值状态), each unit once."""
    parts: dict[tuple[str, str, str | None], list[FoundCell]] = {}
    for cell in found.cells:
        parts.setdefault((cell.item, cell.period, cell.vintage), []).append(cell)
    for cells in parts.values():
        for whole in (cell for cell in cells if cell.whole and cell.adds_up and not is_silent(cell.value)):
            by_unit = {cell.unit: cell for cell in cells if not cell.whole and not is_silent(cell.value)}
            yield whole, list(by_unit.values())
