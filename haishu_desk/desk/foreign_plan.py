"""What taking a foreign table over would write: one edit a return, or every reason against it, said together."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from haishu_desk.bundle.foreign.found import Found, FoundCell
from haishu_desk.desk.entry import ClashingCellError, changes_to
from haishu_desk.desk.permission import permit_edit
from haishu_desk.desk.reading import WORKBOOK_TABLE, place_name
from haishu_desk.domain.cells import VALUE, Edit, ReturnKey, Slot, is_clash, is_filled
from haishu_desk.domain.errors import DeskError
from haishu_desk.domain.findings import HARD, Finding
from haishu_desk.domain.periods import parse_period
from haishu_desk.domain.quantity import Quantity, show

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

_SHOWN = 5


@dataclass(frozen=True)
class Plan:
    """The edits, the faults for which nothing is written, and the cells that stand there with another value."""

    edits: tuple[Edit, ...] = ()
    faults: tuple[Finding, ...] = ()
    overwritten: tuple[str, ...] = ()

    @property
    def cells(self) -> int:
        """How many cells would change."""
        return sum(len(edit.changes) for edit in self.edits)


@dataclass
class _Gathered:
    """The cells of one return with the address that each came from."""

    slots: dict[Slot, Quantity] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)


class Planner:
    """Makes the plan for one file."""

    def __init__(self, desk: Desk, file: str, content: str) -> None:
        self._desk, self._file, self._content = desk, file, content
        self._faults: dict[tuple[str, str, str], list[str]] = {}

    def plan(self, found: Found, reason: str | None) -> Plan:
        """What is to be written for `found`; nothing if there is a fault."""
        gathered: dict[ReturnKey, _Gathered] = {}
        for cell in found.cells:
            self._gather(cell, gathered)
        edits = list(self._edits(gathered, reason))
        overwritten = [place for edit in edits for place in self._overwritten(edit)]
        for edit in edits:
            self._try(edit)
        faults = tuple(self._findings())
        return Plan(() if faults else tuple(edits), faults, tuple(overwritten))

    def _gather(self, cell: FoundCell, gathered: dict[ReturnKey, _Gathered]) -> None:
        place = f"{cell.sheet}!{cell.address}"
        entry = self._desk.entry
        try:
            key, item = entry.key_of(cell.unit, cell.period, cell.item)
            value = entry.quantity(item, key.form, VALUE, cell.value)
        except DeskError as error:
            self._fault(error, place)
            return
        slot = Slot(item.code, VALUE, cell.vintage)
        of_return = gathered.setdefault(key, _Gathered())
        before = of_return.slots.get(slot)
        if before is not None and before.meaning != value.meaning:
            other = of_return.places[place_name(slot)]
            message = f"{self._where(key)}·{item.code} {item.name}在 {other} 和 {place} 两处，值不同（{show(before)}、{show(value)}）"
            self._fault(DeskError(message, "请只留一处，另一处写明不取", code="doubled"), place)
            return
        of_return.slots[slot] = value
        of_return.places.setdefault(place_name(slot), place)

    def _edits(self, gathered: Mapping[ReturnKey, _Gathered], reason: str | None) -> Iterator[Edit]:
        batch = uuid.uuid4().hex
        words = self._desk.backfill.words(gathered)
        for key, of_return in gathered.items():
            heads = self._desk.heads(key)
            clashing = [slot for slot in of_return.slots if is_clash(heads.get(slot, ()))]
            for slot in clashing if not reason else ():
                self._fault(self._at(key, ClashingCellError(slot)), of_return.places[place_name(slot)])
            changes = changes_to(of_return.slots, heads)
            if changes:
                names = {place_name(change.slot) for change in changes}
                cells = {name: place for name, place in of_return.places.items() if name in names}
                source = {
                    "kind": WORKBOOK_TABLE,
                    "word": words[key],
                    "file": self._file,
                    "sha256": self._content,
                    "sheet": next(iter(cells.values())).rpartition("!")[0],
                    "cells": cells,
                }
                yield Edit(key, self._desk.author(), changes, batch, reason, source)

    def _try(self, edit: Edit) -> None:
        """Whether the one door would let each cell in; every cell is tried, so that all is said at once."""
        desk = self._desk
        heads, course = desk.heads(edit.key), desk.course(edit.key)
        for change in edit.changes:
            try:
                one = replace(edit, changes=(change,))
                permit_edit(one, heads, course, own_units=desk.own_units, is_district=desk.is_district)
            except DeskError as error:
                self._fault(self._at(edit.key, error), edit.source["cells"][place_name(change.slot)])

    def _overwritten(self, edit: Edit) -> Iterator[str]:
        for change in edit.changes:
            before = change.before
            if before is not None and is_filled(before) and before.meaning != change.after.meaning:
                yield f"{self._where(edit.key)}·{change.slot.item} {show(before)}→{show(change.after)}"

    def _where(self, key: ReturnKey) -> str:
        return f"{self._desk.documents.called(key.unit, key.period)}·{parse_period(key.period).title}"

    def _at(self, key: ReturnKey, error: DeskError) -> DeskError:
        """The same sentence with the return before it."""
        return DeskError(f"{self._where(key)}：{error.message}", error.advice, code=error.code)

    def _fault(self, error: DeskError, place: str) -> None:
        self._faults.setdefault((error.code, error.message, error.advice), []).append(place)

    def _findings(self) -> Iterator[Finding]:
        for (code, message, advice), places in self._faults.items():
            yield Finding(code, HARD, f"{message}（{listed(places)}）", places[0], advice=advice)


def listed(names: Iterable[str]) -> str:
    """The first few names, and how many there are."""
    every = list(dict.fromkeys(names))
    more = f"等 {len(every)} 处" if len(every) > _SHOWN else ""
    return "、".join(every[:_SHOWN]) + more
