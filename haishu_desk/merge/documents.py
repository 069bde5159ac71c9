"""Three-way merge of a document (plan, forms, rules): what the program ships anew goes beside what the district changed itself.

A document is what JSON can say. Lists whose rows have a name of their own (code, id, item with unit and role, number, title)
are merged row by row; any other list is one value. Where both sides changed the same place ours stays, and it is named.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Path = tuple[str, ...]
# What a row is known by, the first that all rows have and no two share.
_NAMES: tuple[tuple[str, ...], ...] = (
    ("code",),
    ("id",),
    ("item", "unit", "role"),
    ("number",),
    ("name",),
    ("what",),
    ("title",),
)


class _Absent:
    def __repr__(self) -> str:
        return "ABSENT"


ABSENT = _Absent()
"""Stands where a document has nothing at a place: no value, which is not the same as null."""


@dataclass(frozen=True)
class Step:
    """One place where the new document differs from the old one: the keys that lead there, and both values (or ABSENT)."""

    path: Path
    before: Any
    after: Any


@dataclass
class MergedDocument:
    """The document that comes of it, what was taken from the new one, and where ours stayed because both sides changed."""

    content: Any
    taken: list[Step] = field(default_factory=list)
    clashes: list[Step] = field(default_factory=list)


def merge_documents(base: Any, ours: Any, theirs: Any) -> MergedDocument:
    """What `theirs` changed since `base`, put into `ours`; none of the three is changed."""
    merged = MergedDocument(None)
    merged.content = _merge((), base, ours, theirs, merged)
    return merged


def _merge(path: Path, base: Any, ours: Any, theirs: Any, into: MergedDocument) -> Any:
    if theirs in (base, ours):
        return ours
    if all(isinstance(each, Mapping) for each in (base, ours, theirs)):
        return _rows_merged(path, base, ours, theirs, into)
    if all(isinstance(each, list) for each in (base, ours, theirs)):
        name = _name_of_rows(base, ours, theirs)
        if name is not None:
            old, own, new = ({name(row): row for row in each} for each in (base, ours, theirs))
            return list(_rows_merged(path, old, own, new, into).values())
    is_untouched = ours == base
    (into.taken if is_untouched else into.clashes).append(Step(path, base, theirs))
    return theirs if is_untouched else ours


def _rows_merged(
    path: Path, base: Mapping[str, Any], ours: Mapping[str, Any], theirs: Mapping[str, Any], into: MergedDocument
) -> dict[str, Any]:
    """Row by row in our order; a new row of theirs comes after the row that it follows there."""
    found = {}
    for key in _in_order(list(ours), list(theirs)):
        old, own, new = (each.get(key, ABSENT) for each in (base, ours, theirs))
        merged = _merge((*path, key), old, own, new, into)
        if merged is not ABSENT:
            found[key] = merged
    return found


def _in_order(ours: Sequence[str], theirs: Sequence[str]) -> list[str]:
    found = list(ours)
    for place, key in enumerate(theirs):
        if key not in found:
            before = next((each for each in reversed(theirs[:place]) if each in found), None)
            found.insert(found.index(before) + 1 if before is not None else 0, key)
    return found


def _name_of_rows(*tables: list[Any]) -> Callable[[Any], str] | None:
    """By what the rows of all these lists are known; None for lists of plain values, or with rows of the same name."""
    rows = [row for table in tables for row in table]
    if not rows or not all(isinstance(row, Mapping) for row in rows):
        return None
    for names in _NAMES:
        if all(name in row for row in rows for name in names) and all(
            len({_called(row, names) for row in table}) == len(table) for table in tables
        ):
            return lambda row, names=names: _called(row, names)  # type: ignore[misc]
    return None


def _called(row: Mapping[str, Any], names: Sequence[str]) -> str:
    return "·".join(str(row[name]) for name in names)
