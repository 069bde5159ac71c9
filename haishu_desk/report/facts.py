"""Every figure of a report with where it comes from: the register behind the marks 〔n〕 and the annex 数据来源.

A fact is a cell of a return, a printed figure of the plan, or what was reckoned from such (应达值、实现度、预测) with its formula.
Nobody types a figure into a report: what stands in one was noted here first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from haishu_desk.report.document import LEFT, RIGHT, Align, Cell, Run, Table, heads_of, row_of

# Where a figure comes from.
REPORTED, PRINTED, RECKONED = "填报数", "规划数", "推算数"


@dataclass(frozen=True)
class Fact:
    """One figure. `period` and `unit` are codes and `when` and `who` their names; `value` is as the report prints it.

    `item` and `field` name the cell; of a reckoned figure `field` is the key of the verb `evaluate` that says the same. `basis`
    is 已批 or 核定, `revision` the version code of the return that was approved, `source` the words for where it was taken from,
    `day` the ISO date on which it was approved, `how` a formula.
    """

    kind: str
    item: str
    name: str
    value: str
    period: str = ""
    when: str = ""
    unit: str = ""
    who: str = ""
    field: str = "value"
    vintage: str | None = None
    basis: str = ""
    revision: str = ""
    source: str = ""
    day: str = ""
    how: str = ""
    number: int = 0

    @property
    def place(self) -> str:
        """The cell in words: 指标·期别·单位."""
        return "·".join(filter(None, (self.name, self.when, self.who)))

    @property
    def run(self) -> Run:
        """The figure in a sentence."""
        return Run(self.value, self.number)

    @property
    def cell(self) -> Cell:
        """The figure in a table."""
        return Cell(self.value, self.number)


class Register:
    """Numbers facts in the order in which a report states them; the same fact twice has one number."""

    def __init__(self) -> None:
        self._known: dict[Fact, Fact] = {}

    def note(self, fact: Fact) -> Fact:
        """The fact with its number."""
        bare = replace(fact, number=0)
        if bare not in self._known:
            self._known[bare] = replace(fact, number=len(self._known) + 1)
        return self._known[bare]

    def __iter__(self) -> Iterator[Fact]:
        """The facts in the order of their numbers."""
        return iter(self._known.values())

    def __len__(self) -> int:
        """How many there are."""
        return len(self._known)

    def get(self, number: int) -> Fact:
        """The fact with that number."""
        return list(self._known.values())[number - 1]


_TITLES = ("编号", "指标·期别·单位", "数值", "数值状态", "来源", "版本码", "日期")
_WIDTHS = (5.0, 30.0, 11.0, 9.0, 30.0, 13.0, 11.0)
_ALIGNED: tuple[Align, ...] = (RIGHT, LEFT, RIGHT, LEFT, LEFT, LEFT, LEFT)


def sources_table(facts: Iterable[Fact], snapshot: str, *, title: str = "数据来源") -> Table:
    """The annex: a row a fact, under the number of its mark."""
    rows = tuple(
        row_of(
            (
                str(fact.number),
                fact.place,
                fact.value,
                fact.vintage or "—",
                "；".join(filter(None, (fact.kind, fact.basis, fact.source, fact.how))),
                fact.revision or "—",
                fact.day or "—",
            )
        )
        for fact in facts
    )
    return Table(
        title,
        heads_of(*_TITLES),
        rows,
        _WIDTHS,
        _ALIGNED,
        (snapshot,) if snapshot else (),
        landscape=True,
        name="数据来源",
    )
