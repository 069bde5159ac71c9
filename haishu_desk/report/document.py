"""What every report is before it becomes a file: a title and parts, the same for .docx, .xlsx, PDF and the window's pages.

Plain values, no file format and no Qt. A run or a cell may carry the number of a fact (`report.facts`): a writer sets the
mark `〔n〕` small behind it, and the annex 数据来源 says under that number where the figure stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

Align = Literal["left", "center", "right"]
LEFT: Align = "left"
CENTRE: Align = "center"
RIGHT: Align = "right"

# How a paragraph stands: indented text, flush left (主送), a small note, at the right (署名、日期), the mark of an annex (附件1).
BODY, FLUSH, NOTE, SIGNED, ANNEX = "body", "flush", "note", "signed", "annex"


@dataclass(frozen=True)
class Run:
    """A piece of text; `fact` is the number of the fact that it states, `strong` what stands out in a paragraph."""

    text: str
    fact: int | None = None
    strong: bool = False


@dataclass(frozen=True)
class Heading:
    """A heading: level 1 is 一、, 2 is （一）, 3 is 1.; the text carries its number. Level 0 titles an annex, centred."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of runs; `kind` is one of the words above."""

    runs: tuple[Run, ...]
    kind: str = BODY

    @property
    def text(self) -> str:
        """What it says, without its marks."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Cell:
    """A cell of a table; `across` columns wide (the row then has that many cells less)."""

    text: str
    fact: int | None = None
    across: int = 1


@dataclass(frozen=True)
class Head:
    """A cell of a table's head; `across` columns wide and `down` rows high."""

    text: str
    across: int = 1
    down: int = 1


@dataclass(frozen=True)
class Table:
    """A table. `heads` are one or two rows, each naming only the cells that begin in it; `rows` have a cell a column.

    `widths` are shares of the room, one a column; `aligned` one word a column. A row whose only cell is as wide as the table
    is the heading of a group. `notes` stand below; `landscape` wants a page across. `name` is short and names a sheet.
    """

    title: str
    heads: tuple[tuple[Head, ...], ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    aligned: tuple[Align, ...]
    notes: tuple[str, ...] = ()
    landscape: bool = False
    name: str = ""

    @property
    def columns(self) -> int:
        """How many columns it has."""
        return len(self.widths)


@dataclass(frozen=True)
class Series:
    """A line or a row of bars: a value for each place of its chart, None where there is none (never 0); `facts` likewise."""

    name: str
    values: tuple[Decimal | None, ...]
    facts: tuple[int | None, ...] = ()


@dataclass(frozen=True)
class Chart:
    """Series over the same places (years, or names); `kind` is `line` or `bar`. `dashed` names series drawn as a target."""

    title: str
    kind: str
    places: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    notes: tuple[str, ...] = ()
    dashed: frozenset[str] = frozenset()


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page."""


Part = Heading | Paragraph | Table | Chart | PageBreak


@dataclass(frozen=True)
class Document:
    """A whole report. `subtitle` (期末版) stands under its title, `number` is its 文号, `office` who issues it, `day` the ISO date below it.

    `snapshot` is a sentence that names what its figures were taken from; `is_sample` marks every page 示例.
    """

    title: str
    parts: tuple[Part, ...]
    subtitle: str = ""
    number: str = ""
    office: str = ""
    day: str = ""
    snapshot: str = ""
    is_sample: bool = False
    keywords: tuple[str, ...] = field(default=())

    @property
    def tables(self) -> Iterator[Table]:
        """Its tables in order."""
        return (part for part in self.parts if isinstance(part, Table))

    @property
    def charts(self) -> Iterator[Chart]:
        """Its charts in order."""
        return (part for part in self.parts if isinstance(part, Chart))

    def facts_used(self) -> list[int]:
        """The numbers of the facts that it states, each once, in the order in which they are first met."""
        found: dict[int, None] = {}
        for part in self.parts:
            found |= dict.fromkeys(_facts_of(part))
        return list(found)


def said(*pieces: str | Run, kind: str = BODY) -> Paragraph:
    """A paragraph of texts and runs."""
    return Paragraph(tuple(Run(piece) if isinstance(piece, str) else piece for piece in pieces), kind)


def row_of(texts: Sequence[str | Cell]) -> tuple[Cell, ...]:
    """A row of texts and cells."""
    return tuple(Cell(text) if isinstance(text, str) else text for text in texts)


def heads_of(*titles: str) -> tuple[tuple[Head, ...], ...]:
    """A head of one row."""
    return (tuple(Head(title) for title in titles),)


def _facts_of(part: Part) -> Iterator[int]:
    if isinstance(part, Paragraph):
        yield from (run.fact for run in part.runs if run.fact is not None)
    elif isinstance(part, Table):
        yield from (cell.fact for row in part.rows for cell in row if cell.fact is not None)
    elif isinstance(part, Chart):
        yield from (fact for series in part.series for fact in series.facts if fact is not None)
