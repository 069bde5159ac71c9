"""对比表: what differs between two versions as a workbook or a paper, risk first."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from haishu_desk.desk.comparison_rows import cell_title, moved
from haishu_desk.desk.table_file import writer_for
from haishu_desk.domain.cells import Slot, is_figure, note_of
from haishu_desk.domain.periods import parse_period
from haishu_desk.domain.quantity import Quantity, show
from haishu_desk.review.compare import KINDS, OF_EXPLANATION, OF_VINTAGE, Difference, Version
from haishu_desk.review.moves import filled
from haishu_desk.review.promises import DEFINITION
from haishu_desk.store.files import write_file

if TYPE_CHECKING:
    from haishu_desk.desk import Desk
    from haishu_desk.desk.versions import SideBySide

TITLE = "数据对比表"
COLUMNS = ("序号", "风险", "单位", "报告期", "指标", "计量单位", "差异", "甲", "乙", "差", "差 %", "乙的说明")
_FIGURES = (7, 8, 9, 10)
Row = tuple[str, ...]


def write_comparison(desk: Desk, laid: SideBySide, file: Path) -> None:
    """Write what differs to an .xlsx or a .docx: what is compared, then a row a cell; UsageError for another ending."""
    write = writer_for(file)
    rows = [_row(desk, number, row, laid.after.cells) for number, row in enumerate(laid.rows, start=1)]
    write_file(
        file,
        write(
            TITLE, about(laid.before.title, laid.after.title, (row.risk for row in laid.rows)), COLUMNS, rows, _FIGURES
        ),
    )


def kind_word(row: Difference) -> str:
    """`数值`, or `数值状态：预计→最终核实`."""
    if row.of != OF_VINTAGE:
        return KINDS[row.of]
    return f"{KINDS[row.of]}：{moved(row.old_vintage, row.slot.vintage)}"


def cell_name(desk: Desk, row: Difference) -> str:
    """The item with its number, and the field and 数值状态 where they say more."""
    slot, known = row.slot, row.slot.item in desk.documents.catalogue
    item = desk.documents.catalogue.get(slot.item) if known else None
    name = (
        f"{item.number} {item.name}"
        if item is not None and item.number.isdigit()
        else (item.name if item else slot.item)
    )
    vintage = slot.vintage if row.of != OF_VINTAGE else None
    return " · ".join(filter(None, (name, cell_title(desk.documents, row.key.form, slot), vintage)))


def _row(desk: Desk, number: int, row: Difference, after: Version) -> Row:
    documents = desk.documents
    known = row.slot.item in documents.catalogue
    unit = documents.catalogue.get(row.slot.item).unit if known and row.slot.field != DEFINITION else None
    return (
        str(number), "、".join(row.risk), documents.name_of(row.key.unit, row.key.period), parse_period(row.key.period).title,
        cell_name(desk, row), unit or "", kind_word(row), sides_text(row.before), sides_text(row.after),
        row.difference or "—", percent(row.relative), _note(row, after),
    )  # fmt: skip


def _note(row: Difference, after: Version) -> str:
    """The 说明 that stands with the figure in the second version."""
    if row.of == OF_EXPLANATION or not is_figure(row.slot.field):
        return ""
    return " / ".join(
        map(show, filled(after, (row.key, Slot(row.slot.item, note_of(row.slot.field), row.slot.vintage))))
    )


def sides_text(values: tuple[Quantity, ...]) -> str:
    """What stands on one side; nothing is said in words, since — is an answer."""
    return " / ".join(map(show, values)) if values else "（没有）"


def percent(relative: str | None) -> str:
    """A relative difference in percent to one decimal."""
    return "—" if relative is None else f"{Decimal(relative) * 100:.1f}"


def about(before: str, after: str, risks: Iterable[tuple[str, ...]]) -> str:
    """What is compared, how much differs and what is a risk."""
    listed = list(risks)
    risky = sum(map(bool, listed))
    count = f"共 {len(listed)} 处不同，其中有风险 {risky} 处" if listed else "没有不同"
    return f"甲：{before}\n乙：{after}\n{count}。差＝乙－甲；计量单位见各行；风险在前。"
