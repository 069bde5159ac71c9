"""Taking back and doing again: a new edit that says what stood before; nothing is ever removed from the journal."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from haishu_desk.desk.taking_back import TakingBack
from haishu_desk.desk.told import Own
from haishu_desk.domain.cells import Change, Edit, Head, Heads, ReturnKey, Slot, without_queries
from haishu_desk.domain.errors import DeskError
from haishu_desk.domain.origins import REDO, SPEAKS, UNDO, Find, origin, place_of, spoken_for
from haishu_desk.domain.quantity import CLEARED, Quantity
from haishu_desk.domain.returns import Revision
from haishu_desk.store.cells import Cells

if TYPE_CHECKING:
    from haishu_desk.desk import Desk


class NothingToUndoError(DeskError):
    """Nothing of this person's stands that could be taken back or done again."""

    def __init__(self, what: str) -> None:
        super().__init__(f"没有可以{what}的操作", "只能撤回和重做本人上次上报以后的录入", code="nothing-to-undo")


@dataclass(frozen=True)
class _Stacks:
    """This person's batches that stand (oldest first) and those taken back since the last typing (last one last)."""

    done: dict[str, list[Own]]
    undone: dict[str, list[Own]]


class Undoing:
    """Undo and redo of this person's own batches, each back to its return's last 上报, also after a restart."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def undo(self, batch: str | None = None, *, on: Collection[ReturnKey] | None = None) -> dict[str, Any]:
        """Take back this person's last batch (`on` these returns, if given), the named one, or a whole received bundle.

        Returns `{"edits": [ids], "left": [cells edited since]}`.
        """
        taking_back = TakingBack(self._desk)
        receipt = taking_back.receipts.named(batch) if batch else None
        if receipt is not None:
            return taking_back.take_back(receipt)
        done, find = self._stacks(on).done, self._finder()
        if batch is None:
            # A batch that others have written over since cannot be taken back; the one before it can.
            named = reversed(done)
            chosen = next(
                (name for name in named if any(self._stands(each, find) for each in _of(done[name], find))), None
            )
        else:
            chosen = next((name for name in done if _names(_of(done[name], find), batch)), None)
        if chosen is None:
            raise NothingToUndoError("撤回")
        return self._reverse(chosen, list(_of(done[chosen], find)), UNDO)

    def _stands(self, edit: Edit, find: Find) -> bool:
        """Whether a cell of this edit still says what it wrote."""
        heads = self._heads(edit)
        return any(_is_of(edit, change.slot, heads, find) for change in edit.changes)

    def _heads(self, edit: Edit) -> Heads:
        """What stands in the cells of an edit, however many others its return has."""
        slots = [change.slot for change in edit.changes]
        return without_queries(self._desk.workspace.cells.heads_at(edit.key, slots))

    def redo(self, *, on: Collection[ReturnKey] | None = None) -> dict[str, Any]:
        """Do again what was taken back last, as long as nothing was typed since; the same answer as `undo`."""
        undone, find = self._stacks(on).undone, self._finder()
        chosen = next(reversed(undone), None)
        if chosen is None:
            raise NothingToUndoError("重做")
        return self._reverse(chosen, list(_of(undone[chosen], find)), REDO)

    def _reverse(self, batch: str, edits: list[Edit], kind: str) -> dict[str, Any]:
        reversed_edits, left, find = [], [], self._finder()
        for edit in edits:
            heads = self._heads(edit)
            back: list[Change] = []
            kept: list[Change] = []
            for change in edit.changes:
                if spoken_for(edit, change.slot) and not change.replaces:
                    continue  # it stands beside the value of another edit of the batch, and goes with that
                (back if _is_of(edit, change.slot, heads, find) else kept).append(change)
            left += [{"unit": edit.key.unit, "period": edit.key.period, **change.slot.as_json()} for change in kept]
            for changes, spoken in _inverses(back, heads, find):
                source = {"kind": kind, "batch": batch, "of": edit.id, **({SPEAKS: spoken} if spoken else {})}
                reversed_edits.append(Edit(edit.key, self._desk.author(), changes, uuid.uuid4().hex, None, source))
        self._desk.apply(*reversed_edits)
        return {"edits": [edit.id for edit in reversed_edits], "left": left}

    def _finder(self) -> Find:
        """Finds the edit of a name; each is read once, as an edit of thousands of cells is asked for by each of them."""
        read: dict[str, Edit | None] = {}

        def find(identity: str) -> Edit | None:
            if identity not in read:
                entry = self._desk.workspace.journal.get(identity)
                read[identity] = Edit.from_body(entry.body) if entry else None
            return read[identity]

        return find

    def _stacks(self, on: Collection[ReturnKey] | None) -> _Stacks:
        done: dict[str, list[Own]] = {}
        undone: dict[str, list[Own]] = {}
        for own in self._own_since_reported(on):
            if own.has_cells:  # a statement about a whole return is taken back by reporting, not cell by cell
                _push(own, done, undone)
        return _Stacks(done, undone)

    def _own_since_reported(self, on: Collection[ReturnKey] | None) -> list[Own]:
        """This person's edits on this device that came after the last 上报 of their return, oldest first.

        With `on` those of the batches that have one on these returns.
        """
        reported = _Reported(self._desk.workspace.cells)
        since = self._begun(on, reported) if on is not None else 0
        mine = self._mine(since, on, reported)
        typed: set[str] = set()
        for own in mine:
            if own.kind in (UNDO, REDO) and own.batch not in typed and since:
                return self._mine(0, on, reported)  # of an earlier batch, which may have more edits there
            typed.add(own.batch)
        return mine

    def _mine(self, since: int, on: Collection[ReturnKey] | None, reported: _Reported) -> list[Own]:
        """The same of what was made here behind entry `since`."""
        mine = [own for own in self._desk.told.own(since) if own.person == self._desk.person]
        if on is not None:
            shown = {own.batch for own in mine if own.key in on and own.n > reported[own.key]}
            mine = [own for own in mine if own.batch in shown]
        return [own for own in mine if own.n > reported[own.key]]

    def _begun(self, on: Collection[ReturnKey], reported: _Reported) -> int:
        """Behind which entry everything stands that was typed here on these returns since they were reported.

        The edits of a batch are written in one piece, so that those on other returns stand just before the first.
        """
        cells, journal = self._desk.workspace.cells, self._desk.workspace.journal
        device = f'"device":"{self._desk.identity.device}"'
        firsts = [cells.first_saying(Edit.kind, key, device, reported[key]) for key in on]
        first = min((n for n in firsts if n is not None), default=None)
        if first is None:
            return len(journal)
        batch = None
        for entry in journal.backwards(first + 1):
            edit = Edit.from_body(entry.body) if entry.kind == Edit.kind else None
            if edit is None or (batch := batch or edit.batch) != edit.batch:
                return entry.n
        return 0


class _Reported(dict[ReturnKey, int]):
    """The number of the last 上报 of each return that is asked for."""

    def __init__(self, cells: Cells) -> None:
        super().__init__()
        self._cells = cells

    def __missing__(self, key: ReturnKey) -> int:
        self[key] = self._cells.last_of(Revision.kind, key)
        return self[key]


def _of(mine: Iterable[Own], find: Find) -> Iterator[Edit]:
    """Those edits, each read when it is asked for."""
    return (edit for own in mine if (edit := find(own.id)) is not None)


def _is_of(edit: Edit, slot: Slot, heads: Heads, find: Find) -> bool:
    """Whether what stands in the cell comes from this edit."""
    standing = [head.edit for head in heads.get(slot, ())]
    return bool(standing) and origin(standing, slot, find) == origin([edit.id], slot, find)


def _push(own: Own, done: dict[str, list[Own]], undone: dict[str, list[Own]]) -> None:
    """Bring the stacks up to one more edit: typing forgets what could have been done again."""
    if own.kind == UNDO:
        done.pop(own.batch, None)
        undone.setdefault(own.batch, []).append(own)
    elif own.kind == REDO:
        undone.pop(own.batch, None)
        done.setdefault(own.batch, []).append(own)
    else:
        undone.clear()
        done.setdefault(own.batch, []).append(own)


def _names(edits: Iterable[Edit], batch: str) -> bool:
    """Whether `batch` is the batch of these edits, or the bundle that they came from; the beginning is enough."""
    return bool(batch) and any(
        name.startswith(batch.lower()) for edit in edits for name in (edit.batch, str(edit.source.get("bundle", "")))
    )


def _inverses(back: list[Change], heads: Heads, find: Find) -> list[tuple[tuple[Change, ...], dict[str, str]]]:
    """The changes of each edit that brings these back, and whose values they are again where those had stood side by side.

    The first edit says of every cell what stood before; what stood beside it needs an edit of its own.
    """
    changes = [_inverse(change, heads[change.slot]) for change in back]
    sides = {change.slot: _sides(change, find) for change in back}
    clashing = {slot: claims for slot, claims in sides.items() if len(claims) > 1}
    first = tuple(
        replace(change, after=clashing[change.slot][0][1]) if change.slot in clashing else change for change in changes
    )
    found = [(first, {place_of(slot): claims[0][0] for slot, claims in clashing.items()})] if first else []
    for place in range(1, max(map(len, clashing.values()), default=1)):
        beside = {slot: claims[place] for slot, claims in clashing.items() if place < len(claims)}
        more = tuple(Change(slot, None, value) for slot, (_, value) in beside.items())
        found.append((more, {place_of(slot): name for slot, (name, _) in beside.items()}))
    return found


def _sides(change: Change, find: Find) -> list[tuple[str, Quantity]]:
    """The values that a change replaced, one a meaning, each with the edit that said it."""
    sides: dict[tuple[object, ...], tuple[str, Quantity]] = {}
    for name in change.replaces:
        edit = find(name)
        said = edit.change_at(change.slot) if edit else None
        if edit is not None and said is not None:
            sides.setdefault(said.after.meaning, (spoken_for(edit, change.slot) or name, said.after))
    return list(sides.values())


def _inverse(change: Change, standing: tuple[Head, ...]) -> Change:
    back = change.before if change.before is not None else CLEARED
    return Change(change.slot, standing[0].value, back, tuple(head.edit for head in standing))
