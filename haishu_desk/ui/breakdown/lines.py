"""The rows of the grid, without Qt: one for each item, unit and role of a plan, as the draft has them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from haishu_desk.desk.documents import Documents
from haishu_desk.domain.assignments import ROLE_TITLES, Key, Row, key_of, role_title


@dataclass(frozen=True)
class Line:
    """One row: the texts that are shown, the row of the assignment behind it, whether it is not issued yet."""

    key: Key
    name: str
    unit: str
    role: str
    row: Row
    is_new: bool
    measure: str | None


@dataclass(frozen=True)
class Wanted:
    """What is to be seen: of one unit, with words in item or unit, only what has sub-targets, only what the draft changes."""

    unit: str = ""
    words: str = ""
    only_figures: bool = False
    only_draft: bool = False


def lines_of(
    documents: Documents, plan: str, rows: Sequence[Row], changed: Collection[Key], wanted: Wanted
) -> list[Line]:
    """The lines of a plan in print order; of an item the roles in their order."""
    by_item: dict[str, list[Row]] = {}
    for row in rows:
        by_item.setdefault(row["item"], []).append(row)
    order = {role: place for place, role in enumerate(ROLE_TITLES)}
    found = []
    for item in documents.catalogue:
        own = by_item.get(item.code, []) if item.plan == plan else []
        for row in sorted(own, key=lambda each: order.get(each["role"], len(order))):
            unit = documents.units.get(row["unit"]).name
            role = role_title(row["role"])
            line = Line(key_of(row), item.name, unit, role, row, key_of(row) in changed, item.unit)
            if _is_wanted(line, wanted):
                found.append(line)
    return found


def _is_wanted(line: Line, wanted: Wanted) -> bool:
    if wanted.unit and line.key[1] != wanted.unit:
        return False
    if (wanted.only_figures and not line.row["annual"]) or (wanted.only_draft and not line.is_new):
        return False
    said = f"{line.key[0]} {line.name} {line.unit} {line.role}"
    return all(word in said for word in wanted.words.split())
