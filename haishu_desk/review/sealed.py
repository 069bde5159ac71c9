"""Which cells of two sealed returns may differ, told from their bytes: only those are read.

A revision is canonical JSON, its cells in print order. What is the same in both to the byte need not be understood; of a
thousand cells a few are.
"""

from __future__ import annotations

import json
from typing import Any

from haishu_desk.domain.cells import Head, Slot, slot_of, values_of
from haishu_desk.domain.quantity import Quantity, unpacked

Values = dict[Slot, tuple[Quantity, ...]]
# A quotation mark inside a text is escaped, so these stand nowhere but where a cell begins, and where the cells do.
_FIRST, _NEXT = b'[{"field":', b',{"field":'
_ITEM, _END = b'"item":', b'],"decision":'


def differing(before: bytes, after: bytes) -> tuple[Values, Values]:
    """The values of both revisions at every item of which a cell is not the same to the byte, its other cells too.

    The bodies are those of `Revision`; cells that came about by different edits are among them, whatever they say.
    """
    if before == after:
        return {}, {}
    old, new = _cells(before), _cells(after)
    if len(old) == len(new):
        changed = [cell for pair in zip(old, new, strict=True) if pair[0] != pair[1] for cell in pair]
    else:
        changed = [*set(old).symmetric_difference(new)]
    items = {cell[cell.rindex(_ITEM) :].split(b",", 1)[0] for cell in changed}
    return _read(old, items), _read(new, items)


def _cells(body: bytes) -> list[bytes]:
    """The text of each cell, without what it begins with."""
    start = body.find(_FIRST)
    return body[start + len(_FIRST) : body.rindex(_END)].split(_NEXT) if start >= 0 else []


def _read(cells: list[bytes], items: set[bytes]) -> Values:
    wanted = [b'{"field":' + cell for item in items for cell in cells if item in cell]
    stored = json.loads(b"[" + b",".join(wanted) + b"]") if wanted else ()
    return {slot_of(cell): _values(cell["heads"]) for cell in stored}


def _values(heads: list[tuple[str, dict[str, Any]]]) -> tuple[Quantity, ...]:
    return values_of(tuple(Head(edit, unpacked(packed)) for edit, packed in heads))
