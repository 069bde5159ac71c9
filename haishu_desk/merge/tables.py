"""Three-way merging of plain tables: cells by the one rule, and what becomes of rows and columns; pure.

Rows go by key and columns by name, so that an order changes nothing. A row that one side deleted and the other wrote in
is a clash, and so is a column that one side dropped and the other wrote in. Ours and theirs may change places: nothing
but their names changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from haishu_desk.domain.quantity import CLEARED, Quantity
from haishu_desk.merge.three_way import Clash, Take, same, three_way

OURS, THEIRS, BOTH = "ours", "theirs", "both"
ADDED, DELETED, DROPPED = "added", "deleted", "dropped"
Key = tuple[str, ...]
# A cell, the cells of a row by column, or the cells of a column with their rows; None: there is no such thing.
Said = str | Mapping[str, str] | Sequence[tuple[Key, str]] | None


@dataclass(frozen=True)
class Table:
    """The columns beside the key, and the rows by key: each maps every column to its text, blank as ``''``."""

    fields: tuple[str, ...]
    rows: Mapping[Key, Mapping[str, str]]

    def cell(self, row: Key, column: str) -> str | None:
        """The text there; None where there is no such row or column."""
        cells = self.rows.get(row)
        return cells[column] if cells is not None and column in self._known else None

    def row(self, row: Key, columns: Iterable[str]) -> dict[str, str] | None:
        """Its cells in those columns, as far as there are any; None where there is no such row."""
        cells = self.rows.get(row)
        return None if cells is None else {name: cells[name] for name in columns if name in self._known}

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self.fields)


@dataclass(frozen=True)
class Taken:
    """What one side did, or both alike: a cell, or (`fate`) a whole row without a column or a column without a row."""

    row: Key | None
    column: str | None
    value: Said
    side: str
    fate: str | None = None


@dataclass(frozen=True)
class Contested:
    """What both sides did, each otherwise; a person decides."""

    row: Key | None
    column: str | None
    base: Said
    ours: Said
    theirs: Said
    fate: str | None = None


@dataclass(frozen=True)
class Merged:
    """All that differs from the base: what is taken, and what clashes."""

    takes: tuple[Taken, ...]
    clashes: tuple[Contested, ...]


def merge_tables(base: Table, ours: Table, theirs: Table) -> Merged:
    """Everything that either side did to `base`: columns first, then rows and cells in the order of base, ours, theirs."""
    found = list(_Merge(base, ours, theirs).all())
    return Merged(
        tuple(each for each in found if isinstance(each, Taken)),
        tuple(each for each in found if isinstance(each, Contested)),
    )


class _Merge:
    """One merge of three tables."""

    def __init__(self, base: Table, ours: Table, theirs: Table) -> None:
        self._base, self._ours, self._theirs = base, ours, theirs
        sides = (set(ours.fields), set(theirs.fields))
        everything = dict.fromkeys((*base.fields, *ours.fields, *theirs.fields))
        self._dropped = [name for name in base.fields if not all(name in side for side in sides)]
        self._added = [name for name in everything if name not in base.fields]
        self._stable = [name for name in base.fields if name not in self._dropped]
        self._left = [name for name in everything if name not in self._dropped]

    def all(self) -> Iterator[Taken | Contested]:
        for column in self._dropped:
            yield self._dropped_column(column)
        for column in self._added:
            yield from self._added_column(column)
        for row in dict.fromkeys((*self._base.rows, *self._ours.rows, *self._theirs.rows)):
            yield from self._row(row)

    # Columns.

    def _dropped_column(self, column: str) -> Taken | Contested:
        """Dropped by both; or by one, against what the other wrote in it, also in a row that it added."""
        keepers = [(side, name) for side, name in self._sides() if column in side.fields]
        if not keepers:
            return Taken(None, column, None, BOTH, DROPPED)
        ((keeper, name),) = keepers
        written = [row for row in keeper.rows if keeper.cell(row, column) != (self._base.cell(row, column) or "")]
        if not written:
            return Taken(None, column, None, _other(name), DROPPED)
        theirs = [(row, keeper.rows[row][column]) for row in written]
        before = [(row, self._base.rows[row][column]) for row in written if row in self._base.rows]
        return _contested(None, column, before, {name: theirs}, DROPPED)

    def _added_column(self, column: str) -> Iterator[Taken | Contested]:
        """Its cells in the rows that all three have; those of an added or a contested row stand with the row."""
        by = [name for side, name in self._sides() if column in side.fields]
        cells: list[tuple[Key, str]] = []
        contested: list[Contested] = []
        for row in self._base.rows:
            if row not in self._ours.rows or row not in self._theirs.rows:
                continue
            ours, theirs = self._ours.cell(row, column), self._theirs.cell(row, column)
            decided = _decide(None, ours, theirs)
            if isinstance(decided, Contested):
                contested.append(Contested(row, column, None, ours, theirs))
            elif decided is not None:
                cells.append((row, decided[0]))
        yield Taken(None, column, cells, by[0] if len(by) == 1 else BOTH, ADDED)
        yield from contested

    # Rows.

    def _row(self, row: Key) -> Iterator[Taken | Contested]:
        holders = [name for side, name in self._sides() if row in side.rows]
        if row not in self._base.rows:
            yield from self._added_row(row, holders)
        elif len(holders) == len((OURS, THEIRS)):
            yield from self._cells(row)
        else:
            yield self._deleted_row(row, holders)

    def _cells(self, row: Key) -> Iterator[Taken | Contested]:
        base, ours, theirs = self._base.rows[row], self._ours.rows[row], self._theirs.rows[row]
        for column in self._stable:
            decided = _decide(base[column], ours[column], theirs[column])
            if isinstance(decided, Contested):
                yield Contested(row, column, base[column], ours[column], theirs[column])
            elif decided is not None:
                yield Taken(row, column, *decided)

    def _added_row(self, row: Key, holders: list[str]) -> Iterator[Taken | Contested]:
        cells: dict[str, str] = {}
        contested: list[Contested] = []
        for column in self._left:
            ours, theirs = self._ours.cell(row, column), self._theirs.cell(row, column)
            decided = _decide(None, ours, theirs)
            if isinstance(decided, Contested):
                contested.append(Contested(row, column, None, ours, theirs))
            elif ours is not None or theirs is not None:
                cells[column] = decided[0] if decided else ""
        yield Taken(row, None, cells, holders[0] if len(holders) == 1 else BOTH, ADDED)
        yield from contested

    def _deleted_row(self, row: Key, holders: list[str]) -> Taken | Contested:
        """Deleted by both; or by one, against what the other wrote in it, also in a column that it added."""
        if not holders:
            return Taken(row, None, None, BOTH, DELETED)
        (name,) = holders
        keeper = self._ours if name == OURS else self._theirs
        kept = keeper.row(row, keeper.fields) or {}
        if all(text == (self._base.cell(row, column) or "") for column, text in kept.items()):
            return Taken(row, None, None, _other(name), DELETED)
        return _contested(row, None, self._base.row(row, self._base.fields), {name: kept}, DELETED)

    def _sides(self) -> tuple[tuple[Table, str], tuple[Table, str]]:
        return ((self._ours, OURS), (self._theirs, THEIRS))


def _contested(row: Key | None, column: str | None, base: Said, said: Mapping[str, Said], fate: str) -> Contested:
    """One side wrote what the other took away."""
    return Contested(row, column, base, said.get(OURS), said.get(THEIRS), fate)


def _decide(base: str | None, ours: str | None, theirs: str | None) -> tuple[str, str] | Contested | None:
    """The text and the side that it is from, by the one rule; None where neither side wrote."""
    if ours == theirs == base:
        return None
    before, here, there = _quantity(base), _quantity(ours), _quantity(theirs)
    if same(here, there):
        return None if same(here, before) else (ours or "", BOTH)
    outcome = three_way(before, here, there or CLEARED)
    if isinstance(outcome, Clash):
        return Contested(None, None, base, ours, theirs)
    return (theirs or "", THEIRS) if isinstance(outcome, Take) else (ours or "", OURS)


def _quantity(text: str | None) -> Quantity | None:
    """Text as it stands, so that `01` is not 1; blank is nothing."""
    return Quantity(text, "text", text=text) if text else None


def _other(side: str) -> str:
    return THEIRS if side == OURS else OURS
