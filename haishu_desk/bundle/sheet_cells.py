"""The cells of a sheet, row by row as calamine hands them over; what a cell says is put into words when it is asked for.

A row travels as the list of its values, so that neither the worker nor its reader does anything with a cell that nobody
asks for. A date, a time or a duration travels as a list of one text; where most of a row is empty, the columns go with it.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

_SANE_EXPONENT = 30  # beyond it a number is written with an exponent
_PLAIN = frozenset({str, float, int, bool})
_CARRIED = _PLAIN | {list}
Place = tuple[int, int]


@dataclass(frozen=True)
class CellText:
    """A value as text; `kind` is `s` text, `n` number, `b` truth or `d` date, time or duration (ISO)."""

    kind: str
    text: str


class Cells(Mapping[Place, CellText]):
    """The cells that are not empty by row and column from 0, in that order; made of what `packed` gave."""

    def __init__(self, rows: Iterable[Any]) -> None:
        """TypeError or ValueError for rows that are none."""
        self._rows: dict[int, list[Any] | dict[int, Any]] = {}
        for number, values, *columns in rows:
            _refuse_strange(number, values)
            self._rows[number] = dict(zip(map(int, *columns), values, strict=True)) if columns else values

    def __getitem__(self, place: Place) -> CellText:
        value = self._value(place)
        if value == "":
            raise KeyError(place)
        return cell_text(value)

    def get(self, place: Place, default: Any = None) -> Any:
        """The cell, without an error that is made and caught for each that is empty."""
        value = self._value(place)
        return default if value == "" else cell_text(value)

    def __contains__(self, place: object) -> bool:
        return isinstance(place, tuple) and self._value(place) != ""

    def __iter__(self) -> Iterator[Place]:
        return (place for place, _ in self._values())

    def __len__(self) -> int:
        return sum(len(row) - (0 if isinstance(row, dict) else row.count("")) for row in self._rows.values())

    def beginning_with(self, sign: str) -> Iterator[tuple[Place, str]]:
        """The texts that begin so, each with its place."""
        return ((place, value) for place, value in self._values() if type(value) is str and value.startswith(sign))

    def _value(self, place: Place) -> Any:
        row = self._rows.get(place[0], ())
        if isinstance(row, dict):
            return row.get(place[1], "")
        return row[place[1]] if 0 <= place[1] < len(row) else ""

    def _values(self) -> Iterator[tuple[Place, Any]]:
        for number, row in self._rows.items():
            for column, value in row.items() if isinstance(row, dict) else enumerate(row):
                if value != "":
                    yield (number, column), value


def packed(rows: Iterable[list[Any]]) -> Iterator[list[Any]]:
    """Rows of calamine as they travel: `[number, values]` or `[number, values, columns]`; empty rows stay at home."""
    for number, row in enumerate(rows):
        empty = row.count("")
        if empty == len(row):
            continue
        values = row if _PLAIN.issuperset(map(type, row)) else [carried(value) for value in row]
        if empty + empty <= len(row):
            yield [number, values]
        else:
            columns = [column for column, value in enumerate(values) if value != ""]
            yield [number, [values[column] for column in columns], columns]


def cell_text(value: Any) -> CellText:
    """What a cell says, of a value as it travels."""
    if isinstance(value, str):
        return CellText("s", value)
    if isinstance(value, bool):
        return CellText("b", str(value).upper())
    return CellText("d", value[0]) if isinstance(value, list) else CellText("n", number_text(value))


def number_text(value: float) -> str:
    """The number at the 15 significant digits that every office program keeps: `25`, not `25.0`; zero has no sign."""
    if not math.isfinite(value):
        return str(value)
    number = Decimal(f"{value:.15g}")
    if not number:
        return "0"
    return f"{number:f}" if abs(number.adjusted()) <= _SANE_EXPONENT else f"{value:.15g}"


def carried(value: object) -> Any:
    """A value of calamine as JSON can carry it."""
    if isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, dt.timedelta):
        return [f"PT{number_text(value.total_seconds())}S"]
    if isinstance(value, dt.date | dt.time):  # a datetime is a date
        return [value.isoformat()]
    raise TypeError(type(value).__name__)


def _refuse_strange(number: Any, values: Any) -> None:
    """A row that the worker cannot have written; the kinds of all values are told in one go."""
    kinds = set(map(type, values))
    if type(number) is not int or type(values) is not list or not kinds <= _CARRIED:
        raise TypeError("not a row")
    if list in kinds and any(list(map(type, value)) != [str] for value in values if type(value) is list):
        raise TypeError("not a date")
