"""撤回装入: taking back a whole received file, and taking it in once more.

Nothing is removed: new edits say what stood before, in the cells where what the file brought still stands; cells that were
edited since are left. Its revisions, decisions and documents stay, since they were said. A cell that was taken back says
nothing against what is reported later: the next report of it is taken.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from haishu_desk.desk.beside import is_for_the_district
from haishu_desk.desk.receipts import TAKEN_BACK, Receipt
from haishu_desk.domain.cells import Change, Edit, Head, Heads, ReturnKey, Slot, is_clash, values_of
from haishu_desk.domain.errors import DeskError
from haishu_desk.domain.origins import UNDO
from haishu_desk.domain.quantity import CLEARED, Quantity
from haishu_desk.domain.returns import CLOSED

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

AGAIN = "again"
LATER = "以后报的为准"


@dataclass(frozen=True)
class TakeBack:
    """What taking back a receipt comes to: the edits, and the cells that were edited since and stay as they are."""

    receipt: Receipt
    edits: tuple[Edit, ...]
    left: tuple[tuple[ReturnKey, Slot], ...]

    @property
    def cells(self) -> int:
        """How many cells go back."""
        return sum(len(edit.changes) for edit in self.edits)


class TakingBack:
    """Takes receipts back and takes them in again."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.receipts = desk.receipts

    def plan(self, receipt: Receipt) -> TakeBack:
        """What taking it back would write; DeskError where it cannot be: approved since, taken back already, no cell."""
        if receipt.taken_back:
            raise DeskError(f"{receipt.file} 已经撤回过了", "确要再装入，请再收一次这个文件", code="nothing-to-undo")
        brought = self.receipts.brought(receipt)
        self._refuse_closed(receipt, brought)
        edits: list[Edit] = []
        left: list[tuple[ReturnKey, Slot]] = []
        for key, of_return in brought.items():
            changes, kept = self._back(key, of_return)
            source = {"kind": UNDO, "batch": receipt.bundle, "receipt": receipt.content}
            edits += [Edit(key, self._desk.author(), changes, uuid.uuid4().hex, None, source)] if changes else []
            left += [(key, slot) for slot in kept]
        if not edits and not left:
            raise DeskError(f"{receipt.file} 没有改过任何格", "没有可以撤回的", code="nothing-to-undo")
        return TakeBack(receipt, tuple(edits), tuple(left))

    def take_back(self, receipt: Receipt) -> dict[str, Any]:
        """Take it back: `{"edits": [ids], "left": [cells edited since]}`, the answer of `undo`."""
        planned = self.plan(receipt)
        left = [{"unit": key.unit, "period": key.period, **slot.as_json()} for key, slot in planned.left]
        if not planned.edits:
            return {"edits": [], "left": left}
        with self._desk.workspace.transaction():
            self._desk.apply(*planned.edits)
            self._desk.audit(
                TAKEN_BACK, planned.edits[0].key, line=receipt.first, content=receipt.content, taken_back=receipt.bundle,
                file=receipt.file, changes=planned.cells, left=len(left),
            )  # fmt: skip
        return {"edits": [edit.id for edit in planned.edits], "left": left}

    def _refuse_closed(self, receipt: Receipt, keys: Iterable[ReturnKey]) -> None:
        for key in keys:
            state = self._desk.course(key).state(has_edits=True)
            if state in CLOSED:
                raise DeskError(
                    f"{receipt.file} 装入的报表已是“{state}”，不能再撤回",
                    "确需撤回的，请先重新打开（review --reopen）"
                    if self._desk.is_district
                    else "确需撤回的，请联系区级重新打开",
                    code="closed",
                )

    def _back(self, key: ReturnKey, brought: Sequence[Edit]) -> tuple[tuple[Change, ...], list[Slot]]:
        """The cells of one return that go back, and those that stay because they were edited since."""
        numbers = self._desk.workspace.journal.numbers(edit.id for edit in brought)
        before = self._desk.heads(key, until=min(numbers.values()) - 1)
        now, own = self._desk.heads(key), {edit.id for edit in brought}
        changes: list[Change] = []
        left: list[Slot] = []
        for slot in sorted({change.slot for edit in brought for change in edit.changes}):
            if is_for_the_district(slot.field) and not self._desk.is_district:
                continue  # what the district says beside the figures is not the unit's to take back
            standing, was = now.get(slot, ()), before.get(slot, ())
            if _meanings(standing) == _meanings(was):
                continue
            came = {head.edit for head in standing} - {head.edit for head in was}
            if len(values_of(was)) > 1 or not came <= own:
                left.append(slot)
            else:
                changes.append(_restored(slot, standing, was))
        return tuple(changes), left

    # Once more.

    def again(self, receipt: Receipt) -> list[Edit]:
        """The edits that bring a receipt that was taken back in again: where nothing was written since, its values stand.

        Where it had stood beside another value it stands beside that again: 数据不一致 stays for a person to decide.
        """
        found = []
        for key in self.receipts.brought(receipt):
            since = self._desk.edits(key, since=receipt.last)
            backs = [edit for edit in since if is_take_back(edit) and edit.source["receipt"] == receipt.content]
            now, after = self._desk.heads(key), self._desk.heads(key, until=receipt.last)
            changes = [
                _retaken(change.slot, now[change.slot], after[change.slot], back.id)
                for back in backs
                for change in back.changes
                if [head.edit for head in now[change.slot]] == [back.id]
            ]
            if changes:
                source = {"kind": AGAIN, "bundle": receipt.bundle, "receipt": receipt.content}
                found.append(Edit(key, self._desk.author(), tuple(changes), uuid.uuid4().hex, None, source))
        return found

    def give_way(self, now: Mapping[ReturnKey, Heads], bundle: str) -> list[Edit]:
        """Where a cell that was taken back stands against one later report, the edits that let the report stand."""
        found = []
        for key, heads in now.items():
            clashing = {slot: standing for slot, standing in heads.items() if is_clash(standing)}
            changes = self._given_way(key, clashing) if clashing else []
            if changes:
                source = {"kind": AGAIN, "bundle": bundle, "word": LATER, "receipt": bundle}
                found.append(Edit(key, self._desk.author(), tuple(changes), uuid.uuid4().hex, None, source))
        return found

    def _given_way(self, key: ReturnKey, clashing: Heads) -> list[Change]:
        edits = {edit.id: edit for edit in self._desk.edits(key)}
        changes = []
        for slot, standing in sorted(clashing.items()):
            others = tuple(head for head in standing if not is_take_back(edits[head.edit]))
            is_told = any(edits[head.edit].source.get("kind") == AGAIN for head in others)
            if len(others) < len(standing) and len(values_of(others)) == 1 and not is_told:
                changes.append(Change(slot, standing[0].value, others[0].value, _names(standing)))
        return changes


def is_take_back(edit: Edit) -> bool:
    """Whether an edit took back a received file, and not something that was typed here."""
    return edit.source.get("kind") == UNDO and "receipt" in edit.source


def _restored(slot: Slot, standing: tuple[Head, ...], was: tuple[Head, ...]) -> Change:
    return Change(slot, standing[0].value, was[0].value if was else CLEARED, _names(standing))


def _retaken(slot: Slot, now: tuple[Head, ...], after: tuple[Head, ...], back: str) -> Change:
    """The value that the file had left; beside the one that was restored if the two had stood side by side."""
    others = [head.value for head in after if head.value.meaning != now[0].value.meaning]
    if is_clash(after) and now[0].value.meaning in {head.value.meaning for head in after}:
        return Change(slot, None, others[0])
    return Change(slot, now[0].value, others[0], (back,))


def _names(standing: tuple[Head, ...]) -> tuple[str, ...]:
    return tuple(head.edit for head in standing)


def _meanings(standing: tuple[Head, ...]) -> set[tuple[object, ...]]:
    """What stands, where never filled and cleared are both nothing."""
    return {value.meaning for value in values_of(standing) if not _is_nothing(value)}


def _is_nothing(value: Quantity) -> bool:
    return value.absent == CLEARED.absent
