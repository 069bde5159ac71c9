"""The rows of the comparison that a reviewer sees: groups in the order in which they are taken, labels, and what a row is of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from haishu_desk.domain.adhoc import is_adhoc_code
from haishu_desk.domain.cells import VALUE, VERIFIED, ReturnKey, Slot, field_of_note, is_evidence, note_of
from haishu_desk.domain.items import Item
from haishu_desk.domain.quantity import Quantity, show
from haishu_desk.review.compare import (
    KINDS,
    OF_DEFINITION,
    OF_EXPLANATION,
    OF_TARGET,
    OF_VALUE,
    OF_VINTAGE,
    Difference,
)
from haishu_desk.review.moves import counting
from haishu_desk.review.promises import ANNUAL, DEFINITION, TARGET
from haishu_desk.review.risk import EXPLAIN

if TYPE_CHECKING:
    from haishu_desk.desk.documents import Documents
    from haishu_desk.desk.versions import SideBySide

# The groups of the comparison, in the order in which a reviewer takes them.
CLASHING, BINDING, LARGE, OTHER = "数据不一致", "约束性·达标翻转", "变动大于 20%", "其他改动"
GROUPS = (CLASHING, BINDING, LARGE, OTHER)
NO_VINTAGE = "未注明"
_FIELDS = {TARGET: "目标", ANNUAL: "年度分解", DEFINITION: "口径", VERIFIED: "核定数"}
Values = tuple[Quantity, ...]
Cells = Mapping[Slot, Values]


@dataclass(frozen=True)
class ComparisonRow:
    """One cell that differs. `difference` and `relative` are decimal strings where both sides are numbers.

    `of` is one of `KINDS`; `verified` is the 核定数 that stands beside the value, if there is one.
    """

    slot: Slot
    item: Item
    label: str
    approved: Values
    reported: Values
    current: Values
    difference: str | None
    relative: str | None
    risk: tuple[str, ...]
    note: str
    group: str
    of: str = OF_VALUE
    verified: Values = ()

    @property
    def is_to_judge(self) -> bool:
        """Whether it is the unit's doing: a 目标 and a 口径 are the documents'."""
        return self.of not in (OF_TARGET, OF_DEFINITION)


@dataclass(frozen=True)
class Comparison:
    """A return laid `against` something: the cells that differ, risk first, and how many do not.

    `laid` is there where two versions were chosen: then a row has the first in `reported` and the second in `current`.
    """

    key: ReturnKey
    against: str
    rows: tuple[ComparisonRow, ...]
    unchanged: int
    laid: SideBySide | None = None

    @property
    def to_judge(self) -> tuple[ComparisonRow, ...]:
        """The rows of which something has to be said before the return is approved."""
        return tuple(row for row in self.rows if row.is_to_judge)


@dataclass(frozen=True)
class Sides:
    """The cells of one return three times: approved last, reported last, and now."""

    approved: Cells
    reported: Cells
    current: Cells


def row_of(documents: Documents, key: ReturnKey, slot: Slot, sides: Sides, found: Difference | None) -> ComparisonRow:
    """The row of a cell; `found` is None where only its 说明 differs, or where it is 数据不一致 and the same as before."""
    item, of = documents.catalogue.get(slot.item), found.of if found else OF_EXPLANATION
    promised = of in (OF_TARGET, OF_DEFINITION)
    approved, reported, current = (
        _standing(cells, slot, of) for cells in (sides.approved, sides.reported, sides.current)
    )
    if promised and found is not None:
        approved, reported, current = found.before, found.before, found.after
    note = sides.current.get(Slot(slot.item, note_of(slot.field), slot.vintage), ())
    risk, relative = (found.risk, found.relative) if found else ((), None)
    is_clash = len(current) > 1
    return ComparisonRow(
        slot=slot,
        item=item,
        label=_label(documents, key, slot, item, found, is_note_only=found is None and not is_clash),
        approved=approved,
        reported=reported,
        current=current,
        difference=found.difference if found else None,
        relative=relative,
        risk=risk,
        note=" / ".join(filter(None, map(show, note))),
        group=group_of(current, risk, relative),
        of=OF_VALUE if is_clash else of,
        verified=sides.current.get(Slot(slot.item, VERIFIED, slot.vintage), ()) if slot.field == VALUE else (),
    )


def cell_title(documents: Documents, form: str, slot: Slot) -> str:
    """What a cell of an item is called beside its name: the field, empty for the value itself.

    The value of a 临时报表 is one of several columns, and goes by its own heading.
    """
    field = field_of_note(slot.field)
    if is_evidence(field):
        return "佐证材料"
    titles = documents.fields(form) if form in documents.forms else {}
    if field == VALUE and is_adhoc_code(form) and len(titles) > 1:
        return str(titles[VALUE]["title"])
    if field == VALUE or field in _FIELDS:
        return _FIELDS.get(field, "")
    return str(titles[field]["title"]) if field in titles else field


def moved(old: str | None, new: str | None) -> str:
    """`预计→最终核实`."""
    return f"{old or NO_VINTAGE}→{new or NO_VINTAGE}"


def group_of(current: Values, risk: tuple[str, ...], relative: str | None) -> str:
    """The group that a cell belongs to."""
    if len(current) > 1:
        return CLASHING
    if {"约束性", "达标翻转"} & set(risk):
        return BINDING
    if {"变号", "量级", "越限", "缺说明"} & set(risk) or (relative is not None and abs(Decimal(relative)) > EXPLAIN):
        return LARGE
    return OTHER


def in_print_order(row: ComparisonRow) -> tuple[int, int, str, Slot]:
    """By group, then by the number of the item."""
    number = row.item.number
    return (GROUPS.index(row.group), int(number) if number.isdigit() else 1 << 30, number, row.slot)


def _label(
    documents: Documents, key: ReturnKey, slot: Slot, item: Item, found: Difference | None, *, is_note_only: bool
) -> str:
    """The name of the item, then the field, the 数值状态 or what it became, and 说明 where nothing else differs."""
    is_moved = found is not None and found.of == OF_VINTAGE
    vintage = moved(found.old_vintage, slot.vintage) if found is not None and is_moved else slot.vintage
    word = KINDS[OF_EXPLANATION] if is_note_only else ""
    return " · ".join(filter(None, (item.name, cell_title(documents, key.form, slot), vintage, word)))


def _standing(cells: Cells, slot: Slot, of: str) -> Values:
    """What stands in a cell; where the 数值状态 moved, what counted for its figure."""
    if of != OF_VINTAGE:
        return cells.get(slot, ())
    key = ReturnKey("", "", "")
    figure = (key, slot.item, slot.field)
    best = counting({(key, each): values for each, values in cells.items()}, {figure}).get(figure)
    return cells.get(best, ()) if best is not None else ()
