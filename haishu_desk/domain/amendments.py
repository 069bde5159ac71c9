"""What becomes of an indicator after the plan was printed: its target is adjusted, its definition (口径) changes.

An amendment stands in the indicator's row of the next edition of the plan, with its year, 文号 and reason; the edition before it
stays readable. A new definition may bring a back-cast series: earlier years as they would have been under it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from haishu_desk.domain.errors import DeskError, UsageError
from haishu_desk.domain.items import INDICATOR, Item
from haishu_desk.domain.quantity import parse, show

TARGET, DEFINITION = "target", "definition"
WORDS = {TARGET: "目标调整", DEFINITION: "口径变化"}


@dataclass(frozen=True)
class Amendment:
    """One amendment: it counts from `year` on.

    `column` is the column of the printed table that a target stands in; `backcast` are figures by year under the new
    definition, as typed.
    """

    what: str
    year: int
    before: str
    after: str
    document: str
    reason: str
    column: str = ""
    backcast: Mapping[int, str] = field(default_factory=dict)

    @property
    def told(self) -> str:
        """The amendment in a sentence."""
        said = f"{self.before or '—'} → {self.after}" if self.what == TARGET else self.after
        return f"{self.year} 年起{WORDS[self.what]}：{said}（{self.document}，{self.reason}）"

    def as_json(self) -> dict[str, Any]:
        """As it is stored in the indicator's row."""
        years = {str(year): value for year, value in sorted(self.backcast.items())}
        return {**{key: getattr(self, key) for key in _KEYS}, **({"backcast": years} if years else {})}

    @staticmethod
    def from_json(stored: Mapping[str, Any]) -> Amendment:
        """The amendment that `as_json` wrote."""
        years = {int(year): value for year, value in stored.get("backcast", {}).items()}
        return Amendment(**{key: stored[key] for key in _KEYS}, backcast=years)


@dataclass(frozen=True)
class Grounds:
    """On what an amendment stands: the year from which it counts, the 文号 and the reason."""

    year: int
    document: str
    reason: str


_KEYS = ("what", "year", "before", "after", "document", "reason", "column")


def amendments_of(record: Mapping[str, Any]) -> list[Amendment]:
    """The amendments of an indicator's row, in the order in which they were made."""
    return [Amendment.from_json(stored) for stored in record.get("amendments", ())]


def target_amended(item: Item, target: str, grounds: Grounds) -> Amendment:
    """The target's adjustment; UsageError or DeskError says what of it cannot be."""
    _refuse(item, grounds)
    quantity = parse(target, item.unit)
    if quantity.missing or (quantity.op == "text" and not item.record.get("text_allowed")):
        raise UsageError(f"看不懂目标“{target}”", "请写成数，如 1900、>93 或 [8]")
    column = _target_column(item.record)
    before = item.record["values"].get(column) or ""
    if before and parse(before, item.unit).meaning == quantity.meaning:
        raise DeskError(f"{item.code} {item.name}的目标本来就是 {show(quantity)}", "请核对", code="unchanged")
    return Amendment(TARGET, grounds.year, before, target, grounds.document, grounds.reason, column)


def definition_amended(item: Item, definition: str, grounds: Grounds, backcast: Mapping[int, str]) -> Amendment:
    """The definition's change, with the back-cast series if there is one."""
    _refuse(item, grounds)
    if not definition.strip():
        raise UsageError("没有写新的口径", "请写明现在怎样算")
    for earlier, value in backcast.items():
        if earlier >= grounds.year:
            raise UsageError(f"追溯数写到了 {earlier} 年，新口径从 {grounds.year} 年起", "追溯数只写新口径以前的年份")
        if parse(value, item.unit).number is None:
            raise UsageError(f"{earlier} 年的追溯数“{value}”不是数", "请写成 2021=12.5")
    before = str(item.record.get(DEFINITION) or "")
    return Amendment(
        DEFINITION, grounds.year, before, definition.strip(), grounds.document, grounds.reason, "", backcast
    )


def amended(content: Mapping[str, Any], code: str, amendment: Amendment) -> dict[str, Any]:
    """The plan's document with that amendment in the row of `code`; everything else stays as it is."""
    rows = [_amended_row(row, amendment) if row["code"] == code else row for row in content["indicators"]]
    return {**content, "indicators": rows}


def as_printed(content: Mapping[str, Any]) -> dict[str, Any]:
    """The plan's document with every target as it was printed: what does not add up is looked for in that."""
    rows = [{**row, "values": {**row["values"], **printed_targets(row)}} for row in content.get("indicators", ())]
    return {**content, "indicators": rows}


def printed_targets(record: Mapping[str, Any]) -> dict[str, str]:
    """The printed figure by column, where an adjusted one stands now."""
    adjusted = [made for made in amendments_of(record) if made.what == TARGET]
    return {made.column: made.before for made in reversed(adjusted)}


def has_past_increase(record: Mapping[str, Any]) -> bool:
    """Whether the printed increase in brackets leads to a level that has been adjusted since, and so says nothing any more."""
    return record.get("cumulative_kind") == "increase" and "target" in printed_targets(record)


def _amended_row(row: Mapping[str, Any], amendment: Amendment) -> dict[str, Any]:
    made = [*row.get("amendments", ()), amendment.as_json()]
    if amendment.what == DEFINITION:
        return {**row, DEFINITION: amendment.after, "amendments": made}
    values = {**row["values"], amendment.column: amendment.after}
    return {**row, "values": values, "amendments": made}


def _target_column(record: Mapping[str, Any]) -> str:
    """The column of the printed table that holds the commitment: for some rows that is the growth column."""
    values = record["values"]
    if values.get("target") not in (None, "—"):
        return "target"
    return next((column for column in ("growth", "target_growth") if values.get(column)), "target")


def _refuse(item: Item, grounds: Grounds) -> None:
    if item.kind != INDICATOR:
        raise UsageError(f"{item.code} 不是指标表里的指标", "目标和口径的修订只用于指标表里的指标，请核对代码")
    late = [made.year for made in amendments_of(item.record) if made.year > grounds.year]
    if late:
        raise DeskError(
            f"{item.code} {item.name}已有 {max(late)} 年起的修订，不能再写更早的年份", "请按先后次序录入", code="order"
        )
    for said, name in ((grounds.document, "文号"), (grounds.reason, "理由")):
        if not said.strip():
            raise DeskError(f"修订没有写{name}", "修订目标和口径要有文号和理由", code="no-reason")
