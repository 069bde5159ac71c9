"""What a bundle shows beside its payload, in words: the packer draws it and decides nothing of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from haishu_desk.bundle.layout import Column


@dataclass(frozen=True)
class Asked:
    """What an indicator's cells may hold, as far as a workbook can say it by itself.

    `hint` is shown when the cell is chosen; `is_number` where words are refused; `may_be_negative`; `is_share` where no
    more than 100 can stand; `is_within` where 分子 is a part of 分母; `in_percent` where the unit is %. Without
    any of it nothing is claimed of a cell.
    """

    hint: str = ""
    is_number: bool = False
    may_be_negative: bool = True
    is_share: bool = False
    is_within: bool = False
    in_percent: bool = True


@dataclass(frozen=True)
class Course:
    """One indicator over the years of its plan: decimal numbers as text, None where there is none.

    `expected` begins with the base; `words` says what no line can (a bound, a year without a number).
    """

    title: str
    unit: str
    words: str
    years: Sequence[int]
    expected: Sequence[str | None]
    actual: Sequence[str | None]
    places: int = 0


@dataclass(frozen=True)
class Book:
    """Titles, the facts of the cover, what is said of each item, and the `courses` of the sheet 走势.

    `asked` by item; `corners` by form: what stands at the upper right of its sheet; `agency` the 综合机关; `caution`
    stands at the head of every page of sample data. `tables` are the columns and `titles` the names of 临时报表 by form.
    """

    title: str
    unit_name: str
    period_title: str
    facts: Sequence[tuple[str, str]]
    explanations: Sequence[Sequence[str]]
    revision_code: str
    agency: str = ""
    caution: str = ""
    asked: Mapping[str, Asked] = field(default_factory=dict)
    corners: Mapping[str, Sequence[str]] = field(default_factory=dict)
    courses: Sequence[Course] = ()
    tables: Mapping[str, Sequence[Column]] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
