"""Which edit a standing value really comes from: what was taken back lets those speak that it had replaced."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from haishu_desk.domain.cells import Edit, Slot

UNDO, REDO = "undo", "redo"
# An undo that brings 数据不一致 back is an edit a value; its source says here whose value each cell has again.
SPEAKS = "speaks"
Find = Callable[[str], Edit | None]


def spoken_for(edit: Edit, slot: Slot) -> str | None:
    """The edit whose value of that cell was brought back beside another one; None for every other edit."""
    spoken = edit.source.get(SPEAKS)  # whatever a file may have brought
    found = spoken.get(place_of(slot)) if isinstance(spoken, Mapping) else None
    return found if isinstance(found, str) else None


def batch_of(source: Mapping[str, Any], batch: str) -> str:
    """The batch that an edit is of: what was taken back or done again is of the batch that was typed."""
    return str(source["batch"]) if source.get("kind") in (UNDO, REDO) else batch


def place_of(slot: Slot) -> str:
    """The name of a cell in the source of an edit."""
    return "|".join((slot.item, slot.field, slot.vintage or ""))


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
    return names if len(names) == 1 else sorted(_first_of(name, slot, find) for name in names)


def _first_of(name: str, slot: Slot, find: Find) -> str:
    edit = find(name)
    return (spoken_for(edit, slot) if edit else None) or name
