"""What has to be so, reckoned from what people did and never from what the program stored.

Each value that was acknowledged is a write; it took the place of the writes that its writer saw. A computer knows what was
written on it and what came in the letters that it took in. What stands in a cell are the writes that no known one has
seen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from haishu_desk.domain.cells import VERIFIED, Edit, Heads, ReturnKey, Slot, is_query

Meaning = tuple[object, ...]
Values = frozenset[Meaning]
Cell = tuple[ReturnKey, Slot]
Approved = dict[Slot, Meaning]


@dataclass(frozen=True)
class Write:
    """One acknowledged value: the name it was written under, what it says, and the names that its writer saw."""

    name: str
    says: Meaning
    saw: frozenset[str]


class Beliefs:
    """Who knows of which writes, and what must therefore stand where."""

    def __init__(self) -> None:
        self._writes: dict[Cell, dict[str, Write]] = defaultdict(dict)
        self._known: dict[tuple[str, ReturnKey], set[str]] = defaultdict(set)

    def knows(self, who: str, key: ReturnKey) -> frozenset[str]:
        """The names of the writes of a return that `who` knows."""
        return frozenset(self._known[who, key])

    def hears(self, who: str, key: ReturnKey, names: Iterable[str]) -> None:
        """`who` has taken in what the sender of a letter knew."""
        self._known[who, key] |= set(names)

    def wrote(self, who: str, edit: Edit, seen_in: frozenset[str] | None = None) -> None:
        """An edit was acknowledged.

        Its writer saw what stood on this computer; `seen_in` are the writes that the writer of a workbook knew of: those
        values were seen that stood among them, by whomever they were written.
        """
        for change in edit.changes:
            cell = (edit.key, change.slot)
            here = self.standing(self.knows(who, edit.key), cell)
            if seen_in is not None:
                printed = self.standing(seen_in, cell)
                said = {_shown(write.says) for write in printed} or {None}
                here = printed | {write for write in here if _shown(write.says) in said}
            saw = frozenset(write.name for write in here)
            self._writes[cell][edit.id] = Write(edit.id, change.after.meaning, saw)
        self._known[who, edit.key].add(edit.id)

    def repeated(self, who: str, edit: Edit) -> None:
        """The program brought back what had been taken back; it took the place of what it names, and of nothing else."""
        for change in edit.changes:
            saw = frozenset(change.replaces)
            self._writes[edit.key, change.slot][edit.id] = Write(edit.id, change.after.meaning, saw)
        self._known[who, edit.key].add(edit.id)

    def standing(self, names: frozenset[str], cell: Cell) -> frozenset[Write]:
        """The writes in a cell that no other one of `names` has seen."""
        known = [write for name, write in self._writes[cell].items() if name in names]
        seen = frozenset[str]().union(*(write.saw for write in known))
        return frozenset(write for write in known if write.name not in seen)

    def values(self, names: frozenset[str], key: ReturnKey) -> dict[Slot, Values]:
        """What stands in the cells of a return for somebody who knows of `names`."""
        found = {}
        for cell in [cell for cell in self._writes if cell[0] == key]:
            values = frozenset(write.says for write in self.standing(names, cell))
            if values:
                found[cell[1]] = values
        return found


def values_in(heads: Heads) -> dict[Slot, Values]:
    """The same of what the program says."""
    return {slot: frozenset(head.value.meaning for head in standing) for slot, standing in heads.items()}


def without_messages(values: dict[Slot, Values]) -> dict[Slot, Values]:
    """What a return consists of: 查询 stand beside it."""
    return {slot: said for slot, said in values.items() if not is_query(slot.field)}


def is_cleared(meaning: Meaning) -> bool:
    """Whether nothing stands there any more."""
    return meaning[-1] == "cleared"


def _shown(meaning: Meaning) -> Meaning | None:
    """On a sheet a cell that was cleared looks like one that was never filled."""
    return None if is_cleared(meaning) else meaning


class Approvals:
    """What stands approved after each decision of the district."""

    def __init__(self) -> None:
        self._history: dict[ReturnKey, list[Approved]] = defaultdict(lambda: [{}])
        self._after: dict[tuple[ReturnKey, int], Approved] = {}

    def approve(self, key: ReturnKey, values: dict[Slot, Values], sent_back: Iterable[str]) -> None:
        """Everything that stands is approved but the values that are sent back: those keep what was approved before."""
        back = {slot for slot in (*values, *self._history[key][-1]) if slot.item in sent_back and slot.field == "value"}
        kept = {slot: value for slot, value in self._history[key][-1].items() if slot in back}
        passed = {slot: next(iter(said)) for slot, said in values.items() if slot not in back}
        self._history[key].append({slot: value for slot, value in (passed | kept).items() if not is_cleared(value)})

    def verify(self, key: ReturnKey, values: dict[Slot, Values]) -> None:
        """A 核定数 of what is approved stands approved at once; what it stands beside stays as it was."""
        said = {slot: next(iter(said)) for slot, said in values.items() if slot.field == VERIFIED}
        stands = {slot: value for slot, value in self._history[key][-1].items() if slot not in said}
        self._history[key][-1] = stands | {slot: value for slot, value in said.items() if not is_cleared(value)}

    def take_back(self, key: ReturnKey) -> None:
        """The last approval is taken back."""
        if len(self._history[key]) > 1:
            self._history[key].pop()

    def decided(self, key: ReturnKey, decisions: int) -> None:
        """So many decisions have been made in all."""
        self._after.setdefault((key, decisions), self._history[key][-1])

    def after(self, key: ReturnKey, decisions: int) -> Approved:
        """What stands approved for somebody who knows so many decisions."""
        return self._after.get((key, decisions), {})
