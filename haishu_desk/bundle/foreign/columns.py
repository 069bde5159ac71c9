"""Which columns of a table label its rows and which hold figures, and what the heads over each figure column say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from haishu_desk.bundle.foreign.blocks import Block
from haishu_desk.bundle.foreign.figures import is_silent, is_year, may_be_figure
from haishu_desk.bundle.foreign.grid import Grid
from haishu_desk.bundle.foreign.measures import is_measure
from haishu_desk.bundle.foreign.names import plain
from haishu_desk.bundle.foreign.phrases import Reader, Said
from haishu_desk.bundle.foreign.words import (
    CODE_HEADS,
    LABEL_HEADS,
    MEASURE_HEADS,
    REMARK_HEADS,
    SERIAL_HEADS,
    YEAR_HEADS,
)

_LOOKED_AT = 400  # rows of one table that a column is judged by


class Kind(Enum):
    """What a column is for."""

    LABEL = "label"
    CODE = "code"
    MEASURE = "measure"
    IGNORED = "ignored"
    FIGURES = "figures"


@dataclass(frozen=True)
class Column:
    """One column by number from 0; `heads` are the texts over it, from above, each merged one once."""

    number: int
    kind: Kind
    heads: tuple[str, ...]
    said: Said


@dataclass
class Group:
    """Label columns and the figure columns to their right: a table may stand twice side by side."""

    labels: list[Column] = field(default_factory=list)
    figures: list[Column] = field(default_factory=list)


@dataclass
class Sorted:
    """The columns of one table: groups from left to right, and the columns that are in none."""

    groups: list[Group]
    left_out: list[Column]


def sorted_columns(grid: Grid, block: Block, reader: Reader) -> Sorted:
    """The columns of one table, sorted into groups from left to right."""
    return _Sorter(grid, block, reader).groups()


class _Sorter:
    """Goes over the columns of one table from left to right."""

    def __init__(self, grid: Grid, block: Block, reader: Reader) -> None:
        self._grid, self._reader = grid, reader
        self._rows = block.rows[:_LOOKED_AT]
        self._heads = _filled_heads(grid, block)

    def groups(self) -> Sorted:
        """The groups that have figures, and what was left out beside them."""
        groups = [Group()]
        left_out: list[Column] = []
        for number in self._grid.columns:
            heads = self._heads.get(number, ())
            seen_figures = any(group.figures for group in groups)
            kind = self._kind(number, heads, seen_figures=seen_figures, is_first=not (seen_figures or groups[0].labels))
            column = Column(number, kind, heads, self._reader.joined(heads))
            if kind is Kind.FIGURES:
                groups[-1].figures.append(column)
            elif kind is Kind.LABEL and groups[-1].figures:
                if self._labels_again(number, heads, groups[0]):
                    groups.append(Group([column]))
                else:
                    left_out.append(column)
            elif kind is Kind.IGNORED:
                left_out.append(column)
            else:
                groups[-1].labels.append(column)
        return Sorted([group for group in groups if group.figures], left_out)

    def _kind(self, number: int, heads: Sequence[str], *, seen_figures: bool, is_first: bool) -> Kind:
        head = plain(heads[-1]) if heads else ""
        if head in REMARK_HEADS or head in SERIAL_HEADS:
            return Kind.IGNORED
        if head in CODE_HEADS:
            return Kind.CODE
        texts = self._texts(number)
        figures = sum(self._grid.is_figure(self._grid.anchor((row, number))) for row in self._rows)
        years = sum(map(is_year, texts))
        words = len(texts) - years
        said = self._reader.joined(heads)
        telling = bool(heads) and said.is_telling
        wants_figures = telling and (figures > 0 or (not is_first and self._wants_figures(said, texts)))
        if words > figures + years and not wants_figures:
            is_measures = head in MEASURE_HEADS and 2 * sum(map(is_measure, texts)) > len(texts)
            return Kind.MEASURE if is_measures else Kind.LABEL
        only_years = years > 0 and not figures and not words
        if not seen_figures and ((years > figures and head in YEAR_HEADS) or (only_years and not telling)):
            return Kind.LABEL
        is_serial = not heads and not seen_figures and self._is_serial(number)
        return Kind.IGNORED if is_serial or not (figures or years or telling) else Kind.FIGURES

    def _wants_figures(self, said: Said, texts: Sequence[str]) -> bool:
        """Whether words stand where the head asks for figures: they name nothing, and the head an item or they a digit."""
        naming = sum(self._reader.said(text).is_telling for text in texts)
        doubtful = sum(may_be_figure(text) for text in texts)
        return not naming and (bool(said.items) or 2 * doubtful >= len(texts) > 0)

    def _texts(self, number: int) -> list[str]:
        """The words and years of a column."""
        places = [(row, number) for row in self._rows]
        found = [(place, self._grid.text(place)) for place in places]
        return [
            text
            for place, text in found
            if text and not is_silent(text) and not self._grid.is_figure(self._grid.anchor(place))
        ]

    def _is_serial(self, number: int) -> bool:
        numbers = [text for row in self._rows if (text := self._grid.text((row, number)))]
        return numbers == [str(place + 1) for place in range(len(numbers))]

    def _labels_again(self, number: int, heads: Sequence[str], first: Group) -> bool:
        """Whether a column of words right of figures begins the table anew and is not a remark."""
        if heads and any(tuple(heads) == label.heads for label in first.labels):
            return True
        texts = self._texts(number)
        return 2 * sum(self._reader.said(text).is_telling for text in texts) > len(texts)


def _filled_heads(grid: Grid, block: Block) -> dict[int, tuple[str, ...]]:
    """The texts over each column. An upper head that is not merged stands over the blank cells to its right as well."""
    found: dict[int, list[str]] = {column: [] for column in grid.columns}
    for row in block.heads:
        is_last = row == block.heads[-1]
        running = ""
        for column in grid.columns:
            text = grid.text((row, column))
            if not text and not is_last and _has_below(grid, block, row, column):
                text = running if found[column] == _shared(found, grid, column) else ""
            elif text:
                # a merged head says itself how far it goes
                running = "" if grid.merged_with(grid.anchor((row, column))) else text
            if text and text not in found[column][-1:]:
                found[column].append(text)
    return {column: tuple(texts) for column, texts in found.items()}


def _shared(found: dict[int, list[str]], grid: Grid, column: int) -> list[str]:
    """What stands over the column to the left so far, without the head that is being carried on."""
    before = grid.columns.index(column) - 1
    if before < 0:
        return []
    texts = found[grid.columns[before]]
    return texts[: len(found[column])]


def _has_below(grid: Grid, block: Block, row: int, column: int) -> bool:
    """Whether a lower head row says something of the column, and nothing that makes it a label."""
    below = [grid.text((lower, column)) for lower in block.heads if lower > row]
    return any(text and plain(text) not in LABEL_HEADS | REMARK_HEADS | SERIAL_HEADS | CODE_HEADS for text in below)
