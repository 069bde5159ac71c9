"""A workbook filled in by hand: its changed cells become edits against the base that the bundle carries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from haishu_desk.bundle.layout import entry_columns
from haishu_desk.domain.cells import VINTAGES, Change, Edit, Head, Heads, ReturnKey, Slot, heads_of, is_clash
from haishu_desk.domain.errors import DeskError
from haishu_desk.domain.findings import Finding
from haishu_desk.domain.quantity import Quantity
from haishu_desk.merge.three_way import Take, same, three_way

if TYPE_CHECKING:
    from haishu_desk.bundle.manifest import PrintedReturn
    from haishu_desk.bundle.unpack import Unpacked, VisibleCell
    from haishu_desk.desk import Desk

_VINTAGE = "vintage"


@dataclass(frozen=True)
class HandFilled:
    """The edits that a workbook amounts to, one a return, and what could not be taken."""

    edits: tuple[Edit, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class HandClaim:
    """A cell as the workbook has it."""

    slot: Slot
    value: Quantity
    place: str


def edits_of(desk: Desk, unpacked: Unpacked, batch: str, reason: str | None) -> HandFilled:
    """Each changed cell against its base: taken, or left beside the standing value as 数据不一致."""
    edits, findings = [], []
    sent = [entry for entry in unpacked.payload.journal_entries() if isinstance(entry, Edit)]
    for printed in unpacked.payload.returns:
        claims, found = claims_of(desk, printed, unpacked.typed)
        findings += found
        base = heads_of(edit for edit in sent if edit.key == printed.key)
        source = {
            "kind": "workbook",
            "signature": "absent",
            "bundle": unpacked.envelope.bundle,
            "filled_by": unpacked.filled_by,
        }
        edit = _edit(desk, (printed.key, batch), claims, base, (source, reason))
        edits += [edit] if edit else []
    return HandFilled(tuple(edits), tuple(findings))


def claims_of(
    desk: Desk, printed: PrintedReturn, typed: Iterable[VisibleCell]
) -> tuple[list[HandClaim], list[Finding]]:
    """What the changed cells of one return's sheet say, and a finding for each that says nothing that can be taken."""
    by_item: dict[str, dict[str, VisibleCell]] = {}
    for cell in typed:
        if cell.form != printed.key.form:
            continue
        by_item.setdefault(cell.item, {})[cell.column] = cell
    claims: list[HandClaim] = []
    findings: list[Finding] = []
    for item, cells in by_item.items():
        for claim in _row(desk, printed, item, cells):
            if isinstance(claim, Finding):
                findings.append(claim)
            else:
                claims.append(claim)
    return claims, findings


def _row(
    desk: Desk, printed: PrintedReturn, item_code: str, cells: Mapping[str, VisibleCell]
) -> Iterator[HandClaim | Finding]:
    """The claims of one row, a finding for each cell that cannot be taken; a new 数值状态 makes what stands in the row new cells."""
    item = desk.documents.catalogue.get(item_code)
    before = printed.cells.get((item_code, _VINTAGE), "")
    vintage = cells[_VINTAGE].text if _VINTAGE in cells else before
    if vintage and vintage not in VINTAGES:
        unknown = DeskError(f"没有数值状态“{vintage}”", f"可用：{'、'.join(VINTAGES)}", code="E50")
        yield _left_out(unknown, "、".join(cell.place for cell in cells.values()), item_code, None)
        return
    texts = {column: (cell.text, cell.place) for column, cell in cells.items() if column != _VINTAGE}
    if vintage != before:
        shown = {column for _, column in printed.cells}
        for column in entry_columns(printed.key.form, shown) - {_VINTAGE}:
            if printed.cells.get((item_code, column)):
                texts.setdefault(column, (printed.cells[item_code, column], cells[_VINTAGE].place))
    for column, (text, place) in texts.items():
        try:
            quantity = desk.entry.quantity(item, printed.key.form, column, text)
        except DeskError as error:
            yield _left_out(error, place, item_code, column)
        else:
            yield HandClaim(Slot(item_code, column, vintage or None), quantity, place)


def _left_out(error: DeskError, place: str, item: str, column: str | None) -> Finding:
    message = f"{place}：{error.message}，没有采用"
    return Finding(error.code, "强制性", message, place, item, column, advice=error.advice)


def _edit(
    desk: Desk,
    target: tuple[ReturnKey, str],
    claims: Iterable[HandClaim],
    base: Heads,
    told: tuple[Mapping[str, str | None], str | None],
) -> Edit | None:
    (key, batch), (source, reason) = target, told
    ours = desk.heads(key)
    changes, places = [], {}
    for claim in claims:
        change = _change(claim, base.get(claim.slot, ()), ours.get(claim.slot, ()))
        if change is not None:
            changes.append(change)
            places["|".join((claim.slot.item, claim.slot.field, claim.slot.vintage or ""))] = claim.place
    if not changes:
        return None
    return Edit(key, desk.author(), tuple(changes), batch, reason, {**source, "cells": places})


def _change(claim: HandClaim, base: tuple[Head, ...], ours: tuple[Head, ...]) -> Change | None:
    if is_clash(base) or is_clash(ours):
        return _change_of_clash(claim, base, ours)
    outcome = three_way(_value(base), _value(ours), claim.value)
    if outcome is None:
        return None
    # Taken: it replaces what stands. Clash: it replaces only its base, so both values stay.
    seen = ours if isinstance(outcome, Take) else base
    return Change(claim.slot, _value(seen), claim.value, tuple(head.edit for head in seen))


def _change_of_clash(claim: HandClaim, base: tuple[Head, ...], ours: tuple[Head, ...]) -> Change | None:
    """Who fills in decides between the values that were printed; one that was not seen stays beside the claim."""
    said = {head.value.meaning for head in ours} == {claim.value.meaning}
    if said or (not is_clash(base) and same(claim.value, _value(base))):
        return None
    printed = [head.value for head in base] if base else [None]
    seen = [*base, *(head for head in ours if any(same(head.value, shown) for shown in printed))]
    return Change(claim.slot, _value(base), claim.value, tuple(dict.fromkeys(head.edit for head in seen)))


def _value(heads: tuple[Head, ...]) -> Quantity | None:
    return heads[0].value if heads else None
