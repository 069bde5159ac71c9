"""The unit tree: the district, its departments, 9 街道, 7 镇 and 1 乡, with official codes and dates of validity."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from haishu_desk.domain.errors import UsageError

TOWNSHIP_KINDS = ("street", "town", "township")
KIND_TITLES = {"district": "区", "department": "部门", "street": "街道", "town": "镇", "township": "乡"}


@dataclass(frozen=True)
class Unit:
    """One unit; `code` never changes, `valid_from` and `valid_to` are ISO dates or None.

    `former_codes` are official codes of the time before: old tables still use them.
    """

    code: str
    name: str
    kind: str
    parent: str | None
    valid_from: str | None
    valid_to: str | None
    former_codes: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The keys of the contract."""
        return {
            "code": self.code,
            "name": self.name,
            "kind": self.kind,
            "parent": self.parent,
            "valid_from": self.valid_from,
            "valid_to": self.valid_to,
        }


class UnitTree:
    """Units by code, in the order of the document."""

    def __init__(self, rows: Iterable[Mapping[str, Any]]) -> None:
        self._units: dict[str, Unit] = {
            row["code"]: Unit(
                row["code"],
                row["name"],
                row["kind"],
                row["parent"],
                row.get("valid_from"),
                row.get("valid_to"),
                tuple(row.get("former_codes") or ()),
            )
            for row in rows
        }

    def __iter__(self) -> Iterator[Unit]:
        """All units, in order."""
        return iter(self._units.values())

    def __contains__(self, code: object) -> bool:
        """Whether a unit has that code."""
        return code in self._units

    def get(self, code: str) -> Unit:
        """The unit with that code; UsageError names where the codes are listed."""
        if code not in self._units:
            raise UsageError(f"没有代码为“{code}”的单位", "单位代码见 haishu-desk units")
        return self._units[code]

    @property
    def district(self) -> Unit:
        """The one unit that reviews."""
        return next(unit for unit in self if unit.kind == "district")
