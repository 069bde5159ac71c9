"""The district's rules: rows of a workbook or of JSON, understood and held against the plan before they count.

A rule compares a left with a right side under a condition. It may have a 名称, by which other rules use its left side; a
row with a 名称 and a left side alone only defines. What is unknown, and names that run in a circle, is refused with a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any

from haishu_desk.checks import language as lang
from haishu_desk.checks.moments import THIS
from haishu_desk.domain.errors import UsageError
from haishu_desk.domain.findings import Finding

COLUMNS = {
    "编号": "code", "级别": "severity", "左式": "left", "比较": "comparison", "右式": "right", "容差": "tolerance", "条件": "condition",
    "说明": "text", "名称": "name",
}  # fmt: skip
OPTIONAL_COLUMNS = ("名称",)
COMPARISONS = (*lang.COMPARISONS, "约等于")
_ALIASES = {"==": "=", "＝": "=", "<>": "≠", "!=": "≠", "<=": "≤", ">=": "≥", "＜": "<", "＞": ">", "≈": "约等于", "约": "约等于",
            "等于": "=", "不等于": "≠", "小于": "<", "大于": ">", "不大于": "≤", "不小于": "≥"}  # fmt: skip
_TOLERANCE = re.compile(r"(?P<number>[0-9]{1,15}(?:\.[0-9]{1,10})?)(?P<percent>%)?\Z")
ROUNDING = "修约"


@dataclass(frozen=True)
class Rule:
    """One rule as it is written; every part is text, empty where nothing is written."""

    code: str
    severity: str = ""
    left: str = ""
    comparison: str = ""
    right: str = ""
    tolerance: str = ""
    condition: str = ""
    text: str = ""
    name: str = ""

    def as_json(self) -> dict[str, str]:
        """The parts that are written, under their own names."""
        return {key: part for key, part in asdict(self).items() if part}

    @staticmethod
    def from_json(stored: Mapping[str, Any]) -> Rule:
        """The rule that `as_json` wrote."""
        return Rule(**stored)

    def as_row(self) -> dict[str, str]:
        """The columns of the workbook, 名称 last."""
        return {column: getattr(self, key) for column, key in COLUMNS.items()}

    @property
    def defines_only(self) -> bool:
        """Whether it only gives a name to its left side."""
        return bool(self.name) and not (self.comparison or self.right)


def rules_from_rows(rows: Iterable[Mapping[str, str | None]]) -> list[Rule]:
    """The rules in the rows of a workbook by its headings; blank rows are left out. UsageError for a missing column."""
    read = []
    for row in rows:
        lacking = [column for column in COLUMNS if column not in row and column not in OPTIONAL_COLUMNS]
        if lacking:
            raise UsageError(f"规则表缺“{lacking[0]}”一栏", f"表头要有：{'、'.join(COLUMNS)}（名称可以没有）")
        parts = {key: str(row.get(column) or "").strip() for column, key in COLUMNS.items()}
        parts["comparison"] = _ALIASES.get(parts["comparison"], parts["comparison"])
        if any(parts.values()):
            read.append(Rule(**parts))
    return read


@dataclass(frozen=True)
class Tolerance:
    """How far the two sides may lie apart: `kind` is 绝对, 百分 (of the right side) or 修约 (half a last digit a cell)."""

    kind: str = "绝对"
    amount: Decimal = Decimal(0)

    @staticmethod
    def parse(text: str) -> Tolerance | None:
        """What is written in the column 容差; None if it cannot be understood."""
        plain = text.strip().replace("％", "%")
        if plain in ("", ROUNDING):
            return Tolerance(ROUNDING) if plain else Tolerance()
        match = _TOLERANCE.match(plain)
        if match is None:
            return None
        return Tolerance("百分" if match["percent"] else "绝对", Decimal(match["number"]))


@dataclass(frozen=True)
class Fault:
    """Why a rule cannot count: its row in the workbook (headings are row 1), its 编号 and column, and the sentence."""

    row: int
    code: str
    column: str
    message: str
    advice: str

    def finding(self) -> Finding:
        """The same as a finding, to be shown with others."""
        said = f"第{self.row}行 {self.code or '（没有编号）'} {self.column}：{self.message}"
        return Finding("rule-refused", "强制性", said, f"第{self.row}行·{self.column}", advice=self.advice)


@dataclass(frozen=True)
class Compiled:
    """A rule that is understood. `cells` are all that it touches, through names; `anchor` is where a finding stands."""

    rule: Rule
    left: lang.Formula
    right: lang.Formula
    condition: lang.Condition | None
    tolerance: Tolerance
    cells: tuple[lang.Cell, ...]
    anchor: lang.Cell

    @property
    def is_for_each(self) -> bool:
        """Whether it speaks of 本项: of every item of the return that has its fields."""
        return self.anchor.item == lang.EACH


def anchor_of(cells: Iterable[lang.Cell]) -> lang.Cell | None:
    """The first cell of the return at hand, 本项 before any code; None if there is none."""
    own = [cell for cell in cells if cell.moment == THIS and cell.unit is None]
    return next((cell for cell in own if cell.item == lang.EACH), own[0] if own else None)


@dataclass(frozen=True)
class RuleSet:
    """Rules that count, in their order, and which of them a cell touches."""

    rules: tuple[Compiled, ...] = ()
    names: Mapping[str, lang.Formula] = field(default_factory=dict)
    _by_cell: dict[tuple[str, str], list[Compiled]] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the rules by item and field, so that a typed cell finds its own at once."""
        for compiled in self.rules:
            for touched in dict.fromkeys((cell.item, cell.field) for cell in compiled.cells):
                self._by_cell.setdefault(touched, []).append(compiled)

    def __len__(self) -> int:
        """How many rules there are."""
        return len(self.rules)

    def __iter__(self) -> Iterator[Compiled]:
        """The rules in their order."""
        return iter(self.rules)

    def touched_by(self, item: str, field_name: str) -> list[Compiled]:
        """The rules that mention that field of that item."""
        return self._by_cell.get((item, field_name), [])

    def touched_by_each(self, field_name: str) -> list[Compiled]:
        """The rules that mention that field of 本项."""
        return self._by_cell.get((lang.EACH, field_name), [])
