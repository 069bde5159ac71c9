"""What must stand after a received file was taken back, and after it was taken in once more; reckoned as the beliefs are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from haishu_desk.domain.cells import VERIFIED, Edit, Slot, is_query
from tests.exchange_histories.beliefs import Values, Write, is_cleared

Cells = dict[Slot, Values]
NOTHING: Values = frozenset()


@dataclass(frozen=True)
class Taken:
    """A file that somebody took in: what stood before and after, and the writes that were known then."""

    who: str
    bundle: str
    content: object
    before: Cells
    after: Cells
    known: frozenset[str]


@dataclass
class Receipts:
    """The files that were taken in, and which of them are taken back."""

    all: list[Taken] = field(default_factory=list)
    back: dict[tuple[str, object], Taken] = field(default_factory=dict)
    writes: set[str] = field(default_factory=set)
    """The writes that took something back."""

    def takes(self, taken: Taken) -> None:
        """A file was taken in."""
        self.all.append(taken)
        self.back.pop((taken.who, taken.content), None)

    def is_back(self, who: str, content: object) -> bool:
        """Whether it was taken in there and taken back since."""
        return (who, content) in self.back

    def last_of(self, taken: Taken) -> Taken:
        """The last file of that bundle there: that is the one that is taken back."""
        return next(each for each in reversed(self.all) if (each.who, each.bundle) == (taken.who, taken.bundle))

    def is_taken_back(
        self, taken: Taken, edits: list[Edit], stood: Mapping[Slot, frozenset[Write]], now: Cells
    ) -> None:
        """Each cell says what it said before the file, unless it was written since or was in 数据不一致 before."""
        for slot in {*taken.before, *stood, *now}:
            was, is_now = taken.before.get(slot, NOTHING), now.get(slot, NOTHING)
            standing = stood.get(slot, frozenset())
            kept = frozenset(write.says for write in standing)
            is_edited = any(write.name not in taken.known for write in standing)
            is_beside = is_query(slot.field) or slot.field == VERIFIED
            may_stay = is_beside or is_edited or len(was) > 1
            is_back = _filled(is_now) == _filled(was)
            assert is_now == kept if may_stay else is_back, f"{slot} did not go back"
        self.writes |= {edit.id for edit in edits}
        self.back[taken.who, taken.content] = taken

    def is_again(self, taken: Taken, stood: Mapping[Slot, frozenset[Write]], now: Cells) -> None:
        """Where nothing was written since it was taken back the file's values stand, all of them; elsewhere what stood."""
        for slot in {*stood, *now}:
            standing = stood.get(slot, frozenset())
            names = {write.name for write in standing}
            is_back = len(names) == 1 and names <= self.writes
            kept = frozenset(write.says for write in standing)
            allowed = [kept, taken.after.get(slot, NOTHING)] if is_back else [kept]
            assert now.get(slot, NOTHING) in allowed, f"{slot} is neither as it stood nor as the file has it"

    def gives_way(self, edit: Edit, stood: Mapping[Slot, frozenset[Write]]) -> None:
        """What was taken back gave way to what was reported since: to the only other value that stands."""
        for change in edit.changes:
            others = {write.says for write in stood[change.slot] if write.name not in self.writes}
            assert any(write.name in self.writes for write in stood[change.slot]), "nothing there was taken back"
            assert others == {change.after.meaning}, "another value gave way too"


def _filled(values: Values) -> Values:
    """Between what was never filled and what was cleared there is no difference here."""
    return frozenset(value for value in values if not is_cleared(value))
