"""更名、撤并、拆分、撤镇设街道: the units document from a day on, who reports then, and what becomes of the open returns.

A period belongs to the unit that is there on its last day. An open return of a period that ended before the change stays where
it is, and the heir fills it in. An open return of a later period is 作废 under the old unit and issued to the heir with the
same due date; where one unit follows one, what was filled in so far goes along.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from haishu_desk.desk.permission import NotYoursError
from haishu_desk.domain.assignments import difference
from haishu_desk.domain.cells import Change, Edit, ReturnKey, Slot, is_figure
from haishu_desk.domain.errors import UsageError
from haishu_desk.domain.periods import is_date, parse_period
from haishu_desk.domain.quantity import Quantity
from haishu_desk.domain.returns import CLOSED, NOT_ISSUED, Course, Decision
from haishu_desk.domain.unit_changes import RENAMED, NewUnit, UnitChange, renamed, succeeded
from haishu_desk.domain.units import UnitTree

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

UNITS, ASSIGNMENT = "units", "assignment"
SUCCEEDED, CHANGED = "succeeded", "单位变动"


@dataclass(frozen=True)
class Moved:
    """An open return that went from a unit that ended to its heir; `cells` is how many values went along."""

    old: ReturnKey
    new: ReturnKey
    cells: int


@dataclass(frozen=True)
class Succession:
    """What a change of units did: the change in a sentence, the returns that moved, and the items to break down anew.

    `to_break_down` are the codes whose yearly sub-targets nobody may copy: two units' targets are not one's; `names` are
    those of all units from that day on.
    """

    told: str
    moved: tuple[Moved, ...]
    to_break_down: tuple[str, ...]
    names: Mapping[str, str]


@dataclass(frozen=True)
class PastChange:
    """A change that was carried out: its sentence, the 文号, who did it and when (ISO)."""

    told: str
    document: str | None
    person: str
    at: str


def told_lines(desk: Desk, done: Succession) -> list[str]:
    """What became, or would become, of the open returns and the sub-targets: a sentence a line."""
    catalogue = desk.documents.catalogue
    lines = []
    for (old, new, period), moves in _grouped(done.moved).items():
        cells, heir = sum(each.cells for each in moves), done.names[new]
        forms = "、".join(str(desk.documents.form(each.old.form)["title"]) for each in moves)
        went = f"，已录的 {cells} 格一并转去" if cells else ""
        then = desk.documents.name_of(old, period)
        what = f"转由{heir}填报{went}" if old != new else "作废，没有单位承接"
        lines.append(f"{then}{parse_period(period).title}的{forms}{what}")
    if done.to_break_down:
        items = "、".join(f"{code} {catalogue.get(code).name}" for code in done.to_break_down)
        lines.append(f"年度分解要重新下达：{items}")
    return lines


def _grouped(moved: Iterable[Moved]) -> dict[tuple[str, str, str], list[Moved]]:
    """The returns of one period together."""
    grouped: dict[tuple[str, str, str], list[Moved]] = {}
    for each in moved:
        grouped.setdefault((each.old.unit, each.new.unit, each.old.period), []).append(each)
    return grouped


class UnitChanges:
    """Changes the units of one desk; the district does that."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def rename(self, code: str, name: str, day: str, document: str | None = None) -> Succession:
        """更名 from `day` (ISO) on; UsageError or DeskError says why not."""
        self._refuse(day)
        rows = renamed(self._rows(), code, name, day)
        return self._carry_out(UnitChange(RENAMED, (code,), (code,), day, document), rows)

    def succeed(self, change: UnitChange, new: list[NewUnit]) -> Succession:
        """撤并, 拆分, 撤镇设街道 or 撤销: `change.old` end, `new` follow (the first is the heir), from `change.day` on."""
        self._refuse(change.day)
        return self._carry_out(change, succeeded(self._rows(), change.old, new, change.day))

    def carry_out(self, change: UnitChange, new: list[NewUnit]) -> Succession:
        """Do what `preview` told of."""
        if change.what == RENAMED:
            return self.rename(change.old[0], new[0].name or "", change.day, change.document)
        return self.succeed(change, new)

    def preview(self, change: UnitChange, new: list[NewUnit]) -> Succession:
        """What `rename` (for 更名, by the one in `new`) or `succeed` would do, without doing it; the error says why not."""
        self._refuse(change.day)
        if change.what == RENAMED:
            rows = renamed(self._rows(), change.old[0], new[0].name or "", change.day)
        else:
            rows = succeeded(self._rows(), change.old, new, change.day)
        tree = UnitTree(rows)
        one_to_one = _is_one_to_one(change, tree)
        moved = [self._would_move(key, tree, one_to_one=one_to_one) for key in self._open_returns(change, tree)]
        return Succession(change.told(tree), tuple(moved), self._assignment(change)[1], _names(tree))

    def so_far(self) -> list[PastChange]:
        """The changes that were carried out here, the latest first; what was read of the trail is not read again."""
        lines = self._desk.trail_lines.saying(CHANGED)
        return [
            PastChange(
                str(line["detail"]["change"]),
                line["detail"].get("document"),
                str(line["author"]["person"]),
                str(line["author"]["at"]),
            )
            for line in reversed(lines)
        ]

    def _refuse(self, day: str) -> None:
        if not self._desk.is_district:
            raise NotYoursError("单位的变动由区级来办", "区级办好以后，下发的数据包里会带来")
        if not is_date(day):
            raise UsageError(f"看不懂日期“{day}”", "请写成 2026-07-01")
        if day > date.today().isoformat():  # noqa: DTZ011  the office's own day
            raise UsageError(f"{day} 还没有到，不能现在变动", "请到那一天再办；在此以前原单位照常填报")

    def _rows(self) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self._desk.documents.edition(UNITS).content
        return rows

    def _carry_out(self, change: UnitChange, rows: list[dict[str, Any]]) -> Succession:
        desk, tree = self._desk, UnitTree(rows)
        told = change.told(tree)
        open_returns = list(self._open_returns(change, tree))
        assignment, to_break_down = self._assignment(change)
        with desk.transaction():
            desk.planning.publish(UNITS, rows, document=change.document, effective=change.day)
            if assignment != desk.documents.assignment:
                changed = difference(desk.documents.assignment, assignment)
                desk.planning.reassign(changed, document=change.document, effective=change.day)
            moved = tuple(self._move(key, tree, told, one_to_one=_is_one_to_one(change, tree)) for key in open_returns)
            desk.audit(CHANGED, change=told, document=change.document, moved=[each.old.period for each in moved])
        return Succession(told, moved, to_break_down, _names(tree))

    def _open_returns(self, change: UnitChange, tree: UnitTree) -> Iterator[ReturnKey]:
        """The returns of the units that end that are not decided yet and whose period is not theirs any more."""
        ending = [code for code in change.old if tree.get(code).valid_to is not None]
        for key in self._desk.workspace.cells.returns():
            if key.unit in ending and not tree.get(key.unit).reports(parse_period(key.period)):
                state = self._desk.course(key).state(has_edits=bool(self._desk.heads(key)))
                if state not in (*CLOSED, NOT_ISSUED):
                    yield key

    def _move(self, key: ReturnKey, tree: UnitTree, told: str, *, one_to_one: bool) -> Moved:
        desk, course = self._desk, self._desk.course(key)
        moved = self._would_move(key, tree, one_to_one=one_to_one)
        if self._begins(moved):
            desk.apply(Decision(moved.new, desk.author(), "issued", None, None, due=course.due))
            if moved.cells:
                self._take_along(moved, told)
        desk.apply(_voided(desk, key, course, told))
        return moved

    def _would_move(self, key: ReturnKey, tree: UnitTree, *, one_to_one: bool) -> Moved:
        moved = Moved(key, ReturnKey(key.form, tree.heir(key.unit), key.period), 0)
        return replace(moved, cells=len(self._firm(key))) if one_to_one and self._begins(moved) else moved

    def _begins(self, moved: Moved) -> bool:
        """Whether the heir gets a return that it does not have yet."""
        return moved.new.unit != moved.old.unit and not self._desk.course(moved.new).is_issued

    def _firm(self, key: ReturnKey) -> dict[Slot, Quantity]:
        """The values that stand in a return; a cell in 数据不一致 is left to be filled in."""
        heads = self._desk.heads(key)
        return {slot: heads[slot][0].value for slot in sorted(heads) if len(heads[slot]) == 1 and is_figure(slot.field)}

    def _take_along(self, moved: Moved, told: str) -> None:
        """The values that stand in the old return, as the first of the new one."""
        changes = tuple(Change(slot, None, value) for slot, value in self._firm(moved.old).items())
        source = {"kind": SUCCEEDED, "unit": moved.old.unit}
        self._desk.apply(Edit(moved.new, self._desk.author(), changes, uuid.uuid4().hex, told, source))

    def _assignment(self, change: UnitChange) -> tuple[list[dict[str, Any]], tuple[str, ...]]:
        """The rows in force and those of the units that follow; and the items whose sub-targets have to be set anew."""
        rows = self._desk.documents.assignment
        if change.what == RENAMED:
            return rows, ()
        known = {(row["item"], row["unit"], row["role"]) for row in rows}
        is_whole = len(change.old) == len(change.new) == 1
        added: list[dict[str, Any]] = []
        open_items: dict[str, None] = {}
        for row in (row for row in rows if row["unit"] in change.old):
            for unit in change.new:
                place = (row["item"], unit, row["role"])
                if place not in known:
                    known.add(place)
                    added.append({**row, "unit": unit, "annual": row["annual"] if is_whole else {}})
                if row["annual"] and not is_whole:
                    open_items[row["item"]] = None
        return [*rows, *added], tuple(open_items)


def _names(tree: UnitTree) -> dict[str, str]:
    return {unit.code: unit.name for unit in tree}


def _is_one_to_one(change: UnitChange, tree: UnitTree) -> bool:
    return len(change.old) == len(change.new) == 1 and tree.get(change.new[0]).valid_from == change.day


def _voided(desk: Desk, key: ReturnKey, course: Course, told: str) -> Decision:
    last, revision = course.last_decision, course.last_revision
    return Decision(
        key, desk.author(), "voided", revision.id if revision else None, last.id if last else None, comment=told
    )
