"""How units change from a day on: 更名, 撤并, 拆分, 撤镇设街道, 撤销. Each makes the next units document out of the one before.

更名 keeps the code and remembers the old name. A unit that ends keeps its row with its last day and names its heir; a new one
begins on the day of the change and names what it came out of, so that history stays under the old name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from haishu_desk.domain.errors import DeskError, UsageError
from haishu_desk.domain.periods import is_date
from haishu_desk.domain.units import KIND_TITLES, UnitTree, day_before

Rows = list[dict[str, Any]]
RENAMED, MERGED, SPLIT, REPLACED, CLOSED = "更名", "撤并", "拆分", "改设", "撤销"
_TOLD_BY_NAME = {"街道": "street", "镇": "town", "乡": "township"}


@dataclass(frozen=True)
class UnitChange:
    """One change: the units that end, those that follow (the first is the heir), the day it takes effect and its 文号."""

    what: str
    old: tuple[str, ...]
    new: tuple[str, ...]
    day: str
    document: str | None = None

    def told(self, units: UnitTree) -> str:
        """The change in a sentence, e.g. 高桥镇自 2026-07-01 起改设高桥街道."""
        before = "、".join(units.get(code).name_on(day_before(self.day)) for code in self.old)
        after = "、".join(units.get(code).name_on(self.day) for code in self.new)
        joined = {RENAMED: "更名为", MERGED: "并入", SPLIT: "拆分为", REPLACED: "改设"}.get(self.what, "撤销")
        return f"{before}自 {self.day} 起{joined}{after}"


@dataclass(frozen=True)
class NewUnit:
    """A unit that begins, or one that is there already and goes on (then only its code is needed)."""

    code: str
    name: str | None = None
    kind: str | None = None


def renamed(rows: Rows, code: str, name: str, day: str) -> Rows:
    """The document after `code` has been given another name from `day` on."""
    unit = _valid(rows, code, day)
    if not name.strip() or name == unit["name"]:
        raise UsageError(f"“{unit['name']}”的新名称没有写，或与原名相同", "请写明新的名称")
    _refuse_taken_name(rows, name, day)
    former = [*(unit.get("former_names") or ()), {"name": unit["name"], "until": day_before(day)}]
    return [{**row, "name": name, "former_names": former} if row["code"] == code else row for row in rows]


def succeeded(rows: Rows, old: Sequence[str], new: Sequence[NewUnit], day: str) -> Rows:
    """The document after `old` units end and `new` ones follow from `day` on; without a new one they simply end.

    A unit that stands on both sides goes on: it takes others in, or gives a part away.
    """
    if len(set(old)) != len(old) or len({each.code for each in new}) != len(new):
        raise UsageError("同一个单位写了两次", "请每个单位只写一次")
    for code in old:
        _valid(rows, code, day)
    known = {row["code"] for row in rows}
    going_on = {each.code for each in new if each.code in known}
    for each in new:
        if each.code in known:
            _valid(rows, each.code, day)
    ending = [code for code in old if code not in going_on]
    heir = new[0].code if new else None
    changed = [_ended(row, day, heir) if row["code"] in ending else row for row in rows]
    changed = [
        _taking_over(row, [code for code in old if code != row["code"]], day) if row["code"] in going_on else row
        for row in changed
    ]
    begun = [_begun(rows, each, old, day) for each in new if each.code not in known]
    return _beside(changed, begun, old[0])


def _valid(rows: Rows, code: str, day: str) -> dict[str, Any]:
    """The row of a unit that is there on the day before and not the district itself; the error says what is wrong."""
    if not is_date(day):
        raise UsageError(f"看不懂日期“{day}”", "请写成 2026-07-01")
    unit = UnitTree(rows).get(code)
    if unit.kind == "district":
        raise UsageError("区级不能撤并或更名", "请写街道、镇、乡或部门的代码")
    if not unit.is_valid_on(day_before(day)):
        when = f"{unit.valid_to} 已经撤销" if unit.valid_to and unit.valid_to < day else f"{unit.valid_from} 才设立"
        raise DeskError(f"{unit.name}（{code}）{when}，不能从 {day} 起变动", "请核对单位和日期", code="unit-ended")
    late = [former.until for former in unit.former_names if former.until >= day]
    late += [before.since for before in unit.predecessors if before.since > day]
    if late:
        raise DeskError(
            f"{unit.name}在 {max(late)} 前后已有一次变动，不能再写更早的日期", "请按先后次序录入", code="order"
        )
    return next(row for row in rows if row["code"] == code)


def _ended(row: dict[str, Any], day: str, heir: str | None) -> dict[str, Any]:
    return {**row, "valid_to": day_before(day), **({"heir": heir} if heir else {})}


def _taking_over(row: dict[str, Any], others: Iterable[str], day: str) -> dict[str, Any]:
    taken = [{"unit": code, "since": day} for code in others]
    return {**row, "predecessors": [*(row.get("predecessors") or ()), *taken]} if taken else row


def _begun(rows: Rows, new: NewUnit, old: Sequence[str], day: str) -> dict[str, Any]:
    before = next(row for row in rows if row["code"] == old[0])
    if not new.name:
        raise UsageError(f"没有代码为“{new.code}”的单位，新设的要写名称", "请写明代码和名称")
    _refuse_taken_name([row for row in rows if row["code"] not in old], new.name, day)
    return {
        "code": new.code,
        "name": new.name,
        "kind": _kind(new, before["kind"]),
        "parent": before["parent"],
        "valid_from": day,
        "valid_to": None,
        "former_codes": [],
        "predecessors": [{"unit": code, "since": day} for code in old],
    }


def _kind(new: NewUnit, like: str) -> str:
    """The kind that was named, else the one that its name ends with, else that of the unit before."""
    if new.kind is not None:
        by_title = {title: kind for kind, title in KIND_TITLES.items()}
        if new.kind not in (*KIND_TITLES, *by_title) or by_title.get(new.kind, new.kind) == "district":
            raise UsageError(f"没有单位类别“{new.kind}”", "可用：街道、镇、乡、部门")
        return by_title.get(new.kind, new.kind)
    named = next((kind for ending, kind in _TOLD_BY_NAME.items() if (new.name or "").endswith(ending)), like)
    return like if like == "department" else named


def _refuse_taken_name(rows: Rows, name: str, day: str) -> None:
    taken = next((unit for unit in UnitTree(rows) if unit.name == name and unit.is_valid_on(day)), None)
    if taken is not None:
        raise UsageError(
            f"已经有一个单位叫“{name}”（{taken.code}）", "请核对名称；要并入它的，由它承接，写它的代码就够了"
        )


def _beside(rows: Rows, begun: Rows, code: str) -> Rows:
    """The new units stand behind the first of the old ones, so that lists stay in order."""
    place = next(place for place, row in enumerate(rows) if row["code"] == code) + 1
    return [*rows[:place], *begun, *rows[place:]]
