"""What a return's revisions report: only what was sealed counts as said by the unit."""

from __future__ import annotations

from collections.abc import Iterable

from haishu_desk.domain.cells import Edit, Slot
from haishu_desk.domain.returns import Revision


def reported(edits: Iterable[Edit], revisions: Iterable[Revision]) -> set[tuple[str, Slot]]:
    """The changes, by edit and cell, that some revision stands on: its heads and all that those replaced."""
    known = {edit.id: edit for edit in edits}
    waiting = [
        (head.edit, slot) for revision in revisions for slot, standing in revision.heads.items() for head in standing
    ]
    found: set[tuple[str, Slot]] = set()
    while waiting:
        place = waiting.pop()
        if place in found:
            continue
        found.add(place)
        name, slot = place
        change = known[name].change_at(slot) if name in known else None
        waiting += [(old, slot) for old in change.replaces] if change else []
    return found
