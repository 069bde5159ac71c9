"""Which cells of sealed returns may differ, told from their bytes: only those are read.

A revision is canonical JSON, its cells in print order, so that those of an item follow each other. What is the same to the
byte need not be understood; of a thousand cells a few are.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from haishu_desk.domain.cells import Head, Slot, slot_of, values_of
from haishu_desk.domain.quantity import Quantity, unpacked

Values = dict[Slot, tuple[Quantity, ...]]
# A quotation mark inside a text is escaped, so these stand nowhere but where a cell begins, and where the cells do.
_FIRST, _NEXT = b'[{"field":', b',{"field":'
_ITEM, _END = b'"item":', b'],"decision":'


def differing(*bodies: bytes) -> list[Values]:
    """The values of each revision at every item of which a cell is not the same to the byte in all, its other cells too.

    `bodies` are those of `Revision`; cells that came about by different edits are among them, whatever they say.
    """
    if bodies.count(bodies[0]) == len(bodies):
        return [{} for _ in bodies]
    versions = [_cells(body) for body in bodies]
    rows = list(zip(*versions, strict=False))
    changed = [place for place, row in enumerate(rows) if row.count(row[0]) != len(row)]
    if all(len(cells) == len(rows) for cells in versions) and all(
        len(set(map(_item, rows[at]))) == 1 for at in changed
    ):
        return [_read(_around(cells, changed)) for cells in versions]
    kept = set(versions[0]).intersection(*versions)  # cells came or went, and the others are not at the same places
    items = {_item(cell) for cells in versions for cell in cells if cell not in kept}
    return [_read(cell for cell in cells if _item(cell) in items) for cells in versions]


def _cells(body: bytes) -> list[bytes]:
    """The text of each cell, without what it begins with."""
    start = body.find(_FIRST)
    return body[start + len(_FIRST) : body.rindex(_END)].split(_NEXT) if start >= 0 else []


def _item(cell: bytes) -> bytes:
    return cell[cell.rindex(_ITEM) :].split(b",", 1)[0]


def _around(cells: Sequence[bytes], places: Iterable[int]) -> Iterable[bytes]:
    """The cells at those places with all others of their items, each once."""
    found: dict[int, bytes] = {}
    for place in places:
        item = _item(cells[place])
        for others in (range(place, -1, -1), range(place + 1, len(cells))):
            for other in others:
                if _item(cells[other]) != item:
                    break
                found[other] = cells[other]
    return found.values()


def _read(cells: Iterable[bytes]) -> Values:
    stored = json.loads(b"[" + b",".join(b'{"field":' + cell for cell in cells) + b"]")
    return {slot_of(cell): _values(cell["heads"]) for cell in stored}


def _values(heads: list[tuple[str, dict[str, Any]]]) -> tuple[Quantity, ...]:
    return values_of(tuple(Head(edit, unpacked(packed)) for edit, packed in heads))
