"""The unit tree: the district, its departments, 9 街道, 7 镇 and 1 乡, with official codes and dates of validity.

Units change: 更名 keeps the code, 撤并, 拆分 and 撤镇设街道 end one unit and begin another from a day on. What was reported
stays under the unit and the name of its time; the `heir` speaks for a unit that has ended.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from haishu_desk.domain.errors import UsageError
from haishu_desk.domain.periods import Period

TOWNSHIP_KINDS = ("street", "town", "township")
KIND_TITLES = {"district": "区", "department": "部门", "street": "街道", "town": "镇", "township": "乡"}


@dataclass(frozen=True)
class FormerName:
    """A name that a unit had up to and including the day `until` (ISO)."""

    name: str
    until: str


@dataclass(frozen=True)
class Predecessor:
    """A unit that another one took over, wholly or in part, from the day `since` (ISO) on."""

    unit: str
    since: str


@dataclass(frozen=True)
class Unit:
    """One unit; `code` never changes, `valid_from` and `valid_to` are its first and its last day (ISO) or None.

    `former_codes` are official codes of the time before: old tables still use them. `heir` is the code of the unit that
    takes over its open returns and its computers when it ends; None for one that ended without.
    """

    code: str
    name: str
    kind: str
    parent: str | None
    valid_from: str | None
    valid_to: str | None
    former_codes: tuple[str, ...] = ()
    former_names: tuple[FormerName, ...] = ()
    predecessors: tuple[Predecessor, ...] = ()
    heir: str | None = None

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

    def is_valid_on(self, day: str) -> bool:
        """Whether there is such a unit on that day (ISO)."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)

    @property
    def has_ended(self) -> bool:
        """Whether it is there no more (a change of units is recorded on its day, never before)."""
        return self.valid_to is not None

    def reports(self, period: Period) -> bool:
        """Whether the figures of a period are this unit's: it is there on the period's last day."""
        has_bounds = self.valid_from is not None or self.valid_to is not None
        return not has_bounds or self.is_valid_on(period.last_day)

    def name_on(self, day: str) -> str:
        """What it was called on that day (ISO)."""
        return next((former.name for former in self.former_names if day <= former.until), self.name)

    def name_in(self, period: Period) -> str:
        """What it was called at the end of that period."""
        return self.name_on(period.last_day)


def _unit(row: Mapping[str, Any]) -> Unit:
    return Unit(
        row["code"],
        row["name"],
        row["kind"],
        row["parent"],
        row.get("valid_from"),
        row.get("valid_to"),
        tuple(row.get("former_codes") or ()),
        tuple(FormerName(**former) for former in row.get("former_names") or ()),
        tuple(Predecessor(**before) for before in row.get("predecessors") or ()),
        row.get("heir"),
    )


class UnitTree:
    """Units by code, in the order of the document, also those that have ended."""

    def __init__(self, rows: Iterable[Mapping[str, Any]]) -> None:
        self._units: dict[str, Unit] = {row["code"]: _unit(row) for row in rows}

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

    def heir(self, code: str) -> str:
        """The unit that speaks for `code` now: itself, or who took it over, or who took that one over."""
        seen = [code]
        while (unit := self._units.get(seen[-1])) and unit.heir and unit.heir not in seen:
            seen.append(unit.heir)
        return seen[-1]

    def with_heir(self, code: str) -> str:
        """The unit's name, and who answers for it now if it has ended: 鄞江镇（现鄞江街道）."""
        name, heir = self.get(code).name, self.heir(code)
        return name if heir == code else f"{name}（现{self.get(heir).name}）"

    def spoken_for_by(self, code: str) -> set[str]:
        """The unit itself and every one that it took over with its open returns: what its office answers for."""
        return {code, *self._spoken_for.get(code, ())}

    @cached_property
    def _spoken_for(self) -> dict[str, list[str]]:
        """The units by who speaks for them now; the tree of a document never changes."""
        found: dict[str, list[str]] = {}
        for unit in self:
            found.setdefault(self.heir(unit.code), []).append(unit.code)
        return found

    def line(self, code: str) -> list[str]:
        """The unit and those it came out of whole, one after the other, the oldest first: 撤镇设街道, one for one.

        A unit that several were merged into, or that is a part of another one, begins a line of its own.
        """
        line = [code]
        while (before := self._whole_predecessor(line[0])) and before not in line:
            line.insert(0, before)
        return line

    def reporting(self, code: str, period: Period) -> str:
        """Who of the unit's line reports that period; the unit itself for a time before all of them."""
        return next((each for each in self.line(code) if self.get(each).reports(period)), code)

    def meant(self, code: str, period: Period) -> str:
        """Which unit a table means by a name of `code` in that period: itself, what it came out of, or what follows it whole."""
        heir = self.line(self.heir(code))
        return self.reporting(heir[-1] if code in heir else code, period)

    def breaks(self, code: str) -> list[str]:
        """The days (ISO, ascending) from which the figures of a unit and its line speak of another area or office."""
        days = {before.since for each in self.line(code) for before in self.get(each).predecessors}
        days |= {before.since for unit in self for before in unit.predecessors if before.unit in self.line(code)}
        return sorted(days)

    def _whole_predecessor(self, code: str) -> str | None:
        """The one unit that this one took over whole when it began; None if it took over none, several, or a part."""
        unit = self._units.get(code)
        if unit is None or len(unit.predecessors) != 1 or unit.predecessors[0].since != unit.valid_from:
            return None  # none, several, or it was there before and took that one in
        before = unit.predecessors[0].unit
        followers = [each.code for each in self for old in each.predecessors if old.unit == before]
        return before if followers == [code] and self.get(before).heir == code else None


def day_before(day: str) -> str:
    """The day before an ISO date, as one."""
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()
