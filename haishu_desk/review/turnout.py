"""报送: which returns are due, which have come, which came in time. Counting only; what is counted comes from the desk.

应报 is every return that the assignment asks for, and every one that was issued or has come; a void one is none.
已报 has come to the district at least once, also when it was sent back since. 及时 came for the first time on or before
the due date in force; 逾期报送 came after it, and stays so. 逾期未报 has not come although the date has passed. Without a
date nothing is in time and nothing is late.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from haishu_desk.domain.cells import ReturnKey


@dataclass(frozen=True)
class Turn:
    """One return that is due: `due` is the last date that was given, `arrived` the day on which the district first had it."""

    key: ReturnKey
    due: date | None
    arrived: date | None
    is_issued: bool = True
    is_approved: bool = False

    @property
    def is_timely(self) -> bool:
        """及时: it came on the due date or before."""
        return self.arrived is not None and self.due is not None and self.arrived <= self.due

    @property
    def is_late(self) -> bool:
        """逾期报送: it came, after the date."""
        return self.arrived is not None and self.due is not None and self.arrived > self.due

    def is_overdue(self, today: date) -> bool:
        """逾期未报: the date has passed and nothing has come."""
        return self.arrived is None and self.due is not None and self.due < today

    def days_late(self, today: date) -> int:
        """How many days after the date it came, or by today has not come; 0 for in time and for no date."""
        return max(((self.arrived or today) - self.due).days, 0) if self.due else 0


@dataclass(frozen=True)
class Turnout:
    """The counts: `expected` 应报, `reported` 已报, `timely` 及时, `late` 逾期报送, `missing` 未报, `overdue` 逾期未报.

    `not_issued` of those that are missing were not asked for yet; `undated` have no due date; `approved` are through.
    """

    expected: int
    reported: int
    timely: int
    late: int
    missing: int
    overdue: int
    not_issued: int
    undated: int
    approved: int

    @property
    def reported_percent(self) -> int | None:
        """报送率: 已报 of 应报, whole percent rounded down so that 100 means all; None where nothing is due."""
        return 100 * self.reported // self.expected if self.expected else None

    @property
    def timely_percent(self) -> int | None:
        """及时率: 及时 of 应报, rounded down likewise."""
        return 100 * self.timely // self.expected if self.expected else None

    def as_json(self) -> dict[str, int]:
        """The counts by name."""
        return dict(vars(self))


def counted(turns: Iterable[Turn], today: date) -> Turnout:
    """The counts of those returns as of that day."""
    all_of_them = list(turns)
    reported = [turn for turn in all_of_them if turn.arrived is not None]
    return Turnout(
        expected=len(all_of_them),
        reported=len(reported),
        timely=sum(turn.is_timely for turn in reported),
        late=sum(turn.is_late for turn in reported),
        missing=len(all_of_them) - len(reported),
        overdue=sum(turn.is_overdue(today) for turn in all_of_them),
        not_issued=sum(turn.arrived is None and not turn.is_issued for turn in all_of_them),
        undated=sum(turn.due is None for turn in all_of_them),
        approved=sum(turn.is_approved for turn in all_of_them),
    )
