"""Colours that follow the 强制性 checks, where a workbook can say them: as formulas on cells that hold text as typed.

Each function gives a formula that is true where the check objects. Whatever a formula is not sure of (a range, `3.2万`,
words before a number) is left to the program: no cell that the program would take may turn red.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from haishu_desk.bundle.book import Asked
from haishu_desk.bundle.layout import PARTS, Column
from haishu_desk.domain.cells import VALUE

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from haishu_desk.bundle.pages.looks import Styles

# What stands for nothing or for a multiple without a digit in it (domain.quantity).
_WITHOUT_DIGITS = ("—", "——", "–", "-", "--", "－", "不适用", "未取得", "双倍增", "翻番", "翻一番", "翻两番")
_AROUND = ("≥", "≤", ">", "<", "=", "≈", "约", "[", "]", "%", ",", "+", " ", "　")
_AMOUNTS = ("planned", "invested")
_SHOWN = ("previous", "target")


def core(cell: str) -> str:
    """The text without what may stand around a number; full-width signs are narrowed where the program can do that."""
    return _without(f"ASC({cell})", _AROUND)


def _without(text: str, signs: Iterable[str]) -> str:
    for sign in signs:
        text = f'SUBSTITUTE({text},"{sign}","")'
    return text


def _skeleton(cell: str) -> str:
    return _without(core(cell), "0123456789")


def is_plain(cell: str) -> str:
    """Whether it is one number: digits, at most one point, a minus in front only. `1-2` is a range and not a date."""
    rest = f'SUBSTITUTE(SUBSTITUTE({_skeleton(cell)},".","",1),"-","",1)'
    return f'AND({rest}="",IFERROR(FIND("-",{core(cell)}),1)=1)'


def not_a_number(cell: str) -> str:
    """Words where a number belongs: no digit at all and no sign for nothing, or a letter, or a Chinese full stop."""
    blank = "".join(f',TRIM({cell})<>"{word}"' for word in _WITHOUT_DIGITS)
    no_digit = f"LEN({_skeleton(cell)})=LEN({core(cell)})"
    lettered = f"NOT(EXACT(UPPER({cell}),LOWER({cell})))"
    return f'AND(TRIM({cell})<>""{blank},OR({no_digit},{lettered},ISNUMBER(FIND("。",{cell}))))'


def negative(cell: str) -> str:
    """One number below 0."""
    return f"IFERROR(AND({is_plain(cell)},VALUE({core(cell)})<0),FALSE)"


def above_hundred(cell: str) -> str:
    """One number above 100."""
    return f"IFERROR(AND({is_plain(cell)},VALUE({core(cell)})>100),FALSE)"


def percent_of_other(cell: str) -> str:
    """A percentage where the item is counted in something else."""
    return f'ISNUMBER(FIND("%",ASC({cell})))'


def larger(numerator: str, denominator: str) -> str:
    """分子 above 分母, both one number."""
    both = f"{is_plain(numerator)},{is_plain(denominator)}"
    return f"IFERROR(AND({both},VALUE({core(numerator)})>VALUE({core(denominator)})),FALSE)"


def several(cell: str) -> str:
    """数据不一致: the program has written all the values that stand there."""
    return f'ISNUMBER(FIND(" / ",{cell}))'


@dataclass(frozen=True)
class Grid:
    """Where the items of a form stand: columns from 1, the first item in row `first` (from 0)."""

    sheet: Worksheet
    columns: Sequence[Column]
    items: Sequence[str]
    asked: Mapping[str, Asked]
    first: int

    @property
    def places(self) -> dict[str, int]:
        """The columns by name."""
        return {column.name: place for place, column in enumerate(self.columns, start=1)}


def colour(grid: Grid, styles: Styles) -> None:
    """Set the colours of a form's sheet."""
    painter = _Painter(grid, styles)
    if painter.places.keys() & set(_AMOUNTS):
        everything = range(len(grid.items))
        for name in _AMOUNTS:
            painter.paint(name, everything, not_a_number, "bad")
        painter.paint("invested", everything, negative, "warn")
    else:
        _colour_indicators(painter, [grid.asked.get(item, Asked()) for item in grid.items])


def _colour_indicators(painter: _Painter, rows: Sequence[Asked]) -> None:
    def where(*flags: bool) -> list[int]:
        return [row for row, wanted in enumerate(flags) if wanted]

    everything = range(len(rows))
    painter.paint(VALUE, everything, several, "clash")
    painter.paint(VALUE, where(*(row.is_number for row in rows)), not_a_number, "bad")
    for name in painter.places.keys() - {VALUE, *PARTS, *_SHOWN}:  # the other columns of numbers of a 临时报表
        if painter.is_number(name):
            painter.paint(name, everything, not_a_number, "bad")
    painter.paint(VALUE, where(*(not row.may_be_negative for row in rows)), negative, "bad")
    painter.paint(VALUE, where(*(row.is_share for row in rows)), above_hundred, "bad")
    painter.paint(VALUE, where(*(not row.in_percent for row in rows)), percent_of_other, "bad")
    if set(PARTS) <= painter.places.keys():
        over, under = (painter.places[part] for part in PARTS)
        within = where(*(row.is_within for row in rows))
        painter.paint(PARTS[0], everything, not_a_number, "bad", PARTS[-1])
        painter.paint(PARTS[0], everything, negative, "bad", PARTS[-1])
        painter.paint(
            PARTS[0], within, lambda cell: larger(_beside(cell, over), _beside(cell, under)), "bad", PARTS[-1]
        )


def _beside(cell: str, column: int) -> str:
    """The cell of the same row in another column, which does not move along."""
    from xlsxwriter.utility import xl_col_to_name  # noqa: PLC0415  heavy: loaded when a bundle is written

    return f"${xl_col_to_name(column)}{cell.lstrip('ABCDEFGHIJKLMNOPQRSTUVWXYZ')}"


class _Painter:
    """Puts one formula on the rows of a column."""

    def __init__(self, grid: Grid, styles: Styles) -> None:
        self._grid = grid
        self._styles = styles
        self.places = grid.places

    def is_number(self, column: str) -> bool:
        """Whether figures are filled in there."""
        return any(each.name == column and each.is_entry and each.right for each in self._grid.columns)

    def paint(
        self, column: str, rows: Iterable[int], formula: Callable[[str], str], style: str, last: str | None = None
    ) -> None:
        """Colour those rows (from 0) of the column, or of all up to `last`, where the formula of their cell is true."""
        from xlsxwriter.utility import xl_range, xl_rowcol_to_cell  # noqa: PLC0415  heavy, the same

        place, runs = self.places.get(column), [(run[0], run[-1]) for run in runs_of(rows)]
        if place is None or not runs:
            return
        first = self._grid.first
        corners = [(first + begin, place, first + end, self.places[last or column]) for begin, end in runs]
        options = {
            "type": "formula",
            "criteria": f"={formula(xl_rowcol_to_cell(corners[0][0], place))}",
            "format": self._styles[style],
            "stop_if_true": True,
        }
        if len(corners) > 1:
            options["multi_range"] = " ".join(xl_range(*corner) for corner in corners)
        self._grid.sheet.conditional_format(*corners[0], options)


def runs_of(numbers: Iterable[int]) -> list[list[int]]:
    """Numbers in order as runs of neighbours: 1 2 3 7 8 as 1 2 3 and 7 8."""
    runs = groupby(enumerate(sorted(numbers)), key=lambda pair: pair[1] - pair[0])
    return [[number for _, number in run] for _, run in runs]
