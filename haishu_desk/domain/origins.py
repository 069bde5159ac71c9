"""Which edit a standing value really comes from: what was taken back lets those speak that it had replaced."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from haishu_desk.domain.cells import Edit, Slot

UNDO, REDO = "undo", "redo"
Find = Callable[[str], Edit | None]


def origin(standing: Sequence[str], slot: Slot, find: Find) -> list[str]:
    """The edits that are no undo and no redo whose values stand in a cell; `standing` are the edits that stand there."""
    names = list(standing)
    while len(names) == 1:
        edit = find(names[0])
        # Taking back a whole received file speaks of many edits, and names none of them.
        if edit is None or edit.source.get("kind") not in (UNDO, REDO) or "of" not in edit.source:
            break
        reversed_edit = find(str(edit.source["of"]))
        change = reversed_edit.change_at(slot) if reversed_edit else None
        names = list(change.replaces) if change else []
    return names
