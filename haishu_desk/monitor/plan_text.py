"""A plan's document as the rules of `consistency` read it: rows, cells and places; what is absent is simply not there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from haishu_desk.domain.quantity import Quantity, parse, quantity_of

Document = Mapping[str, Any]
Where = dict[str, Any]
_COLUMN_TITLES = {
    "base": "基期", "target": "目标", "growth": "年均增长", "target_growth": "目标年均增长", "actual": "完成",
    "actual_growth": "完成年均增长",
}  # fmt: skip


class Found(NamedTuple):
    """What a rule has found: the place, both values as text, and a sentence with what it may mean."""

    where: Where
    printed: str
    computed: str
    message: str


@dataclass(frozen=True)
class PlanText:
    """One plan's document; `others` are the plans that its rows may refer to by code."""

    content: Document
    others: Sequence[Document] = ()

    @property
    def frame(self) -> Document:
        """The plan's own facts: id, years, columns, notes."""
        frame: Document = self.content.get("plan", {})
        return frame

    @property
    def years(self) -> int:
        """How many years lie between base and end; 0 where the document does not say."""
        end, base = self.frame.get("end_year"), self.frame.get("base_year")
        return end - base if end is not None and base is not None else 0

    @property
    def rows(self) -> Sequence[Document]:
        """The rows of the indicator table in print order."""
        return self.content.get("indicators") or ()

    def row(self, code: str | None) -> Document | None:
        """The row with that code, of this plan or of another."""
        documents = (self.content, *self.others)
        return next((row for each in documents for row in each.get("indicators") or () if row["code"] == code), None)

    def boxes(self) -> Iterator[tuple[Document, list[Document]]]:
        """Each 专栏 with its tasks in print order."""
        for box in self.content.get("boxes") or ():
            yield box, [task for group in box.get("groups") or () for task in group.get("items") or ()]

    def column(self, name: str) -> str:
        """The printed heading of a column."""
        title: str = (self.frame.get("column_titles") or {}).get(name) or _COLUMN_TITLES.get(name, name)
        return title

    def in_table(self, row: Document | None = None) -> Where:
        """A place in the indicator table: a row, or the notes below it."""
        first = row or next(iter(self.rows), {})
        table = (first.get("source") or {}).get("table") or "指标表"
        return {"plan": self.frame.get("id"), "table": table, "item": row["code"] if row else None}

    def in_box(self, box: Document, item: str | None = None) -> Where:
        """A place in a 专栏."""
        return {"plan": self.frame.get("id"), "box": box.get("number"), "item": item}

    def in_chapter(self, record: Document, item: str | None) -> Where:
        """A place in the running text."""
        return {"plan": self.frame.get("id"), "chapter": (record.get("source") or {}).get("chapter"), "item": item}


def cell(row: Document, column: str) -> Quantity | None:
    """The quantity in that cell of the indicator table; None where the plan has no such column or prints nothing."""
    text = (row.get("values") or {}).get(column)
    return parse(text) if text else None


def column_unit(row: Document, column: str) -> str | None:
    """The unit of that cell: growth is in percent, the rest in the row's unit."""
    return "%" if column.endswith("growth") else row.get("unit")


def name_of(row: Document) -> str:
    """The row as a person would name it: 第21项“医疗参保率”."""
    name = f"“{row.get('parent') or ''}{row.get('name', '')}”"
    return f"第{row['number']}项{name}" if row.get("number") else name


def figure(record: Document) -> Quantity | None:
    """A figure of the running text or of a 专栏; None where it is none."""
    return quantity_of(record) if record.get("op") and record.get("raw") else None


def notes_on(row: Document) -> str:
    """What the notes below the table say of that row, as the end of a message."""
    notes = [note.rstrip("。；") for note in row.get("notes") or ()]
    return f"表下注写明“{'”“'.join(notes)}”，可能由此而来。" if notes else "表下注没有点到这一项，请核实。"
