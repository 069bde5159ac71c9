"""更正 of an approved return by its unit, and 核定数 of the district: each says why, and what was built on the old figure.

A 更正 is a new revision that touches only the cells that it names; until it is approved the approved value counts. A
核定数 stands in a field of its own beside the reported value, which nobody but the unit ever changes.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from haishu_desk.desk.beside import REVISE, VERIFY, refuse_correction
from haishu_desk.desk.carrying import confirmed
from haishu_desk.desk.entry import changes_to, says
from haishu_desk.desk.filled import shown_vintage
from haishu_desk.desk.permission import NotYoursError
from haishu_desk.desk.reading import place_name, reason_of
from haishu_desk.desk.sealing import seal
from haishu_desk.domain.cells import VALUE, VERIFIED, VINTAGES, Change, Edit, ReturnKey, Slot, changed_slots
from haishu_desk.domain.errors import DeskError, UsageError
from haishu_desk.domain.periods import parse_period
from haishu_desk.domain.quantity import Quantity
from haishu_desk.domain.returns import CLOSED, VERIFIED_SINCE, Decision, Revision
from haishu_desk.domain.signs import cannot_travel

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

Row = Mapping[str, str | None]
Named = dict[ReturnKey, dict[Slot, tuple[Quantity, str]]]


class Revising:
    """更正 and 核定数 of one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def revise(self, unit: str, period: str, cells: Sequence[Row], reason: str | None) -> dict[str, Any]:
        """更正 for a unit, 核定数 for the district, of the cells of a table (item, field, vintage, value, reason, source).

        Returns `{"kind","state","revision","cells","affected","returns"}`; all cells or none.
        """
        self._desk.documents.units.get(unit)
        if not cells:
            raise UsageError("更正表是空的", "请写列 item,field,vintage,value,reason")
        named = self._named(unit, str(parse_period(period)), cells, reason)
        write = self._verify_all if self._desk.is_district else self._correct
        with self._desk.workspace.transaction():
            rows = [write(key, slots) for key, slots in named.items()]
        kind = "核定数" if self._desk.is_district else "更正"
        affected = [row for each in rows for row in each.pop("affected")]
        return {"kind": kind, **rows[0], "cells": sum(len(slots) for slots in named.values()), "affected": affected,
                "returns": rows}  # fmt: skip

    def verify(self, key: ReturnKey, slot: Slot, value: str, reason: str) -> dict[str, Any]:
        """Write a 核定数 beside the value of a cell, or take it back with an empty `value`; either with its reason.

        Returns `{"form","state","revision","affected"}`; `revision` is None on a return that is not closed.
        """
        item = self._desk.documents.catalogue.get(slot.item)
        quantity = self._desk.entry.quantity(item, key.form, self._verifiable(slot), value)
        with self._desk.workspace.transaction():
            return self._verify_all(key, {slot: (quantity, self._reason(item.code, reason))})

    def verified(self, key: ReturnKey, slot: Slot) -> dict[str, Any] | None:
        """The 核定数 beside the value of a cell: `{"value": Quantity, "reason", "by", "at"}`; None if there is none."""
        heads = self._desk.workspace.cells.heads(key, slot.item)
        standing = heads.get(Slot(slot.item, VERIFIED, slot.vintage), ())
        edit = self._desk.edit(standing[0].edit) if standing and standing[0].value.absent != "cleared" else None
        if edit is None:
            return None
        return {"value": standing[0].value, "reason": reason_of(edit, Slot(slot.item, VERIFIED, slot.vintage)), "by": edit.author.person,
                "at": edit.author.at}  # fmt: skip

    # What a table names.

    def _named(self, unit: str, period: str, cells: Iterable[Row], reason: str | None) -> Named:
        named: Named = {}
        for row in cells:
            key, item = self._desk.entry.key_of(unit, period, row.get("item") or "")
            vintage = row.get("vintage") or None
            if vintage is not None and vintage not in VINTAGES:
                raise UsageError(f"没有数值状态“{vintage}”", f"可用：{'、'.join(VINTAGES)}")
            slot = self._meant(key, Slot(item.code, row.get("field") or VALUE, vintage))
            field = self._verifiable(slot) if self._desk.is_district else slot.field
            quantity = self._desk.entry.quantity(item, key.form, field, row.get("value") or "")
            slots = named.setdefault(key, {})
            if slot in slots:
                raise DeskError(f"{item.code} {item.name}写了两行", "每格只写一行", code="doubled")
            said = "；".join(filter(None, (row.get("reason"), row.get("source")))) or reason
            slots[slot] = (quantity, self._reason(item.code, said))
        return named

    def _meant(self, key: ReturnKey, slot: Slot) -> Slot:
        """Where no 数值状态 is named, the cell that is shown is meant."""
        heads = self._desk.heads(key)
        if slot.vintage is not None or slot in heads:
            return slot
        return Slot(slot.item, slot.field, shown_vintage(heads, slot.item))

    @staticmethod
    def _reason(item: str, text: str | None) -> str:
        if not text or not text.strip():
            raise DeskError(f"{item} 没有写理由和来源", "请写 --reason，或在 reason 一列逐格写明", code="no-reason")
        if cannot_travel(text):
            raise DeskError(f"{item} 的理由含有看不见的符号", "理由只写字、数和标点", code="no-reason")
        return text.strip()

    @staticmethod
    def _verifiable(slot: Slot) -> str:
        """核定数 is given for the value of an item."""
        if slot.field not in (VALUE, VERIFIED):
            raise UsageError("核定数只写在本期值旁边", "其他格有误的，请退回单位修改")
        return VALUE

    # 核定数.

    def _verify_all(self, key: ReturnKey, slots: Mapping[Slot, tuple[Quantity, str]]) -> dict[str, Any]:
        desk = self._desk
        if not desk.is_district:
            raise NotYoursError(
                "核定数由区级来定", "数字要改的：没有审核通过的直接改了重报，已审核通过的用 revise 更正"
            )
        affected = desk.affecting.of(key, slots)
        beside = {Slot(slot.item, VERIFIED, slot.vintage): quantity for slot, (quantity, _) in slots.items()}
        changes = changes_to(beside, desk.heads(key))
        if not changes:
            raise DeskError("核定数与现有的一样，没有写入", "请核对表里的数", code="unchanged")
        reasons = {Slot(slot.item, VERIFIED, slot.vintage): reason for slot, (_, reason) in slots.items()}
        self._write(key, changes, VERIFY, reasons)
        revision = None
        course = desk.course(key)
        if course.state(has_edits=True) in CLOSED and course.revisions:
            revision = seal(desk, key)
            desk.apply(revision)
            last = course.last_decision
            comment = "；".join(dict.fromkeys(reasons.values()))
            desk.apply(
                Decision(
                    key, desk.author(), VERIFIED_SINCE, revision.id, last.id if last else None, f"核定数：{comment}"
                )
            )
        return self._row(key, revision, affected)

    # 更正.

    def _correct(self, key: ReturnKey, slots: Mapping[Slot, tuple[Quantity, str]]) -> dict[str, Any]:
        desk, course = self._desk, self._desk.course(key)
        if key.unit not in desk.own_units:
            raise NotYoursError("这不是本单位的报表", "单位只能更正本单位的数")
        refuse_correction(key.unit, key.period, course.state(has_edits=True), course)
        affected = desk.affecting.of(key, slots)
        changes = self._corrections(key, slots)
        if not changes:
            raise DeskError("更正的数与现有的一样，没有写入", "请核对更正表里的数", code="unchanged")
        self._write(key, changes, REVISE, {slot: reason for slot, (_, reason) in slots.items()})
        revision = seal(desk, key)
        desk.apply(revision)
        return self._row(key, revision, affected)

    def _corrections(self, key: ReturnKey, slots: Mapping[Slot, tuple[Quantity, str]]) -> tuple[Change, ...]:
        """The changes of the named cells; DeskError where another cell would slip in beside them.

        That is one that was typed after the last report and never reported.
        """
        heads, last = self._desk.heads(key), self._desk.course(key).last_revision
        late = changed_slots(last.heads, heads) if last else []
        others = [slot.item for slot in late if slot not in slots]
        if others:
            raise DeskError(
                f"{'、'.join(dict.fromkeys(others))} 在审核通过时还没有上报",
                "请把这几格也写进更正表：写新数，或写回原来报的数",
                code="left-behind",
            )
        wanted = {slot: quantity for slot, (quantity, _) in slots.items()}
        meant = [slot for slot in late if says(heads.get(slot, ()), wanted[slot])]
        return (*changes_to(wanted, heads), *(confirmed(slot, heads) for slot in meant))

    def _write(self, key: ReturnKey, changes: Sequence[Any], kind: str, reasons: Mapping[Slot, str]) -> None:
        reason = "；".join(dict.fromkeys(reasons.values()))
        source = {"kind": kind, "reasons": {place_name(slot): text for slot, text in reasons.items()}}
        self._desk.apply(Edit(key, self._desk.author(), tuple(changes), uuid.uuid4().hex, reason, source))

    def _row(self, key: ReturnKey, revision: Revision | None, affected: list[dict[str, Any]]) -> dict[str, Any]:
        state = self._desk.course(key).state(has_edits=True)
        return {"form": key.form, "state": state, "revision": revision.id if revision else None, "affected": affected}
