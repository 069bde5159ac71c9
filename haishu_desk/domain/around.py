"""What stood in a return before and after some of its edits, understood only where they wrote.

Of a hundred cells that an edit brought, a few were written to since. An edit is canonical JSON, so its cells are told apart
by their bytes, and only those few are read; a body that is written in any other way is read whole.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from haishu_desk.domain.canonical import digest
from haishu_desk.domain.cells import Head, ReturnKey, Slot, is_word, slot_of, values_of
from haishu_desk.domain.quantity import Quantity, unpacked

Stored = Sequence[Mapping[str, Any]]
Standing = dict[tuple[ReturnKey, Slot], tuple[Quantity, ...]]
_Said = list[tuple[str, Mapping[str, Any]]]  # the ids of edits, and what each did to one cell
_Place = tuple[str, str, str | None]
# In a body without a space, a line end or a backslash every quotation mark begins or ends a word, and what belongs together
# touches: so these stand nowhere but in and between the cells of an edit.
_SPACED = (b" ", b"\\", b"\n", b"\r", b"\t")
_HEAD, _FIRST, _NEXT, _END = b'{"author":{', b'"changes":[{"after":', b'},{"after":', b'}],"form":'
_BEFORE_ITEM, _AFTER_ITEM = b'"item":', b',"replaces":['


def changes_by_return(bodies: Iterable[bytes]) -> dict[ReturnKey, dict[str, Stored]]:
    """What the edits with those bodies wrote, by return and by the id of the edit, as it is stored: for `values_around`."""
    found: dict[ReturnKey, dict[str, Stored]] = {}
    for body in bodies:
        stored = json.loads(body)
        key = ReturnKey(stored["form"], stored["unit"], stored["period"])
        found.setdefault(key, {})[digest(body)] = stored["changes"]
    return found


def values_around(
    written: Mapping[ReturnKey, Mapping[str, Stored]], earlier: Callable[[ReturnKey], Iterable[bytes]]
) -> tuple[Standing, Standing]:
    """What stands after the `earlier` edits of each return, and after those and the `written` ones.

    Only of the items that the latter wrote to: all other cells are the same on both sides. What is said of findings is left
    out. What an edit saw before it is not understood.
    """
    then, now, slots = Standing(), Standing(), dict[_Place, Slot]()
    for key, later in written.items():
        items = frozenset(change["item"] for changes in later.values() for change in changes)
        said: dict[_Place, _Said] = {}
        for body in earlier(key):
            _add(said, digest(body), changes_of_items(body, items))
        _stand(then, key, said, slots)
        for identity, changes in later.items():
            _add(said, identity, changes)
        _stand(now, key, said, slots)
    return then, now


def changes_of_items(body: bytes, items: frozenset[str]) -> Stored:
    """The changes of the edit with that body that wrote to one of the `items`, as they are stored."""
    head, _, rest = body.partition(_FIRST)
    cells, is_whole, _ = rest.partition(_END)
    is_first = head.startswith(_HEAD) and (head.count(b"{"), head.count(b"}")) == (
        2,
        1,
    )  # not of what stands in another
    if not is_whole or not is_first or any(sign in body for sign in _SPACED):
        return [change for change in json.loads(body)["changes"] if change["item"] in items]
    parts = cells.split(_BEFORE_ITEM)  # each has the end of one cell and the beginning of the next
    wanted = tuple(f'"{item}"'.encode() + _AFTER_ITEM for item in items)
    kept = [
        parts[place - 1].rpartition(_NEXT)[2] + _BEFORE_ITEM + part.partition(_NEXT)[0]
        for place, part in enumerate(parts)
        if part.startswith(wanted)
    ]
    changes: Stored = json.loads(b'[{"after":' + _NEXT.join(kept) + b"}]") if kept else []
    return changes


def _add(said: dict[_Place, _Said], identity: str, changes: Stored) -> None:
    for change in changes:
        place = (change["item"], change["field"], change["vintage"])
        if not is_word(place[1]):
            said.setdefault(place, []).append((identity, change))


def _stand(standing: Standing, key: ReturnKey, said: Mapping[_Place, _Said], slots: dict[_Place, Slot]) -> None:
    """Add what stands in those cells of a return; `slots` are those that were met, each made once."""
    for place, each in said.items():
        if values := _values(each):
            slot = slots.get(place)
            if slot is None:
                slot = slots[place] = slot_of(each[0][1])
            standing[key, slot] = values


def _values(said: _Said) -> tuple[Quantity, ...]:
    """The different meanings of what none of the edits replaced, by the ids of the edits."""
    if len(said) == 1:  # as a rule
        identity, change = said[0]
        return () if identity in change["replaces"] else (unpacked(change["after"]),)
    replaced = set().union(*[change["replaces"] for _, change in said])
    standing = [each for each in said if each[0] not in replaced]
    if len(standing) == 1:
        return (unpacked(standing[0][1]["after"]),)
    return values_of(tuple(sorted((Head(edit, unpacked(change["after"])) for edit, change in standing), key=_edit_of)))


def _edit_of(head: Head) -> str:
    return head.edit
