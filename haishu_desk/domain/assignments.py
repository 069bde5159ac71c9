"""责任分解 as data: who answers for what, how two editions differ, and how a change goes into an edition that waits.

A row is `{"item", "unit", "role", "annual"}`, and of what else a table says of it whatever is there (`DETAILS`). 定责 is not
报数: lead, support and part answer for the item, report fills it in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

LEAD, SUPPORT, PART, REPORT = "lead", "support", "part", "report"
ROLE_TITLES = {LEAD: "牵头", SUPPORT: "配合", PART: "分解", REPORT: "报数"}
ROLES = tuple(ROLE_TITLES)
DETAILS = {
    "leader": "牵头领导",
    "frequency": "报数频度",
    "first_month": "首报月",
    "source": "来源制度",
    "note": "备注",
}
ADDED, REMOVED, CHANGED = "added", "removed", "changed"
KIND_TITLES = {ADDED: "新增", REMOVED: "取消", CHANGED: "改动"}
Row = Mapping[str, Any]
Key = tuple[str, str, str]
# The row that stands there from now on, or None where there is none any more.
Changes = Mapping[Key, Row | None]


@dataclass(frozen=True)
class RowChange:
    """One row that is not in both editions, or is another one: `years` before and after by year, `details` by their titles."""

    kind: str
    item: str
    unit: str
    role: str
    years: tuple[tuple[str, str, str], ...] = ()
    details: tuple[tuple[str, str, str], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The keys of the verb `assign --changes`."""
        return {
            "kind": self.kind,
            "item": self.item,
            "unit": self.unit,
            "role": self.role,
            "annual": [{"year": year, "before": before, "after": after} for year, before, after in self.years],
            "details": [{"what": what, "before": before, "after": after} for what, before, after in self.details],
        }

    @property
    def told(self) -> str:
        """What is other than before: 2025 年 1400 → 1500；备注 — → 试行."""
        years = [f"{year} 年 {before or '—'} → {after or '—'}" for year, before, after in self.years]
        details = [f"{what} {before or '—'} → {after or '—'}" for what, before, after in self.details]
        return "；".join([*years, *details])


def role_title(role: str) -> str:
    """牵头, 配合, 分解 or 报数; a role of a later program under its own name."""
    return ROLE_TITLES.get(role, role)


def key_of(row: Row) -> Key:
    """What tells rows apart: item, unit and role."""
    return row["item"], row["unit"], row["role"]


def made_row(key: Key, annual: Mapping[str, str], details: Mapping[str, str] | None = None) -> dict[str, Any]:
    """A row of an edition; years ascending, and no key for what is not said."""
    item, unit, role = key
    said = {name: text for name in DETAILS if (text := (details or {}).get(name, "").strip())}
    years = {year: annual[year] for year in sorted(annual) if annual[year]}
    return {"item": item, "unit": unit, "role": role, "annual": years, **said}


def applied(rows: Iterable[Row], changes: Changes) -> list[Row]:
    """The rows with those changes: each in its place, a new one behind the last of its item."""
    known = {key_of(row): row for row in rows}
    kept = {key: changes.get(key, row) for key, row in known.items()}
    new = [row for key, row in changes.items() if row is not None and key not in known]
    result: list[Row] = []
    last: dict[str, int] = {key[0]: place for place, key in enumerate(kept)}
    for place, (key, row) in enumerate(kept.items()):
        if row is not None:
            result.append(row)
        if last[key[0]] == place:
            result += [row for row in new if row["item"] == key[0]]
    return [*result, *(row for row in new if row["item"] not in last)]


def difference(before: Iterable[Row], after: Iterable[Row]) -> dict[Key, Row | None]:
    """The changes that make `after` of `before`."""
    old, new = {key_of(row): row for row in before}, {key_of(row): row for row in after}
    gone: dict[Key, Row | None] = {key: None for key in old if key not in new}
    return gone | {key: row for key, row in new.items() if not _same(old.get(key), row)}


def merged(base: Sequence[Row], waiting: Sequence[Row], changes: Changes) -> tuple[list[Row], tuple[Key, ...]]:
    """The waiting rows with the changes, and the keys of those that it keeps as its own.

    A row that the waiting edition itself changes against `base` stays as that edition says: it was decided for its day.
    """
    old, new = {key_of(row): row for row in base}, {key_of(row): row for row in waiting}
    own = tuple(
        key for key, row in changes.items()
        if not _same(old.get(key), new.get(key)) and not _same(row, new.get(key))
    )  # fmt: skip
    return applied(waiting, {key: row for key, row in changes.items() if key not in own}), own


def changes_between(before: Sequence[Row], after: Sequence[Row]) -> list[RowChange]:
    """What is other in `after`, in the order of its items; what is gone comes with its item."""
    old, new = {key_of(row): row for row in before}, {key_of(row): row for row in after}
    keys = {key: place for place, key in enumerate(difference(before, after))}
    order = {item: place for place, item in enumerate(dict.fromkeys(row["item"] for row in [*after, *before]))}
    return [
        _change(key, old.get(key), new.get(key)) for key in sorted(keys, key=lambda each: (order[each[0]], keys[each]))
    ]


def annual_by_unit(rows: Iterable[Row]) -> dict[str, dict[str, str]]:
    """Each unit's sub-targets by year out of the rows of one item, whatever the role that they stand beside."""
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        if row["annual"]:
            found.setdefault(row["unit"], {}).update(row["annual"])
    return found


def _same(one: Row | None, other: Row | None) -> bool:
    return (None if one is None else dict(one)) == (None if other is None else dict(other))


def _change(key: Key, before: Row | None, after: Row | None) -> RowChange:
    kind = ADDED if before is None else REMOVED if after is None else CHANGED
    old, new = (before or {}).get("annual", {}), (after or {}).get("annual", {})
    years = [(year, old.get(year, ""), new.get(year, "")) for year in sorted({*old, *new})]
    said = [(title, (before or {}).get(name, ""), (after or {}).get(name, "")) for name, title in DETAILS.items()]
    return RowChange(
        kind,
        *key,
        tuple(each for each in years if each[1] != each[2]),
        tuple(each for each in said if each[1] != each[2]),
    )
