"""Two plain tables of any columns laid side by side, their rows paired by key columns as `merge` pairs them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from haishu_desk.desk.comparison_paper import TITLE, about, percent, sides_text
from haishu_desk.desk.keyed_tables import Key, KeyedTable, read_keyed
from haishu_desk.desk.table_file import writer_for
from haishu_desk.domain.cells import is_filled
from haishu_desk.domain.quantity import Quantity, parse
from haishu_desk.review.compare import OF_VALUE, kind_of
from haishu_desk.review.risk import risks_of_step
from haishu_desk.review.step import step_between
from haishu_desk.store.files import write_file

_PLACES = ("unit", "period", "item", "field", "vintage")
Side = tuple[Quantity, ...]


@dataclass(frozen=True)
class KeyedDifference:
    """One cell of a table that differs; `risk` has what can be told without knowing the item: 变号, 量级."""

    key_columns: tuple[str, ...]
    row: Key
    column: str
    before: Side
    after: Side

    @property
    def risk(self) -> tuple[str, ...]:
        """The words of risk."""
        return tuple(risks_of_step(step_between(self.before, self.after)))

    def as_json(self) -> dict[str, Any]:
        """The keys of `diff`: `item` is the row (a list where several columns name it), `field` the column.

        A key column that has the name of one of the keys of `diff` (`unit`, `period`, `item`) fills that key.
        """
        step = step_between(self.before, self.after)
        named = dict(zip(self.key_columns, self.row, strict=True))
        row = self.row[0] if len(self.row) == 1 else list(self.row)
        place = {name: named.get(name) for name in _PLACES} | {"item": named.get("item", row), "field": self.column}
        return {
            "form": None,
            **place,
            "kind": kind_of(self.before, self.after),
            "before": self.before[0].as_json() if self.before else None,
            "after": self.after[0].as_json() if self.after else None,
            "difference": step.difference,
            "relative": step.relative_text,
            "risk": list(self.risk),
            "difference_of": OF_VALUE,
            "key": row,
        }


def diff_keyed(before: Path, after: Path, keys: Sequence[str]) -> list[KeyedDifference]:
    """Every cell that differs between the two tables, those with a risk first, then in the order of the files.

    UsageError for a key column that a table has not; DeskError for a row that stands in a table twice.
    """
    first, second = (read_keyed(file, keys) for file in (before, after))
    return sorted(_differences(first, second), key=lambda found: not found.risk)


def write_keyed(files: tuple[Path, Path], keys: Sequence[str], found: Sequence[KeyedDifference], out: Path) -> None:
    """Write them as a 对比表 to an .xlsx or a .docx: the key columns, the column, and both sides."""
    write = writer_for(out)
    columns = ("序号", "风险", *keys, "列", "甲", "乙", "差", "差 %")
    rows = []
    for number, row in enumerate(found, start=1):
        step = step_between(row.before, row.after)
        sides = (sides_text(row.before), sides_text(row.after), step.difference or "—", percent(step.relative_text))
        rows.append((str(number), "、".join(row.risk), *row.row, row.column, *sides))
    text = about(f"文件 {files[0].name}", f"文件 {files[1].name}", (row.risk for row in found))
    write_file(out, write(TITLE, text, columns, rows, range(len(keys) + 3, len(columns))))


def _differences(first: KeyedTable, second: KeyedTable) -> Iterator[KeyedDifference]:
    columns = dict.fromkeys([*first.fields, *second.fields])
    for row in dict.fromkeys([*first.rows, *second.rows]):
        for column in columns:
            old, new = (_side(table.rows.get(row, {}).get(column, "")) for table in (first, second))
            if [value.meaning for value in old] != [value.meaning for value in new]:
                yield KeyedDifference(first.key_columns, row, column, old, new)


def _side(text: str) -> Side:
    value = parse(text)
    return (value,) if is_filled(value) else ()
